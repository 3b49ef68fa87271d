//! Faults: the sent answer, the books and the journal, and faults that cannot be switched on.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    sync::Arc,
};

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::ask_control;
use crate::{
    Simulator,
    tests::support::{
        asking::{CREDENTIALS, MERCHANT, app, payment, settings},
        raw::{Response, control, exchange, post},
    },
};

fn with_fault(fault: &Value) -> Simulator {
    let simulator = Simulator::start(settings("")).unwrap();
    let path = format!("/_simulator/v1/merchants/{MERCHANT}/faults");
    let json = "Content-Type: application/json";
    let answer = exchange(&simulator, "POST", &path, &[json], &fault.to_string());
    assert_eq!(answer.status, 201, "{fault}: {}", answer.body);
    simulator
}

fn register(simulator: &Simulator) -> Response {
    let body = format!("{CREDENTIALS}&{}", payment("A-1", "1111", 1_000, 100));
    post(simulator, "AN010", &body)
}

fn inquire(simulator: &Simulator) -> Response {
    post(simulator, "AN050", &format!("{CREDENTIALS}&buyerId=1111"))
}

/// The answer in the first entry of the journal, and the number of settlements.
fn written_down(simulator: &Simulator) -> (Value, usize) {
    let read = |path: &str| -> Value {
        let text = control(simulator, &format!("merchants/{MERCHANT}/{path}"));
        serde_json::from_str(&text).unwrap()
    };
    let orders = read("orders")["orders"].as_array().unwrap().len();
    (read("journal")["entries"][0].clone(), orders)
}

#[test]
fn any_text_is_answered_as_a_code() {
    for code in ["A069999", "G99", "X-1", "A060004"] {
        let simulator = with_fault(&json!({ "kind": "code", "code": code }));
        let answer = register(&simulator);
        let refusal = format!("<returnCode>1</returnCode><errorCode>{code}</errorCode></return>");
        assert!(answer.body.ends_with(&refusal), "{}", answer.body);
        let (entry, orders) = written_down(&simulator);
        assert_eq!(entry["answered"]["returnCode"], 1);
        assert_eq!(entry["answered"]["errorCode"], code);
        assert_eq!((&entry["processed"], orders), (&json!(false), 0));
    }
}

#[test]
fn a_refusal_without_a_code() {
    let simulator = with_fault(&json!({ "kind": "refusalWithoutCode" }));
    let answer = register(&simulator);
    assert!(
        answer.body.ends_with("<returnCode>1</returnCode></return>"),
        "{}",
        answer.body
    );
    let (entry, orders) = written_down(&simulator);
    assert_eq!(entry["answered"]["returnCode"], 1);
    assert_eq!(entry["answered"]["errorCode"], Value::Null);
    assert_eq!(orders, 0);
}

#[test]
fn what_was_done_may_be_called_an_error() {
    let simulator = with_fault(&json!({ "kind": "codeAfterProcessing", "code": "9900001" }));
    let answer = register(&simulator);
    let refusal = "<returnCode>1</returnCode><errorCode>9900001</errorCode></return>";
    assert!(answer.body.ends_with(refusal), "{}", answer.body);
    let (entry, orders) = written_down(&simulator);
    assert_eq!(entry["answered"]["errorCode"], "9900001");
    assert_eq!((&entry["processed"], orders), (&json!(true), 1));
    assert_eq!(entry["brokenRules"], json!([]));
}

#[test]
fn nothing_is_told_of_an_answer_that_does_not_arrive() {
    for (fault, processed) in [
        (json!({ "kind": "status", "status": 500 }), false),
        (json!({ "kind": "html", "status": 200 }), false),
        (
            json!({ "kind": "redirect", "location": "http://127.0.0.1:9/" }),
            false,
        ),
        (json!({ "kind": "emptyAnswer" }), true),
    ] {
        let simulator = with_fault(&fault);
        register(&simulator);
        let (entry, orders) = written_down(&simulator);
        assert_eq!(entry["answered"]["returnCode"], Value::Null, "{fault}");
        assert_eq!(entry["processed"], processed, "{fault}");
        assert_eq!(orders, usize::from(processed), "{fault}");
    }
}

#[test]
fn an_empty_answer_is_otherwise_like_any() {
    let simulator = with_fault(&json!({ "kind": "emptyAnswer" }));
    let answer = register(&simulator);
    assert_eq!((answer.status, &*answer.body), (200, ""));
    let head = answer.head.to_ascii_lowercase();
    assert!(head.contains("content-type: application/xml"), "{head}");
    assert!(head.contains("x-simulator-request: 1"), "{head}");
}

#[test]
fn the_client_is_sent_elsewhere() {
    for (fault, status) in [
        (
            json!({ "kind": "redirect", "location": "http://127.0.0.1:9/x" }),
            307,
        ),
        (
            json!({ "kind": "redirect", "location": "http://127.0.0.1:9/x", "status": 302 }),
            302,
        ),
    ] {
        let answer = register(&with_fault(&fault));
        assert_eq!((answer.status, &*answer.body), (status, ""));
        let head = answer.head.to_ascii_lowercase();
        assert!(
            head.contains("location: http://127.0.0.1:9/x\r\n"),
            "{head}"
        );
    }
}

#[test]
fn a_page_of_html_has_the_status_that_is_chosen() {
    for (fault, status) in [
        (json!({ "kind": "html" }), 503),
        (json!({ "kind": "html", "status": 200 }), 200),
    ] {
        let answer = register(&with_fault(&fault));
        assert_eq!(answer.status, status);
        let head = answer.head.to_ascii_lowercase();
        assert!(head.contains("content-type: text/html"), "{head}");
        assert!(answer.body.contains("メンテナンス"), "{}", answer.body);
    }
}

#[test]
fn an_element_has_the_text_that_is_chosen() {
    let simulator = with_fault(
        &json!({ "api": "AN050", "kind": "text", "element": "useUsable", "text": "利用停止 & <一部>" }),
    );
    let body = inquire(&simulator).body;
    assert!(
        body.contains("<useUsable>利用停止 &amp; &lt;一部&gt;</useUsable>"),
        "{body}"
    );
    assert!(body.contains("<returnCode>0</returnCode>"), "{body}");
    assert!(
        body.contains("<useOverLimit>600000</useOverLimit>"),
        "{body}"
    );
    let (entry, _) = written_down(&simulator);
    let answered = entry["answered"]["elements"].to_string();
    assert!(answered.contains("利用停止"), "{answered}");
    // An answer without the element stays as it is.
    let simulator =
        with_fault(&json!({ "kind": "text", "element": "judgeStatus", "text": "購入企業確認中" }));
    let body = inquire(&simulator).body;
    assert!(body.contains("<useUsable>利用可</useUsable>"), "{body}");
}

#[test]
fn an_entity_unfolds_to_a_thousand_million_times_its_size() {
    let body = inquire(&with_fault(&json!({ "kind": "entityBomb" }))).body;
    assert!(body.contains("<!DOCTYPE return ["), "{body}");
    assert!(body.contains("<!ENTITY e0 \"kakebarai\">"), "{body}");
    let ten = |name: &str| format!("\"{}\"", format!("&{name};").repeat(10));
    for level in 1..=9 {
        let entity = format!("<!ENTITY e{level} {}>", ten(&format!("e{}", level - 1)));
        assert!(body.contains(&entity), "{entity}");
    }
    assert!(
        body.ends_with("<shopMessage>&e9;</shopMessage></return>"),
        "{body}"
    );
    // The rest is unchanged. A parser that expands entities up to a limit reports too many.
    assert!(body.contains("<useUsable>利用可</useUsable>"), "{body}");
    let options = roxmltree::ParsingOptions {
        allow_dtd: true,
        ..roxmltree::ParsingOptions::default()
    };
    let unfolded = roxmltree::Document::parse_with_options(&body, options);
    assert!(
        matches!(unfolded, Err(roxmltree::Error::EntityReferenceLoop(_))),
        "{unfolded:?}"
    );
}

/// Reads the beginning of an answer and hangs up.
fn beginning(simulator: &Simulator, bytes: usize) -> String {
    let body = format!("{CREDENTIALS}&buyerId=1111");
    let request = format!(
        "POST /kuroneko-anshin/AN050APIAction.action HTTP/1.1\r\nHost: x\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(simulator.address()).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut read = vec![0; bytes];
    stream.read_exact(&mut read).unwrap();
    String::from_utf8_lossy(&read).into_owned()
}

#[test]
fn an_answer_without_end_goes_on_behind_its_last_element() {
    let simulator = with_fault(&json!({ "kind": "endless" }));
    let beginning = beginning(&simulator, 1 << 20);
    assert!(beginning.contains("transfer-encoding: chunked"), "chunks");
    assert!(beginning.contains("<useUsable>利用可</useUsable>"));
    assert!(beginning.contains("<shopMessage>"));
    assert!(beginning.ends_with("xxxx"));
    let (entry, _) = written_down(&simulator);
    assert_eq!(entry["answered"]["returnCode"], 0);
}

#[test]
fn a_delay_has_two_places_and_two_names() {
    let simulator =
        with_fault(&json!({ "kind": "delayAfterProcessing", "milliseconds": 1, "times": 1 }));
    let path = format!("merchants/{MERCHANT}/faults");
    assert!(control(&simulator, &path).contains("\"kind\":\"delay\""));
    assert!(
        register(&simulator)
            .body
            .contains("<returnCode>0</returnCode>")
    );
    let simulator =
        with_fault(&json!({ "kind": "delayBeforeProcessing", "milliseconds": 1, "times": 1 }));
    assert!(
        register(&simulator)
            .body
            .contains("<returnCode>0</returnCode>")
    );
    let (entry, orders) = written_down(&simulator);
    assert_eq!(entry["fault"]["kind"], "delayBeforeProcessing");
    assert_eq!((&entry["number"], orders), (&json!(1), 1));
    // It met one request.
    assert!(
        inquire(&simulator)
            .body
            .contains("<returnCode>0</returnCode>")
    );
    assert!(control(&simulator, &path).contains("\"faults\":[]"));
}

#[test]
fn a_request_that_is_delayed_is_processed_though_its_client_has_gone() {
    let simulator =
        with_fault(&json!({ "kind": "delayBeforeProcessing", "milliseconds": 300, "times": 1 }));
    let body = format!("{CREDENTIALS}&{}", payment("A-1", "1111", 1_000, 100));
    let request = format!(
        "POST /kuroneko-anshin/AN010APIAction.action HTTP/1.1\r\nHost: x\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let path = format!("merchants/{MERCHANT}/faults");
    let mut stream = TcpStream::connect(simulator.address()).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    // It has met the request, which now waits.
    while control(&simulator, &path).contains("delayBeforeProcessing") {}
    stream.shutdown(std::net::Shutdown::Both).unwrap();
    drop(stream);
    let journal = control(
        &simulator,
        &format!("merchants/{MERCHANT}/journal?after=0&wait=60s"),
    );
    let journal: Value = serde_json::from_str(&journal).unwrap();
    assert_eq!(journal["entries"][0]["processed"], true, "{journal}");
    assert_eq!(written_down(&simulator).1, 1);
}

#[tokio::test]
async fn what_is_no_fault_is_refused_with_the_reason() {
    let app = Arc::new(app(""));
    for (fault, word) in [
        (json!({ "kind": "code" }), "code"),
        (json!({ "kind": "code", "code": "" }), "code"),
        (json!({ "kind": "code", "code": "あ" }), "code"),
        (json!({ "kind": "code", "code": "A 1" }), "code"),
        (json!({ "kind": "code", "code": "A".repeat(21) }), "code"),
        (
            json!({ "kind": "refusalWithoutCode", "code": "G61" }),
            "code",
        ),
        (json!({ "kind": "status" }), "status"),
        (json!({ "kind": "status", "status": 200 }), "status"),
        (json!({ "kind": "html", "status": 404 }), "status"),
        (json!({ "kind": "redirect" }), "location"),
        (json!({ "kind": "redirect", "location": "/x" }), "location"),
        (
            json!({ "kind": "redirect", "location": "http://" }),
            "location",
        ),
        (
            json!({ "kind": "redirect", "location": "http://a\r\nb: c" }),
            "location",
        ),
        (
            json!({ "kind": "redirect", "location": "http://a/", "status": 200 }),
            "status",
        ),
        (
            json!({ "kind": "delay", "location": "http://a/", "milliseconds": 1 }),
            "location",
        ),
        (json!({ "kind": "text", "text": "x" }), "element"),
        (json!({ "kind": "text", "element": "useUsable" }), "text"),
        (
            json!({ "kind": "text", "element": "returnCode", "text": "x" }),
            "returnCode",
        ),
        (
            json!({ "kind": "text", "element": "useUsable", "text": "" }),
            "text",
        ),
        (
            json!({ "kind": "text", "element": "useUsable", "text": "あ".repeat(101) }),
            "text",
        ),
        (
            json!({ "kind": "code", "code": "G61", "text": "x" }),
            "text",
        ),
        (json!({ "kind": "mutant" }), "mutant"),
        (json!({ "kind": "mutant", "mutant": "x" }), "mutants"),
        (json!({ "kind": "mutant", "mutant": "entity" }), "location"),
        (
            json!({ "kind": "mutant", "mutant": "bom", "location": "http://a/" }),
            "location",
        ),
        (
            json!({ "kind": "mutant", "mutant": "bom", "milliseconds": 1 }),
            "milliseconds",
        ),
        (
            json!({ "kind": "delay", "milliseconds": 1, "mutant": "bom" }),
            "mutant",
        ),
        (json!({ "kind": "delayBeforeProcessing" }), "milliseconds"),
        (json!({ "kind": "endless", "api": "AN080" }), "api"),
        // They could never meet anything.
        (
            json!({ "kind": "text", "element": "useUsable", "text": "x", "api": "AN010" }),
            "AN050",
        ),
        (
            json!({ "kind": "mutant", "mutant": "cancel-lost", "api": "AN010" }),
            "AN020",
        ),
    ] {
        let (status, problem) = ask_control(&app, "POST", "faults", &fault.to_string()).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{fault}");
        assert!(problem.to_string().contains(word), "{fault}: {problem}");
    }
    let (_, listed) = ask_control(&app, "GET", "faults", "").await;
    assert_eq!(listed["faults"], json!([]));
}
