//! The catalogue against its facts, which are written separately.

mod profiles;
mod texts;

use std::collections::BTreeSet;

use super::{Area, Basis, JudgedBy, Language, Level, Requirement, Set, Severity, all, find};
use crate::adapter::{
    message::capabilities::Capability::{self, *},
    skeletons::SKELETONS,
};

/// Id, severity, sources of evidence, level, basis.
const FACTS: &str = include_str!("catalogue.tsv");

fn facts(requirement: &Requirement) -> String {
    let JudgedBy {
        active,
        passive,
        mutants,
        ..
    } = requirement.judged;
    let judged = match (active, passive, mutants) {
        (true, false, false) => "active",
        (false, true, false) => "passive",
        (true, true, false) => "active+passive",
        (true, false, true) => "active+mutants",
        other => panic!("{}: {other:?}", requirement.id),
    };
    let severity = match requirement.severity {
        Severity::Must => "must",
        Severity::Should => "should",
        Severity::MustIfDeclared => "must-if-declared",
    };
    let level = match requirement.level {
        Level::L1 => "1",
        Level::L2 => "2",
        Level::L3 => "3",
        Level::L4 => "4",
    };
    let basis = requirement.basis.iter().map(|basis| match basis {
        Basis::Documented => "D",
        Basis::Seen => "S",
        Basis::Inferred => "I",
        Basis::NotKnown => "N",
    });
    let basis = match basis.collect::<Vec<_>>().join(" ") {
        none if none.is_empty() => "–".to_owned(),
        letters => letters,
    };
    [requirement.id, severity, judged, level, &basis].join("\t")
}

#[test]
fn the_catalogue_says_what_its_facts_say_in_their_order() {
    let (head, rows) = FACTS.split_once('\n').unwrap();
    assert_eq!(head, "id\tseverity\tjudged\tlevel\tbasis");
    let written: Vec<_> = rows.lines().collect();
    assert_eq!(all().count(), written.len());
    for (requirement, row) in all().zip(written) {
        assert_eq!(facts(requirement), row);
    }
}

#[test]
fn there_are_as_many_as_the_badge_promises() {
    let of_level = |level| all().filter(|one| one.level == level).count();
    assert_eq!(all().count(), 100);
    assert_eq!(Level::ALL.map(of_level), [13, 39, 31, 17]);
    let of_severity = |severity| all().filter(|one| one.severity == severity).count();
    assert_eq!(Severity::ALL.map(of_severity), [86, 12, 2]);
    let slow: Vec<_> = all()
        .filter(|one| one.judged.slow)
        .map(|one| one.id)
        .collect();
    assert_eq!(slow, ["CON-05", "ROB-06"]);
}

#[test]
fn ids_are_numbered_within_their_area() {
    for area in Area::ALL {
        let ids: Vec<_> = all()
            .filter(|one| one.area == area)
            .map(|one| one.id)
            .collect();
        let numbered: Vec<_> = (1..=ids.len())
            .map(|number| format!("{}-{number:02}", area.code()))
            .collect();
        assert_eq!(ids, numbered);
        assert_eq!(Area::find(area.code()), Some(area));
    }
    let areas: Vec<_> = all().map(|one| one.area).collect();
    assert!(
        areas.is_sorted(),
        "the order of the areas is the catalogue's"
    );
    assert_eq!(
        find("TAX-02").unwrap().title,
        "内税の消費税を二重に請求しない"
    );
    assert!(find("TAX-08").is_none() && find("tax-02").is_none());
    assert_eq!(Area::find("ABC"), None);
}

/// The required capabilities, area by area.
#[rustfmt::skip]
const NEEDS: &[(&str, &[Capability])] = &[
    ("CON", &[Order, Status]),
    ("SEC", &[Order, Status]),
    ("REG", &[Apply]),
    ("SCR", &[Screening]),
    ("ELG", &[Offer]),
    ("TAX", &[Order, Status]),
    ("LIN", &[Order, Status]),
    ("COD", &[Order, Status]),
    ("SET", &[Order, Status]),
    ("LST", &[Order, Status, Recover]),
    ("CAN", &[Order, Status, Cancel]),
    ("SHP", &[Order, Status, Ship]),
    ("SLP", &[Order, Status, Ship]),
    ("GRP", &[Groups]),
    ("TST", &[Offer]),
    ("ERR", &[Order, Status]),
    ("ROB", &[Order, Status, Recover, Offer]),
];

/// Exceptions from the area's.
#[rustfmt::skip]
const OTHER_NEEDS: &[(&str, &[Capability])] = &[
    ("SEC-05", &[Order, Status, Offer]),
    ("SCR-01", &[Screening, Offer]),
    ("SCR-02", &[Screening, Offer]),
    ("SCR-03", &[Screening, Offer]),
    ("ELG-03", &[Offer, Groups]),
    ("SET-03", &[Order, Status, Parallel]),
    ("SET-08", &[Order, Status, Amend]),
    ("LST-07", &[Order, Status, Recover, Durable]),
    ("LST-08", &[Order, Status, Recover, Cancel]),
    ("LST-09", &[Order, Status, Recover, Ship]),
    ("LST-10", &[Order, Status, Recover, Ship, Unship]),
    ("CAN-03", &[Order, Status, BulkCancel]),
    ("SHP-05", &[Order, Status, Ship, Unship]),
    ("SHP-06", &[Order, Status, Ship, Unship]),
    ("SLP-01", &[Order, Status, Ship, Unship]),
    ("ROB-06", &[Offer]),
];

#[test]
fn what_must_be_declared_is_known() {
    let areas = NEEDS.iter().map(|(area, _)| *area);
    assert!(areas.eq(Area::ALL.map(Area::code)));
    let needs = |table: &[(&str, &'static [Capability])], name: &str| {
        let mut rows = table.iter();
        rows.find(|(of, _)| *of == name).map(|(_, needs)| *needs)
    };
    for requirement in all() {
        let other = needs(OTHER_NEEDS, requirement.id);
        let wanted = other.or_else(|| needs(NEEDS, requirement.area.code()));
        assert_eq!(Some(requirement.needs), wanted, "{}", requirement.id);
    }
    assert!(OTHER_NEEDS.iter().all(|(id, _)| find(id).is_some()));
}

#[test]
fn the_newest_frozen_set_is_the_catalogue_of_now() {
    let set = Set::find("2026-12").unwrap();
    assert_eq!(Set::newest().name, set.name);
    for level in Level::ALL {
        let now: Vec<_> = all()
            .filter(|one| one.level == level)
            .map(|one| one.id)
            .collect();
        assert_eq!(set.of_level(level).collect::<Vec<_>>(), now);
    }
    for requirement in all() {
        assert_eq!(set.level_of(requirement.id), Some(requirement.level));
    }
    assert_eq!(set.level_of("TAX-08"), None);
    assert!(Set::find("2026-11").is_none());
}

#[test]
fn each_frozen_set_names_each_id_once_and_only_ids_that_are_there() {
    for set in Set::ALL {
        let ids: Vec<_> = Level::ALL
            .into_iter()
            .flat_map(|level| set.of_level(level))
            .collect();
        let distinct: BTreeSet<_> = ids.iter().collect();
        assert_eq!(distinct.len(), ids.len(), "{}", set.name);
        for id in ids {
            assert!(find(id).is_some(), "{}: {id}", set.name);
        }
    }
}

#[test]
fn the_languages_are_those_of_the_skeletons() {
    let declared: Vec<_> = SKELETONS.iter().map(|skeleton| skeleton.language).collect();
    assert_eq!(Language::ALL.map(Language::code).to_vec(), declared);
    for language in Language::ALL {
        assert_eq!(Language::find(language.code()), Some(language));
    }
    assert_eq!(Language::find("cobol"), None);
}

#[test]
fn what_costs_money_is_known() {
    let costs = |id: &str| find(id).unwrap().concerns_money;
    for requirement in all() {
        if ["TAX", "LST", "SHP", "SLP"].contains(&requirement.area.code()) {
            assert!(requirement.concerns_money, "{}", requirement.id);
        }
    }
    assert!(
        ["LIN-05", "SET-03", "CAN-01", "ERR-01", "TST-02", "ROB-05"]
            .into_iter()
            .all(costs)
    );
    assert!(
        !["CON-04", "SEC-03", "LIN-08", "COD-01", "GRP-01", "ROB-01"]
            .into_iter()
            .any(costs)
    );
}
