//! The report as JSON: `conformance.json`.

use crate::judging::report::Report;

/// The report as it is.
///
/// # Errors
/// None that a report can cause: its maps have names for keys.
pub fn json(report: &Report) -> serde_json::Result<String> {
    Ok(serde_json::to_string_pretty(report)? + "\n")
}
