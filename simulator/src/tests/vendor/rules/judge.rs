//! The rules are checked in two halves: together they give the result of one walk over the table.

use proptest::prelude::*;

use crate::tests::{
    books::{app_with, take},
    support::asking::{FORM, cases, morning, with_state},
    support::model::Model,
    support::steps::{steps, switches},
};
use crate::{
    app::AppState,
    merchant::state::State,
    vendor::{
        APIS, Api,
        rules::{
            check::Check,
            condition::Condition,
            facts::{Facts, FormFacts, MerchantFacts},
            judge::{Broken, check_form, check_merchant, merge},
            rule::Rule,
        },
        wire::{
            fields::{Fields, item_named},
            form::Form,
            item::Item,
        },
    },
};

/// Values that pass all checks of an item of that name, by a client that fills in everything.
fn good(name: &str) -> &'static [&'static str] {
    match name {
        "traderCode" => &["900000001"],
        "passWord" => &["kakebarai-test"],
        "orderDate" => &["20261124"],
        "orderNo" => &["o1", "o2", "o3", "o4", "o5", "new"],
        "buyerId" => &["1111", "2222", "3333"],
        "slipNo" => &["123456789013", "000000000011", "22"],
        "settlePrice" | "kessaiKingaku" => &["100", "200", "300"],
        "meisaiUmu" | "hjkjKbn" | "szHjkjKbn" => &["1", "2"],
        "suryo" | "tanka" => &["1", "1.50", "-2"],
        "shohiZei" => &["10", "20"],
        "shohinMei" => &["すいか"],
        "tani" => &["個"],
        "cId" => &["000000000800"],
        "houjinKaku" | "szHoujinKaku" => &["1"],
        "houjinZengo" | "szHoujinZengo" | "szUmu" => &["0", "1"],
        "sqssfKbn" => &["1", "2", "9"],
        "shrhohKbn" => &["2", "8", "9"],
        "gyscod1" | "gyscod2" => &["01"],
        "setsurituNgt" => &["200104", "202611"],
        "ybnNo" | "daiYbnno" | "szYbnno" | "sqYbnno" => &["1710033"],
        "telNo" | "keitaiNo" | "szTelno" | "kmsTelno" | "buyerTelNo" => &["03-0000-1111"],
        name if name.contains("kana") || name.contains("kna") => &["クロネコ"],
        _ => &["1"],
    }
}

/// Values each of which breaks some rule.
const ODD: [&str; 29] = [
    "",
    "0",
    "1",
    "2",
    "9",
    "-1",
    "-20",
    "1.234",
    "999999",
    "999999999",
    "1234567890123456789012",
    "あ",
    "ア",
    "ｱ",
    "a b",
    "a,b",
    "株式会社",
    "カブシキカイシャ",
    "𠮷",
    "20261125",
    "20260230",
    "202612",
    "202613",
    "9999999",
    "12-34",
    "0-0-0",
    "900000002",
    "4444",
    "ガギグゲゴガギグゲゴガギグゲゴガギグゲゴガギグゲゴガギグゲゴガギグゲゴ",
];

/// The choice for each field, in order: how, and which.
type Choices = Vec<(u8, u16)>;

/// A body for an API: mostly good values, some odd ones, some blank, some left out.
fn body(api: &Api, lines: &[u8], oddity: u8, choices: &Choices) -> String {
    let singles = api.items.iter().map(|items| items[0].name.to_owned());
    let of_lines = lines.iter().flat_map(|number| {
        let names = api.line_items.iter().map(|items| items[0].name);
        names.map(move |name| format!("{name}{number}"))
    });
    let names = singles.chain(of_lines).zip(choices.iter().cycle());
    let fields = names.filter_map(|(name, (how, which))| {
        let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
        let of = |values: &[&'static str]| values[usize::from(*which) % values.len()];
        let value = if *how >= oddity {
            of(good(if lines.is_empty() { &name } else { stem }))
        } else if which % 5 == 0 {
            return None;
        } else {
            of(&ODD)
        };
        Some(format!("{name}={value}"))
    });
    fields.collect::<Vec<_>>().join("&")
}

/// One walk over the table, which checks each rule completely: for each item, for each line, for the merchant.
fn walk(rules: &[Rule], facts: &Facts<'_>) -> Vec<Broken> {
    let mut broken = Vec::new();
    for (place, rule) in rules.iter().enumerate() {
        let lines = facts.fields.lines();
        let mut at: Vec<u8> = match rule.check {
            Check::Relation(asked) if !(asked.holds)(facts) => vec![0],
            Check::Books(asked) | Check::Fault(Some(asked)) if !(asked.holds)(facts) => vec![0],
            Check::LineRelation(asked) => lines
                .iter()
                .filter(|line| !(asked.holds)(facts, line))
                .map(|line| line.number)
                .collect(),
            Check::Relation(_) | Check::Books(_) | Check::Fault(_) => Vec::new(),
            check => rule
                .items
                .iter()
                .flat_map(|item| {
                    let values: Vec<_> = if item.per_line {
                        lines
                            .iter()
                            .map(|line| (line.number, line.text(item)))
                            .collect()
                    } else {
                        vec![(0, facts.fields.text(item))]
                    };
                    let fails =
                        move |(line, value)| (!passes(check, item, value, facts)).then_some(line);
                    values.into_iter().filter_map(fails)
                })
                .collect(),
        };
        at.sort_unstable();
        let rule = u16::try_from(place).unwrap();
        broken.extend(at.first().map(|line| Broken { rule, line: *line }));
    }
    broken
}

fn passes(check: Check, item: &Item, value: Option<&str>, facts: &Facts<'_>) -> bool {
    let Some(value) = value else {
        return match check {
            Check::Required => false,
            Check::RequiredWhen(asked) => !(asked.holds)(facts),
            _ => true,
        };
    };
    let today = facts.now.date().strftime("%Y%m%d").to_string();
    match check {
        Check::DateNotAfterToday => {
            jiff::civil::Date::strptime("%Y%m%d", value).is_ok() && *value <= *today
        }
        Check::MonthNotInFuture => *value <= today[..6],
        other => other.passes(item, value, &facts.form),
    }
}

/// Checks both halves, and compares them with the walk.
fn compare(rules: &[Rule], facts: &Facts<'_>) {
    let (of_form, of_merchant) = (check_form(rules, &facts.form), check_merchant(rules, facts));
    let merged = merge(&of_form, &of_merchant);
    assert_eq!(merged, walk(rules, facts));
    assert!(merged.is_sorted_by(|one, next| one.rule < next.rule));
    for broken in &merged {
        let one = &rules[usize::from(broken.rule)..][..1];
        let by_each = [
            check_form(one, &facts.form).len(),
            check_merchant(one, facts).len(),
        ];
        assert!(by_each == [0, 1] || by_each == [1, 0], "{}", one[0].code);
    }
}

/// Judges a body on a merchant's state, or without such a merchant.
fn judge(app: &AppState, api: &Api, body: &str, state: Option<(&State, bool)>) {
    let form = Form::read(FORM, body.as_bytes()).unwrap();
    let assumptions = &app.settings.assumptions;
    let unit = &assumptions.wire.unit_name;
    let fields = Fields::find(&form, api.items, api.line_items, unit).unwrap();
    let text = |name| fields.text(&item_named(api.items, name).unwrap());
    let (trader_code, password) = (text("traderCode"), text("passWord"));
    let facts = Facts {
        form: FormFacts {
            fields: &fields,
            assumptions,
        },
        trader_code,
        password,
        merchant: state.map(|(state, password_is_right)| MerchantFacts {
            books: state.books(),
            screening: state.screening(),
            password_is_right,
        }),
        now: state.map_or_else(morning, |(state, _)| state.clock().now()),
        time: app.settings.time,
    };
    compare(api.rules, &facts);
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn two_halves_say_what_one_walk_says(
        switches in switches(),
        steps in steps(true),
        bodies in prop::collection::vec(
            (
                prop::sample::subsequence(vec![1u8, 2, 9, 10, 99], 0..4),
                0u8..40,
                prop::collection::vec((0u8..100, any::<u16>()), 75),
                prop::option::weighted(0.9, any::<bool>()),
            ),
            12,
        ),
    ) {
        let app = app_with(switches);
        let mut model = Model::new(switches, morning(), &["1111", "2222"]);
        for step in &steps {
            take(step, &app, &mut model, switches);
        }
        for (lines, oddity, choices, merchant) in &bodies {
            for api in &APIS {
                let body = body(api, lines, *oddity, choices);
                with_state(&app, |state| {
                    judge(&app, api, &body, merchant.map(|right| (&*state, right)));
                });
            }
        }
    }
}

/// The same rule with a question whose answer always breaks it.
fn never_holding(rule: &Rule) -> Option<Rule> {
    fn denied<H>(asked: &Condition<H>, holds: H) -> Condition<H> {
        Condition { holds, ..*asked }
    }
    let check = match rule.check {
        Check::RequiredWhen(asked) => Check::RequiredWhen(denied(&asked, |_| true)),
        Check::Relation(asked) => Check::Relation(denied(&asked, |_| false)),
        Check::LineRelation(asked) => Check::LineRelation(denied(&asked, |_, _| false)),
        Check::Books(asked) => Check::Books(denied(&asked, |_| false)),
        Check::Fault(Some(asked)) => Check::Fault(Some(denied(&asked, |_| false))),
        Check::Required => Check::Required,
        _ => return None,
    };
    Some(Rule { check, ..*rule })
}

#[test]
fn every_question_is_asked_by_one_half() {
    let app = crate::tests::support::asking::app("");
    for api in &APIS {
        let rules: Vec<Rule> = api.rules.iter().filter_map(never_holding).collect();
        // A line is given, and no other item.
        let form = Form::read(FORM, b"shohinMei7=x").unwrap();
        let fields = Fields::find(&form, api.items, api.line_items, "tani").unwrap();
        let form = FormFacts {
            fields: &fields,
            assumptions: &app.settings.assumptions,
        };
        let facts = Facts {
            form,
            trader_code: None,
            password: None,
            merchant: None,
            now: morning(),
            time: app.settings.time,
        };
        compare(&rules, &facts);
        let broken = merge(&check_form(&rules, &form), &check_merchant(&rules, &facts));
        let places: Vec<usize> = broken.iter().map(|broken| broken.rule.into()).collect();
        assert!(places.into_iter().eq(0..rules.len()), "{}", api.number);
    }
}
