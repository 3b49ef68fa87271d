//! Rules for the traffic of any command: breaks, excuses, and mere suspicions.

use serde_json::{Value, json};

use super::{altered, an010, good_order, journal};
use crate::{
    grading::{Verdict, grade},
    rules::judge_by,
    traffic::Traffic,
    witness::Mark,
};

/// The result of a rule for a command's requests: `None`, or the numbers of proofs and of suspicions.
pub(super) fn said(requirement: &str, entries: &[Value], marks: &[Mark]) -> Option<(usize, usize)> {
    let journal = journal(entries);
    let traffic = Traffic::of_command(&journal)
        .witnessed(marks, &[])
        .ended("2026-12-01T11:00:00+09:00");
    let judged = judge_by(requirement, &traffic)?;
    let suspicions = judged
        .findings
        .iter()
        .filter(|finding| finding.suspicion)
        .count();
    Some((judged.findings.len() - suspicions, suspicions))
}

pub(super) fn mark(after: u64, test: &str, expects: &[&str]) -> Mark {
    Mark {
        after,
        test: test.to_owned(),
        expects: expects.iter().map(ToString::to_string).collect(),
    }
}

pub(super) fn refused(mut entry: Value, code: &str) -> Value {
    entry["code"] = json!(code);
    entry
}

pub(super) fn lost(mut entry: Value) -> Value {
    entry["lost"] = json!(true);
    entry["change"] = json!(1);
    entry["fault"] = json!({"kind": "answerLost"});
    entry
}

pub(super) fn about(api: &str, order: &str) -> Value {
    json!({"api": api, "fields": {"orderNo": order, "buyerId": "1111"}})
}

#[test]
fn codes_that_integrations_must_not_meet() {
    for (requirement, code) in [
        ("CON-03", "A040002"),
        ("CON-03", "A010001"),
        ("COD-05", "A090002"),
        ("SET-04", "A040003"),
        ("SET-07", "A020003"),
        ("LIN-03", "A130003"),
    ] {
        let mut entry = refused(good_order(), code);
        entry["fields"]["shohinMei1"] = json!("紙");
        assert_eq!(
            said(requirement, &[entry.clone()], &[]),
            Some((1, 0)),
            "{requirement}"
        );
        // The test expects it.
        let wanted = [mark(0, "断られる", &[code])];
        let excused = said(requirement, &[entry.clone()], &wanted);
        assert!(matches!(excused, None | Some((0, 0))), "{requirement}");
        // Another test expects it.
        let other = [mark(0, "断られる", &[code]), mark(0, "注文", &[])];
        assert_eq!(
            said(requirement, &[entry], &other),
            Some((1, 0)),
            "{requirement}"
        );
    }
    let coded = altered(good_order(), &[("shohinCode1", "PAPER-A4-500X10")]);
    for (requirement, code) in [("COD-01", "A100001"), ("COD-03", "A100002")] {
        let entry = refused(coded.clone(), code);
        assert_eq!(
            said(requirement, &[entry], &[]),
            Some((1, 0)),
            "{requirement}"
        );
        assert_eq!(
            said(requirement, std::slice::from_ref(&coded), &[]),
            Some((0, 0)),
            "{requirement}"
        );
        assert_eq!(
            said(requirement, &[good_order()], &[]),
            None,
            "{requirement}"
        );
    }
}

/// Input of a buyer or a clerk, the books, and wrong credentials are tried on purpose.
#[test]
fn refusals_that_a_suite_provokes_are_nobodys_fault() {
    let mut entries = Vec::new();
    for (number, code) in [
        "A060004", "A070004", "G55", "G12", "A140001", "A010004", "A020004",
    ]
    .iter()
    .enumerate()
    {
        let order = altered(good_order(), &[("orderNo", &format!("9{number}"))]);
        entries.push(refused(order, code));
    }
    for (api, code) in [
        ("AN020", "B020004"),
        ("AN020", "B020005"),
        ("AN030", "C030003"),
        ("AN040", "D020005"),
    ] {
        let mut entry = refused(about(api, &format!("77{code}")), code);
        entry["fields"]["slipNo"] = json!("123456789012");
        entries.push(entry);
    }
    entries.push(refused(
        json!({"api": "AN060", "fields": {"cId": "000000000800"}}),
        "F020004",
    ));
    entries.push(refused(
        json!({"api": "AN050", "fields": {"buyerId": "1"}}),
        "E050003",
    ));
    let journal = journal(&entries);
    for grade in grade(&Traffic::of_command(&journal), true) {
        let is_clean = matches!(grade.verdict, Verdict::Passed | Verdict::Untested);
        assert!(is_clean, "{grade:?}");
    }
}

#[test]
fn passwords_that_are_left_out_are_a_mistake_and_wrong_ones_are_not() {
    let wrong = refused(good_order(), "A140001");
    assert_eq!(
        said("CON-03", std::slice::from_ref(&wrong), &[]),
        Some((0, 0))
    );
    let tries = vec![wrong; 4];
    assert_eq!(said("ERR-04", &tries, &[]), Some((1, 0)));
    assert_eq!(said("ERR-04", &tries[..3], &[]), Some((0, 0)));
    let mended = [&tries[..2], &[good_order()], &tries[..2]].concat();
    assert_eq!(said("ERR-04", &mended, &[]), Some((0, 0)));
    assert_eq!(
        said("ERR-04", &tries, &[mark(0, "誤り", &["A140001"])]),
        None
    );
    assert_eq!(said("ERR-04", &[good_order()], &[]), None);
}

#[test]
fn an_order_that_was_accepted_is_not_sent_again() {
    let taken = [good_order(), refused(good_order(), "A020004")];
    assert_eq!(said("SET-02", &taken, &[]), Some((1, 0)));
    assert_eq!(
        said("SET-02", &taken, &[mark(0, "2回", &["A020004"])]),
        Some((0, 0))
    );
    // The answer was lost: an inquiry is right.
    assert_eq!(
        said("SET-02", &[lost(good_order()), taken[1].clone()], &[]),
        Some((0, 0))
    );
    // Both may have been under way at once.
    let mut at_once = taken.clone();
    at_once[0]["at"] = json!(0);
    at_once[1]["at"] = json!(10);
    at_once[1]["transport"] = json!({"connection": 2});
    assert_eq!(said("SET-02", &at_once, &[]), Some((0, 1)));
    let reused = [
        good_order(),
        about("AN020", "1"),
        refused(good_order(), "A020004"),
    ];
    assert_eq!(said("SET-02", &reused, &[]), Some((0, 0)));
    assert_eq!(said("SET-07", &reused, &[]), Some((0, 1)));
}

/// The traffic ends at 11:00.
#[test]
fn a_slip_number_that_was_refused_and_is_treated_as_shipped() {
    let with_slip = |api: &str| {
        let mut entry = about(api, "1");
        entry["fields"]["slipNo"] = json!("123456789012");
        entry
    };
    let wrong = refused(with_slip("AN030"), "C030003");
    assert_eq!(
        said("SLP-02", std::slice::from_ref(&wrong), &[]),
        Some((0, 0))
    );
    let removed = refused(with_slip("AN040"), "D020005");
    assert_eq!(
        said("SLP-02", &[wrong.clone(), removed.clone()], &[]),
        Some((0, 1))
    );
    assert_eq!(
        said("SLP-02", &[wrong, with_slip("AN030"), removed], &[]),
        Some((0, 0))
    );
    assert_eq!(said("SLP-02", &[with_slip("AN030")], &[]), None);
}

#[test]
fn inquiries_of_a_page() {
    let inquiry =
        |at: u64, buyer: &str| json!({"api": "AN050", "at": at, "fields": {"buyerId": buyer}});
    let three = [inquiry(0, "1"), inquiry(500, "1"), inquiry(1_000, "1")];
    assert_eq!(said("ELG-05", &three, &[]), Some((0, 1)));
    assert_eq!(said("ELG-05", &three[..2], &[]), Some((0, 0)));
    assert_eq!(
        said(
            "ELG-05",
            &[inquiry(0, "1"), inquiry(1_000, "1"), inquiry(2_000, "1")],
            &[]
        ),
        Some((0, 0))
    );
    assert_eq!(
        said(
            "ELG-05",
            &[inquiry(0, "1"), inquiry(1, "2"), inquiry(2, "1")],
            &[]
        ),
        Some((0, 0))
    );
    let between = [
        three[0].clone(),
        three[1].clone(),
        good_order(),
        three[2].clone(),
    ];
    assert_eq!(said("ELG-05", &between, &[]), Some((0, 0)));
    // Eleven in ten minutes of a running clock.
    let screening = |second: u64| {
        json!({
            "api": "AN070", "at": second * 1_000, "fields": {"buyerId": "1"},
            "clock": format!("2026-12-01T10:{:02}:{:02}+09:00", second / 60, second % 60),
        })
    };
    let often: Vec<_> = (0..11).map(|place| screening(place * 50)).collect();
    let seldom: Vec<_> = (0..11).map(|place| screening(place * 60)).collect();
    assert_eq!(said("SCR-06", &often, &[]), Some((0, 1)));
    assert_eq!(said("SCR-06", &seldom, &[]), Some((0, 0)));
}

#[test]
fn rates_are_told_apart_by_names() {
    let order = |ten: &str, eight: &str| {
        an010(&json!({
            "orderNo": "1", "settlePrice": "2000", "shohiZei": "180", "meisaiUmu": "1",
            "kessaiKingaku1": "1000", "kessaiKingaku2": "1000",
            "kessaiKingaku3": "0", "shohiZei3": "100", "shohinMei3": ten,
            "kessaiKingaku4": "0", "shohiZei4": "80", "shohinMei4": eight,
        }))
    };
    for (ten, eight, expected) in [
        ("消費税（10%）", "消費税（8%）", (0, 0)),
        ("消費税", "軽減税率", (0, 0)),
        ("消費税", "消費税", (1, 0)),
        // They may have one rate, included in prices and added to others.
        ("消費税1", "消費税2", (0, 1)),
        ("消費税（10%）", "消費税（10%）", (1, 0)),
    ] {
        assert_eq!(
            said("LIN-08", &[order(ten, eight)], &[]),
            Some(expected),
            "{ten} {eight}"
        );
    }
    assert_eq!(said("LIN-08", &[good_order()], &[]), None);
}

#[test]
fn https_is_expected_where_it_is_used() {
    let inquiry = |scheme: &str| json!({"api": "AN050", "fields": {"buyerId": "1"}, "transport": {"scheme": scheme}});
    assert_eq!(said("CON-04", &[inquiry("http")], &[]), None);
    assert_eq!(
        said("CON-04", &[inquiry("https"), good_order()], &[]),
        Some((0, 0))
    );
    assert_eq!(
        said("CON-04", &[inquiry("https"), inquiry("http")], &[]),
        Some((1, 0))
    );
}

#[test]
fn cancellations() {
    let cancel = about("AN020", "1");
    assert_eq!(
        said(
            "CAN-04",
            &[cancel.clone(), refused(cancel.clone(), "B020004")],
            &[]
        ),
        Some((1, 0))
    );
    let wanted = [mark(0, "2回目の取消", &["B020004"])];
    assert_eq!(
        said(
            "CAN-04",
            &[cancel.clone(), refused(cancel, "B020004")],
            &wanted
        ),
        Some((0, 0))
    );
    let mut by_another = refused(about("AN020", "1"), "B020004");
    by_another["fields"]["buyerId"] = json!("2222");
    assert_eq!(
        said("CAN-04", &[good_order(), by_another], &[]),
        Some((1, 0))
    );
}

#[test]
fn a_gap_or_a_missing_clock_is_no_evidence() {
    let verdict = |requirement: &str, whole: bool, transport: bool| {
        let mut journal = journal(&[good_order()]);
        journal.complete_from = if whole { 1 } else { 2 };
        if !transport {
            journal.entries[0].transport = None;
        }
        let grades = grade(&Traffic::of_command(&journal), true);
        let grade = grades
            .into_iter()
            .find(|grade| grade.rule.requirement == requirement);
        let grade = grade.unwrap();
        (grade.verdict, grade.doubt.is_some())
    };
    assert_eq!(verdict("LIN-01", true, true), (Verdict::Passed, false));
    assert_eq!(verdict("LIN-01", false, true), (Verdict::CantTell, true));
    assert_eq!(verdict("LIN-01", true, false), (Verdict::Passed, false));
    assert_eq!(verdict("CON-01", true, true), (Verdict::Passed, false));
    assert_eq!(verdict("CON-01", true, false), (Verdict::CantTell, true));
    assert_eq!(verdict("CAN-04", false, true), (Verdict::Untested, false));
    let journal = journal(&[good_order()]);
    let forgotten = grade(&Traffic::of_command(&journal), false);
    assert!(
        forgotten
            .iter()
            .all(|grade| grade.verdict != Verdict::Passed)
    );
}
