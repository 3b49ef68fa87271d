//! Hints at missing fields: the answer is unchanged, the reason is in the header and in the journal.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
};

use serde_json::Value;

use crate::{
    Simulator,
    tests::support::{
        asking::{CREDENTIALS, MERCHANT, settings},
        over_http::{Answer, exchange, post, show},
    },
};

fn simulator() -> Simulator {
    Simulator::start(settings("")).unwrap()
}

fn reason(answer: &Answer) -> &str {
    let reason = answer.headers.get("x-simulator-reason");
    reason.map_or("", |reason| reason.to_str().unwrap())
}

fn journal(simulator: &Simulator, path: &str) -> Value {
    serde_json::from_str(&show(simulator, path)).unwrap()
}

#[test]
fn of_a_flood_of_unknown_names_the_first_are_looked_at() {
    let simulator = simulator();
    let body = |before: usize| {
        let names = (0..before).map(|place| format!("stranger{place}=1&"));
        format!("{CREDENTIALS}&{}buyerid=1111", names.collect::<String>())
    };
    let few = post(&simulator, "AN050", &body(49));
    assert_eq!(
        reason(&few),
        "there is no item buyerid; buyerId may be meant"
    );
    let many = post(&simulator, "AN050", &body(50));
    assert_eq!(reason(&many), "");
}

#[test]
fn a_name_that_is_nearly_an_items_is_named() {
    let simulator = simulator();
    let order = "orderDate=20261124&orderNo=1&settlePrice=1000&shohiZei=100&meisaiUmu=2";
    for (api, fields, expected) in [
        (
            "AN050",
            "buyerId[]=1111",
            "there is no item buyerId[]; buyerId may be meant",
        ),
        (
            "AN050",
            "buyerid=1111",
            "there is no item buyerid; buyerId may be meant",
        ),
        (
            "AN050",
            "BuyerID=1111",
            "there is no item BuyerID; buyerId may be meant",
        ),
        (
            "AN060",
            "szhoujinKaku=1",
            "there is no item szhoujinKaku; szHoujinKaku may be meant",
        ),
        (
            "AN010",
            "shohinmei12=a&buyerId=1111",
            "there is no item shohinmei12; shohinMei12 may be meant",
        ),
        // No name is similar, it is too short, or the item is present as well.
        ("AN050", "somebody=yamada&cid=1&buyerId=1111", ""),
        ("AN050", "buyerId=1111&buyerid=2222", ""),
        ("AN010", "shohinMei100=a&buyerId=1111", ""),
    ] {
        let answer = post(&simulator, api, &format!("{CREDENTIALS}&{order}&{fields}"));
        assert_eq!(reason(&answer), expected, "{fields}");
        let journal = journal(&simulator, &format!("merchants/{MERCHANT}/journal"));
        let hints = &journal["entries"].as_array().unwrap().last().unwrap()["hints"];
        let hint = hints[0].as_str().unwrap_or("");
        assert_eq!(hint, expected, "{fields}");
    }
}

#[test]
fn fields_that_were_lost_on_their_way_have_their_true_reason() {
    let simulator = simulator();
    let form = "application/x-www-form-urlencoded";
    let path = "/kuroneko-anshin/AN050APIAction.action";
    let good = format!("{CREDENTIALS}&buyerId=1111");
    for (path, kind, body, code, said) in [
        (
            path.to_owned(),
            form,
            format!("\u{feff}{good}"),
            "E010001",
            "a byte order mark stands before the first field",
        ),
        (
            format!("{path}?{good}"),
            form,
            "x=1".to_owned(),
            "E010001",
            "fields stand in the query of the address",
        ),
        (
            path.to_owned(),
            "application/x-www-form-urlencoded; charset=Shift_JIS",
            good.clone(),
            "Z020001",
            "the charset of the content type must be UTF-8",
        ),
        // A query with none of the fields, and one whose fields are in the body too, have no reason.
        (format!("{path}?v=1"), form, good.clone(), "", ""),
        (format!("{path}?buyerId=1"), form, good.clone(), "", ""),
    ] {
        let answer = exchange(&simulator, "POST", &path, kind, &body);
        assert!(answer.body.contains(code), "{}", answer.body);
        assert!(reason(&answer).contains(said), "{said}: {answer:?}");
        assert_eq!(reason(&answer).is_empty(), said.is_empty(), "{answer:?}");
    }
    // No client of ours can be made to forget the length or the host, or to say one twice.
    let length = "Content-Length: 0";
    for (version, headers, said) in [
        (
            "1.1",
            "Host: x".to_owned(),
            "neither Content-Length nor Transfer-Encoding",
        ),
        ("1.1", length.to_owned(), "must have one Host header"),
        (
            "1.1",
            format!("Host: x\r\nHost: y\r\n{length}"),
            "must have one Host header",
        ),
        (
            "1.1",
            format!("Host: x\r\nContent-Type: {form}\r\n{length}"),
            "more than one Content-Type",
        ),
        ("1.1", format!("Host: x\r\n{length}"), ""),
        ("1.0", length.to_owned(), ""),
    ] {
        let address = simulator.url().strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(address).unwrap();
        let head = format!(
            "POST {path} HTTP/{version}\r\nContent-Type: {form}\r\n{headers}\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.contains("E010001"), "{answer}");
        assert!(answer.contains(said), "{answer}");
        let is_hinted = answer.contains("x-simulator-reason");
        assert_eq!(is_hinted, !said.is_empty(), "{answer}");
    }
}
