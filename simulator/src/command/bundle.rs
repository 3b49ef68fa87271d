//! What is left of a run that failed: journal, books before and after, seeds, clocks, faults. No passwords, no personal data.

use std::{ffi::OsStr, fs, io, path::Path};

use serde_json::{Value, json};

use crate::{
    Simulator,
    control::{coverage::CoverageView, state},
    settings::credentials::without_credentials,
};

/// The version of the files' form.
const FORMAT: u32 = 1;

/// The state at the beginning of a run.
pub(super) struct Bundle {
    before: Value,
}

/// How a run ended.
pub(super) struct Ending<'a> {
    /// The arguments are left out: there may be passwords among them.
    pub(super) program: &'a OsStr,
    pub(super) ended: String,
    pub(super) code: u8,
    pub(super) required: &'a [&'static str],
    pub(super) missing: &'a [&'static str],
}

impl Bundle {
    pub(super) fn begin(simulator: &Simulator) -> Self {
        Self {
            before: state::everything(simulator.app()),
        }
    }

    /// Writes the files, the folder as well.
    pub(super) fn write(
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
            ("run.json", &run),
            ("before.json", &self.before),
            ("after.json", &state::everything(app)),
            ("journal.json", &state::journals(app)),
            ("coverage.json", &json!(coverage)),
        ] {
            let text = serde_json::to_string_pretty(content)?;
            fs::write(folder.join(name), text + "\n")?;
        }
        Ok(())
    }
}
