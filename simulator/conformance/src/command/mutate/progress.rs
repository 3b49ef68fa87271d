//! What is told and written while misbehaviours are tried.

use std::{
    fs::{self, File},
    io::{self, IsTerminal as _, Write as _},
    path::{Path, PathBuf},
};

use serde_json::json;

use crate::{command::warn, mutation::report::MutantReport};

/// The folder of what the commands printed, in that of the report.
const LOGS: &str = "mutants";

/// A run that goes on.
pub(super) struct Trying {
    folder: PathBuf,
    events: File,
    /// Whether somebody watches.
    is_watched: bool,
    done: usize,
    of: usize,
    survivors: usize,
}

impl Trying {
    /// Makes the folder of the report.
    pub(super) fn new(folder: &Path) -> Result<Self, String> {
        let bad = |error: io::Error| {
            format!(
                "{} に書き出せません（{error}）。--report で、ほかのフォルダーを指定してください",
                folder.display()
            )
        };
        let logs = folder.join(LOGS);
        fs::create_dir_all(&logs).map_err(bad)?;
        Ok(Self {
            events: File::create(logs.join("events.ndjson")).map_err(bad)?,
            folder: folder.to_owned(),
            is_watched: io::stderr().is_terminal(),
            done: 0,
            of: 0,
            survivors: 0,
        })
    }

    /// Tells that the tests run as they are.
    pub(super) fn clean(&self) {
        if self.is_watched {
            warn("変異なしで1回動かします…");
        }
    }

    /// Tells what comes.
    pub(super) fn begin(&mut self, of: usize, seconds: u64) {
        self.of = of;
        if self.is_watched {
            warn(&format!(
                "\r\u{1b}[K変異なしの実行は{seconds}秒でした。{of}の変異を試します。\n"
            ));
        }
    }

    /// Tells how far it has come, where somebody watches, and writes it down.
    pub(super) fn tell(&mut self, mutant: &MutantReport) {
        self.done += 1;
        self.survivors += usize::from(mutant.verdict.is_survivor());
        // What is lost here stands in the report.
        let event = json!({"mutant": mutant.name, "verdict": mutant.verdict, "milliseconds": mutant.milliseconds});
        let _ = writeln!(self.events, "{event}");
        if self.is_watched {
            warn(&format!(
                "\r\u{1b}[K{}/{}　見逃し・もろさ {}　{} {}",
                self.done,
                self.of,
                self.survivors,
                mutant.name,
                mutant.verdict.word()
            ));
        }
    }

    /// Ends the line of the progress.
    pub(super) fn over(&self) {
        if self.is_watched {
            warn("\r\u{1b}[K");
        }
    }

    /// Keeps what a command printed, and returns the name of the file in the folder of the report.
    pub(super) fn log(&self, name: &str, output: &str) -> Option<String> {
        let file = format!("{LOGS}/{name}.log");
        fs::write(self.folder.join(&file), output).ok()?;
        Some(file)
    }
}
