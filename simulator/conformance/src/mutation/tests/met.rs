//! Misbehaviours that a suite can meet, and requests that met one, by journals written by hand.

use kakebarai_simulator::settings::TextAssumptions;
use serde_json::{Value, json};

use crate::{
    mutation::{reach::Reach, report::FirstMet, traffic::SuiteTraffic},
    provider::{Met, Mutant},
};

fn entry(number: u64, api: &str, code: Option<&str>, more: &Value) -> Value {
    let mut entry = json!({
        "number": number, "request": 100 + number, "at": "2026-12-01T10:00:00+09:00", "api": api, "brokenRules": [],
        "received": [{"name": "orderNo", "value": format!("100{number}")}], "processed": true,
        "answered": {"returnCode": u8::from(code.is_some()), "errorCode": code, "elements": []},
    });
    for (name, value) in more.as_object().unwrap() {
        entry[name] = value.clone();
    }
    entry
}

fn traffic(entries: &[Value], marks: &Value) -> SuiteTraffic {
    let journal = json!({"completeFrom": 1, "entries": entries});
    SuiteTraffic(vec![(
        serde_json::from_value(journal).unwrap(),
        serde_json::from_value(marks.clone()).unwrap(),
    )])
}

fn met(apis: &[(&str, u64)]) -> Met {
    let items: Vec<_> = apis
        .iter()
        .map(|(name, times)| json!({"name": name, "times": times}))
        .collect();
    serde_json::from_value(
        json!({"apis": {"items": items}, "faults": {"items": [{"name": "mutant", "times": 2}]}}),
    )
    .unwrap()
}

fn mutant(apis: &[&str], when: &str, codes: &[&str]) -> Mutant {
    serde_json::from_value(json!({
        "name": "m", "class": "detect", "apis": apis, "what": "変わる", "strikes": {"when": when, "codes": codes, "often": "every"},
    }))
    .unwrap()
}

fn can_meet(mutant: &Mutant, traffic: &SuiteTraffic, met: &Met) -> bool {
    let texts = TextAssumptions::default();
    let reach = Reach {
        met,
        traffic,
        texts: &texts,
    };
    reach.can_meet(mutant)
}

#[test]
fn what_was_answered_says_what_can_be_met() {
    let two = json!([{"code": "A010002", "field": "orderNo", "message": "", "remedy": ""}, {"code": "A020002", "field": "buyerId", "message": "", "remedy": ""}]);
    let of = |name: &str, text: &str| json!({"answered": {"returnCode": 0, "elements": [{"name": name, "value": text}]}});
    let entries = [
        entry(1, "AN010", None, &json!({})),
        entry(2, "AN010", Some("A060005"), &json!({})),
        entry(3, "AN020", Some("B020005"), &json!({"brokenRules": two})),
        entry(4, "AN050", None, &of("useUsable", "利用可")),
        entry(5, "AN070", None, &of("judgeStatus", "審査中")),
    ];
    let all = traffic(&entries, &json!([]));
    let met = met(&[
        ("AN010", 2),
        ("AN020", 1),
        ("AN050", 1),
        ("AN070", 1),
        ("AN030", 0),
    ]);
    for (apis, when, codes, is_met) in [
        (&[][..], "always", &[][..], true),
        (&["AN030"], "always", &[], false),
        (&["AN010"], "accepted", &[], true),
        (&["AN020"], "accepted", &[], false),
        (&["AN020"], "refused", &[], true),
        (&["AN050"], "refused", &[], false),
        (&[], "severalBroken", &[], true),
        (&["AN010"], "severalBroken", &[], false),
        (&["AN010"], "codes", &["A060005", "A070005"], true),
        (&["AN010"], "codes", &["A060004"], false),
        (&["AN020"], "lengths", &["B020005"], true),
        (&[], "japanese", &[], true),
        (&["AN010"], "japanese", &[], false),
        (&["AN070"], "pending", &[], true),
        (&["AN070"], "decided", &[], false),
        (&["AN070"], "screeningAccepted", &[], false),
        (&["AN050"], "notUsable", &[], false),
    ] {
        let said = can_meet(&mutant(apis, when, codes), &all, &met);
        assert_eq!(said, is_met, "{apis:?} {when} {codes:?}");
    }
    let decided = [entry(1, "AN070", None, &of("judgeStatus", "ご利用可"))];
    let decided = traffic(&decided, &json!([]));
    for (when, is_met) in [
        ("pending", false),
        ("decided", true),
        ("screeningAccepted", true),
    ] {
        assert_eq!(
            can_meet(&mutant(&[], when, &[]), &decided, &met_once()),
            is_met,
            "{when}"
        );
    }
    let stopped = traffic(
        &[entry(1, "AN050", None, &of("useUsable", "利用不可"))],
        &json!([]),
    );
    assert!(can_meet(
        &mutant(&[], "notUsable", &[]),
        &stopped,
        &met_once()
    ));
}

fn met_once() -> Met {
    met(&[("AN070", 1)])
}

#[test]
fn where_the_journal_was_cleared_the_apis_say_what_can_be_met() {
    let left = traffic(&[entry(2, "AN010", None, &json!({}))], &json!([]));
    let refused = mutant(&["AN010"], "refused", &[]);
    assert!(!can_meet(&refused, &left, &met(&[("AN010", 1)])));
    assert!(can_meet(&refused, &left, &met(&[("AN010", 2)])));
    assert!(!can_meet(
        &mutant(&["AN020"], "always", &[]),
        &left,
        &met(&[("AN010", 2)])
    ));
    // A request that met a fault of the tests could have had any answer.
    let fault = json!({"fault": {"kind": "status", "status": 503}, "answered": {"returnCode": null, "elements": []}});
    let disturbed = traffic(&[entry(1, "AN010", None, &fault)], &json!([]));
    assert!(can_meet(&refused, &disturbed, &met(&[("AN010", 1)])));
}

#[test]
fn the_first_request_that_was_met_names_its_test() {
    let struck = |number| entry(number, "AN010", None, &json!({"mutant": "m"}));
    let marks = json!([{"after": 0, "test": "注文"}, {"after": 2, "test": "取消"}, {"after": 3, "test": "出荷"}]);
    let all = traffic(
        &[entry(1, "AN050", None, &json!({})), struck(2), struck(3)],
        &marks,
    );
    assert_eq!((all.times_met("m"), all.times_met("n")), (2, 0));
    let first = FirstMet {
        number: 2,
        api: "AN010".to_owned(),
        at: "2026-12-01T10:00:00+09:00".to_owned(),
        order_number: Some("1002".to_owned()),
        test: Some("注文".to_owned()),
    };
    assert_eq!(all.first_met("m"), Some(first));
    assert_eq!(all.first_met("n"), None);
    assert_eq!(all.last_test().as_deref(), Some("出荷"));
    assert_eq!(met(&[]).struck(), 2);
}
