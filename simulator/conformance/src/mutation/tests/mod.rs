//! Verdicts, scores, selections, carried verdicts and known survivors, counted by hand.

mod counted;
mod known;
mod met;

use serde_json::json;

use super::{report::MutantReport, verdict::MutantVerdict};
use crate::provider::{Mutant, MutantClass};

fn mutant(name: &str, class: MutantClass, apis: &[&str]) -> Mutant {
    serde_json::from_value(json!({
        "name": name, "class": class, "apis": apis, "what": "変わる", "requirement": "ROB-05",
        "strikes": {"when": "always", "often": "every"},
    }))
    .unwrap()
}

fn judged(name: &str, class: MutantClass, verdict: MutantVerdict) -> MutantReport {
    MutantReport::of(&mutant(name, class, &[]), verdict)
}
