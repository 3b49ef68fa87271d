//! Features, sentences and requirements belong together.

use std::collections::BTreeSet;

use super::{
    plan::{self, Planned, RESTARTS, SETTING, SLOW},
    steps,
};
use crate::requirements;

fn planned() -> Vec<Planned> {
    plan::embedded().unwrap()
}

#[test]
fn every_sentence_fits_one_pattern() {
    let table = steps::table();
    let mut wrong = BTreeSet::new();
    for row in planned() {
        for step in &row.steps {
            let fitting = table.fitting(&step.text);
            if fitting.len() != 1 {
                wrong.insert(format!(
                    "{}:{} {} {fitting:?}",
                    row.file, step.line, step.text
                ));
            }
        }
    }
    assert_eq!(wrong, BTreeSet::new());
}

#[test]
fn every_pattern_is_used() {
    let table = steps::table();
    let planned = planned();
    let sentences = planned.iter().flat_map(|row| &row.steps);
    let used: BTreeSet<&str> = sentences
        .flat_map(|step| table.fitting(&step.text))
        .collect();
    let unused: Vec<&str> = table
        .patterns()
        .filter(|pattern| !used.contains(pattern))
        .collect();
    assert_eq!(unused, Vec::<&str>::new());
}

#[test]
fn every_scenario_names_requirements_that_there_are() {
    for row in planned() {
        let (known, others): (Vec<&String>, Vec<&String>) = row
            .tags
            .iter()
            .partition(|tag| requirements::find(tag).is_some());
        assert!(!known.is_empty(), "{}:{}", row.file, row.line);
        for tag in others {
            let is_known = tag == SLOW || tag == RESTARTS || tag.starts_with(SETTING);
            assert!(is_known, "{}:{} @{tag}", row.file, row.line);
        }
    }
}

#[test]
fn every_requirement_that_scenarios_judge_has_one() {
    let planned = planned();
    let mut missing = requirements::all()
        .filter(|requirement| requirement.judged.active)
        .filter(|requirement| !planned.iter().any(|row| row.has(requirement.id)));
    assert_eq!(missing.next().map(|requirement| requirement.id), None);
}
