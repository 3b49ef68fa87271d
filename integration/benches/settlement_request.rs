//! How long a settlement request takes to build: `cargo bench -p kakebarai`.
//!
//! From the order to the items that are sent, for 99 lines. A missed bound ends the run with exit code 1.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench prints and stops at the first surprise"
)]

use std::{
    hint::black_box,
    process::ExitCode,
    time::{Duration, Instant},
};

use jiff::civil::date;
use kakebarai::{
    billing::BillingTerms,
    billing::Statement,
    order::{Item, Order, Shipping, Tax},
};

/// Products of an order; postage and two taxes make them 99 lines.
const ITEMS: u32 = 96;
const BOUND: Duration = Duration::from_micros(40);
const RUNS: usize = 5_000;

fn tax(rate: u32) -> Tax {
    let name = format!("消費税（{rate}%）");
    if rate == 8 {
        Tax::included(rate, name, rate)
    } else {
        Tax::on_top(rate, name, rate)
    }
}

fn main() -> ExitCode {
    let item = |number: u32| {
        Item::new(
            format!("業務用コピー用紙 A4 500枚×10冊 {number}"),
            number,
            100 + number,
        )
        .code(format!("PAPER-A4-500X10-{number}"))
        .taxed(if number.is_multiple_of(3) { 8 } else { 10 })
    };
    let mut order = Order::new("1001", date(2026, 11, 24))
        .shipping(Shipping::new(800).taxed(10))
        .tax(tax(8))
        .tax(tax(10));
    order.items = (1..=ITEMS).map(item).collect();
    let terms = BillingTerms::default();
    let request = || {
        let statement = Statement::of(black_box(&order), &terms).unwrap();
        statement.request(&order, "1111", &terms.cart_code)
    };
    assert_eq!(request().lines.len(), 99);
    let (mut built, mut written) = (Vec::with_capacity(RUNS), Vec::with_capacity(RUNS));
    for _ in 0..RUNS {
        let start = Instant::now();
        let sent = request();
        built.push(start.elapsed());
        black_box(sent.items().unwrap());
        written.push(start.elapsed());
    }
    let median = |times: &mut Vec<Duration>| {
        times.sort_unstable();
        times[times.len() / 2]
    };
    let (built, written) = (median(&mut built), median(&mut written));
    let held = built < BOUND;
    println!(
        "{} a settlement request for 99 lines is built in {built:?} (bound: {BOUND:?}); with its items written and read back, {written:?}",
        if held { "ok    " } else { "MISSED" }
    );
    if held {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
