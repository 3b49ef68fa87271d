//! Requirements, rules for traffic, wrong clients and features belong together.

use std::{collections::BTreeSet, path::Path};

use kakebarai_conformance::{requirements, scenario::plan};
use kakebarai_traffic::{PROGRAM_CODES, RULES};
use naive_client::FAULTS;

#[test]
fn what_traffic_judges_has_a_rule_and_nothing_else_has_one() {
    let judged = requirements::all().filter(|requirement| requirement.judged.passive);
    let judged: Vec<_> = judged.map(|requirement| requirement.id).collect();
    assert_eq!(judged.len(), 28);
    // What a suite says that buyers were shown makes more of them exact.
    let rules = RULES.iter().filter(|rule| !rule.needs_witness());
    let with_rule: Vec<_> = rules.map(|rule| rule.requirement).collect();
    assert_eq!(with_rule, judged);
    let witnessed = RULES.iter().filter(|rule| rule.needs_witness());
    let witnessed: Vec<_> = witnessed.map(|rule| rule.requirement).collect();
    let by_hand = [
        "TAX-01", "TAX-03", "TAX-04", "TAX-05", "TAX-06", "LIN-04", "LIN-05",
    ];
    assert_eq!(witnessed, by_hand);
}

#[test]
fn every_code_of_a_mistake_in_a_program_is_published() {
    let published = include_str!("../rules/error-codes.tsv");
    let published: BTreeSet<_> = published
        .lines()
        .filter_map(|line| line.split('\t').next())
        .collect();
    for code in PROGRAM_CODES {
        assert!(published.contains(code), "{code}");
    }
}

/// Also those that another engine carries out: it would lose a scenario without a word.
#[test]
fn no_feature_file_loses_a_scenario() {
    let features = Path::new(env!("CARGO_MANIFEST_DIR")).join("features");
    let mut folders = 0;
    for folder in std::fs::read_dir(features).unwrap() {
        let rows = plan::of_folder(&folder.unwrap().path()).unwrap();
        assert!(!rows.is_empty());
        folders += 1;
    }
    assert_eq!(folders, 4);
}

#[test]
fn every_rule_for_traffic_judges_a_requirement_once() {
    let mut seen = BTreeSet::new();
    for rule in RULES {
        let requirement = requirements::find(rule.requirement).unwrap();
        assert_eq!(rule.title, requirement.title);
        assert!(seen.insert(rule.requirement), "{rule:?}");
    }
}

#[test]
fn every_requirement_is_proven_by_a_wrong_client() {
    let named: BTreeSet<_> = FAULTS
        .iter()
        .flat_map(|fault| fault.caught_by.iter().copied())
        .collect();
    for id in &named {
        assert!(requirements::find(id).is_some(), "{id}");
    }
    let unproven: Vec<_> = requirements::all()
        .map(|requirement| requirement.id)
        .filter(|id| !named.contains(id))
        .collect();
    assert_eq!(unproven, [""; 0]);
    assert_eq!(FAULTS.len(), 113);
}
