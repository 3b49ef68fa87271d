//! The same purchase once more, under another number: not before it is known what became of the first.

use std::time::Duration;

use kakebarai::{
    BillingTerms, Item, NotSent, NotSettled, Order, Outcome,
    gateway::Gateway,
    ledger::{IntentState, Status},
};
use serde_json::json;

use super::{Database, crash, order, received};
use crate::support::{self, control::Control};

/// The goods of every order here.
fn same(number: &str) -> Order {
    let mut order = order("A-1");
    number.clone_into(&mut order.number);
    order
}

async fn settle(gateway: &Gateway, order: Order, buyer: &str) -> Result<Outcome, NotSettled> {
    let terms = BillingTerms::default();
    let settled = gateway.settle(&order, buyer, &terms).await;
    settled.map(|(_, outcome)| outcome)
}

fn assert_is_same_purchase(settled: Result<Outcome, NotSettled>) {
    match settled {
        Err(NotSettled::NotSent(NotSent::SamePurchase { order_number, open })) => {
            assert_eq!((order_number.as_str(), open.as_str()), ("A-2", "A-1"));
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn goods_whose_settlement_has_no_known_outcome_are_not_settled_under_another_number() {
    for kind in ["answerLost", "lostBeforeProcessing"] {
        for database in Database::each().await {
            let simulator = support::simulator();
            let merchant = simulator.merchant();
            let control = Control::of(simulator.url(), merchant.code());
            let gateway = database.gateway(&simulator, &merchant).await;
            let lost = json!({"api": "AN010", "kind": kind, "times": 1});
            control.post("/faults", lost).await;
            let first = settle(&gateway, same("A-1"), "1111").await;
            assert_eq!(first.unwrap(), Outcome::Unknown);
            // Another process knows of it, too.
            let another = database.gateway(&simulator, &merchant).await;
            assert_is_same_purchase(settle(&another, same("A-2"), "1111").await);
            assert_eq!(received(&simulator, &merchant).await, 1, "{kind}");
            assert_eq!(gateway.ledger().order("A-2").await.unwrap(), None);

            // Once it is known, whoever wants the same goods a second time gets them.
            let found = gateway.recover().await.unwrap();
            assert!(found.iter().all(|(_, outcome)| outcome.is_done()));
            let second = settle(&another, same("A-2"), "1111").await;
            assert_eq!(second.unwrap(), Outcome::Done, "{kind}");
        }
    }
}

#[tokio::test]
async fn what_a_crashed_process_was_sending_is_not_sent_under_another_number() {
    let database = Database::file();
    let simulator = support::simulator();
    let merchant = simulator.merchant();
    let crashing = database.gateway(&simulator, &merchant).await;
    let asking = async move { settle(&crashing, same("A-1"), "1111").await };
    crash(&simulator, &merchant, "AN010", asking).await;
    let gateway = database.gateway(&simulator, &merchant).await;
    assert_is_same_purchase(settle(&gateway, same("A-2"), "1111").await);
    // Nor is it later, while nobody has found out.
    database.pass(Duration::from_mins(10));
    assert_is_same_purchase(settle(&gateway, same("A-2"), "1111").await);
    let intents = gateway.ledger().intents("A-1").await.unwrap();
    assert!(gateway.ledger().decide(&intents[0].id, true).await.unwrap());
    let second = settle(&gateway, same("A-2"), "1111").await;
    assert_eq!(second.unwrap(), Outcome::Done);
}

#[tokio::test]
async fn other_goods_and_other_buyers_do_not_wait() {
    let database = Database::file();
    let simulator = support::simulator();
    let merchant = simulator.merchant();
    let control = Control::of(simulator.url(), merchant.code());
    let gateway = database.gateway(&simulator, &merchant).await;
    let lost = json!({"api": "AN010", "kind": "answerLost", "times": 1});
    control.post("/faults", lost).await;
    let first = settle(&gateway, same("A-1"), "1111").await;
    assert_eq!(first.unwrap(), Outcome::Unknown);
    let dearer = same("B-1").item(Item::new("送料無料の封筒", 1_u32, 1_u32));
    // For as many yen, and still other goods.
    let other = order("B-2");
    for (order, buyer) in [(dearer, "1111"), (other, "1111"), (same("B-3"), "2222")] {
        let number = order.number.clone();
        let settled = settle(&gateway, order, buyer).await;
        assert_eq!(settled.unwrap(), Outcome::Done, "{number}");
    }
    let open = gateway.ledger().intents("A-1").await.unwrap();
    assert_eq!(open[0].state, IntentState::Unknown);
}

#[tokio::test]
async fn what_was_refused_or_cancelled_keeps_nobody_from_ordering_the_same() {
    let database = Database::file();
    let simulator = support::simulator();
    let merchant = simulator.merchant();
    let control = Control::of(simulator.url(), merchant.code());
    let gateway = database.gateway(&simulator, &merchant).await;
    let refused = json!({"api": "AN010", "kind": "code", "code": "A060004", "times": 1});
    control.post("/faults", refused).await;
    let first = settle(&gateway, same("A-1"), "1111").await.unwrap();
    assert!(matches!(first, Outcome::Refused(_)), "{first:?}");
    let second = settle(&gateway, same("A-2"), "1111").await;
    assert_eq!(second.unwrap(), Outcome::Done);
    assert_eq!(gateway.cancel("A-2").await.unwrap(), Outcome::Done);
    let third = settle(&gateway, same("A-3"), "1111").await;
    assert_eq!(third.unwrap(), Outcome::Done);
    let orders = ["A-1", "A-2", "A-3"];
    let orders = gateway.ledger().orders_by_number(&orders).await.unwrap();
    let states: Vec<Status> = orders.values().map(|order| order.status).collect();
    let expected = [Status::None, Status::Cancelled, Status::Registered];
    assert_eq!(states, expected);
}
