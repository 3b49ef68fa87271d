//! A year passes for a merchant with many buyers and orders.

use std::time::{Duration, Instant};

use crate::{load, process::Served, report::Report};

const BUYERS: u32 = 1_000;
const ORDERS: u64 = 12_000;

pub(super) fn advance(report: &mut Report) {
    let year = taken();
    report.say(
        "advancing a year with 1,000 buyers and 12,000 orders that are confirmed and paid in it (bound: 500 ms)",
        year <= Duration::from_millis(500),
        format!("{year:.1?}"),
    );
}

/// The time to advance the clock by a year in which every order is confirmed and paid.
fn taken() -> Duration {
    let server = Served::simulator_with(&[("KAKEBARAI_TIME_CONFIRM_AFTER", "3 business days")]);
    let wish = format!(r#"{{"madeUp": {{"buyers": {BUYERS}, "orders": {ORDERS}}}}}"#);
    let made = load::control(server.address, "POST", "/merchants", &wish);
    let made: serde_json::Value = serde_json::from_str(&made).unwrap();
    let (code, password) = (made["code"].as_str().unwrap(), &made["password"]);
    let ship = |order: u64| {
        // The last digit of a slip number is the number before it, modulo 7.
        format!(
            "traderCode={code}&passWord={}&orderNo=M-{order:07}&slipNo={order:011}{}",
            password.as_str().unwrap(),
            order % 7
        )
    };
    load::ask_all(server.address, "AN030", (1..=ORDERS).map(ship));
    let path = format!("/merchants/{code}/clock/advance");
    let start = Instant::now();
    let answer = load::control(server.address, "POST", &path, r#"{"by": "366 days"}"#);
    let taken = start.elapsed();
    assert_eq!(answer.matches("shipmentConfirmed").count() as u64, ORDERS);
    assert!(answer.contains("invoicesPaid"));
    taken
}
