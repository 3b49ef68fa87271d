//! Faults on demand: what the sender sees, and what the books say.

use std::io::ErrorKind;

use kakebarai_simulator::Simulator;
use serde_json::{Value, json};

use crate::support::{
    control::Control,
    raw::{exchange, post},
    simulator,
};

const GOOD: &str = "traderCode=900000001&passWord=kakebarai-test&orderDate=20261124&orderNo=1&buyerId=1111&settlePrice=1000&shohiZei=100&meisaiUmu=2";

/// The whole request by hand, because there may be no answer to take apart.
async fn raw_an010(simulator: &Simulator) -> std::io::Result<Vec<u8>> {
    let request = format!(
        "POST /kuroneko-anshin/AN010APIAction.action HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{GOOD}",
        GOOD.len()
    );
    exchange(simulator.address(), request.as_bytes()).await
}

async fn with_fault(fault: Value) -> (Simulator, Control) {
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    control.post("/faults", fault).await;
    (simulator, control)
}

async fn orders(control: &Control) -> usize {
    control.get("/orders").await["orders"]
        .as_array()
        .unwrap()
        .len()
}

#[tokio::test]
async fn a_lost_answer_leaves_a_payment_in_the_books() {
    let (simulator, control) =
        with_fault(json!({ "api": "AN010", "kind": "answerLost", "times": 1 })).await;
    assert_eq!(
        raw_an010(&simulator).await.unwrap(),
        b"HTTP/1.1 ",
        "closed before anything is told"
    );
    assert_eq!(orders(&control).await, 1);
    // The classic: the retry is told that the order number is used.
    assert_eq!(
        post(simulator.address(), "AN010", GOOD).await.code(),
        "A020004"
    );
    let journal = control.get("/journal").await;
    assert_eq!(journal["entries"][0]["fault"]["kind"], "answerLost");
    assert_eq!(journal["entries"][0]["processed"], true);
}

#[tokio::test]
async fn a_request_lost_before_processing_leaves_nothing() {
    let (simulator, control) =
        with_fault(json!({ "api": "AN010", "kind": "lostBeforeProcessing", "times": 1 })).await;
    assert_eq!(
        raw_an010(&simulator).await.unwrap(),
        b"HTTP/1.1 ",
        "closed before anything is told"
    );
    assert_eq!(orders(&control).await, 0);
    assert_eq!(
        control.get("/journal").await["entries"][0]["processed"],
        false
    );
    assert_eq!(post(simulator.address(), "AN010", GOOD).await.code(), "0");
}

#[tokio::test]
async fn a_reset_connection_is_reset() {
    let (simulator, control) = with_fault(json!({ "kind": "reset", "times": 1 })).await;
    assert_eq!(
        raw_an010(&simulator).await.unwrap_err().kind(),
        ErrorKind::ConnectionReset
    );
    assert_eq!(orders(&control).await, 0);
}

#[tokio::test]
async fn broken_xml_breaks_off_in_the_middle_of_a_processed_request() {
    let (simulator, control) = with_fault(json!({ "kind": "brokenXml", "times": 1 })).await;
    let answer = post(simulator.address(), "AN010", GOOD).await;
    assert_eq!(answer.status, 200);
    assert!(
        answer
            .body
            .starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<return>")
    );
    assert!(
        roxmltree::Document::parse(&answer.body).is_err(),
        "{answer:?}"
    );
    assert_eq!(orders(&control).await, 1);
}

#[tokio::test]
async fn a_status_comes_without_processing() {
    let (simulator, control) =
        with_fault(json!({ "api": "AN010", "kind": "status", "status": 503, "times": 1 })).await;
    let answer = post(simulator.address(), "AN010", GOOD).await;
    assert_eq!((answer.status, answer.body.as_str()), (503, ""));
    assert_eq!(orders(&control).await, 0);
}

#[tokio::test]
async fn a_delay_changes_nothing_but_the_time() {
    let (simulator, control) = with_fault(json!({ "kind": "delay", "milliseconds": 1 })).await;
    assert_eq!(post(simulator.address(), "AN010", GOOD).await.code(), "0");
    assert_eq!(orders(&control).await, 1);
    let journal = control.get("/journal").await;
    assert_eq!(journal["entries"][0]["fault"]["kind"], "delay");
}

#[tokio::test]
async fn a_code_comes_for_the_next_n_requests_of_its_api_alone() {
    let (simulator, control) =
        with_fault(json!({ "api": "AN010", "kind": "code", "code": "G78", "times": 2 })).await;
    let inquiry = "traderCode=900000001&passWord=kakebarai-test&buyerId=1111";
    assert_eq!(
        post(simulator.address(), "AN050", inquiry).await.code(),
        "0"
    );
    assert_eq!(post(simulator.address(), "AN010", GOOD).await.code(), "G78");
    assert_eq!(control.get("/faults").await["faults"][0]["times"], 1);
    assert_eq!(post(simulator.address(), "AN010", GOOD).await.code(), "G78");
    assert_eq!(control.get("/faults").await["faults"], json!([]));
    assert_eq!(post(simulator.address(), "AN010", GOOD).await.code(), "0");
}

#[tokio::test]
async fn a_fault_without_a_number_stays_until_it_is_deleted() {
    let (simulator, control) = with_fault(json!({ "kind": "code", "code": "9900001" })).await;
    for _ in 0..3 {
        assert_eq!(
            post(simulator.address(), "AN010", GOOD).await.code(),
            "9900001"
        );
    }
    let id = control.get("/faults").await["faults"][0]["id"]
        .as_u64()
        .unwrap();
    assert_eq!(
        control
            .send("DELETE", &format!("/faults/{id}"), Value::Null)
            .await
            .0,
        204
    );
    assert_eq!(
        control
            .send("DELETE", &format!("/faults/{id}"), Value::Null)
            .await
            .0,
        404
    );
    assert_eq!(post(simulator.address(), "AN010", GOOD).await.code(), "0");
}

#[tokio::test]
async fn a_fault_for_everybody_meets_every_merchant_and_strangers() {
    let simulator = simulator();
    let fault = json!({ "api": "AN050", "kind": "code", "code": "0400001", "times": 2 });
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let url = format!("{}/_simulator/v1/faults", simulator.url());
    assert_eq!(
        http.post(&url).json(&fault).send().await.unwrap().status(),
        201
    );
    let stranger = "traderCode=123456789&passWord=x&buyerId=1111";
    assert_eq!(
        post(simulator.address(), "AN050", stranger).await.code(),
        "0400001"
    );
    let merchant = "traderCode=900000001&passWord=kakebarai-test&buyerId=1111";
    assert_eq!(
        post(simulator.address(), "AN050", merchant).await.code(),
        "0400001"
    );
    assert_eq!(
        post(simulator.address(), "AN050", merchant).await.code(),
        "0"
    );
}

#[tokio::test]
async fn a_fault_that_cannot_be_is_refused_with_a_remedy() {
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    for fault in [
        json!({ "kind": "code", "code": "Ｇ６１" }),
        json!({ "api": "AN010", "kind": "code", "code": "" }),
        json!({ "api": "AN080", "kind": "delay", "milliseconds": 5 }),
        json!({ "kind": "delay" }),
        json!({ "kind": "status", "status": 200 }),
        json!({ "kind": "reset", "times": 0 }),
        json!({ "kind": "explosion" }),
        json!({ "kind": "code", "api": "AN010" }),
        // Mistyped, or of another kind: what is meant is not done without it.
        json!({ "kind": "delay", "milliseconds": 1, "time": 1 }),
        json!({ "kind": "delay", "milliseconds": 1, "status": 503 }),
        json!({ "kind": "reset", "code": "G61", "api": "AN010" }),
    ] {
        let (status, problem) = control.send("POST", "/faults", fault.clone()).await;
        assert_eq!(status, 422, "{fault}");
        assert!(
            !problem["remedy"].as_str().unwrap().is_empty(),
            "{fault}: {problem}"
        );
    }
    assert_eq!(control.get("/faults").await["faults"], json!([]));
}
