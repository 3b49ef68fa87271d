//! One request, rule by rule: the header leads to it, and its body stays the vendor's.

use serde_json::{Value, json};

use super::{CREDENTIALS, at};
use crate::support::{
    control::Control,
    raw::{Answer, post, request},
    simulator,
};

/// The number that an answer carries.
fn number(answer: &Answer) -> u64 {
    let header = answer
        .headers
        .lines()
        .find_map(|line| line.strip_prefix("x-simulator-request: "));
    header.unwrap().parse().unwrap()
}

/// The rule of a code.
fn rule<'a>(trace: &'a Value, code: &str) -> &'a Value {
    let rules = trace["rules"].as_array().unwrap();
    rules.iter().find(|rule| rule["code"] == code).unwrap()
}

fn value<'a>(rule: &'a Value, name: &str) -> &'a Value {
    let values = rule["values"].as_array().unwrap();
    values.iter().find(|value| value["name"] == name).unwrap()
}

#[tokio::test]
async fn each_rule_is_passed_broken_or_not_reached_with_the_values_it_looks_at() {
    let simulator = simulator();
    let form = format!(
        "{CREDENTIALS}&orderDate=20261124&orderNo=A-1&buyerId=1111&settlePrice=1000&shohiZei=100&meisaiUmu=1\
         &kessaiKingaku1=600&shohiZei1=100&kessaiKingaku2=399&shohiZei2=0&shohinCode2=PAPER-A4-500X10"
    );
    let answer = post(simulator.address(), "AN010", form).await;
    assert_eq!(
        answer.body,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<return><returnDate>20261124100000</returnDate>\
         <returnCode>1</returnCode><errorCode>A060005</errorCode></return>"
    );
    let (status, trace) = at(
        &simulator,
        "GET",
        &format!("/requests/{}", number(&answer)),
        Value::Null,
    )
    .await;
    assert_eq!(status, 200);
    assert_eq!(trace["merchant"], "900000001");
    assert_eq!(trace["apiName"], "決済登録");
    // The vendor's order, all 56 of 決済登録.
    let codes: Vec<&str> = trace["rules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| rule["code"].as_str().unwrap())
        .collect();
    assert_eq!(
        (codes[0], codes[18], codes.len()),
        ("A010001", "A060005", 56)
    );
    for code in &codes[..18] {
        assert_eq!(rule(&trace, code)["outcome"], "passed", "{code}");
    }
    let broken = rule(&trace, "A060005");
    assert_eq!(broken["outcome"], "broken");
    assert_eq!(broken["provenance"], "D");
    // 600 + 399.
    let sum = value(broken, "kessaiKingaku{n}");
    assert_eq!((&sum["value"], &sum["sum"]), (&json!("999"), &json!(true)));
    assert_eq!(value(broken, "settlePrice")["value"], "1000");
    assert_eq!(value(broken, "settlePrice")["label"], "決済金額");
    for code in &codes[19..] {
        let rule = rule(&trace, code);
        assert_eq!(rule["outcome"], "notReached", "{code}");
        assert_eq!(rule["wouldBreak"], *code == "A100001", "{code}");
    }
    let too_long = rule(&trace, "A100001");
    assert_eq!(too_long["line"], 2);
    assert_eq!(value(too_long, "shohinCode2")["value"], "PAPER-A4-500X10");
    let password = value(rule(&trace, "A140001"), "passWord");
    assert_eq!(
        (&password["masked"], &password["value"]),
        (&json!("secret"), &Value::Null)
    );
    assert!(!trace.to_string().contains("kakebarai-test"));
}

#[tokio::test]
async fn it_tells_what_the_books_said_then_whatever_they_say_now() {
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    let order = |number: u32| {
        format!(
            "{CREDENTIALS}&orderDate=20261124&orderNo={number}&buyerId=1111&settlePrice=400000&shohiZei=40000&meisaiUmu=2"
        )
    };
    assert_eq!(
        post(simulator.address(), "AN010", order(1)).await.code(),
        "0"
    );
    let refused = post(simulator.address(), "AN010", order(2)).await;
    assert_eq!(refused.code(), "G55");
    let raised = json!({ "creditLimit": 20_000_000 });
    assert_eq!(control.send("PATCH", "/buyers/1111", raised).await.0, 200);
    let path = format!("/requests/{}", number(&refused));
    let (_, trace) = at(&simulator, "GET", &path, Value::Null).await;
    assert_eq!(trace["books"]["buyer"]["creditLimit"], 600_000);
    assert_eq!(trace["books"]["buyer"]["usedAmount"], 440_000);
    assert_eq!(trace["books"]["order"], Value::Null);
    assert_eq!(rule(&trace, "G55")["outcome"], "broken");
    assert_eq!(rule(&trace, "G55")["provenance"], "I");
    assert_eq!(rule(&trace, "G12")["outcome"], "passed");
    assert_eq!(rule(&trace, "G61")["wouldBreak"], false);
}

#[tokio::test]
async fn a_restore_changes_nothing_of_what_was_told_and_counted() {
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    let send = |number: u32| {
        let form = format!(
            "{CREDENTIALS}&orderDate=20261124&orderNo={number}&buyerId=1111&settlePrice=500000&shohiZei=50000&meisaiUmu=2"
        );
        post(simulator.address(), "AN010", form)
    };
    control
        .post("/snapshots", json!({ "name": "before" }))
        .await;
    assert_eq!(send(1).await.code(), "0");
    // 550,000 and once more 550,000 are above 600,000.
    let refused = send(2).await;
    assert_eq!(refused.code(), "G55");
    control.post("/snapshots/before/restore", Value::Null).await;
    assert_eq!(send(2).await.code(), "0");

    let path = format!("/requests/{}", number(&refused));
    let (_, trace) = at(&simulator, "GET", &path, Value::Null).await;
    assert_eq!(trace["books"]["buyer"]["usedAmount"], 550_000);
    assert_eq!(rule(&trace, "G55")["outcome"], "broken");
    // The time line goes on: four buyers, the first order, the restore, the second order.
    let journal = control.get("/journal").await;
    let entries = journal["entries"].as_array().unwrap();
    let changes: Vec<&Value> = entries.iter().map(|entry| &entry["change"]).collect();
    assert_eq!(changes, [&json!(5), &Value::Null, &json!(7)]);
    let coverage = control.get("/coverage").await;
    assert_eq!(coverage["codes"]["exercised"], 1);
    let registered = coverage["stateChanges"]["items"].as_array().unwrap();
    let registered = registered.iter().find(|item| item["name"] == "registered");
    assert_eq!(registered.unwrap()["times"], 2);
    assert_eq!(coverage["stateChanges"]["exercised"], 1);
}

#[tokio::test]
async fn nothing_is_reached_behind_a_fault_or_bytes_that_are_no_form() {
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    let fault = json!({ "api": "AN010", "kind": "code", "code": "G78", "times": 1 });
    control.post("/faults", fault).await;
    let faulty = post(simulator.address(), "AN010", CREDENTIALS).await;
    let broken = post(simulator.address(), "AN010", "traderCode=%zz").await;
    for (answer, code, merchant) in [
        (faulty, "G78", json!("900000001")),
        (broken, "Z020001", Value::Null),
    ] {
        let path = format!("/requests/{}", number(&answer));
        let (_, trace) = at(&simulator, "GET", &path, Value::Null).await;
        assert_eq!(trace["merchant"], merchant);
        for rule in trace["rules"].as_array().unwrap() {
            let expected = if rule["code"] == code {
                "broken"
            } else {
                "notReached"
            };
            assert_eq!(rule["outcome"], expected, "{rule}");
            assert_eq!(rule["wouldBreak"], Value::Null, "nothing was looked at");
        }
    }
}

#[tokio::test]
async fn every_answer_carries_a_number_of_its_own() {
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    let inquiry = format!("{CREDENTIALS}&buyerId=1111");
    let address = simulator.address();
    let accepted = post(address, "AN050", &inquiry).await;
    let stranger = post(
        address,
        "AN050",
        "traderCode=123456789&passWord=x&buyerId=1",
    )
    .await;
    control
        .post(
            "/faults",
            json!({ "kind": "status", "status": 503, "times": 1 }),
        )
        .await;
    let unavailable = post(address, "AN050", &inquiry).await;
    let head = "GET /kuroneko-anshin/AN050APIAction.action HTTP/1.1\r\nAccept: */*";
    let no_post = request(address, head, b"").await;
    let numbers = [&accepted, &stranger, &unavailable, &no_post].map(number);
    assert_eq!(numbers, [1, 2, 3, 4]);
    assert_eq!(control.get("/journal").await["entries"][1]["request"], 3);
}

#[tokio::test]
async fn a_number_that_is_not_there_is_told_with_a_remedy() {
    let simulator = simulator();
    for path in ["/requests/1", "/requests/0"] {
        let (status, problem) = at(&simulator, "GET", path, Value::Null).await;
        assert_eq!(status, 404);
        assert!(
            problem["remedy"]
                .as_str()
                .unwrap()
                .contains("X-Simulator-Request")
        );
    }
}

#[tokio::test]
async fn personal_data_is_told_by_its_length_alone() {
    let simulator = simulator();
    let form = format!("{CREDENTIALS}&cId=000000000800&telNo=03-0000-0800-1234&sMei=黒猫商事");
    let answer = post(simulator.address(), "AN060", form).await;
    let path = format!("/requests/{}", number(&answer));
    let (_, trace) = at(&simulator, "GET", &path, Value::Null).await;
    let text = trace.to_string();
    assert!(
        !text.contains("03-0000-0800") && !text.contains("黒猫商事"),
        "{text}"
    );
    let telephone = trace["rules"].as_array().unwrap().iter().find_map(|rule| {
        let values = rule["values"].as_array().unwrap();
        values.iter().find(|value| value["name"] == "telNo")
    });
    // 03-0000-0800-1234 has 17 characters.
    assert_eq!(telephone.unwrap()["characters"], 17);
}
