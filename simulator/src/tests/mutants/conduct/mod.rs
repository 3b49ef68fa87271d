//! Misbehaviours of processing: the answer differs from the books.

mod leniency;
mod mishaps;
mod refusals;

use serde_json::{Value, json};

use super::{entry, mutated, register, send, state, with};
use crate::{
    Simulator,
    tests::{
        storage::sqlite::File,
        support::{
            asking::{CREDENTIALS, MERCHANT, settings},
            raw::{control, exchange, post},
        },
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

/// What no honest provider would have in its books is in a file all the same, alone, in a snapshot, and restored.
#[test]
fn what_a_misbehaviour_did_is_there_at_the_next_start() {
    const HEAD: &str = "orderDate=20261124&buyerId=1111&meisaiUmu=2";
    let rich: &[(&str, &str, &str)] = &[("PATCH", "buyers/1111", r#"{"creditLimit":20000000}"#)];
    let dear = format!("{HEAD}&settlePrice=15000000&shohiZei=0&orderNo");
    let taxed = format!("{HEAD}&settlePrice=1000&shohiZei=900000&orderNo=1");
    let long = format!(
        "{HEAD}&settlePrice=1000&shohiZei=1000000&orderNo={}",
        "1".repeat(21)
    );
    let plain = format!("{HEAD}&settlePrice=100&shohiZei=0&orderNo=1");
    let shipped = ("AN030", "orderNo=1&slipNo=123456789013".to_owned());
    for (mutant, before, requests) in [
        (
            "no-limit",
            rich,
            vec![
                ("AN010", format!("{dear}=1")),
                ("AN010", format!("{dear}=2")),
            ],
        ),
        ("register-doubles", rich, vec![("AN010", taxed)]),
        ("lenient-lengths", rich, vec![("AN010", long)]),
        (
            "lenient-states",
            &[],
            vec![
                ("AN010", plain),
                shipped,
                ("AN030", "orderNo=1&slipNo=123456789024".to_owned()),
                ("AN020", "orderNo=1&buyerId=1111".to_owned()),
            ],
        ),
    ] {
        let file = File::new(mutant);
        let start = || Simulator::start(file.settings("")).unwrap();
        let ask = |simulator: &Simulator, (method, path, json): (&str, &str, &str)| {
            let path = format!("/_simulator/v1/merchants/{MERCHANT}/{path}");
            let kind = "Content-Type: application/json";
            let answer = exchange(simulator, method, &path, &[kind], json);
            assert!(answer.status < 300, "{mutant}: {}", answer.body);
            answer.body
        };
        let simulator = start();
        with(&simulator, &json!({ "kind": "mutant", "mutant": mutant }));
        for change in before {
            ask(&simulator, *change);
        }
        for (api, fields) in &requests {
            let body = send(&simulator, api, fields).body;
            assert!(body.contains("<returnCode>0"), "{mutant}: {body}");
        }
        assert_eq!(entry(&simulator)["mutant"], mutant);
        let shown = |simulator: &Simulator| {
            ["buyers", "orders"].map(|path| ask(simulator, ("GET", path, "")))
        };
        let misdone = shown(&simulator);
        ask(&simulator, ("POST", "snapshots", r#"{"name":"a"}"#));
        drop(simulator);
        let simulator = start();
        assert_eq!(shown(&simulator), misdone, "{mutant}");
        ask(&simulator, ("POST", "snapshots/a/restore", ""));
        drop(simulator);
        assert_eq!(shown(&start()), misdone, "{mutant}");
    }
}
