//! Invoices: a cancellation touches one payment of one day, regardless of their number.

use std::{cell::Cell, cmp::Ordering};

use jiff::{Span, civil::date};

use crate::tests::support::asking::{app, ask, morning, payment, set_clock, with_state};
use crate::{
    books::{
        Books,
        change::{Cause, Change},
        invoices::Invoices,
    },
    merchant::state::State,
    vendor::{CancelPayment, RegisterPayment},
};

thread_local! {
    static COMPARED: Cell<u32> = const { Cell::new(0) };
}

/// A place that counts its comparisons.
#[derive(Clone, Debug)]
struct Counted(u32);

impl Ord for Counted {
    fn cmp(&self, other: &Self) -> Ordering {
        COMPARED.set(COMPARED.get() + 1);
        self.0.cmp(&other.0)
    }
}

impl PartialOrd for Counted {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Counted {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Counted {}

#[test]
fn a_payment_is_taken_off_without_a_look_at_the_others() {
    let first = date(2027, 1, 5);
    let mut invoices = Invoices::default();
    for place in 0..100_000 {
        let day = first.checked_add(Span::new().days(place % 10)).unwrap();
        invoices.add(day, Counted(u32::try_from(place).unwrap()));
    }
    COMPARED.set(0);
    invoices.remove(first, &Counted(50_000));
    // A tree of 10,000 has at most 5 levels of at most 11 places each.
    assert!(COMPARED.get() <= 55, "{} were looked at", COMPARED.get());
    assert_eq!(invoices.close(first).unwrap().len(), 9_999);
    let next = first.tomorrow().unwrap();
    assert_eq!(invoices.close(next).unwrap().len(), 10_000);
    assert_eq!(invoices.close(next), None);
    assert!(invoices.open(next) && !invoices.open(next));
}

fn confirm(state: &mut State, order: &str, day: &str) {
    let change = Change::ShipmentConfirmed {
        order: order.into(),
        pays_on: Some(day.parse().unwrap()),
    };
    state.change(morning(), Cause::Control, change);
}

#[test]
fn a_cancelled_order_is_on_no_invoice_and_the_others_stay_on_theirs() {
    let app = app("rules.cancel_after_confirmation = true");
    for order in ["1", "2", "3", "4"] {
        ask::<RegisterPayment>(&app, &payment(order, "1111", 1_000, 100));
    }
    with_state(&app, |state| {
        for (order, day) in [
            ("1", "2027-01-05"),
            ("2", "2027-01-05"),
            ("3", "2027-02-05"),
        ] {
            confirm(state, order, day);
        }
    });
    for order in ["1", "4"] {
        let cancelled = ask::<CancelPayment>(&app, &format!("orderNo={order}&buyerId=1111"));
        assert_eq!(cancelled.code(), "0", "{order}");
    }
    for (now, paid, used) in [
        ("2027-01-04T23:59:59", [false, false, false, false], 2_200),
        ("2027-01-05T00:00:00", [false, true, false, false], 1_100),
        ("2027-02-05T00:00:00", [false, true, true, false], 0),
    ] {
        set_clock(&app, now);
        with_state(&app, |state| {
            let books = state.books();
            let are = ["1", "2", "3", "4"].map(|order| books.payment(order).unwrap().paid);
            assert_eq!(are, paid, "{now}");
            assert_eq!(books.buyer("1111").unwrap().used_amount, used, "{now}");
        });
    }
}

#[test]
fn a_document_says_of_each_order_when_it_is_paid() {
    let app = app("rules.cancel_after_confirmation = true");
    for order in ["1", "2", "3"] {
        ask::<RegisterPayment>(&app, &payment(order, "1111", 1_000, 100));
    }
    let document = |books: &Books| serde_json::to_value(books.state()).unwrap();
    let days = |books: &Books| {
        let orders = document(books)["orders"].clone();
        [0, 1, 2].map(|place| orders[place]["paysOn"].as_str().map(ToOwned::to_owned))
    };
    with_state(&app, |state| {
        confirm(state, "1", "2027-01-05");
        confirm(state, "2", "2027-02-05");
        let on = |day: &str| Some(day.to_owned());
        assert_eq!(
            days(state.books()),
            [on("2027-01-05"), on("2027-02-05"), None]
        );
    });
    ask::<CancelPayment>(&app, "orderNo=2&buyerId=1111");
    set_clock(&app, "2027-01-05T00:00:00");
    with_state(&app, |state| {
        assert_eq!(days(state.books()), [None, None, None]);
        // The agenda keeps the day of a cancelled order.
        assert_eq!(
            document(state.books())["agenda"],
            serde_json::json!([{ "at": "2027-02-05T00:00:00", "event": { "payments": { "due": "2027-02-05" } } }])
        );
    });
}
