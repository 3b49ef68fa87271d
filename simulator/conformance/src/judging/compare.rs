//! Compares two reports: improvements and regressions.

use super::{report::Report, verdict::Verdict};

/// A requirement with another verdict in the second report.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ChangedVerdict {
    /// `TAX-02`.
    pub id: String,
    /// The title of the requirement.
    pub title: String,
    /// The first verdict; `None` if the catalogue did not have it.
    pub before: Option<Verdict>,
    /// The second verdict; `None` if the catalogue no longer has it.
    pub after: Option<Verdict>,
}

impl ChangedVerdict {
    /// Whether it got worse: broken now and not before, or no longer tested.
    pub fn is_worse(&self) -> bool {
        let rank = |verdict: Option<Verdict>| match verdict {
            Some(Verdict::Failed) => 0,
            Some(Verdict::Error | Verdict::Untested) | None => 1,
            Some(Verdict::CantTell) => 2,
            Some(Verdict::Passed | Verdict::Inapplicable) => 3,
        };
        self.before.is_some() && rank(self.after) < rank(self.before)
    }
}

/// The changes between two reports, in the order of the second.
pub fn compare(before: &Report, after: &Report) -> Vec<ChangedVerdict> {
    let mut changed = Vec::new();
    for now in &after.requirements {
        let then = before.requirements.iter().find(|then| then.id == now.id);
        let then = then.map(|then| then.verdict);
        if then != Some(now.verdict) {
            changed.push(ChangedVerdict {
                id: now.id.clone(),
                title: now.title.clone(),
                before: then,
                after: Some(now.verdict),
            });
        }
    }
    let gone = before
        .requirements
        .iter()
        .filter(|then| after.requirements.iter().all(|now| now.id != then.id));
    changed.extend(gone.map(|then| ChangedVerdict {
        id: then.id.clone(),
        title: then.title.clone(),
        before: Some(then.verdict),
        after: None,
    }));
    changed
}
