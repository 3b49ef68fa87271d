//! Beginnings of slip numbers that are not usable.

use kakebarai_simulator::Simulator;
use serde_json::{Value, json};

use crate::support::{control::Control, settings};

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
