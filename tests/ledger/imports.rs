//! What was settled and applied for before there was a ledger.

use jiff::civil::date;
use kakebarai::{
    client::{LineItem, RegisterPayment},
    gateway::{NotSettled, Outcome},
    ledger::{
        ApplicationState, ImportedApplication, ImportedOrder, ImportedRequest, IntentState,
        Request, Status,
    },
};

use super::{Database, received, settle};
use crate::support;

#[tokio::test]
async fn it_is_taken_in_once_and_nobody_is_asked() {
    let simulator = support::simulator();
    for database in Database::each().await {
        let merchant = simulator.merchant();
        let gateway = database.gateway(&simulator, &merchant).await;
        let (ledger, account) = (gateway.ledger(), gateway.account());
        let settled = |number: &str, status| {
            let payment = RegisterPayment::new(date(2026, 10, 1), number, "1111", 900, 90)
                .lines([LineItem::new("紙", 900, 90)]);
            ImportedOrder::new(payment, status, "2026-10-01T03:00:00Z".parse().unwrap())
        };
        let orders = [
            settled("A-1", Status::Registered),
            settled("A-2", Status::Cancelled),
        ];
        assert_eq!(ledger.import_orders(account, &orders).await.unwrap(), 2);
        let again = [
            settled("A-1", Status::Cancelled),
            settled("A-3", Status::Registered),
        ];
        assert_eq!(ledger.import_orders(account, &again).await.unwrap(), 1);
        for (number, status) in [
            ("A-1", Status::Registered),
            ("A-2", Status::Cancelled),
            ("A-3", Status::Registered),
        ] {
            let order = ledger.order(number).await.unwrap().unwrap();
            let sent_at = order.sent_at.to_string();
            assert_eq!(
                (order.status, order.price, order.tax, sent_at.as_str()),
                (status, 900, 90, "2026-10-01T03:00:00Z"),
                "{number}"
            );
            let intents = ledger.intents(number).await.unwrap();
            assert_eq!(intents.len(), 1);
            assert_eq!(intents[0].state, IntentState::Done);
            let expected = settled(number, status).payment;
            assert_eq!(intents[0].request, Request::Register(expected));
        }
        let twice = settle(&gateway, "A-1").await;
        assert!(matches!(twice, Err(NotSettled::NotSent(_))), "{twice:?}");

        let applied = |user: u64, buyer_id: &str| {
            ImportedApplication::new(user, buyer_id, "2026-10-01T03:00:00Z".parse().unwrap())
                .counter(1)
                .judged("ご利用可")
        };
        let applications = [applied(8, "000000000801"), applied(9, "000000000901")];
        for _ in 0..2 {
            ledger
                .import_applications(account, &applications)
                .await
                .unwrap();
        }
        for user in [8, 9] {
            let found = ledger.application(account, user).await.unwrap().unwrap();
            assert_eq!(
                (found.buyer_id, found.counter, found.state, found.judgement),
                (
                    format!("{user:010}01"),
                    1,
                    ApplicationState::Applied,
                    "ご利用可".to_owned()
                )
            );
        }
        assert_eq!(received(&simulator, &merchant).await, 0);
        assert_eq!(settle(&gateway, "A-4").await.unwrap(), Outcome::Done);
    }
}

#[tokio::test]
async fn all_that_was_asked_is_taken_in_and_what_is_unknown_is_found_out() {
    let simulator = support::simulator();
    for database in Database::each().await {
        let merchant = simulator.merchant();
        let gateway = database.gateway(&simulator, &merchant).await;
        let (ledger, account) = (gateway.ledger(), gateway.account());
        let asked = |request, state, hour| {
            let sent_at = format!("2026-11-20T{hour:02}:00:00Z").parse().unwrap();
            ImportedRequest::new(request, state, sent_at)
        };
        let registered = |number: &str, state| {
            let payment = RegisterPayment::new(date(2026, 11, 20), number, "1111", 900, 90)
                .lines([LineItem::new("紙", 900, 90)]);
            asked(Request::Register(payment), state, 1)
        };
        let ship = Request::Ship {
            slip_number: "123456789013".to_owned(),
        };
        let cancel = Request::Cancel {
            buyer_id: "1111".to_owned(),
        };
        let refused = registered("B-3", IntentState::Refused).refused_with("G61");
        let orders = [
            vec![
                registered("B-1", IntentState::Done),
                asked(ship, IntentState::Done, 2),
            ],
            vec![
                registered("B-2", IntentState::Done),
                asked(cancel.clone(), IntentState::Done, 3),
            ],
            vec![refused],
            vec![registered("B-4", IntentState::Unknown)],
        ];
        for new in [4, 0] {
            let taken = ledger.import_requests(account, &orders).await.unwrap();
            assert_eq!(taken, new);
        }
        for (number, status, code, slip) in [
            ("B-1", Status::Registered, "", Some("123456789013")),
            ("B-2", Status::Cancelled, "", None),
            ("B-3", Status::None, "G61", None),
            ("B-4", Status::None, "", None),
        ] {
            let order = ledger.order(number).await.unwrap().unwrap();
            let shipment = order.shipment.as_ref();
            assert_eq!(
                (
                    order.status,
                    order.error_code.as_str(),
                    shipment.map(|shipment| shipment.slip_number.as_str())
                ),
                (status, code, slip),
                "{number}"
            );
        }
        assert_eq!(received(&simulator, &merchant).await, 0);
        let found = gateway.recover().await.unwrap();
        let found: Vec<_> = found
            .iter()
            .map(|(intent, outcome)| (intent.order_number.as_str(), outcome))
            .collect();
        assert_eq!(found, [("B-4", &Outcome::Done)]);
        // Nothing begins without a registration.
        let headless = [vec![asked(cancel, IntentState::Done, 3)]];
        assert!(ledger.import_requests(account, &headless).await.is_err());
    }
}
