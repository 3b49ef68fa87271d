//! The output of a calibration: settings, parity for people and machines, questions; and the plan before it.

mod markdown;
mod plan;
mod questions;
mod settings;

use std::path::{Path, PathBuf};

pub use self::{markdown::markdown, plan::plan, questions::questions, settings::settings};
use super::parity::Parity;
use crate::reports::{self, ReportNotWritten};

/// The file from which an interrupted calibration continues.
pub const NOTEBOOK: &str = "calibration.json";
/// The folder of the recordings.
pub const RECORDINGS: &str = "recordings";

/// Writes all files to a folder, and returns them.
///
/// # Errors
/// [`ReportNotWritten`]; nothing is replaced unless everything could be written.
pub fn write(parity: &Parity, folder: &Path) -> Result<Vec<PathBuf>, ReportNotWritten> {
    let json = reports::json(parity).map_err(|error| ReportNotWritten::Format {
        format: "JSON",
        why: error.to_string(),
    })?;
    let files = [
        ("settings.toml", settings(parity)),
        ("parity.json", json),
        ("parity.md", markdown(parity)),
        ("questions.md", questions(parity)),
    ];
    reports::write_files(folder, files)
}
