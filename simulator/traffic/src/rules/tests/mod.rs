//! Each rule, by journals made by hand: one that passes, one that breaks it, one with nothing to judge.

mod applications;
mod command;
mod losses;
mod twice;
mod witnesses;

use serde_json::{Value, json};

use super::*;
use crate::journal::Journal;

/// A journal of these entries: each lists its differences from an accepted request of its API.
fn journal(entries: &[Value]) -> Journal {
    let entries = entries.iter().enumerate().map(|(place, entry)| {
        let fields = entry["fields"].as_object().cloned().unwrap_or_default();
        let mut received = vec![
            json!({"name": "traderCode", "value": "900000001"}),
            json!({"name": "passWord", "masked": "secret"}),
        ];
        received.extend(fields.iter().map(|(name, value)| json!({"name": name, "value": value})));
        received.extend(entry["more"].as_array().cloned().unwrap_or_default());
        let code = &entry["code"];
        let answered = match (entry["lost"].as_bool(), code.is_string()) {
            (Some(true), _) => json!({"returnCode": null, "elements": []}),
            (_, true) => json!({"returnCode": 1, "errorCode": code, "elements": []}),
            _ => json!({"returnCode": 0, "elements": entry["elements"].as_array().cloned().unwrap_or_default()}),
        };
        let mut transport = json!({
            "arrivedMilliseconds": entry["at"].as_u64().unwrap_or(u64::try_from(place).unwrap() * 1_000),
            "connection": 1, "method": "POST", "scheme": "http", "query": false,
            "mediaType": "application/x-www-form-urlencoded", "utf8": true, "hungUp": false,
        });
        for (name, value) in entry["transport"].as_object().into_iter().flatten() {
            transport[name] = value.clone();
        }
        json!({
            "number": place + 1, "request": place + 1,
            "at": entry["clock"].as_str().unwrap_or("2026-12-01T10:00:00+09:00"),
            "api": entry["api"], "received": received, "answered": answered,
            "brokenRules": entry["broken"].as_array().cloned().unwrap_or_default(), "processed": true,
            "transport": transport, "fault": entry["fault"], "change": entry["change"],
        })
    });
    let entries: Vec<_> = entries.collect();
    serde_json::from_value(json!({"completeFrom": 1, "entries": entries})).unwrap()
}

/// The result of a rule for the journal of a scenario: `None`, or the number of findings.
fn findings(requirement: &str, entries: &[Value]) -> Option<usize> {
    let journal = journal(entries);
    let traffic = Traffic::of_scenario(&journal, true);
    let judged = judge_by(requirement, &traffic);
    judged.map(|judged| judged.findings.len())
}

fn an010(fields: &Value) -> Value {
    json!({"api": "AN010", "fields": fields})
}

/// 3 × 3,980 and 800 of shipping at 10 %: 12,740 and 1,274.
fn good_order() -> Value {
    an010(&json!({
        "orderNo": "1", "buyerId": "1111", "settlePrice": "12740", "shohiZei": "1274", "meisaiUmu": "1",
        "kessaiKingaku1": "11940", "shohiZei1": "0", "suryo1": "3", "kessaiKingaku2": "800", "shohiZei2": "0",
        "kessaiKingaku3": "0", "shohiZei3": "1274",
    }))
}

fn altered(mut entry: Value, changes: &[(&str, &str)]) -> Value {
    for (name, value) in changes {
        entry["fields"][name] = json!(value);
    }
    entry
}

#[test]
fn nothing_is_said_of_no_traffic() {
    for rule in RULES {
        assert_eq!(findings(rule.requirement, &[]), None, "{rule:?}");
    }
}

#[test]
fn a_good_order_breaks_nothing() {
    for rule in RULES {
        let said = findings(rule.requirement, &[good_order()]);
        assert!(matches!(said, None | Some(0)), "{rule:?} {said:?}");
    }
    for requirement in [
        "CON-01", "CON-02", "CON-03", "LIN-01", "LIN-02", "TAX-07", "SEC-01",
    ] {
        assert_eq!(
            findings(requirement, &[good_order()]),
            Some(0),
            "{requirement}"
        );
    }
}

#[test]
fn forms() {
    for transport in [
        json!({"method": "GET"}),
        json!({"mediaType": "application/json"}),
        json!({"mediaType": null}),
        json!({"charset": "Shift_JIS"}),
        json!({"utf8": false}),
    ] {
        let mut entry = good_order();
        entry["transport"] = transport;
        assert_eq!(findings("CON-01", &[entry.clone()]), Some(1), "{entry}");
    }
    // The case of a media type does not matter, and the test environment takes 「utf8」.
    for transport in [
        json!({"charset": "utf-8"}),
        json!({"charset": "utf8"}),
        json!({"mediaType": "Application/X-WWW-Form-UrlEncoded", "charset": "UTF-8"}),
    ] {
        let mut entry = good_order();
        entry["transport"] = transport;
        assert_eq!(findings("CON-01", &[entry.clone()]), Some(0), "{entry}");
    }
    let mut twice = good_order();
    twice["more"] = json!([{"name": "orderNo", "value": "1"}]);
    assert_eq!(findings("CON-01", &[twice]), Some(1));
}

#[test]
fn credentials() {
    let mut twice = good_order();
    twice["more"] = json!([{"name": "passWord", "masked": "secret"}]);
    assert_eq!(findings("CON-02", &[twice]), Some(1));
    let mut refused = good_order();
    refused["code"] = json!("A140001");
    assert_eq!(findings("CON-02", &[refused.clone()]), Some(1));
    refused["fault"] = json!({"kind": "code", "code": "A140001"});
    assert_eq!(findings("CON-02", &[refused]), None);
}

#[test]
fn program_errors() {
    for (code, found) in [
        ("A040002", 1),
        ("F030004", 1),
        ("A060004", 0),
        ("G12", 0),
        ("C030004", 0),
    ] {
        let mut refused = good_order();
        refused["code"] = json!(code);
        assert_eq!(findings("CON-03", &[refused]), Some(found), "{code}");
    }
}

#[test]
fn https_but_for_an010() {
    let inquiry = json!({"api": "AN050", "fields": {"buyerId": "1111"}});
    assert_eq!(findings("CON-04", &[good_order()]), None);
    assert_eq!(findings("CON-04", std::slice::from_ref(&inquiry)), Some(1));
    let mut over_https = inquiry;
    over_https["transport"] = json!({"scheme": "https"});
    assert_eq!(findings("CON-04", &[over_https]), Some(0));
}

#[test]
fn ids_of_buyers() {
    for (id, found) in [("0000-12", 0), ("C12", 1), ("123456789012345678901", 1)] {
        let entry = json!({"api": "AN060", "fields": {"cId": id}, "change": 7});
        assert_eq!(findings("REG-08", &[entry]), Some(found), "{id}");
    }
}

#[test]
fn sums_and_taxes() {
    let wrong = altered(good_order(), &[("settlePrice", "14014")]);
    assert_eq!(findings("LIN-01", &[wrong]), Some(1));
    let wrong = altered(good_order(), &[("shohiZei3", "1275")]);
    assert_eq!(findings("LIN-02", &[wrong]), Some(1));
    // The tax of the whole cart on each of three lines.
    let wrong = altered(
        good_order(),
        &[
            ("shohiZei", "3822"),
            ("shohiZei1", "1274"),
            ("shohiZei2", "1274"),
        ],
    );
    assert_eq!(findings("TAX-07", &[wrong]), Some(1));
    // The tax of another line on one of 800.
    let wrong = altered(good_order(), &[("shohiZei2", "1274"), ("shohiZei3", "0")]);
    assert_eq!(findings("TAX-07", &[wrong]), Some(1));
    // Points beyond the price subtract 500 from the tax.
    let points = an010(&json!({
        "orderNo": "1", "settlePrice": "0", "shohiZei": "500", "meisaiUmu": "1", "kessaiKingaku1": "10000", "shohiZei1": "0",
        "kessaiKingaku2": "-10000", "shohiZei2": "-500", "kessaiKingaku3": "0", "shohiZei3": "1000",
    }));
    assert_eq!(findings("TAX-07", &[points]), Some(0));
    // Rounded up for each of 101 pieces of 1 yen: 101 yen.
    let pieces = an010(&json!({
        "orderNo": "1", "settlePrice": "101", "shohiZei": "101", "meisaiUmu": "1",
        "kessaiKingaku1": "101", "shohiZei1": "0", "suryo1": "101", "kessaiKingaku2": "0", "shohiZei2": "101",
    }));
    assert_eq!(findings("TAX-07", &[pieces]), Some(0));
}

#[test]
fn what_is_lost_is_asked_about() {
    let mut lost = good_order();
    lost["lost"] = json!(true);
    lost["change"] = json!(1);
    assert_eq!(findings("LST-12", &[good_order()]), None);
    assert_eq!(findings("LST-12", &[lost.clone()]), Some(1));
    assert_eq!(findings("LST-12", &[lost.clone(), good_order()]), Some(0));
    let other = altered(good_order(), &[("orderNo", "2")]);
    assert_eq!(findings("LST-12", &[lost.clone(), other]), Some(1));
    assert_eq!(open_losses(&journal(&[lost.clone(), good_order()])), 0);
    assert_eq!(open_losses(&journal(&[lost.clone(), lost])), 2);
}

#[test]
fn inquiries_in_a_row() {
    let inquiry = |at: u64| json!({"api": "AN070", "at": at, "fields": {"buyerId": "1"}});
    let quick: Vec<_> = (0..20).map(|place| inquiry(place * 100)).collect();
    let slow: Vec<_> = (0..20).map(|place| inquiry(place * 2_000)).collect();
    assert_eq!(findings("SCR-06", &quick), Some(1));
    assert_eq!(findings("SCR-06", &slow), Some(0));
    assert_eq!(findings("SCR-06", &quick[..10]), Some(0));
    // Each by another telephone number, and all by one.
    let by_telephone = |print: &str| {
        json!({"api": "AN070", "at": 1, "more": [
            {"name": "buyerTelNo", "masked": "personal", "fingerprint": print},
        ]})
    };
    let of_many: Vec<_> = (0..12)
        .map(|place| by_telephone(&place.to_string()))
        .collect();
    assert_eq!(findings("SCR-06", &of_many), Some(0));
    assert_eq!(findings("SCR-06", &vec![by_telephone("a"); 12]), Some(1));
}

#[test]
fn refused_requests_sent_again() {
    let refused = |code: &str| {
        let mut refused = good_order();
        refused["code"] = json!(code);
        refused
    };
    assert_eq!(findings("ERR-05", &vec![refused("A090002"); 3]), Some(1));
    assert_eq!(findings("ERR-05", &vec![refused("A090002"); 2]), Some(0));
    // The credit may be raised meanwhile.
    assert_eq!(findings("ERR-05", &vec![refused("A060004"); 3]), Some(0));
    assert_eq!(findings("ERR-05", &vec![refused("G12"); 3]), Some(0));
    // Credentials are ERR-04's, and what the books say may change.
    for code in ["A140001", "E050002", "E050003", "B020005", "D020005"] {
        let findings = findings("ERR-05", &vec![refused(code); 3]);
        assert_eq!(findings, Some(0), "{code}");
    }
    let other = altered(refused("A090002"), &[("orderNo", "2")]);
    let differing = [refused("A090002"), other, refused("A090002")];
    assert_eq!(findings("ERR-05", &differing), Some(0));
}

#[test]
fn cancelled_once() {
    let cancel = json!({"api": "AN020", "fields": {"orderNo": "1", "buyerId": "1111"}});
    assert_eq!(findings("CAN-04", std::slice::from_ref(&cancel)), Some(0));
    assert_eq!(
        findings("CAN-04", &[cancel.clone(), cancel.clone()]),
        Some(1)
    );
    let mut lost = cancel.clone();
    lost["lost"] = json!(true);
    assert_eq!(findings("CAN-04", &[lost, cancel.clone()]), Some(0));
    // Its number is used again, which a setting of the provider allows.
    let again = [cancel.clone(), good_order(), cancel];
    assert_eq!(findings("CAN-04", &again), Some(0));
}

#[test]
fn the_password_belongs_into_the_body() {
    let mut in_url = good_order();
    in_url["transport"] = json!({"passwordIn": "target"});
    assert_eq!(findings("SEC-01", &[in_url]), Some(1));
}
