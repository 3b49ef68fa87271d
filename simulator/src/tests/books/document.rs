//! Settled totals in documents: once accepted, they are accepted after any dealings, and their sums fit.

use serde_json::json;

use crate::tests::{
    merchant::snapshots::with,
    support::asking::{app, ask, morning, payment, settings, with_state},
    support::over_http::exchange,
};
use crate::{
    Simulator,
    books::{
        Books,
        change::{Cause, Change, Origin},
    },
    merchant::snapshots::Snapshot,
    vendor::RegisterPayment,
};

/// The most yen by which a settled total may differ from the sum of the buyer's orders: two thousand million millions.
const MOST: i64 = 2_000_000_000_000_000;

/// The document of [`with`] has one order of 1,100 yen.
fn settled(total: i64) -> Result<Snapshot, String> {
    with(|d| d["books"]["buyers"][0]["settledTotal"] = json!(total))
}

#[test]
fn a_total_is_near_what_the_orders_come_to() {
    for total in [0, 1_100, 1_100 - MOST, 1_100 + MOST] {
        assert!(settled(total).is_ok(), "{total}");
    }
    for total in [1_099 - MOST, 1_101 + MOST, i64::MIN, i64::MAX] {
        let problem = settled(total).unwrap_err();
        assert!(problem.contains("settledTotal"), "{problem}");
        assert!(problem.contains("2000000000001100"), "{problem}");
    }
}

#[test]
fn what_is_accepted_once_is_accepted_after_any_dealings() {
    for total in [1_100 - MOST, 1_100 + MOST] {
        let app = app("");
        let snapshot = settled(total).unwrap();
        with_state(&app, |state| {
            state.restore(snapshot, Origin::Snapshot("a".to_owned()));
        });
        let is_read_again = |settled: i64| {
            with_state(&app, |state| {
                let books = &state.books();
                assert_eq!(books.buyer("1111").unwrap().settled_total, settled);
                let read = Books::from_state(books.state(), books.change_count());
                assert!(read.is_ok(), "{}", read.unwrap_err());
            });
        };
        is_read_again(total);
        for order in ["2", "3"] {
            let registered = ask::<RegisterPayment>(&app, &payment(order, "1111", 2_000, 200));
            assert_eq!(registered.code(), "0");
        }
        is_read_again(total + 4_400);
        with_state(&app, |state| {
            for (order, amount) in [("1", 1_100), ("2", 200)] {
                let order = order.into();
                let change = Change::ReturnBooked { order, amount };
                state.change(morning(), Cause::Control, change);
            }
        });
        is_read_again(total + 3_100);
        with_state(&app, |state| {
            for order in ["2", "3"] {
                let order = order.into();
                let change = Change::PaymentCancelled { order };
                state.change(morning(), Cause::Api, change);
            }
        });
        is_read_again(total - 1_100);
    }
}

#[test]
fn a_document_that_is_refused_says_what_to_do() {
    let simulator = Simulator::start(settings("")).unwrap();
    let path = "/_simulator/v1/merchants/900000001/snapshots/a";
    for document in ["{", "{}", "[]"] {
        let response = exchange(&simulator, "PUT", path, "text/plain", document);
        assert_eq!(response.status, 422, "{document}");
        let problem: serde_json::Value = serde_json::from_str(&response.body).unwrap();
        let remedy = problem["remedy"].as_str().unwrap();
        assert!(remedy.contains("1行"), "{remedy}");
        assert!(
            remedy.ends_with("ダウンロードした JSON をそのまま送るか、その箇所を直してください。"),
            "{remedy}"
        );
    }
}
