//! The transport of a request, as the journal shows it if enabled.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
};

use serde_json::{Value, json};

use crate::{
    Simulator,
    tests::support::{
        asking::{CREDENTIALS, MERCHANT, application, settings},
        raw::{control, exchange, post},
    },
};

const WITH_FACTS: &str = "transport_facts = true";
const FORM: &str = "Content-Type: application/x-www-form-urlencoded; charset=UTF-8";
const AN050: &str = "/kuroneko-anshin/AN050APIAction.action";

fn entries(simulator: &Simulator, journal: &str) -> Vec<Value> {
    let journal: Value = serde_json::from_str(&control(simulator, journal)).unwrap();
    journal["entries"].as_array().unwrap().clone()
}

fn of_merchant(simulator: &Simulator) -> Vec<Value> {
    entries(simulator, &format!("merchants/{MERCHANT}/journal"))
}

#[test]
fn nothing_is_said_of_it_unless_it_is_wanted() {
    let simulator = Simulator::start(settings("")).unwrap();
    post(
        &simulator,
        "AN060",
        &format!("{CREDENTIALS}&{}", application(&[])),
    );
    let entry = &of_merchant(&simulator)[0];
    assert_eq!(entry["transport"], Value::Null);
    assert!(!entry.to_string().contains("fingerprint"), "{entry}");
}

#[test]
fn each_fact_is_that_of_the_request() {
    let simulator = Simulator::start(settings(WITH_FACTS)).unwrap();
    let body = format!("{CREDENTIALS}&buyerId=1111");
    exchange(
        &simulator,
        "POST",
        AN050,
        &[FORM, "User-Agent: my-shop/1.0"],
        &body,
    );
    exchange(
        &simulator,
        "POST",
        &format!("{AN050}?x=1"),
        &["Content-Type: application/x-www-form-urlencoded"],
        &body,
    );
    let entries = of_merchant(&simulator);
    let [first, second] = [&entries[0]["transport"], &entries[1]["transport"]];
    let expected = json!({
        "arrivedMilliseconds": first["arrivedMilliseconds"],
        "connection": first["connection"],
        "method": "POST",
        "scheme": "http",
        "version": "HTTP/1.1",
        "query": false,
        "mediaType": "application/x-www-form-urlencoded",
        "charset": "UTF-8",
        "utf8": true,
        "userAgent": "my-shop/1.0",
        "hungUp": false,
    });
    assert_eq!(*first, expected);
    assert_eq!(second["query"], true);
    assert_eq!(second["charset"], Value::Null);
    assert_eq!(second["userAgent"], Value::Null);
    assert!(first["arrivedMilliseconds"].as_u64() <= second["arrivedMilliseconds"].as_u64());
    assert!(first["connection"].as_u64() < second["connection"].as_u64());
}

#[test]
fn what_is_no_form_has_them_too() {
    let simulator = Simulator::start(settings(WITH_FACTS)).unwrap();
    exchange(&simulator, "GET", AN050, &[], "");
    exchange(
        &simulator,
        "POST",
        AN050,
        &["Content-Type: application/json"],
        "{}",
    );
    exchange(&simulator, "POST", AN050, &[FORM], "buyerId=%82%a0");
    let entries = entries(&simulator, "journal");
    let of = |place: usize, fact: &str| entries[place]["transport"][fact].clone();
    assert_eq!(of(0, "method"), "GET");
    assert_eq!(of(0, "mediaType"), Value::Null);
    assert_eq!(of(1, "mediaType"), "application/json");
    assert_eq!(
        [of(0, "utf8"), of(1, "utf8"), of(2, "utf8")],
        [true, true, false]
    );
}

#[test]
fn where_a_password_stood_is_said_and_never_which() {
    let password = "pss/w*rd~1";
    let toml =
        format!("{WITH_FACTS}\n[[merchants]]\ncode = \"{MERCHANT}\"\npassword = \"{password}\"");
    let simulator = Simulator::start(settings(&toml)).unwrap();
    let body = format!("traderCode={MERCHANT}&passWord=pss%2Fw*rd%7E1&buyerId=1111");
    let of = |place: &str| {
        // Plain, encoded as in a form and as in an address, and in Base64, alone and behind a name (by hand).
        match place {
            "target as a form" => (format!("{AN050}?p=pss%2Fw*rd%7E1"), String::new()),
            "target" => (format!("{AN050}?p=pss%2Fw%2Ard~1"), String::new()),
            "header" => (AN050.to_owned(), "X-Token: pss/w*rd~1".to_owned()),
            "base64" => (AN050.to_owned(), "X-Token: cHNzL3cqcmR+MQ==".to_owned()),
            "basic" => (
                AN050.to_owned(),
                "Authorization: Basic c2hvcDpwc3MvdypyZH4x".to_owned(),
            ),
            // Whatever is encoded, in capitals or not.
            "target in small letters" => (format!("{AN050}?p=%70%73s%2fw%2ard%7e1"), String::new()),
            "agent" => (AN050.to_owned(), "User-Agent: pss%2Fw%2Ard~1".to_owned()),
            _ => (AN050.to_owned(), "X-Token: another".to_owned()),
        }
    };
    for (place, expected) in [
        ("target as a form", json!("target")),
        ("target", json!("target")),
        ("target in small letters", json!("target")),
        ("header", json!("x-token")),
        ("base64", json!("x-token")),
        ("basic", json!("authorization")),
        ("agent", json!("user-agent")),
        ("none", Value::Null),
    ] {
        let (target, header) = of(place);
        let headers = [FORM, &header];
        let headers = if header.is_empty() {
            &headers[..1]
        } else {
            &headers[..]
        };
        let answer = exchange(&simulator, "POST", &target, headers, &body);
        assert!(
            answer.body.contains("<returnCode>0"),
            "{place}: {}",
            answer.body
        );
        let entries = of_merchant(&simulator);
        let transport = &entries.last().unwrap()["transport"];
        assert_eq!(transport["passwordIn"], expected, "{place}");
        let told = transport.to_string();
        for secret in ["pss/", "pss%2F", "s%2fw", "cHNzL3", "pwc3Mvdyp"] {
            assert!(!told.contains(secret), "{place}: {told}");
        }
    }
    // Also in a request that belongs to no merchant.
    exchange(&simulator, "GET", &of("target").0, &[], "");
    let unattributed = entries(&simulator, "journal");
    assert_eq!(unattributed[0]["transport"]["passwordIn"], "target");
}

#[test]
fn whoever_hangs_up_before_the_answer_is_seen_to() {
    let simulator = Simulator::start(settings(WITH_FACTS)).unwrap();
    let path = format!("/_simulator/v1/merchants/{MERCHANT}/faults");
    let fault = json!({ "kind": "delay", "milliseconds": 600_000, "times": 1 });
    let json = "Content-Type: application/json";
    exchange(&simulator, "POST", &path, &[json], &fault.to_string());
    let body = format!("{CREDENTIALS}&buyerId=1111");
    let length = body.len();
    let request = format!(
        "POST {AN050} HTTP/1.1\r\nHost: x\r\n{FORM}\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    let mut stream = TcpStream::connect(simulator.address()).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    // It is processed, and waits.
    let path = format!("merchants/{MERCHANT}/journal?after=0&wait=60s");
    assert_eq!(entries(&simulator, &path)[0]["transport"]["hungUp"], false);
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest);
    assert_eq!(rest, b"");
    while of_merchant(&simulator)[0]["transport"]["hungUp"] == false {}
}

#[test]
fn the_same_personal_data_has_the_same_fingerprint_and_nothing_else_has_one() {
    let simulator = Simulator::start(settings(WITH_FACTS)).unwrap();
    for (id, telephone) in [
        ("1", "03-0000-0801"),
        ("2", "03-0000-0801"),
        ("3", "03-0000-0802"),
    ] {
        let application = application(&[("cId", id), ("telNo", telephone)]);
        post(&simulator, "AN060", &format!("{CREDENTIALS}&{application}"));
    }
    let entries = of_merchant(&simulator);
    let fingerprint = |place: usize, name: &str| {
        let received = entries[place]["received"].as_array().unwrap();
        let field = received.iter().find(|field| field["name"] == name).unwrap();
        field["fingerprint"].clone()
    };
    let telephone = |place| fingerprint(place, "telNo");
    assert!(telephone(0).is_string());
    assert_eq!(telephone(0), telephone(1));
    assert_ne!(telephone(0), telephone(2));
    assert_eq!(fingerprint(0, "sMei"), fingerprint(2, "sMei"));
    assert_eq!(fingerprint(0, "passWord"), Value::Null);
    assert_eq!(fingerprint(0, "cId"), Value::Null);
    // Another simulator has another key.
    let other = Simulator::start(settings(WITH_FACTS)).unwrap();
    let form = application(&[("cId", "1"), ("telNo", "03-0000-0801")]);
    post(&other, "AN060", &format!("{CREDENTIALS}&{form}"));
    let received = of_merchant(&other)[0]["received"].to_string();
    assert!(
        !received.contains(telephone(0).as_str().unwrap()),
        "{received}"
    );
}
