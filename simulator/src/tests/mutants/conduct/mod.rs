//! What is done: an answer that does not say what the books say.

mod leniency;
mod mishaps;
mod refusals;

use serde_json::{Value, json};

use super::{entry, mutated, register, send, state, with};
use crate::{
    Simulator,
    tests::support::{
        asking::{CREDENTIALS, MERCHANT, settings},
        raw::{control, exchange, post},
    },
};

#[test]
fn what_is_answered_as_done_may_not_be() {
    let simulator = Simulator::start(settings("")).unwrap();
    assert!(
        register(&simulator, "1", 100)
            .body
            .contains("<returnCode>0")
    );
    let accepted = |api: &str, fields: &str| {
        let body = post(&simulator, api, &format!("{CREDENTIALS}&{fields}")).body;
        assert!(
            body.contains("<returnCode>0</returnCode></return>"),
            "{api}: {body}"
        );
    };
    let once = |mutant: &str| {
        with(
            &simulator,
            &json!({ "kind": "mutant", "mutant": mutant, "times": 1 }),
        );
    };
    once("cancel-lies");
    accepted("AN020", "orderNo=1&buyerId=1111");
    assert_eq!(state(&simulator, "1"), 1);
    once("ship-lies");
    // 12345678901 modulo 7 is 3.
    accepted("AN030", "orderNo=1&slipNo=123456789013");
    assert_eq!(state(&simulator, "1"), 1);
    accepted("AN030", "orderNo=1&slipNo=123456789013");
    assert_eq!(state(&simulator, "1"), 3);
    once("unship-lies");
    accepted("AN040", "orderNo=1&slipNo=123456789013");
    assert_eq!(state(&simulator, "1"), 3);
    accepted("AN040", "orderNo=1&slipNo=123456789013");
    assert_eq!(state(&simulator, "1"), 1);
}

/// An order in the books.
fn order(simulator: &Simulator, number: &str) -> Value {
    let order = control(simulator, &format!("merchants/{MERCHANT}/orders/{number}"));
    serde_json::from_str(&order).unwrap()
}

fn exists(simulator: &Simulator, number: &str) -> bool {
    let path = format!("/_simulator/v1/merchants/{MERCHANT}/orders/{number}");
    exchange(simulator, "GET", &path, &[], "").status == 200
}

#[test]
fn what_is_answered_as_registered_may_not_be_or_be_twice_as_high() {
    let accepted = "<returnCode>0</returnCode></return>";
    let simulator = mutated("register-lies");
    let body = register(&simulator, "1", 100).body;
    assert!(body.ends_with(accepted), "{body}");
    assert!(!exists(&simulator, "1"));
    assert_eq!(entry(&simulator)["mutant"], "register-lies");
    let simulator = mutated("register-doubles");
    let fields =
        "orderDate=20261124&orderNo=1&buyerId=1111&settlePrice=1000&shohiZei=100&meisaiUmu=2";
    let body = send(&simulator, "AN010", fields).body;
    assert!(body.ends_with(accepted), "{body}");
    let order = order(&simulator, "1");
    assert_eq!(
        (&order["price"], &order["tax"]),
        (&json!(2_000), &json!(200)),
        "{order}"
    );
    // 2,000 and 200.
    let buyer = control(&simulator, &format!("merchants/{MERCHANT}/buyers/1111"));
    let buyer: Value = serde_json::from_str(&buyer).unwrap();
    assert_eq!(buyer["usedAmount"], 2_200, "{buyer}");
}
