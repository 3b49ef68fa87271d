//! The progress of a run, on the terminal and in files, and its files beside the report.

use std::{
    fmt::Write as _,
    fs::File,
    io::{self, IsTerminal as _, Write as _},
    path::{Path, PathBuf},
};

use serde_json::json;

use crate::{
    adapter::LogSource,
    command::warn,
    judging::{requests, verdict::Verdict},
    scenario::{Ended, Progress, RowResult, RunOutcome},
};

/// A run in progress.
pub(super) struct Running {
    folder: PathBuf,
    events: File,
    /// Whether a person watches.
    is_watched: bool,
    of: usize,
    broken: usize,
}

impl Running {
    pub(super) fn new(folder: &Path, of: usize) -> Result<Self, String> {
        let bad = |error: io::Error| {
            format!(
                "{} に書き出せません（{error}）。--report で、ほかのフォルダーを指定してください",
                folder.display()
            )
        };
        std::fs::create_dir_all(folder).map_err(bad)?;
        Ok(Self {
            folder: folder.to_owned(),
            events: File::create(folder.join("events.ndjson")).map_err(bad)?,
            is_watched: io::stderr().is_terminal(),
            of,
            broken: 0,
        })
    }

    /// Reports the progress to a watching person, and writes it to a file.
    pub(super) fn tell(&mut self, progress: &Progress<'_>) {
        match progress {
            Progress::Connected(adapter) => {
                if self.is_watched {
                    let shop = &adapter.introduction().integration;
                    warn(&format!(
                        "{} {}：{}のシナリオを、同時に{}つまで確かめます。\n",
                        shop.name,
                        shop.version,
                        self.of,
                        adapter.introduction().sessions
                    ));
                }
            }
            Progress::Row { done, of, row } => {
                self.broken +=
                    usize::from(matches!(row.ended, Ended::Broken(_) | Ended::Failed(_)));
                let event = json!({
                    "scenario": row.planned.title(),
                    "file": row.planned.file,
                    "line": row.planned.line,
                    "verdict": verdict_of(row),
                    "milliseconds": u64::try_from(row.took.as_millis()).unwrap_or(u64::MAX),
                });
                // The report contains it even if this line is lost.
                let _ = writeln!(self.events, "{event}");
                if self.is_watched {
                    warn(&format!("\r{done}/{of}　合格でない {}　", self.broken));
                }
            }
        }
    }

    /// Ends the progress line.
    pub(super) fn over(&self) {
        if self.is_watched {
            warn("\r\u{1b}[K");
        }
    }

    /// Writes the traffic, masked, and the log of the adapter.
    pub(super) fn write(&self, outcome: &RunOutcome) -> Result<(), String> {
        let bad =
            |error: io::Error| format!("{} に書き出せません（{error}）", self.folder.display());
        let known = outcome.adapter.log();
        let mut traffic = String::new();
        for row in &outcome.rows {
            for entry in &row.journal.entries {
                let shown = requests::shown(entry, |text| known.masked(text));
                let line = json!({"scenario": row.planned.title(), "merchant": row.merchant, "request": shown});
                traffic.push_str(&line.to_string());
                traffic.push('\n');
            }
        }
        std::fs::write(self.folder.join("traffic.ndjson"), traffic).map_err(bad)?;
        let mut log = String::new();
        for line in known.since(0) {
            let source = match line.source {
                LogSource::Stderr => "",
                LogSource::Noise => "（標準出力）",
            };
            let _ = writeln!(log, "{} {source}{}", line.sessions.join(","), line.text);
        }
        std::fs::write(self.folder.join("adapter.log"), log).map_err(bad)
    }
}

/// A scenario's own verdict, without regard to requirements and profile.
fn verdict_of(row: &RowResult) -> Verdict {
    match &row.ended {
        Ended::Passed => Verdict::Passed,
        Ended::Broken(finding) if finding.suspicion => Verdict::CantTell,
        Ended::Broken(_) => Verdict::Failed,
        Ended::LeftOut(_) => Verdict::Untested,
        Ended::Failed(_) => Verdict::Error,
    }
}
