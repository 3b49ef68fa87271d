//! Nothing is missing: the published codes, the simulator's rules and messages, the client's refusals, and the cases here.

use std::collections::BTreeMap;

use kakebarai_simulator::{every_rule, messages};

use super::{Case, an010, an020, an030, an040, an050, an060, an070};

const PUBLISHED: &str = include_str!("error-codes.tsv");

struct Published {
    code: &'static str,
    api: &'static str,
    field: &'static str,
}

fn published() -> Vec<Published> {
    let rows = PUBLISHED.lines().skip(1).map(|line| {
        let mut columns = line.split('\t');
        let mut next = || columns.next().unwrap();
        let (code, api, _order, field) = (next(), next(), next(), next());
        Published { code, api, field }
    });
    rows.collect()
}

fn codes() -> Vec<&'static str> {
    published().iter().map(|row| row.code).collect()
}

#[test]
fn each_published_code_has_one_case_in_its_order() {
    let tables: [&[Case]; 5] = [
        an010::CASES,
        an020::CASES,
        an030::CASES,
        an040::CASES,
        an050::CASES,
    ];
    let cases = tables.into_iter().flatten();
    let cases = cases.chain(an060::cases()).chain(an070::CASES);
    let cases: Vec<&str> = cases.map(|case| case.code).collect();
    assert_eq!(cases, codes());
    assert_eq!(cases.len(), 318);
}

#[test]
fn the_rules_are_the_published_ones_in_their_order() {
    let rules: Vec<(&str, &str)> = every_rule().map(|rule| (rule.api, rule.code)).collect();
    let published = published();
    let expected: Vec<(String, &str)> = published
        .iter()
        .map(|row| (format!("AN{}", row.api), row.code))
        .collect();
    let expected: Vec<(&str, &str)> = expected.iter().map(|(api, code)| (&**api, *code)).collect();
    assert_eq!(rules, expected);
}

#[test]
fn each_has_a_message_and_a_refusal() {
    let messages: Vec<&str> = messages::all().map(|message| message.code).collect();
    assert_eq!(messages, codes());
    let refusals: Vec<&str> = kakebarai::refusals::every()
        .map(|refusal| refusal.code)
        .collect();
    assert_eq!(refusals, codes());
}

#[test]
fn so_many_of_each_kind() {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for rule in every_rule() {
        *kinds.entry(rule.kind()).or_default() += 1;
    }
    let counted: Vec<(&str, usize)> = kinds.into_iter().collect();
    assert_eq!(
        counted,
        [
            ("fault", 13),
            ("field", 250),
            ("relation", 17),
            ("standing", 38)
        ]
    );
}

#[test]
fn the_faults_are_the_ones_without_a_field() {
    let faults = every_rule().filter(|rule| rule.kind() == "fault");
    let faults: Vec<&str> = faults.map(|rule| rule.code).collect();
    let published = published();
    let without_field = published.iter().filter(|row| row.field == "(system)");
    assert_eq!(
        faults,
        without_field.map(|row| row.code).collect::<Vec<_>>()
    );
}

#[test]
fn each_names_the_published_fields() {
    for (rule, row) in every_rule().zip(published()) {
        let Some(first) = row
            .field
            .split(',')
            .next()
            .filter(|field| !field.starts_with('('))
        else {
            continue;
        };
        let fields = rule.fields();
        let named = fields.split(',').any(|field| field == first);
        assert!(named, "{}: {fields}, not {first}", row.code);
    }
}
