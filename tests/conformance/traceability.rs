//! Every requirement has scenarios and wrong clients, every tag a requirement, every rule a requirement.

use std::collections::BTreeSet;

use kakebarai_conformance::{
    requirements,
    scenario::plan::{self, RESTARTS, SETTING, SLOW},
    traffic::RULES,
};
use naive_client::FAULTS;

#[test]
fn every_tag_is_a_requirement_or_says_how_a_scenario_is_carried_out() {
    for row in plan::embedded().unwrap() {
        for tag in &row.tags {
            let is_known = requirements::find(tag).is_some()
                || [SLOW, RESTARTS].contains(&tag.as_str())
                || tag.starts_with(SETTING);
            assert!(is_known, "{}:{} @{tag}", row.file, row.line);
        }
        let names_one = row.tags.iter().any(|tag| requirements::find(tag).is_some());
        assert!(names_one, "{}:{} {}", row.file, row.line, row.title());
    }
}

#[test]
fn every_requirement_has_a_scenario_or_a_rule_for_traffic() {
    let rows = plan::embedded().unwrap();
    for requirement in requirements::all() {
        let has_scenario = rows.iter().any(|row| row.has(requirement.id));
        let has_rule = RULES.iter().any(|(of, _)| *of == requirement.id);
        assert!(has_scenario || has_rule, "{}", requirement.id);
        if requirement.judged.active {
            assert!(has_scenario, "{} is judged by scenarios", requirement.id);
        } else {
            assert!(has_rule, "{} is judged by traffic alone", requirement.id);
        }
    }
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
