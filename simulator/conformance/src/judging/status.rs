//! The exit status of a run.

use super::{
    report::{Report, RequirementReport, RowReport},
    verdict::Verdict,
};

/// The exit status of a run, for a shell.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Status {
    /// All is well.
    Good,
    /// A 必須 of the required level is not met, an own scenario fails, something got worse, or the baseline is stale.
    Broken,
    /// Harness or adapter failed.
    Failed,
    /// Only 推奨 are broken, and they count.
    OnlyShould,
}

impl Status {
    /// The status of a report.
    pub fn of(report: &Report) -> Self {
        let is_error = |row: &RowReport| row.verdict == Verdict::Error;
        // A row that failed hides none of which nobody could tell.
        let has_error = |one: &RequirementReport| {
            one.verdict == Verdict::Error || one.rows.iter().any(is_error)
        };
        if report.run.ended_early.is_some()
            || counted(report).any(has_error)
            || report.own_scenarios.iter().any(is_error)
        {
            return Self::Failed;
        }
        let asked = report.run.asked_level;
        let blocks = |one: &&RequirementReport| {
            let is_asked = match one.verdict {
                Verdict::Failed => asked == 0 || one.level <= asked,
                Verdict::Untested => one.level <= asked,
                _ => false,
            };
            is_asked && one.known.is_none()
        };
        let must = counted(report).filter(|one| one.is_must());
        let baseline = &report.baseline;
        let is_stale = baseline.entries.iter().any(|entry| entry.stale.is_some());
        let own_broken = report
            .own_scenarios
            .iter()
            .any(|row| row.verdict == Verdict::Failed);
        if must.filter(blocks).count() > 0
            || is_stale
            || own_broken
            || !baseline.regressions.is_empty()
        {
            return Self::Broken;
        }
        let should = counted(report).filter(|one| !one.is_must());
        if report.run.strict && should.filter(blocks).count() > 0 {
            return Self::OnlyShould;
        }
        Self::Good
    }

    /// The exit code.
    pub const fn code(self) -> u8 {
        match self {
            Self::Good => 0,
            Self::Broken => 1,
            Self::Failed => 3,
            Self::OnlyShould => 5,
        }
    }
}

/// The judged requirements of a run: all, or the selected ones.
pub(crate) fn counted(report: &Report) -> impl Iterator<Item = &RequirementReport> {
    report.requirements.iter().filter(|one| {
        let is_selected = report.run.complete || !one.rows.is_empty();
        !one.observed && is_selected
    })
}
