//! A report as JSON: `conformance.json`, for example.

use serde::Serialize;

/// The unchanged report.
///
/// # Errors
/// No report can cause one: its maps have names for keys.
pub fn json(report: &impl Serialize) -> serde_json::Result<String> {
    Ok(serde_json::to_string_pretty(report)? + "\n")
}
