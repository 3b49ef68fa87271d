//! The messages: one for each rule, in its order, naming only settings that exist.

use std::collections::BTreeSet;

use crate::{every_rule, settings::reading::table::TABLE, vendor::messages};

#[test]
fn one_for_each_rule_in_its_order() {
    let rules: Vec<&str> = every_rule().map(|rule| rule.code).collect();
    let messages: Vec<&str> = messages::all().map(|message| message.code).collect();
    assert_eq!(messages, rules);
    assert_eq!(messages.len(), 318);
    let different: BTreeSet<&str> = messages.iter().copied().collect();
    assert_eq!(different.len(), 318);
}

#[test]
fn one_is_found_by_its_code() {
    // The first of all, one of the system, one of the credit, and the last of all.
    for (code, text) in [
        ("A010001", "The merchant code is missing."),
        (
            "9900001",
            "A system error occurred in the Kuroneko Kakebarai system.",
        ),
        (
            "G55",
            "Together with the amount already used, this exceeds the buyer's credit limit.",
        ),
        (
            "G080001",
            "The time in which the screening can be inquired about is over.",
        ),
    ] {
        assert_eq!(messages::find(code).unwrap().english_text, text, "{code}");
    }
    assert_eq!(messages::find("A000000"), None);
    assert_eq!(messages::find("a010001"), None);
    assert_eq!(messages::find("A01000"), None);
    assert_eq!(messages::find(""), None);
}

#[test]
fn every_rule_has_the_message_of_its_code() {
    for rule in every_rule() {
        assert_eq!(rule.message().code, rule.code);
    }
}

#[test]
fn every_one_says_something_in_japanese() {
    for message in messages::all() {
        for text in [message.text, message.remedy] {
            assert!(
                text.ends_with('。') || text.contains("例："),
                "{}: {text}",
                message.code
            );
            assert!(
                text.chars().any(|c| ('ぁ'..='ん').contains(&c)),
                "{}: {text}",
                message.code
            );
        }
    }
}

/// The words of a text that look like the key of a setting: two words with a point between them, or one of the keys
/// without a point.
fn keys(text: &str) -> impl Iterator<Item = &str> {
    let is_of_a_key = |c: char| c.is_ascii_alphanumeric() || "._".contains(c);
    let words = text.split(move |c| !is_of_a_key(c));
    words.filter(|word| {
        let starts_small = word.starts_with(|c: char| c.is_ascii_lowercase());
        starts_small && (word.contains('.') || word.contains('_'))
    })
}

#[test]
fn remedies_name_settings_that_exist() {
    let mut named = BTreeSet::new();
    for message in messages::all() {
        for key in keys(message.text).chain(keys(message.remedy)) {
            // Four wire names have an underscore.
            let is_a_field = || every_rule().any(|rule| rule.fields() == key);
            let is_a_setting = TABLE.iter().any(|setting| setting.key == key);
            assert!(is_a_setting || is_a_field(), "{}: {key}", message.code);
            named.extend(is_a_setting.then_some(key));
        }
    }
    // The messages of codes that a setting changes name it.
    for key in [
        "rules.also_kana",
        "rules.cancel_after_shipment",
        "rules.cancel_needs_the_buyer",
        "rules.character_set",
        "rules.over_limit",
        "rules.replace_shipments",
        "rules.reuse_cancelled_orders",
        "rules.signs_apply_without_lines",
        "rules.slip_must_be_of_the_order",
        "rules.slip_numbers_have_12_digits",
        "unusable_slips",
        "wire.unit_name",
    ] {
        assert!(named.contains(key), "{key} is named by no remedy");
    }
}
