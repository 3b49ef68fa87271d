//! Refusals without a reason: the code, and that nothing has changed.

use serde_json::json;

use super::super::{entry, inquire, mutated, register, send, with};
use crate::{
    Simulator,
    tests::support::{
        asking::{Answered, application, settings},
        raw::{exchange, post},
    },
};

/// A good request of each kind, in an order in which each is accepted. 12345678901 modulo 7 is 3.
const GOOD: [(&str, &str); 6] = [
    (
        "AN010",
        "orderDate=20261124&orderNo=1&buyerId=1111&settlePrice=100&shohiZei=0&meisaiUmu=2",
    ),
    ("AN030", "orderNo=1&slipNo=123456789013"),
    ("AN040", "orderNo=1&slipNo=123456789013"),
    ("AN020", "orderNo=1&buyerId=1111"),
    ("AN050", "buyerId=1111"),
    ("AN070", "buyerId=1111"),
];

fn code(simulator: &Simulator, api: &str, fields: &str) -> String {
    let body = send(simulator, api, fields).body;
    Answered::read(&body).code().to_owned()
}

#[test]
fn each_refuses_what_is_right_with_its_code() {
    for (mutant, api, refused) in [
        ("always-over-limit", "AN010", "G55"),
        ("buyer-stopped", "AN010", "G61"),
        ("taken", "AN010", "A020004"),
        ("ship-refused", "AN030", "C030005"),
        ("unship-refused", "AN040", "D020005"),
        ("cancel-refused", "AN020", "B020005"),
        ("too-late", "AN070", "G080001"),
    ] {
        let simulator = mutated(mutant);
        let before = GOOD.iter().take_while(|(asked, _)| *asked != api);
        for (asked, fields) in before {
            assert_eq!(code(&simulator, asked, fields), "0", "{mutant}: {asked}");
            assert_eq!(entry(&simulator).get("mutant"), None, "{mutant}: {asked}");
        }
        let (_, fields) = GOOD.iter().find(|(asked, _)| *asked == api).unwrap();
        assert_eq!(code(&simulator, api, fields), refused, "{mutant}");
        let entry = entry(&simulator);
        assert_eq!(entry["mutant"], mutant);
        assert_eq!(entry["answered"]["returnCode"], 1, "{mutant}");
        assert_eq!(entry.get("change"), None, "{mutant}");
    }
    let simulator = mutated("application-taken");
    let form = application(&[("cId", "9")]);
    assert_eq!(code(&simulator, "AN060", &form), "F020004");
    let unknown = inquire(&simulator, "9");
    assert_eq!(Answered::read(&unknown.body).code(), "E050003");
}

#[test]
fn nobody_has_the_right_credentials() {
    let simulator = mutated("wrong-credentials");
    let form = application(&[("cId", "9")]);
    let codes = ["A", "C", "D", "B", "E", "G", "F"].map(|letter| format!("{letter}010004"));
    let asked = GOOD.into_iter().chain([("AN060", &*form)]);
    for ((api, fields), expected) in asked.zip(codes) {
        assert_eq!(code(&simulator, api, fields), expected);
    }
    // Other mistakes of the request do not matter.
    let answer = register(&simulator, "あ", 100);
    assert_eq!(Answered::read(&answer.body).codes(), ["A010004"]);
}

#[test]
fn what_is_wrong_anyhow_is_refused_for_that() {
    let simulator = mutated("always-over-limit");
    let refused = register(&simulator, "あ", 100).body;
    assert_eq!(Answered::read(&refused).code(), "A020003");
    assert_eq!(entry(&simulator).get("mutant"), None);
}

#[test]
fn a_number_is_taken_once() {
    let simulator = mutated("taken");
    let codes = ["1", "2", "1"].map(|order| {
        let body = register(&simulator, order, 100).body;
        Answered::read(&body).code().to_owned()
    });
    // The first again: its number was never used.
    assert_eq!(codes, ["A020004", "0", "0"]);
}

/// A global misbehaviour also meets merchants created later: the first request of all of them together.
#[test]
fn one_for_everybody_strikes_everybody() {
    let simulator = Simulator::start(settings("")).unwrap();
    let fault = json!({ "kind": "mutant", "mutant": "taken" }).to_string();
    let json = "Content-Type: application/json";
    let added = exchange(&simulator, "POST", "/_simulator/v1/faults", &[json], &fault);
    assert_eq!(added.status, 201, "{}", added.body);
    let merchant = simulator.merchant();
    let (trader_code, password) = (merchant.code(), merchant.password());
    let form = format!("traderCode={trader_code}&passWord={password}&{}", GOOD[0].1);
    let codes = [0, 1].map(|_| {
        let body = post(&simulator, "AN010", &form).body;
        Answered::read(&body).code().to_owned()
    });
    assert_eq!(codes, ["A020004", "0"]);
    let body = register(&simulator, "1", 100).body;
    assert_eq!(Answered::read(&body).code(), "0");
}

#[test]
fn times_says_how_often() {
    let simulator = Simulator::start(settings("")).unwrap();
    with(
        &simulator,
        &json!({ "kind": "mutant", "mutant": "buyer-stopped", "times": 2 }),
    );
    let codes = ["2", "3", "4"].map(|order| {
        let body = register(&simulator, order, 100).body;
        Answered::read(&body).code().to_owned()
    });
    assert_eq!(codes, ["G61", "G61", "0"]);
}
