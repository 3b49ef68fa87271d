//! Known and accepted survivors, by the same rules as for requirements, and the exit status.

use super::{
    report::{MutantReport, MutationReport},
    verdict::MutantVerdict,
};
use crate::judging::{
    baseline::{Baseline, Known},
    report::BaselineFacts,
    status::Status,
};

/// Marks known survivors, and reports stale entries. Ignores misbehaviours that were not selected.
pub fn apply(baseline: &Baseline, mutants: &mut [MutantReport], today: &str) -> BaselineFacts {
    let entries = baseline.survives().iter().map(|known| {
        let mutant = mutants.iter().find(|mutant| mutant.name == known.id());
        known.shown(stale(known, mutant, today))
    });
    let mut facts = BaselineFacts {
        entries: entries.collect(),
        ..BaselineFacts::default()
    };
    for mutant in mutants {
        let mut survives = baseline.survives().iter();
        let known = survives.find(|known| known.id() == mutant.name);
        if mutant.verdict.is_survivor() {
            match known {
                Some(known) => mutant.known = Some(known.kind().to_owned()),
                None => facts.new.push(mutant.name.clone()),
            }
        }
        let is_lost = matches!(
            mutant.verdict,
            MutantVerdict::Unreached | MutantVerdict::Unseen
        );
        if is_lost && mutant.before.is_some_and(MutantVerdict::is_good) {
            facts.regressions.push(mutant.name.clone());
        }
    }
    facts
}

fn stale(known: &Known, mutant: Option<&MutantReport>, today: &str) -> Option<String> {
    if let Some(overdue) = known.overdue(today) {
        return Some(overdue);
    }
    let verdict = mutant?.verdict;
    (verdict.is_good() && known.ends_when_met())
        .then(|| format!("古くなった記載です：{}", verdict.word()))
}

/// The exit status of a report.
pub fn status(report: &MutationReport) -> Status {
    let baseline = &report.baseline;
    let is_stale = baseline.entries.iter().any(|entry| entry.stale.is_some());
    if is_stale || !baseline.new.is_empty() || !baseline.regressions.is_empty() {
        Status::Broken
    } else {
        Status::Good
    }
}
