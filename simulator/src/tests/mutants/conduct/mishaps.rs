//! Misbehaviours of the transport: lost requests and answers, late ones, other pages.

use serde_json::json;

use super::{
    super::{entry, inquire, mutated, register, send, state, with},
    exists,
};
use crate::{
    Simulator,
    tests::support::{
        asking::{Answered, CREDENTIALS, settings},
        raw::{bytes, exchange},
    },
};

const PAYMENT: &str =
    "orderDate=20261124&orderNo=1&buyerId=1111&settlePrice=100&shohiZei=0&meisaiUmu=2";

/// All bytes that come back, even if they are not a whole answer.
fn raw(simulator: &Simulator, api: &str, fields: &str) -> String {
    let bytes = bytes(simulator, api, &format!("{CREDENTIALS}&{fields}"));
    String::from_utf8(bytes).unwrap()
}

#[test]
fn the_first_settlement_gets_lost_before_or_behind() {
    for (mutant, is_registered, kind) in [
        ("answer-lost", true, "answerLost"),
        ("lost-before", false, "lostBeforeProcessing"),
    ] {
        let simulator = mutated(mutant);
        assert!(inquire(&simulator, "1111").body.contains("<returnCode>0"));
        let answer = raw(&simulator, "AN010", PAYMENT);
        assert!(!answer.contains("returnCode"), "{mutant}: {answer}");
        assert_eq!(exists(&simulator, "1"), is_registered, "{mutant}");
        let met = entry(&simulator);
        assert_eq!(met["fault"]["kind"], kind);
        assert_eq!(met["mutant"], mutant);
        // The second arrives.
        let second = register(&simulator, "2", 100).body;
        assert!(second.contains("<returnCode>0"), "{mutant}: {second}");
        assert_eq!(entry(&simulator).get("mutant"), None);
    }
}

#[test]
fn the_first_cancellation_and_shipment_are_made_and_not_answered() {
    // 12345678901 modulo 7 is 3. Registered is 1, cancelled 2, shipped 3.
    let ship = ("AN030", "orderNo=1&slipNo=123456789013");
    let unship = ("AN040", "orderNo=1&slipNo=123456789013");
    let cancel = ("AN020", "orderNo=1&buyerId=1111");
    for (mutant, before, lost, after) in [
        ("cancel-lost", None, cancel, 2),
        ("ship-lost", None, ship, 3),
        ("unship-lost", Some(ship), unship, 1),
    ] {
        let simulator = mutated(mutant);
        register(&simulator, "1", 100);
        if let Some((api, fields)) = before {
            let body = send(&simulator, api, fields).body;
            assert!(body.contains("<returnCode>0"), "{mutant}: {body}");
        }
        let (api, fields) = lost;
        let answer = raw(&simulator, api, fields);
        assert!(!answer.contains("returnCode"), "{mutant}: {answer}");
        assert_eq!(state(&simulator, "1"), after, "{mutant}");
        // Sent again, it is refused as done already.
        let again = raw(&simulator, api, fields);
        assert!(again.contains("<returnCode>1"), "{mutant}: {again}");
    }
}

#[test]
fn the_first_call_of_each_api_gets_something_else() {
    let whole = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<return><returnDate>20261124100000</returnDate>\
                 <returnCode>0</returnCode></return>";
    for (mutant, status, is_registered, expected) in [
        ("empty-200", "200", true, ""),
        // Half of 39 and 82 bytes.
        ("cut-xml", "200", true, &whole[..60]),
        ("status-503", "503", false, ""),
        ("redirect", "302", false, ""),
    ] {
        let simulator = mutated(mutant);
        let answer = raw(&simulator, "AN010", PAYMENT);
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert_eq!(&head[9..12], status, "{mutant}");
        assert_eq!(body, expected, "{mutant}");
        let has_location = head
            .to_ascii_lowercase()
            .lines()
            .any(|line| line == "location: /");
        assert_eq!(has_location, mutant == "redirect", "{head}");
        assert_eq!(exists(&simulator, "1"), is_registered, "{mutant}");
        assert_eq!(entry(&simulator)["mutant"], mutant);
        // The second call of this API is answered, the first of another is not.
        let second = register(&simulator, "2", 100).body;
        assert!(second.contains("<returnCode>0"), "{mutant}: {second}");
        let other = inquire(&simulator, "1111").body;
        assert!(!other.contains("利用可"), "{mutant}: {other}");
        let other = inquire(&simulator, "1111").body;
        assert!(other.contains("利用可"), "{mutant}: {other}");
    }
    // The target of the redirect is a page of HTML.
    let page = exchange(&mutated("redirect"), "GET", "/", &[], "");
    let head = page.head.to_ascii_lowercase();
    assert!(head.contains("content-type: text/html"), "{head}");
}

#[test]
fn maintenance_and_the_entity_meet_the_first_call_too() {
    for mutant in ["html-200", "entity"] {
        let simulator = mutated(mutant);
        let first = register(&simulator, "1", 100).body;
        assert!(!first.contains("<returnDate>2026"), "{mutant}: {first}");
        assert!(exists(&simulator, "1"), "{mutant}");
        let second = register(&simulator, "2", 100).body;
        assert!(second.contains("<returnDate>2026"), "{mutant}: {second}");
        let other = inquire(&simulator, "1111").body;
        assert!(!other.contains("利用可"), "{mutant}: {other}");
    }
}

#[test]
fn a_redirect_may_lead_elsewhere() {
    let simulator = Simulator::start(settings("")).unwrap();
    with(
        &simulator,
        &json!({ "kind": "mutant", "mutant": "redirect", "location": "http://127.0.0.1:9/a", "times": 2 }),
    );
    for order in ["1", "2"] {
        let head = register(&simulator, order, 100).head.to_ascii_lowercase();
        assert!(
            head.contains("\r\nlocation: http://127.0.0.1:9/a\r\n"),
            "{head}"
        );
    }
    assert!(
        register(&simulator, "3", 100)
            .body
            .contains("<returnCode>0")
    );
}

/// A fault meets the request first; a misbehaviour of the transport waits for the next.
#[test]
fn one_fault_meets_a_request() {
    let simulator = mutated("answer-lost");
    with(
        &simulator,
        &json!({ "kind": "code", "code": "A060004", "times": 1 }),
    );
    let answered = register(&simulator, "1", 100);
    assert_eq!(Answered::read(&answered.body).code(), "A060004");
    assert_eq!(entry(&simulator).get("mutant"), None);
    assert!(!raw(&simulator, "AN010", PAYMENT).contains("returnCode"));
    assert_eq!(entry(&simulator)["mutant"], "answer-lost");
}
