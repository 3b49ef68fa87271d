//! Grading 100,000 requests: `cargo bench --workspace --bench grading`. A missed bound ends the run with exit code 1.
#![expect(clippy::print_stdout, reason = "a bench prints")]

#[path = "../tests/orders/entry.rs"]
mod entry;

use std::{
    process::ExitCode,
    time::{Duration, Instant},
};

use entry::entry;
use kakebarai_traffic::{Entry, Journal, Traffic, Verdict, grade};

const REQUESTS: u64 = 100_000;
/// Settlements with three lines and one tax line.
const USUAL: u64 = 20_000;
/// Settlements with 24 different amounts.
const LARGE: u64 = 500;
const BOUND: Duration = Duration::from_secs(2);

/// A settlement of these amounts; every other has its tax in them.
fn settlement(number: u64, amounts: &[u64]) -> Entry {
    let sum: u64 = amounts.iter().sum();
    let tax = if number.is_multiple_of(2) {
        sum / 11
    } else {
        sum / 10
    };
    let mut fields = vec![
        ("traderCode".to_owned(), "900000001".to_owned()),
        ("passWord".to_owned(), String::new()),
        ("orderNo".to_owned(), number.to_string()),
        ("buyerId".to_owned(), "1111".to_owned()),
        ("settlePrice".to_owned(), sum.to_string()),
        ("shohiZei".to_owned(), tax.to_string()),
        ("meisaiUmu".to_owned(), "1".to_owned()),
    ];
    let tax_line = [(0, tax, "消費税（10%）")];
    let goods = amounts.iter().map(|amount| (*amount, 0, "商品"));
    for (line, (amount, tax, name)) in (1..).zip(goods.chain(tax_line)) {
        fields.push((format!("shohinMei{line}"), name.to_owned()));
        fields.push((format!("shohinCode{line}"), format!("P-{line}")));
        fields.push((format!("suryo{line}"), "1".to_owned()));
        fields.push((format!("tanka{line}"), amount.to_string()));
        fields.push((format!("kessaiKingaku{line}"), amount.to_string()));
        fields.push((format!("shohiZei{line}"), tax.to_string()));
    }
    entry(number, "AN010", fields)
}

fn journal() -> Journal {
    let price = |number: u64, line: u64| 300 + (number * 7_919 + line * line * 4_093) % 29_700;
    let request = |number: u64| {
        let lines = |count: u64| {
            (0..count)
                .map(|line| price(number, line))
                .collect::<Vec<_>>()
        };
        match number {
            1..=USUAL => settlement(number, &lines(3)),
            number if number <= USUAL + LARGE => settlement(number, &lines(24)),
            _ => {
                let order = number % (USUAL + LARGE);
                let api = if number.is_multiple_of(3) {
                    "AN030"
                } else {
                    "AN050"
                };
                let name = if api == "AN030" { "orderNo" } else { "buyerId" };
                entry(number, api, vec![(name.to_owned(), order.to_string())])
            }
        }
    };
    Journal {
        complete_from: 1,
        entries: (1..=REQUESTS).map(request).collect(),
    }
}

fn main() -> ExitCode {
    let journal = journal();
    let began = Instant::now();
    let grades = grade(&Traffic::of_command(&journal), true);
    let took = began.elapsed();
    let twice = grades
        .iter()
        .find(|grade| grade.rule.requirement == "TAX-02");
    let found = twice.map_or(0, |twice| twice.findings.len());
    let is_found = twice.is_some_and(|twice| twice.verdict == Verdict::Failed);
    println!(
        "{REQUESTS} requests graded in {} ms (at most {} ms), {found} taxes billed twice found",
        took.as_millis(),
        BOUND.as_millis()
    );
    if took < BOUND && is_found {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
