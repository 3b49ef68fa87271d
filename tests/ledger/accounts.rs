//! Two accounts in one ledger: テスト環境 and 本番環境, or one merchant code and the next.

use kakebarai::{
    buyers::ScreeningStatus,
    gateway::{ApplicationOutcome, Gateway, NotSent, NotSettled, NotShipped, Outcome},
    ledger::Account,
};
use serde_json::json;

use super::{Database, applications::apply, received, settle};
use crate::support::{self, control::Control};

#[tokio::test]
async fn what_is_unknown_under_one_is_never_sent_under_the_other() {
    let simulator = support::simulator();
    for database in Database::each().await {
        let (test, production) = (simulator.merchant(), simulator.merchant());
        let control = Control::of(simulator.url(), test.code());
        let lost = json!({"api": "AN010", "kind": "lostBeforeProcessing", "times": 1});
        control.post("/faults", lost).await;
        let before = database.gateway(&simulator, &test).await;
        assert_eq!(settle(&before, "A-1").await.unwrap(), Outcome::Unknown);

        let after = database.gateway(&simulator, &production).await;
        let [unknown] = &after.ledger().unknown_outcomes().await.unwrap()[..] else {
            panic!("one is unknown");
        };
        assert_eq!(unknown.account, *before.account());
        assert_ne!(unknown.account, *after.account());
        assert!(after.recover().await.unwrap().is_empty());
        assert!(after.recover_one(&unknown.id).await.unwrap().is_none());
        let again = settle(&after, "A-1").await;
        let Err(NotSettled::NotSent(why @ NotSent::OtherAccount(_))) = again else {
            panic!("{again:?}");
        };
        assert!(why.to_string().contains("別の加盟店コード"), "{why}");
        assert_eq!(received(&simulator, &production).await, 0);

        // Where it was sent, it is found out.
        let found = before.recover().await.unwrap();
        assert!(matches!(&found[..], [(_, Outcome::Done)]), "{found:?}");
    }
}

#[tokio::test]
async fn an_order_of_one_is_neither_cancelled_nor_shipped_under_the_other() {
    let simulator = support::simulator();
    for database in Database::each().await {
        let (one, other) = (simulator.merchant(), simulator.merchant());
        let of_one = database.gateway(&simulator, &one).await;
        for number in ["A-1", "A-2"] {
            assert_eq!(settle(&of_one, number).await.unwrap(), Outcome::Done);
        }
        let _ = of_one.ship("A-2", "123456789013", true).await.unwrap();
        let of_other = database.gateway(&simulator, &other).await;
        let cancelled = of_other.cancel("A-1").await;
        assert!(
            matches!(cancelled, Err(NotSent::OtherAccount(_))),
            "{cancelled:?}"
        );
        let shipped = of_other.ship("A-1", "123456789013", true).await;
        assert!(
            matches!(shipped, Err(NotShipped::NotSent(NotSent::OtherAccount(_)))),
            "{shipped:?}"
        );
        let deleted = of_other.delete_shipment("A-2").await;
        assert!(
            matches!(deleted, Err(NotSent::OtherAccount(_))),
            "{deleted:?}"
        );
        assert_eq!(received(&simulator, &other).await, 0);
        assert_eq!(of_one.cancel("A-1").await.unwrap(), Outcome::Done);
    }
}

#[tokio::test]
async fn a_user_of_one_applies_under_the_other_from_the_beginning() {
    let simulator = support::simulator();
    for database in Database::each().await {
        let (one, other) = (simulator.merchant(), simulator.merchant());
        for merchant in [&one, &other] {
            let gateway = database.gateway(&simulator, merchant).await;
            let before = gateway.screening(8).await.unwrap();
            assert_eq!(before, ScreeningStatus::NotApplied);
            let applied = apply(&gateway).await.unwrap();
            let ApplicationOutcome::Applied { buyer_id } = applied else {
                panic!("{applied:?}");
            };
            assert_eq!(buyer_id, "000000000800");
        }
    }
}

#[tokio::test]
async fn a_test_environment_that_moves_can_stay_one_account() {
    for database in Database::each().await {
        let code = "900000001";
        let account = Account::new(&kakebarai::client::Address::Test, code);
        let moved = |gateway: Gateway| gateway.with_account(account.clone());
        let simulator = support::simulator();
        let merchant = simulator.merchant();
        let gateway = moved(database.gateway(&simulator, &merchant).await);
        assert_eq!(settle(&gateway, "A-1").await.unwrap(), Outcome::Done);
        let elsewhere = support::simulator();
        let merchant = elsewhere.merchant();
        let gateway = moved(database.gateway(&elsewhere, &merchant).await);
        // It is asked, and does not know the order.
        let cancelled = gateway.cancel("A-1").await.unwrap();
        assert!(
            matches!(&cancelled, Outcome::Refused(code) if *code == "B020004"),
            "{cancelled:?}"
        );
    }
}
