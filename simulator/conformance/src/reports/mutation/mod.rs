//! The report of a run with misbehaviours of the provider, for all its readers.

mod elements;
mod html;
mod markdown;
mod terminal;
mod wording;

use std::path::{Path, PathBuf};

use serde_json::Value;

pub use self::{elements::elements, html::html, markdown::markdown, terminal::terminal};
use super::{ReportNotWritten, json, schema::schema_of, write_files};
use crate::mutation::report::MutationReport;

/// The name of the file for later runs.
pub const FILE: &str = "mutants.json";
/// The page.
const PAGE: &str = "mutants.html";

/// Writes a report in all formats to a folder, which is created if missing, and returns the files.
///
/// # Errors
/// [`ReportNotWritten`]; nothing is replaced unless everything could be written.
pub fn write(report: &MutationReport, folder: &Path) -> Result<Vec<PathBuf>, ReportNotWritten> {
    let refused = |error: serde_json::Error| ReportNotWritten::Format {
        format: "JSON",
        why: error.to_string(),
    };
    write_files(
        folder,
        [
            (FILE, json(report).map_err(refused)?),
            (PAGE, html(report)),
            ("mutants.md", markdown(report)),
            (
                "mutation-testing-report.json",
                json(&elements(report)).map_err(refused)?,
            ),
        ],
    )
}

/// The JSON Schema of `mutants.json`.
pub fn schema() -> Value {
    schema_of::<MutationReport>(
        "kakebarai-conformance mutants",
        "変異の報告（mutants.json）。format が 1 である間、項目は増えることはあっても、減らず、意味も変わりません。",
    )
}
