//! The bundle of a run: journal, books before and after, seeds, clocks, faults. No passwords, no personal data.

use std::{
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

use crate::{
    Simulator,
    control::{coverage::CoverageView, state},
    settings::credentials::without_credentials,
};

/// The version of the format.
const FORMAT: u32 = 1;

/// How the run ended, and its required codes.
pub const RUN_FILE: &str = "run.json";
/// Every merchant's books, clock, faults and time line at the beginning.
pub const BEFORE_FILE: &str = "before.json";
/// The same at the end.
pub const AFTER_FILE: &str = "after.json";
/// Every merchant's journal and marks, as the control addresses have them.
pub const JOURNAL_FILE: &str = "journal.json";
/// The coverage: codes, states, outcomes, faults.
pub const COVERAGE_FILE: &str = "coverage.json";

/// A simulator at the beginning of a run.
#[derive(Debug)]
pub struct Bundle {
    before: Value,
}

/// How a run ended.
#[derive(Debug)]
pub struct Ending<'a> {
    /// The arguments are left out: there may be passwords among them.
    pub program: &'a OsStr,
    /// Its end, in words.
    pub ended: String,
    /// The exit code that is passed on.
    pub code: u8,
    /// The required codes.
    pub required: &'a [&'static str],
    /// The required codes that were not answered.
    pub missing: &'a [&'static str],
}

/// A bundle that was written before.
#[derive(Debug)]
pub struct WrittenBundle {
    /// [`RUN_FILE`]
    pub run: Value,
    /// [`BEFORE_FILE`]
    pub before: Value,
    /// [`AFTER_FILE`]
    pub after: Value,
    /// [`JOURNAL_FILE`]
    pub journal: Value,
    /// [`COVERAGE_FILE`]
    pub coverage: Value,
}

/// A folder is not a bundle of this version.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// A file is missing, or cannot be read.
    #[error("{} を読めません（{error}）。記録一式のフォルダーを指定してください", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// The error.
        error: io::Error,
    },
    /// A file is not JSON.
    #[error("{} が正しいJSONではありません（{error}）。記録一式を作り直してください", file.display())]
    NotJson {
        /// The file.
        file: PathBuf,
        /// The error and its place.
        error: serde_json::Error,
    },
    /// It was written by another version.
    #[error(
        "記録一式の形式が違います（format {found}、読めるのは {FORMAT}）。同じ版で作り直してください"
    )]
    Format {
        /// The format in the file.
        found: String,
    },
}

impl Bundle {
    /// Records the present state.
    pub fn begin(simulator: &Simulator) -> Self {
        Self {
            before: state::everything(simulator.app()),
        }
    }

    /// Writes the files, and creates the folder.
    ///
    /// # Errors
    /// They cannot be written.
    pub fn write(
        &self,
        simulator: &Simulator,
        ending: &Ending<'_>,
        folder: &Path,
    ) -> io::Result<()> {
        let app = simulator.app();
        fs::create_dir_all(folder)?;
        let run = json!({
            "format": FORMAT,
            "simulator": crate::VERSION,
            "program": without_credentials(&ending.program.to_string_lossy()),
            "ended": ending.ended,
            "exitCode": ending.code,
            "requiredCodes": ending.required,
            "missingCodes": ending.missing,
        });
        let coverage = CoverageView::of(&app.coverage(), &app.settings);
        for (name, content) in [
            (RUN_FILE, &run),
            (BEFORE_FILE, &self.before),
            (AFTER_FILE, &state::everything(app)),
            (JOURNAL_FILE, &state::journals(app)),
            (COVERAGE_FILE, &json!(coverage)),
        ] {
            let text = serde_json::to_string_pretty(content)?;
            fs::write(folder.join(name), text + "\n")?;
        }
        Ok(())
    }
}

impl WrittenBundle {
    /// Reads the files of a folder.
    ///
    /// # Errors
    /// One of them is missing, unreadable, or of another version.
    pub fn read(folder: &Path) -> Result<Self, BundleError> {
        let read = |name: &str| {
            let file = folder.join(name);
            let text = match fs::read(&file) {
                Ok(text) => text,
                Err(error) => return Err(BundleError::Unreadable { file, error }),
            };
            serde_json::from_slice::<Value>(&text)
                .map_err(|error| BundleError::NotJson { file, error })
        };
        let run = read(RUN_FILE)?;
        if run["format"] != FORMAT {
            let found = run["format"].to_string();
            return Err(BundleError::Format { found });
        }
        Ok(Self {
            run,
            before: read(BEFORE_FILE)?,
            after: read(AFTER_FILE)?,
            journal: read(JOURNAL_FILE)?,
            coverage: read(COVERAGE_FILE)?,
        })
    }
}
