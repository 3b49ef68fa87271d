//! Taxes that are billed twice are found in orders of every shape, and no right order is taken for one.
#![cfg(test)]

mod entry;
mod made;

use std::fmt::Write as _;

use kakebarai_traffic::{Traffic, judge_by};
use made::{Extra, Prices, Shape, order};
use rand::{SeedableRng as _, rngs::StdRng};

/// How many of these orders are said to have their tax billed twice.
fn found(shape: Shape, prices: Prices, cheap: bool, is_named: bool, orders: u64) -> u64 {
    let mut random = StdRng::seed_from_u64(orders);
    let is_found = |_: &u64| {
        let journal = order(&mut random, shape, prices, cheap, is_named);
        let judged = judge_by("TAX-02", &Traffic::of_command(&journal));
        judged.is_some_and(|judged| judged.findings.iter().any(|finding| !finding.suspicion))
    };
    (0..orders).filter(is_found).count() as u64
}

/// The rows of the table: rates, where taxes stand, what else is in the order.
fn groups() -> Vec<(String, Vec<Shape>)> {
    let mut groups: Vec<(String, Vec<Shape>)> = Vec::new();
    for shape in Shape::all() {
        let rates = if shape.is_mixed {
            "8％と10％"
        } else {
            "10％"
        };
        let place = if shape.is_on_each_line {
            "各明細"
        } else {
            "税率ごとの明細"
        };
        let extra = match shape.extra {
            Extra::Nothing => "割引なし",
            Extra::Discount => "ご注文割引",
            Extra::Fee => "手数料",
        };
        let name = format!("{rates} | {place} | {extra}");
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, shapes)) => shapes.push(shape),
            None => groups.push((name, vec![shape])),
        }
    }
    groups
}

/// The least share of the nine shapes of each row, in per mille, never rounded up.
fn table(orders: u64) -> String {
    let mut table = String::new();
    for (name, shapes) in groups() {
        let least = |cheap: bool, is_named: bool| {
            let counts = shapes
                .iter()
                .map(|shape| found(*shape, Prices::Twice, cheap, is_named, orders));
            let least = counts.min().unwrap() * 1_000 / orders;
            format!("{}.{}％", least / 10, least % 10)
        };
        let _ = writeln!(
            table,
            "| {name} | {} | {} | {} |",
            least(false, true),
            least(true, true),
            least(false, false)
        );
    }
    table
}

fn blames_no_right_order(orders: u64) {
    let mut blamed = Vec::new();
    for shape in Shape::all() {
        for prices in [Prices::OnTop, Prices::TakenOut] {
            for (cheap, is_named) in [(false, true), (true, true), (false, false), (true, false)] {
                let found = found(shape, prices, cheap, is_named, orders);
                if found > 0 {
                    blamed.push(format!(
                        "{found} {shape:?} {prices:?} cheap {cheap} named {is_named}"
                    ));
                }
            }
        }
    }
    assert!(blamed.is_empty(), "{}", blamed.join("\n"));
}

fn at_least_99_of_100_are_found(orders: u64) {
    let missed = Shape::all().into_iter().filter_map(|shape| {
        let found = found(shape, Prices::Twice, false, true, orders);
        (found * 100 < orders * 99).then(|| format!("{found} of {orders} {shape:?}"))
    });
    let missed: Vec<_> = missed.collect();
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

/// Orders of each shape, unless `KAKEBARAI_ORDERS` says how many: 10,000 take minutes.
const SAMPLE: u64 = 40;
/// As many as the README's table is about.
const ALL: u64 = 10_000;

fn orders() -> u64 {
    let wanted = std::env::var("KAKEBARAI_ORDERS");
    wanted.map_or(SAMPLE, |wanted| wanted.parse().unwrap())
}

#[test]
fn no_right_order_is_blamed() {
    blames_no_right_order(orders());
}

#[test]
fn taxes_billed_twice_are_found() {
    let orders = orders();
    let table = table(orders);
    match orders {
        SAMPLE => assert_eq!(table, include_str!("sample.md")),
        ALL => assert!(
            include_str!("../../../conformance/README.md").contains(&table),
            "{table}"
        ),
        _ => {}
    }
    if orders >= 1_000 {
        at_least_99_of_100_are_found(orders);
    }
}
