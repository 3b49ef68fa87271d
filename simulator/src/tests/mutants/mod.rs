//! Misbehaviours: none strikes unless set, and one may stand beside a fault.

mod answer;
mod bytes;
mod conduct;
mod table;

use serde_json::{Value, json};

use super::support::{
    asking::{Answered, CREDENTIALS, MERCHANT, payment, settings},
    raw::{Response, control, exchange, post},
};
use crate::Simulator;

fn with(simulator: &Simulator, fault: &Value) {
    let path = format!("/_simulator/v1/merchants/{MERCHANT}/faults");
    let json = "Content-Type: application/json";
    let answer = exchange(simulator, "POST", &path, &[json], &fault.to_string());
    assert_eq!(answer.status, 201, "{fault}: {}", answer.body);
}

fn mutated(mutant: &str) -> Simulator {
    let simulator = Simulator::start(settings("")).unwrap();
    let mut fault = json!({ "kind": "mutant", "mutant": mutant });
    if mutant == "entity" {
        fault["location"] = json!("http://127.0.0.1:9/secret?a&b");
    }
    with(&simulator, &fault);
    simulator
}

/// Posts a form as the merchant.
fn send(simulator: &Simulator, api: &str, fields: &str) -> Response {
    post(simulator, api, &format!("{CREDENTIALS}&{fields}"))
}

fn inquire(simulator: &Simulator, buyer: &str) -> Response {
    post(
        simulator,
        "AN050",
        &format!("{CREDENTIALS}&buyerId={buyer}"),
    )
}

fn register(simulator: &Simulator, order: &str, price: u32) -> Response {
    let fields = payment(order, "1111", price, 0);
    post(simulator, "AN010", &format!("{CREDENTIALS}&{fields}"))
}

fn state(simulator: &Simulator, order: &str) -> Value {
    let order = control(simulator, &format!("merchants/{MERCHANT}/orders/{order}"));
    serde_json::from_str::<Value>(&order).unwrap()["state"].clone()
}

fn entry(simulator: &Simulator) -> Value {
    let journal = control(simulator, &format!("merchants/{MERCHANT}/journal"));
    let journal: Value = serde_json::from_str(&journal).unwrap();
    journal["entries"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone()
}

#[test]
fn one_meets_a_request_beside_a_fault() {
    let simulator = Simulator::start(settings("")).unwrap();
    with(&simulator, &json!({ "kind": "mutant", "mutant": "bom" }));
    with(
        &simulator,
        &json!({ "api": "AN010", "kind": "code", "code": "A060004", "times": 1 }),
    );
    let body = register(&simulator, "1", 100).body;
    assert!(body.starts_with('\u{feff}'), "{body}");
    assert!(body.contains("<errorCode>A060004</errorCode>"), "{body}");
    let met = entry(&simulator);
    assert_eq!(
        (&met["fault"]["kind"], &met["mutant"]),
        (&json!("code"), &json!("bom"))
    );
    // The fault is over, the misbehaviour continues.
    let body = register(&simulator, "1", 100).body;
    assert!(
        body.starts_with('\u{feff}') && body.contains("<returnCode>0"),
        "{body}"
    );
    let met = entry(&simulator);
    assert_eq!(met["fault"], json!({ "kind": "mutant", "mutant": "bom" }));
}

#[test]
fn one_meets_a_request_that_a_fault_for_everybody_delayed() {
    let simulator = Simulator::start(settings("")).unwrap();
    with(&simulator, &json!({ "kind": "mutant", "mutant": "bom" }));
    let delay = json!({ "kind": "delayBeforeProcessing", "milliseconds": 1, "times": 1 });
    let json = "Content-Type: application/json";
    let path = "/_simulator/v1/faults";
    let added = exchange(&simulator, "POST", path, &[json], &delay.to_string());
    assert_eq!(added.status, 201);
    let body = register(&simulator, "1", 100).body;
    assert!(
        body.starts_with('\u{feff}') && body.contains("<returnCode>0"),
        "{body}"
    );
    let met = entry(&simulator);
    assert_eq!(
        (&met["fault"]["kind"], &met["mutant"]),
        (&json!("delayBeforeProcessing"), &json!("bom"))
    );
}

/// The same answer, to the byte, whatever misbehaviours there are to choose from.
#[test]
fn none_strikes_unless_it_is_set() {
    let simulator = Simulator::start(settings("")).unwrap();
    let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    let date = "<returnDate>20261124100000</returnDate>";
    assert_eq!(
        register(&simulator, "1", 100).body,
        format!("{declaration}<return>{date}<returnCode>0</returnCode></return>")
    );
    assert_eq!(
        inquire(&simulator, "1111").body,
        format!(
            "{declaration}<return>{date}<returnCode>0</returnCode><buyerId>1111</buyerId>\
             <buyerName>株式会社青葉デザイン</buyerName><useUsable>利用可</useUsable>\
             <useOverLimit>600000</useOverLimit><usePayment>100</usePayment></return>"
        )
    );
    let met = entry(&simulator);
    assert_eq!((met.get("fault"), met.get("mutant")), (None, None));
}

/// A misbehaviour without anything to change does not strike, and remains for the next request.
#[test]
fn it_is_named_and_counted_where_it_struck() {
    let simulator = Simulator::start(settings("")).unwrap();
    with(
        &simulator,
        &json!({ "kind": "mutant", "mutant": "unknown-code", "times": 1 }),
    );
    register(&simulator, "1", 100);
    assert_eq!(entry(&simulator).get("mutant"), None);
    let refused = register(&simulator, "あ", 100).body;
    assert_eq!(Answered::read(&refused).code(), "A069999");
    assert_eq!(entry(&simulator)["mutant"], "unknown-code");
    let refused = register(&simulator, "あ", 100).body;
    assert_eq!(Answered::read(&refused).code(), "A020003");
    assert_eq!(entry(&simulator).get("mutant"), None);
}

/// A misbehaviour of one API does not meet requests to others, and is not used up by them.
#[test]
fn it_strikes_its_own_apis_alone() {
    let simulator = Simulator::start(settings("")).unwrap();
    with(
        &simulator,
        &json!({ "kind": "mutant", "mutant": "return-code-missing", "times": 1 }),
    );
    assert!(inquire(&simulator, "1111").body.contains("<returnCode>0"));
    assert!(!register(&simulator, "1", 100).body.contains("<returnCode>"));
    assert!(
        register(&simulator, "2", 100)
            .body
            .contains("<returnCode>0")
    );
}
