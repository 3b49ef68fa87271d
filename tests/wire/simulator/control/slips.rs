//! Beginnings of slip numbers that are not usable.

use kakebarai_simulator::Simulator;
use serde_json::{Value, json};

use crate::support::{self, control::Control, raw::post, settings};

#[tokio::test]
async fn a_beginning_is_added_once_and_there_are_not_too_many() {
    let mut settings = settings();
    settings.unusable_slips = (1_000..1_999).map(|prefix| prefix.to_string()).collect();
    let simulator = Simulator::start(settings).unwrap();
    let control = Control::of(simulator.url(), "900000001");
    let add = async |prefix: &str| {
        let path = format!("/unusable-slips/{prefix}");
        control.send("PUT", &path, Value::Null).await.0
    };
    let changes = async || control.get("").await["changes"].clone();
    assert_eq!(changes().await, json!(1_003));
    assert_eq!(add("1000").await, 204);
    assert_eq!(changes().await, json!(1_003), "it was there");
    assert_eq!(add("9").await, 204);
    assert_eq!(changes().await, json!(1_004));
    assert_eq!(add("8").await, 409);
    assert_eq!(add("9").await, 204);
    assert_eq!(changes().await, json!(1_004));
}

/// Refused with C030005 while it is not usable, accepted once it is again, and refused again where the time line leads back.
#[tokio::test]
async fn a_beginning_is_usable_again_once_it_is_taken_away() {
    const CREDENTIALS: &str = "traderCode=900000001&passWord=kakebarai-test";
    let simulator = support::simulator();
    let control = Control::of(simulator.url(), "900000001");
    let order = format!(
        "{CREDENTIALS}&orderDate=20261124&orderNo=1&buyerId=1111&settlePrice=100&shohiZei=10&meisaiUmu=2"
    );
    let shipment = format!("{CREDENTIALS}&orderNo=1&slipNo=123456789013");
    let ship = async || {
        let answer = post(simulator.address(), "AN030", &shipment).await;
        answer.code().to_owned()
    };
    let registered = post(simulator.address(), "AN010", &order).await;
    assert_eq!(registered.code(), "0");
    let path = "/unusable-slips/1234";
    assert_eq!(control.send("PUT", path, Value::Null).await.0, 204);
    assert_eq!(
        control.get("/unusable-slips").await,
        json!({ "prefixes": ["1234"] })
    );
    assert_eq!(ship().await, "C030005");
    assert_eq!(control.send("DELETE", path, Value::Null).await.0, 204);
    assert_eq!(
        control.get("/unusable-slips").await,
        json!({ "prefixes": [] })
    );
    // Four buyers, the order, the beginning.
    control.post("/changes/6/restore", Value::Null).await;
    assert_eq!(ship().await, "C030005");
    assert_eq!(control.send("DELETE", path, Value::Null).await.0, 204);
    assert_eq!(ship().await, "0");
}
