//! Shipments that are recorded here alone: nobody is asked, and an open request comes first.

use kakebarai::{
    gateway::{NotSent, NotShipped, Outcome},
    ledger::ShipmentQuery,
};
use serde_json::json;

use super::{Database, received, settle};
use crate::support::{self, control::Control};

const SLIP: &str = "123456789013";

#[tokio::test]
async fn they_are_found_by_their_slips_and_deleted_without_a_request() {
    let simulator = support::simulator();
    for database in Database::each().await {
        let merchant = simulator.merchant();
        let gateway = database.gateway(&simulator, &merchant).await;
        for number in ["A-1", "A-2", "A-3"] {
            assert_eq!(settle(&gateway, number).await.unwrap(), Outcome::Done);
        }
        let ledger = database.open().await;
        ledger.ship_here("A-1", "1234-5678-9013").await.unwrap();
        ledger.ship_here("A-2", SLIP).await.unwrap();
        // No slip number of Yamato's: kept as it is written.
        ledger.ship_here("A-3", " AB-12 ").await.unwrap();
        assert_eq!(ledger.orders_with_slip(SLIP).await.unwrap().len(), 2);
        assert_eq!(ledger.orders_with_slip("AB-12").await.unwrap(), ["A-3"]);
        assert!(ledger.orders_with_slip("AB12").await.unwrap().is_empty());
        for (search, count) in [
            ("ab12", 1),
            ("5678-9013", 2),
            ("b-", 1),
            ("-", 3),
            ("--", 0),
        ] {
            let found = ledger.count_shipments(search).await.unwrap();
            assert_eq!(found, count, "{search}");
            let query = ShipmentQuery {
                search: search.to_owned(),
                limit: 10,
                ..ShipmentQuery::default()
            };
            let found = ledger.shipments(&query).await.unwrap();
            assert_eq!(found.len() as u64, count, "{search}");
        }
        let second = ledger.ship_here("A-1", SLIP).await;
        assert!(
            matches!(&second, Err(NotShipped::NotSent(NotSent::NotNow(why))) if why.contains(SLIP)),
            "{second:?}"
        );
        let missing = ledger.ship_here("A-9", SLIP).await;
        assert!(
            matches!(missing, Err(NotShipped::NotSent(NotSent::NoSuchOrder(_)))),
            "{missing:?}"
        );
        let none = ledger.ship_here("A-1", " ").await;
        assert!(matches!(none, Err(NotShipped::SlipNumber(_))), "{none:?}");

        ledger.delete_unsent_shipment("A-1").await.unwrap();
        let again = ledger.delete_unsent_shipment("A-1").await;
        assert!(matches!(again, Err(NotSent::NotNow(_))), "{again:?}");
        ledger.delete_shipment_here("A-2").await.unwrap();
        assert_eq!(ledger.count_shipments("").await.unwrap(), 1);
        // Three settlements, and nothing else.
        assert_eq!(received(&simulator, &merchant).await, 3);
    }
}

/// Of two operators one ships and the other cancels: whoever is first has it.
#[tokio::test]
async fn an_order_is_shipped_or_cancelled_and_never_both() {
    let simulator = support::simulator();
    for database in Database::each().await {
        let merchant = simulator.merchant();
        let gateway = database.gateway(&simulator, &merchant).await;
        for number in ["A-1", "A-2"] {
            assert_eq!(settle(&gateway, number).await.unwrap(), Outcome::Done);
        }
        let ledger = database.open().await;
        ledger.ship_here("A-1", SLIP).await.unwrap();
        let cancelled = gateway.cancel("A-1").await;
        assert!(
            matches!(&cancelled, Err(NotSent::NotNow(why)) if why.contains("先に出荷情報を削除してください")),
            "{cancelled:?}"
        );
        assert_eq!(gateway.cancel("A-2").await.unwrap(), Outcome::Done);
        let shipped = ledger.ship_here("A-2", SLIP).await;
        assert!(
            matches!(&shipped, Err(NotShipped::NotSent(NotSent::NotNow(why))) if why.contains("取り消されています")),
            "{shipped:?}"
        );
        // Two settlements and a cancellation.
        assert_eq!(received(&simulator, &merchant).await, 3);
    }
}

/// As after a cancellation of which an operator has found out that it was carried out although the order was shipped.
#[tokio::test]
async fn the_shipment_of_a_cancelled_order_can_be_deleted_here() {
    let simulator = support::simulator();
    for database in Database::each().await {
        let merchant = simulator.merchant();
        let control = Control::of(simulator.url(), merchant.code());
        let gateway = database.gateway(&simulator, &merchant).await;
        assert_eq!(settle(&gateway, "A-1").await.unwrap(), Outcome::Done);
        let lost = json!({"api": "AN020", "kind": "lostBeforeProcessing", "times": 1});
        control.post("/faults", lost).await;
        assert_eq!(gateway.cancel("A-1").await.unwrap(), Outcome::Unknown);
        let ledger = database.open().await;
        let open = ledger.open_intent("A-1").await.unwrap().unwrap();
        assert!(ledger.decide(&open.id, false).await.unwrap());
        let _ = gateway.ship("A-1", SLIP, true).await.unwrap();
        // What nobody may do here, a ledger of before may have done.
        let pool = kakebarai::ledger::connect(&database.url).await.unwrap();
        sqlx::query("UPDATE kakebarai_orders SET status = 'KB_2'")
            .execute(&pool)
            .await
            .unwrap();
        let deleted = gateway.delete_shipment("A-1").await;
        assert!(
            matches!(&deleted, Err(NotSent::NotNow(why)) if why.contains("お店の記録だけを削除")),
            "{deleted:?}"
        );
        let query = ShipmentQuery {
            limit: 1,
            ..ShipmentQuery::default()
        };
        assert!(ledger.shipments(&query).await.unwrap()[0].of_cancelled);
        ledger.delete_shipment_here("A-1").await.unwrap();
    }
}

#[tokio::test]
async fn one_that_the_provider_knows_is_not_unsent_and_an_open_request_comes_first() {
    let simulator = support::simulator();
    for database in Database::each().await {
        let merchant = simulator.merchant();
        let gateway = database.gateway(&simulator, &merchant).await;
        assert_eq!(settle(&gateway, "A-1").await.unwrap(), Outcome::Done);
        let _ = gateway.ship("A-1", SLIP, true).await.unwrap();
        let ledger = database.open().await;
        let unsent = ledger.delete_unsent_shipment("A-1").await;
        assert!(matches!(unsent, Err(NotSent::NotNow(_))), "{unsent:?}");

        let control = Control::of(simulator.url(), merchant.code());
        let lost = json!({"api": "AN040", "kind": "answerLost", "times": 1});
        control.post("/faults", lost).await;
        let _ = gateway.delete_shipment("A-1").await.unwrap();
        for deleted in [
            ledger.delete_shipment_here("A-1").await,
            ledger.delete_unsent_shipment("A-1").await,
        ] {
            assert!(
                matches!(deleted, Err(NotSent::UnknownOutcome(_))),
                "{deleted:?}"
            );
        }
    }
}
