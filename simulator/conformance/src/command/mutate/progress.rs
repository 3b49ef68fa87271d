//! The progress while misbehaviours are tried, on the terminal and in files.

use std::{
    fs::{self, File},
    io::{self, IsTerminal as _, Write as _},
    path::{Path, PathBuf},
};

use serde_json::json;

use crate::{command::warn, mutation::report::MutantReport};

/// The folder of the commands' output, in that of the report.
const LOGS: &str = "mutants";

/// A run in progress.
pub(super) struct Trying {
    folder: PathBuf,
    events: File,
    /// Whether a person watches.
    is_watched: bool,
    done: usize,
    of: usize,
    survivors: usize,
}

impl Trying {
    /// Creates the folder of the report.
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

    /// Reports that the tests run unchanged.
    pub(super) fn clean(&self) {
        if self.is_watched {
            warn("変異なしで1回動かします…");
        }
    }

    /// Reports what follows.
    pub(super) fn begin(&mut self, of: usize, seconds: u64) {
        self.of = of;
        if self.is_watched {
            warn(&format!(
                "\r\u{1b}[K変異なしの実行は{seconds}秒でした。{of}の変異を試します。\n"
            ));
        }
    }

    /// Reports the progress to a watching person, and writes it to a file.
    pub(super) fn tell(&mut self, mutant: &MutantReport) {
        self.done += 1;
        self.survivors += usize::from(mutant.verdict.is_survivor());
        // The report contains it even if this line is lost.
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

    /// Ends the progress line.
    pub(super) fn over(&self) {
        if self.is_watched {
            warn("\r\u{1b}[K");
        }
    }

    /// Keeps the output of a command, and returns the name of the file in the folder of the report.
    pub(super) fn log(&self, name: &str, output: &str) -> Option<String> {
        let file = format!("{LOGS}/{name}.log");
        fs::write(self.folder.join(&file), output).ok()?;
        Some(file)
    }
}
