//! Requirements, rules for traffic, wrong clients and features belong together.

use std::{collections::BTreeSet, path::Path};

use kakebarai_conformance::{
    requirements,
    scenario::plan,
    traffic::{PROGRAM_CODES, RULES},
};
use naive_client::FAULTS;

#[test]
fn what_traffic_alone_judges_has_a_rule() {
    for requirement in requirements::all().filter(|requirement| !requirement.judged.active) {
        let has_rule = RULES.iter().any(|(of, _)| *of == requirement.id);
        assert!(has_rule, "{}", requirement.id);
    }
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
    for (of, _) in RULES {
        assert!(requirements::find(of).is_some(), "{of}");
        assert!(seen.insert(of), "{of}");
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
