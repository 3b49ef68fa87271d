//! Snapshots of the tables: what is checked in which order, what is said, what can be set.

use std::fmt::Write as _;

use kakebarai_simulator::{MAGIC_NUMBERS, every_rule, messages};

#[test]
fn the_rules_of_each_api() {
    for api in [
        "AN010", "AN020", "AN030", "AN040", "AN050", "AN060", "AN070",
    ] {
        let mut table = String::new();
        for rule in every_rule().filter(|rule| rule.api == api) {
            let (code, kind) = (rule.code, rule.kind());
            let _ = writeln!(
                table,
                "{code:<8}{kind:<9} {:<22} {}",
                rule.fields(),
                rule.words()
            );
        }
        crate::support::snapshots().bind(|| {
            insta::assert_snapshot!(format!("rules-{}", api.to_lowercase()), table);
        });
    }
}

#[test]
fn the_messages() {
    let mut table = String::new();
    for message in messages::all() {
        let _ = writeln!(
            table,
            "{}［{}］{}\n        → {}",
            message.code,
            message.provenance.label(),
            message.text,
            message.remedy
        );
    }
    crate::support::snapshots().bind(|| insta::assert_snapshot!("messages", table));
}

#[test]
fn the_magic_telephone_numbers() {
    let mut table = String::new();
    for magic in MAGIC_NUMBERS {
        let _ = writeln!(table, "{}  {}", magic.digits, magic.meaning);
    }
    crate::support::snapshots().bind(|| insta::assert_snapshot!("magic-telephone-numbers", table));
}
