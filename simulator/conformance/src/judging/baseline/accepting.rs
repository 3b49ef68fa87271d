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
        // One that is overdue is renewed.
        let mut listed = self.baseline.entries.iter().filter(|entry| entry.id == id);
        let is_listed = listed.any(|entry| !entry.is_overdue());
        let has_failed = |one: &RequirementReport| {
            one.rows.iter().any(failed) || words.is_empty() && one.verdict == Verdict::Failed
        };
        !is_listed && requirements.any(|one| one.id == requirement && has_failed(one))
    }
}
