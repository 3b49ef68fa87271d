//! Misbehaviours: none strikes unless it is set, and one may stand beside a fault.

mod answer;
mod bytes;
mod conduct;

use serde_json::{Value, json};

use super::support::{
    asking::{CREDENTIALS, MERCHANT, payment, settings},
    raw::{Response, control, exchange, post},
};
use crate::{
    Simulator,
    mutants::{MUTANTS, named},
};

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
fn names_are_once_and_say_to_whom_they_matter() {
    let mut names: Vec<&str> = MUTANTS.iter().map(|mutant| mutant.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), MUTANTS.len());
    for mutant in &MUTANTS {
        assert_eq!(named(mutant.name).unwrap().name, mutant.name);
        assert!(!mutant.what.is_empty() && mutant.requirement.contains('-'));
    }
    let simulator = Simulator::start(settings("")).unwrap();
    let listed: Value = serde_json::from_str(&control(&simulator, "mutants")).unwrap();
    let listed = listed["mutants"].as_array().unwrap();
    assert_eq!(listed.len(), MUTANTS.len());
    assert_eq!(
        listed[0],
        json!({
            "name": "order-reversed",
            "class": "endure",
            "apis": [],
            "what": "要素の順序が逆になる",
            "requirement": "ROB-01",
        })
    );
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
    // The fault is over, the misbehaviour goes on.
    let body = register(&simulator, "1", 100).body;
    assert!(
        body.starts_with('\u{feff}') && body.contains("<returnCode>0"),
        "{body}"
    );
    let met = entry(&simulator);
    assert_eq!(met["fault"], json!({ "kind": "mutant", "mutant": "bom" }));
}

/// One that strikes an API does not meet requests to others, and is not used up by them.
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
