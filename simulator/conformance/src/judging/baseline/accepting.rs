//! Which failures of a report can be accepted.

use crate::judging::{
    report::{Report, RequirementReport, RowReport},
    verdict::Verdict,
};

impl Report {
    /// Whether an id of a baseline, a requirement or a row of one, failed, and no entry has it.
    pub fn is_new_failure(&self, id: &str) -> bool {
        let (requirement, words) = id.split_once('/').unwrap_or((id, ""));
        let failed =
            |row: &RowReport| row.verdict == Verdict::Failed && row.scenario.contains(words);
        let mut requirements = self.requirements.iter();
        let is_listed = self.baseline.entries.iter().any(|entry| entry.id == id);
        let has_failed = |one: &RequirementReport| {
            one.rows.iter().any(failed) || words.is_empty() && one.verdict == Verdict::Failed
        };
        !is_listed && requirements.any(|one| one.id == requirement && has_failed(one))
    }
}
