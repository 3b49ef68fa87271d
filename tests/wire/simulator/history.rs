//! What happened before anybody asked, entered into a merchant's books.

use kakebarai_simulator::{HistoryError, PastChange, PastEvent};
use serde_json::{Value, json};

use crate::support::{self, control::Control};

fn event(at: &str, what: PastChange) -> PastEvent {
    PastEvent {
        at: format!("{at}:00+09:00").parse().unwrap(),
        what,
    }
}

fn accepted(buyer: &str) -> PastChange {
    PastChange::BuyerAccepted {
        buyer: buyer.to_owned(),
        name: "株式会社山田商事".to_owned(),
        telephone: "03-0000-0800".to_owned(),
        credit_limit: 600_000,
    }
}

fn registered(order: &str, price: u32) -> PastChange {
    PastChange::PaymentRegistered {
        order: order.to_owned(),
        buyer: "000000010100".to_owned(),
        price,
        tax: price / 10,
    }
}

fn shipped(order: &str) -> PastChange {
    PastChange::ShipmentRegistered {
        order: order.to_owned(),
        slip: "123456789013".to_owned(),
    }
}

fn confirmed(order: &str) -> PastChange {
    PastChange::ShipmentConfirmed {
        order: order.to_owned(),
    }
}

#[tokio::test]
async fn the_books_are_as_if_it_had_been_asked_then() {
    let simulator = support::simulator();
    let merchant = simulator.merchant();
    let control = Control::of(simulator.url(), merchant.code());
    let cancelled = PastChange::PaymentCancelled {
        order: "H-2".to_owned(),
    };
    let buyer = "000000010100".to_owned();
    let events = vec![
        event("2026-08-20T09:00", accepted(&buyer)),
        event("2026-08-31T10:00", registered("H-1", 100_000)),
        event("2026-08-31T11:00", registered("H-2", 200_000)),
        event("2026-09-01T12:00", shipped("H-1")),
        event("2026-09-02T12:00", cancelled),
        event("2026-09-03T12:00", confirmed("H-1")),
        event("2026-11-23T12:00", registered("H-3", 300_000)),
        event("2026-11-24T09:00", PastChange::BuyerStopped { buyer }),
    ];
    simulator.enter_history(merchant.code(), events).unwrap();
    let orders = control.get("/orders").await;
    let orders: Vec<_> = orders["orders"]
        .as_array()
        .unwrap()
        .iter()
        .map(|order| {
            let of = |name: &str| order[name].clone();
            json!([of("orderNumber"), of("orderDate"), of("state"), of("paid")])
        })
        .collect();
    // What was confirmed in September is paid on 5 November.
    assert_eq!(
        orders,
        [
            json!(["H-1", "2026-08-31", 10, true]),
            json!(["H-2", "2026-08-31", 2, false]),
            json!(["H-3", "2026-11-23", 1, false]),
        ]
    );
    let buyer = control.get("/buyers/000000010100").await;
    assert_eq!(buyer["name"], "株式会社山田商事");
    assert_eq!(buyer["appliedAt"], "2026-08-20T09:00:00+09:00");
    assert_eq!(buyer["usedAmount"], 330_000);
    assert_eq!(buyer["mayBuy"], false);
    assert_eq!(control.get("/journal").await["entries"], json!([]));
    let coverage = control.get("/coverage").await;
    assert_eq!(coverage["apis"]["exercised"], 0);
}

#[tokio::test]
async fn what_does_not_fit_is_named_and_nothing_is_entered() {
    let simulator = support::simulator();
    let merchant = simulator.merchant();
    let control = Control::of(simulator.url(), merchant.code());
    let before = control.get("/changes").await;
    let first = || event("2026-08-20T09:00", accepted("000000010100"));
    let second = || event("2026-08-21T09:00", registered("H-1", 100_000));
    for wrong in [
        // Before the one in front of it, and after now.
        event("2026-08-20T09:00", registered("H-2", 1)),
        event("2026-11-24T10:01", registered("H-2", 1)),
        // A yen more than is left of the limit: 445,456 + 44,545 of 600,000 - 110,000.
        event("2026-08-22T09:00", registered("H-2", 445_456)),
        event("2026-08-22T09:00", registered("H-1", 1)),
        event("2026-08-22T09:00", accepted("1111")),
        event("2026-08-22T09:00", accepted("a b")),
        event("2026-08-22T09:00", confirmed("H-1")),
        event("2026-08-22T09:00", shipped("H-9")),
    ] {
        let what = format!("{wrong:?}");
        let events = vec![first(), second(), wrong];
        let refused = simulator.enter_history(merchant.code(), events);
        assert!(
            matches!(refused, Err(HistoryError::Misfit { place: 2, .. })),
            "{what}: {refused:?}"
        );
    }
    let nobody = simulator.enter_history("900000099", vec![first()]);
    assert_eq!(nobody, Err(HistoryError::NoMerchant));
    assert_eq!(control.get("/changes").await, before);
    assert_ne!(before["changes"], Value::Null);
    // What is left, to the yen: 445,455 + 44,545.
    let fits = event("2026-08-22T09:00", registered("H-2", 445_455));
    let events = vec![first(), second(), fits];
    simulator.enter_history(merchant.code(), events).unwrap();
}
