//! Coverage: counted by what arrived, per merchant and overall, through every reset but its own.

use serde_json::{Value, json};

use super::{CREDENTIALS, at};
use crate::support::{control::Control, raw::post, simulator};

/// How often something was exercised, and how many of its section were.
fn times(coverage: &Value, section: &str, name: &str) -> u64 {
    let items = coverage[section]["items"].as_array().unwrap();
    let item = items.iter().find(|item| item["name"] == name).unwrap();
    item["times"].as_u64().unwrap()
}

fn exercised(coverage: &Value, section: &str) -> (u64, u64) {
    let number = |key: &str| coverage[section][key].as_u64().unwrap();
    (number("exercised"), number("of"))
}

#[tokio::test]
async fn a_fresh_simulator_has_exercised_nothing_of_all_there_is() {
    let simulator = simulator();
    let (status, coverage) = at(&simulator, "GET", "/coverage", Value::Null).await;
    assert_eq!(status, 200);
    assert_eq!(exercised(&coverage, "codes"), (0, 318));
    assert_eq!(exercised(&coverage, "apis"), (0, 7));
    // By default a shipped order cannot be cancelled, and so on: ten of fourteen.
    assert_eq!(exercised(&coverage, "stateChanges"), (0, 10));
    assert_eq!(exercised(&coverage, "screeningOutcomes"), (0, 6));
    assert_eq!(exercised(&coverage, "faults"), (0, 18));
}

#[tokio::test]
async fn a_dealing_counts_its_codes_states_outcomes_and_faults() {
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    let address = simulator.address();
    let send = |api: &'static str, rest: &str| {
        let form = format!("{CREDENTIALS}&{rest}");
        async move { post(address, api, form).await.code().to_owned() }
    };
    let order =
        "orderDate=20261124&orderNo=1&buyerId=1111&settlePrice=1000&shohiZei=100&meisaiUmu=2";
    assert_eq!(send("AN010", order).await, "0");
    assert_eq!(send("AN010", order).await, "A020004");
    // 12345678901 modulo 7 is 3.
    assert_eq!(send("AN030", "orderNo=1&slipNo=123456789013").await, "0");
    control.post("/orders/1/confirm", Value::Null).await;
    control
        .post("/orders/1/returns", json!({ "amount": 100 }))
        .await;
    // Confirmed in November, so paid on the 5th of January.
    control
        .post("/clock/set", json!({ "now": "2027-01-05T00:00:00" }))
        .await;
    assert_eq!(send("AN070", "buyerId=1111").await, "0");
    control
        .post("/faults", json!({ "kind": "brokenXml", "times": 1 }))
        .await;
    post(address, "AN020", CREDENTIALS).await;

    let coverage = control.get("/coverage").await;
    assert_eq!(exercised(&coverage, "codes"), (1, 318));
    assert_eq!(times(&coverage, "codes", "A020004"), 1);
    assert_eq!(
        times(&coverage, "codes", "B020001"),
        0,
        "its answer never arrived whole"
    );
    assert_eq!(exercised(&coverage, "apis"), (4, 7));
    assert_eq!(times(&coverage, "apis", "AN010"), 2);
    for change in ["registered", "shipped", "confirmed", "returned", "paid"] {
        assert_eq!(times(&coverage, "stateChanges", change), 1, "{change}");
    }
    assert_eq!(exercised(&coverage, "stateChanges"), (5, 10));
    assert_eq!(times(&coverage, "screeningOutcomes", "ご利用可"), 1);
    assert_eq!(exercised(&coverage, "faults"), (1, 18));
    assert_eq!(times(&coverage, "faults", "brokenXml"), 1);
}

#[tokio::test]
async fn it_is_kept_per_merchant_and_outlives_merchants_and_resets() {
    let simulator = simulator();
    let other = simulator.merchant();
    let form = format!("traderCode={}&passWord={}", other.code(), other.password());
    assert_eq!(
        post(simulator.address(), "AN050", form).await.code(),
        "E050001"
    );
    let own = Control::of(simulator.url(), "900000001");
    let others = Control::of(simulator.url(), other.code());
    assert_eq!(exercised(&own.get("/coverage").await, "codes"), (0, 318));
    assert_eq!(exercised(&others.get("/coverage").await, "codes"), (1, 318));
    assert_eq!(others.send("POST", "/reset", Value::Null).await.0, 204);
    assert_eq!(exercised(&others.get("/coverage").await, "codes"), (1, 318));
    assert_eq!(others.send("DELETE", "", Value::Null).await.0, 204);
    // No form at all, and so nobody's.
    assert_eq!(
        post(simulator.address(), "AN010", "a=%").await.code(),
        "Z020001"
    );
    let (_, overall) = at(&simulator, "GET", "/coverage", Value::Null).await;
    assert_eq!(times(&overall, "codes", "E050001"), 1);
    assert_eq!(times(&overall, "codes", "Z020001"), 1);
    assert_eq!(
        at(&simulator, "DELETE", "/coverage", Value::Null).await.0,
        204
    );
    let (_, overall) = at(&simulator, "GET", "/coverage", Value::Null).await;
    assert_eq!(exercised(&overall, "codes"), (0, 318));
    assert_eq!(own.send("DELETE", "/coverage", Value::Null).await.0, 204);
    assert_eq!(others.send("GET", "/coverage", Value::Null).await.0, 404);
}
