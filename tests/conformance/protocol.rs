//! The adapter protocol: its description, and its form of application beside the provider's items.

use std::collections::BTreeSet;

use kakebarai_conformance::adapter::{
    message::application_form::{FORM_FIELDS, FormFieldValue},
    schema::schema,
};

#[test]
fn the_description_of_the_protocol() {
    crate::support::snapshots()
        .bind(|| insta::assert_snapshot!("adapter-protocol", format!("{:#}", schema())));
}

/// The items of AN060 with their labels, in the provider's order.
fn items() -> Vec<(&'static str, &'static str)> {
    let table = include_str!("../rules/error-codes.tsv");
    let mut items = Vec::new();
    for row in table.lines().skip(1) {
        let columns: Vec<_> = row.split('\t').collect();
        let (api, item, label) = (columns[1], columns[3], columns[4]);
        let is_seen = items.iter().any(|(seen, _)| *seen == item);
        if api == "060" && !item.starts_with('(') && !is_seen {
            items.push((item, label));
        }
    }
    items
}

#[test]
fn each_item_of_the_application_has_one_name() {
    // They come by `connection`, and the shop chooses the id.
    let of_the_shop = ["traderCode", "passWord", "cId"];
    let wanted: Vec<_> = items()
        .into_iter()
        .filter(|(item, _)| !of_the_shop.contains(item))
        .collect();
    let named: Vec<_> = FORM_FIELDS
        .iter()
        .map(|field| (field.item, field.label))
        .collect();
    assert_eq!(named, wanted);
}

#[test]
fn words_stand_for_the_listed_values() {
    let table = include_str!("../rules/code-lists.tsv");
    // The fields of the operating company have the values of the buyer's own.
    let list_of = |item: &'static str| match item {
        "szHjkjKbn" => "hjkjKbn",
        "szHoujinKaku" => "houjinKaku",
        "szHoujinZengo" => "houjinZengo",
        other => other,
    };
    let mut compared = 0;
    for field in FORM_FIELDS {
        let values: BTreeSet<_> = match field.value {
            FormFieldValue::Text => continue,
            FormFieldValue::Switch { on, off } => [on, off].into(),
            FormFieldValue::Words(words) => words.iter().map(|(_, value)| *value).collect(),
        };
        let listed: BTreeSet<_> = table
            .lines()
            .map(|row| row.split('\t').collect::<Vec<_>>())
            .filter(|columns| columns[0] == list_of(field.item))
            .map(|columns| columns[1])
            .collect();
        assert_eq!(values, listed, "{}", field.name);
        compared += 1;
    }
    assert_eq!(compared, 9);
    // Words that the provider has are its own.
    for field in FORM_FIELDS {
        if let FormFieldValue::Words(words) = field.value {
            for (word, value) in words.iter().filter(|(word, _)| !word.is_ascii()) {
                let row = format!("{}\t{value}\t{word}", list_of(field.item));
                assert!(table.lines().any(|line| line == row), "{row}");
            }
        }
    }
}
