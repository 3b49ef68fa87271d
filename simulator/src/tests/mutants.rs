//! Misbehaviours: what each changes, by hand, and that none strikes unless it is set.

use serde_json::{Value, json};

use super::{
    asking::{Answered, CREDENTIALS, MERCHANT, application, payment, settings},
    over_http::{Response, control, exchange, post},
};
use crate::{
    Simulator,
    mutants::{Class, MUTANTS, named},
};

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

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

/// What only dresses the answer otherwise leaves what an XML library reads of it.
#[test]
fn what_is_to_be_endured_means_the_same() {
    let plain = inquire(&Simulator::start(settings("")).unwrap(), "1111").body;
    let plain = Answered::read(&plain);
    let sorted = |answered: &Answered| {
        let trimmed = |(name, value): &(String, String)| (name.clone(), value.trim().to_owned());
        let mut elements: Vec<_> = answered.elements.iter().map(trimmed).collect();
        elements.sort();
        elements
    };
    for mutant in MUTANTS.iter().filter(|m| m.class == Class::Endure) {
        let body = inquire(&mutated(mutant.name), "1111").body;
        let answered = if mutant.name == "chunked" {
            continue;
        } else {
            Answered::read(body.trim_start_matches('\u{feff}'))
        };
        let mut elements = sorted(&answered);
        let mut expected = sorted(&plain);
        match mutant.name {
            "extra-element" => {
                elements.retain(|(name, _)| name != "shopMessage" && name != "campaign");
            }
            "empty-error-code" => elements.retain(|(name, _)| name != "errorCode"),
            "no-return-date" => expected.retain(|(name, _)| name != "returnDate"),
            _ => {}
        }
        assert_eq!(elements, expected, "{}: {body}", mutant.name);
        let root = if mutant.name == "root-renamed" {
            "result"
        } else {
            "return"
        };
        assert_eq!(answered.root, root, "{}", mutant.name);
    }
}

#[test]
fn each_dress_is_worn() {
    for (mutant, part) in [
        (
            "order-reversed",
            "<returnCode>0</returnCode><returnDate>20261124100000</returnDate></return>",
        ),
        (
            "extra-element",
            "<shopMessage>お知らせ</shopMessage><campaign><returnCode>9</returnCode>",
        ),
        (
            "attributes",
            "<useUsable type=\"string\">利用可</useUsable>",
        ),
        (
            "empty-error-code",
            "<returnCode>0</returnCode><errorCode></errorCode>",
        ),
        ("padded-values", "<useUsable>\n    利用可\n  </useUsable>"),
        (
            "crlf-indented",
            "?>\r\n<return>\r\n  <returnDate>20261124100000</returnDate>\r\n  <returnCode>0</returnCode>\r\n",
        ),
        ("cdata", "<useUsable><![CDATA[利用可]]></useUsable>"),
        (
            "character-references",
            "<useUsable>&#x5229;&#x7528;&#x53EF;</useUsable>",
        ),
        (
            "comments",
            "<!-- <returnCode>9</returnCode> --><?shop version=\"2\"?><return>",
        ),
        ("root-renamed", "?>\n<result><returnDate>"),
        ("namespace", "<return xmlns=\"urn:example:kakebarai\">"),
        ("bom", "\u{feff}<?xml"),
        (
            "entity",
            "<!DOCTYPE return [<!ENTITY file SYSTEM \"http://127.0.0.1:9/secret?a&amp;b\">]>\n<return>",
        ),
    ] {
        let body = inquire(&mutated(mutant), "1111").body;
        assert!(body.contains(part), "{mutant}: {body}");
    }
    let body = inquire(&mutated("no-declaration"), "1111").body;
    assert!(body.starts_with("<return><returnDate>"), "{body}");
    let body = inquire(&mutated("no-return-date"), "1111").body;
    assert!(body.contains("<return><returnCode>0"), "{body}");
    let body = inquire(&mutated("entity"), "1111").body;
    assert!(body.contains("<useUsable>&file;</useUsable>"), "{body}");
    assert!(!body.contains("利用可"), "{body}");
}

#[test]
fn headers_differ_where_they_are_to() {
    let head = |mutant: &str| inquire(&mutated(mutant), "1111").head.to_ascii_lowercase();
    for (mutant, line) in [
        ("text-xml", "\r\ncontent-type: text/xml; charset=utf-8\r\n"),
        ("no-charset", "\r\ncontent-type: application/xml\r\n"),
        (
            "cookie",
            "\r\nset-cookie: jsessionid=0; path=/; httponly\r\n",
        ),
        ("cookie", "\r\nx-request-trace: 0\r\n"),
        ("chunked", "\r\ntransfer-encoding: chunked"),
        ("html-200", "\r\ncontent-type: text/html; charset=utf-8\r\n"),
        // All else is as ever.
        (
            "bom",
            "\r\ncontent-type: application/xml; charset=utf-8\r\n",
        ),
        ("bom", "\r\nx-simulator-request: 1\r\n"),
    ] {
        assert!(head(mutant).contains(line), "{mutant}: {}", head(mutant));
    }
    let page = inquire(&mutated("html-200"), "1111");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("メンテナンス"), "{}", page.body);
}

#[test]
fn pieces_end_inside_a_character() {
    use std::{
        io::{Read as _, Write as _},
        net::TcpStream,
    };

    let simulator = mutated("chunked");
    let body = format!("{CREDENTIALS}&buyerId=1111");
    let request = format!(
        "POST /kuroneko-anshin/AN050APIAction.action HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(simulator.address()).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let start = answer
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .unwrap()
        + 4;
    let (mut rest, mut xml, mut torn) = (&answer[start..], Vec::new(), 0);
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n").unwrap();
        let length = usize::from_str_radix(std::str::from_utf8(&rest[..end]).unwrap(), 16).unwrap();
        if length == 0 {
            break;
        }
        let piece = &rest[end + 2..end + 2 + length];
        torn += usize::from(std::str::from_utf8(piece).is_err());
        xml.extend_from_slice(piece);
        rest = &rest[end + 2 + length + 2..];
    }
    assert!(torn > 0, "no piece ends inside a character");
    assert_eq!(
        Answered::read(&String::from_utf8(xml).unwrap()).text("useUsable"),
        "利用可"
    );
}

#[test]
fn bytes_of_shift_jis_call_themselves_utf_8() {
    use std::{
        io::{Read as _, Write as _},
        net::TcpStream,
    };

    let simulator = mutated("mojibake");
    let body = format!("{CREDENTIALS}&buyerId=1111");
    let request = format!(
        "POST /kuroneko-anshin/AN050APIAction.action HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(simulator.address()).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    // 利用可 in Shift_JIS.
    let usable = b"<useUsable>\x97\x98\x97\x70\x89\xc2</useUsable>";
    assert!(answer.windows(usable.len()).any(|bytes| bytes == usable));
    let head = String::from_utf8_lossy(&answer).to_ascii_lowercase();
    assert!(head.contains("content-type: application/xml; charset=utf-8\r\n"));
    assert!(head.contains("encoding=\"utf-8\""));
}

#[test]
fn refusals_have_another_code_or_none() {
    for (mutant, end) in [
        (
            "unknown-code",
            "<returnCode>1</returnCode><errorCode>A069999</errorCode></return>",
        ),
        (
            "refusal-without-code",
            "<returnCode>1</returnCode></return>",
        ),
    ] {
        let simulator = mutated(mutant);
        let body = register(&simulator, "あ", 100).body;
        assert!(body.ends_with(end), "{mutant}: {body}");
        // What is accepted stays as it is.
        assert!(
            register(&simulator, "1", 100)
                .body
                .contains("<returnCode>0</returnCode></return>")
        );
    }
    let plain = register(&Simulator::start(settings("")).unwrap(), "あ", 100).body;
    let later = register(&mutated("later-code"), "あ", 100).body;
    let [plain, later] = [Answered::read(&plain), Answered::read(&later)];
    assert_eq!((plain.code(), later.code()), ("A020003", "A020004"));
}

#[test]
fn all_codes_are_those_of_all_broken_rules() {
    let body = inquire(&mutated("all-codes"), "あ").body;
    assert_eq!(
        Answered::read(&body).codes(),
        ["E020002", "E050003"],
        "{body}"
    );
}

#[test]
fn an_accepted_settlement_may_be_hard_to_tell() {
    let simulator = mutated("contradiction");
    let body = register(&simulator, "1", 100).body;
    let end = "<returnCode>0</returnCode><errorCode>9900001</errorCode></return>";
    assert!(body.ends_with(end), "{body}");
    assert_eq!(state(&simulator, "1"), 1);
    let simulator = mutated("return-code-missing");
    let body = register(&simulator, "1", 100).body;
    assert_eq!(
        body,
        format!("{DECLARATION}<return><returnDate>20261124100000</returnDate></return>")
    );
    assert_eq!(state(&simulator, "1"), 1);
    assert_eq!(entry(&simulator)["answered"]["returnCode"], Value::Null);
}

#[test]
fn texts_are_others() {
    let usable = |mutant: &str, buyer: &str| {
        let simulator = mutated(mutant);
        let path = format!("/_simulator/v1/merchants/{MERCHANT}/buyers/2222");
        let json = "Content-Type: application/json";
        let blocked = exchange(&simulator, "PATCH", &path, &[json], r#"{"usable": false}"#);
        assert_eq!(blocked.status, 200, "{}", blocked.body);
        let answered = Answered::read(&inquire(&simulator, buyer).body);
        answered.text("useUsable").to_owned()
    };
    assert_eq!(usable("not-usable-text", "1111"), "利用可");
    assert_eq!(usable("not-usable-text", "2222"), "利用停止");
    assert_eq!(usable("not-usable", "1111"), "利用不可");
    assert_eq!(usable("partly-usable", "1111"), "一部利用可");
    let screening = |mutant: &str, telephone: &str| {
        let simulator = mutated(mutant);
        let form = application(&[("cId", "9"), ("telNo", telephone)]);
        post(&simulator, "AN060", &format!("{CREDENTIALS}&{form}"));
        let body = post(&simulator, "AN070", &format!("{CREDENTIALS}&buyerId=9")).body;
        Answered::read(&body).text("judgeStatus").to_owned()
    };
    assert_eq!(screening("pending-text", "03-0000-0800"), "購入企業確認中");
    assert_eq!(screening("bom", "03-0000-0800"), "審査中");
}

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
