//! Applications for a buyer id: two processes send one, and a crash is found out.

use std::time::Duration;

use jiff::civil::date;
use kakebarai::{
    buyers::ScreeningStatus,
    client::{Address, Client, Credentials},
    gateway::{ApplicationOutcome, Gateway, NotApplied},
};
use serde_json::json;

use super::{Database, crash};
use crate::{
    support::{self, control::Control},
    wire::client::stub::Stub,
};

pub(super) async fn apply(gateway: &Gateway) -> Result<ApplicationOutcome, NotApplied> {
    gateway
        .apply(8, &support::application(), date(2026, 11, 24))
        .await
}

#[tokio::test]
async fn one_is_sent_however_many_ask() {
    let simulator = support::simulator();
    for database in Database::each().await {
        let merchant = simulator.merchant();
        let gateways = [
            database.gateway(&simulator, &merchant).await,
            database.gateway(&simulator, &merchant).await,
        ];
        let (one, other) = tokio::join!(apply(&gateways[0]), apply(&gateways[1]));
        let sent = [&one, &other].into_iter().filter(|sent| sent.is_ok());
        assert_eq!(sent.count(), 1, "{one:?} {other:?}");
        let control = Control::of(simulator.url(), merchant.code());
        let journal = control.get("/journal").await;
        let entries = journal["entries"].as_array().unwrap();
        let applications = entries.iter().filter(|entry| entry["api"] == "AN060");
        assert_eq!(applications.count(), 1, "{journal}");
    }
}

#[tokio::test]
async fn what_a_crashed_process_was_sending_is_found_out_later() {
    let simulator = support::simulator();
    for database in Database::each().await {
        let merchant = simulator.merchant();
        let control = Control::of(simulator.url(), merchant.code());
        let crashing = database.gateway(&simulator, &merchant).await;
        let asking = async move { apply(&crashing).await };
        crash(&simulator, &merchant, "AN060", asking).await;

        let gateway = database.gateway(&simulator, &merchant).await;
        let again = apply(&gateway).await;
        assert!(matches!(again, Err(NotApplied::Busy)), "{again:?}");
        // As long as it may be on its way, nobody says that it never arrived.
        let unknown = json!({"api": "AN070", "kind": "code", "code": "G070001", "times": 1});
        control.post("/faults", unknown).await;
        let screening = gateway.screening(8).await.unwrap();
        assert_eq!(screening, ScreeningStatus::BeingSent);
        assert!(!screening.may_apply_again());
        database.pass(Duration::from_secs(91));
        // The provider knows it: no second one goes out, under this id or the next.
        let again = apply(&gateway).await;
        assert!(
            matches!(again, Err(NotApplied::AlreadyApplied(_))),
            "{again:?}"
        );
        let screening = gateway.screening(8).await.unwrap();
        assert!(
            matches!(screening, ScreeningStatus::Judged(_)),
            "{screening:?}"
        );
    }
}

#[tokio::test]
async fn what_never_arrived_is_sent_under_the_next_id() {
    let simulator = support::simulator();
    for database in Database::each().await {
        let merchant = simulator.merchant();
        let gateway = database.gateway(&simulator, &merchant).await;
        let control = Control::of(simulator.url(), merchant.code());
        let lost = json!({"api": "AN060", "kind": "lostBeforeProcessing", "times": 1});
        control.post("/faults", lost).await;
        assert_eq!(apply(&gateway).await.unwrap(), ApplicationOutcome::Unknown);
        let screening = gateway.screening(8).await.unwrap();
        assert_eq!(screening, ScreeningStatus::NeverArrived);
        assert!(screening.may_apply_again());
        // The next id, since the first may arrive yet.
        let applied = apply(&gateway).await.unwrap();
        let buyer_id = "000000000801".to_owned();
        assert_eq!(applied, ApplicationOutcome::Applied { buyer_id });
    }
}

#[tokio::test]
async fn an_id_that_is_taken_is_left_and_any_other_refusal_keeps_it() {
    let simulator = support::simulator();
    for database in Database::each().await {
        let merchant = simulator.merchant();
        let control = Control::of(simulator.url(), merchant.code());
        let gateway = database.gateway(&simulator, &merchant).await;
        let fault = json!({"api": "AN060", "kind": "code", "code": "F030001", "times": 1});
        control.post("/faults", fault).await;
        let refused = apply(&gateway).await.unwrap();
        assert!(
            matches!(&refused, ApplicationOutcome::Refused(code) if *code == "F030001"),
            "{refused:?}"
        );
        // Whatever else it is refused for at the same time.
        let stub = Stub::answering(
            "<return><returnCode>1</returnCode><errorCode>F030001</errorCode><errorCode>F020004</errorCode></return>",
        )
        .await;
        let credentials = Credentials::new(merchant.code(), merchant.password());
        let client = Client::new(Address::custom(&stub.url).unwrap(), credentials).unwrap();
        let elsewhere =
            Gateway::new(client, database.open().await).with_account(gateway.account().clone());
        let refused = apply(&elsewhere).await.unwrap();
        assert!(
            matches!(&refused, ApplicationOutcome::Refused(code) if *code == "F030001 F020004"),
            "{refused:?}"
        );
        let applied = apply(&gateway).await.unwrap();
        let buyer_id = "000000000801".to_owned();
        assert_eq!(applied, ApplicationOutcome::Applied { buyer_id });
    }
}
