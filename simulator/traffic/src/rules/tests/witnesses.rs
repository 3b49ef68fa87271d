//! A suite's statements of what buyers were shown, and the tests that findings name.

use serde_json::json;

use super::{altered, an010, good_order, journal};
use crate::{
    rules::judge_by,
    traffic::Traffic,
    witness::{Expectation, Mark},
};

fn shown(order: &str, total: i64) -> [Expectation; 1] {
    [Expectation {
        order: order.to_owned(),
        after: 0,
        total,
        tax: None,
    }]
}

#[test]
fn a_bill_is_what_was_shown() {
    let journal = journal(&[good_order()]);
    let said = |requirement: &str, total: i64| {
        let expectations = shown("1", total);
        let traffic = Traffic::of_command(&journal).witnessed(&[], &expectations);
        judge_by(requirement, &traffic).map(|judged| judged.findings.len())
    };
    // 12,740 and 1,274.
    assert_eq!(said("TAX-06", 14_014), Some(0));
    assert_eq!(said("TAX-01", 14_014), Some(0));
    assert_eq!(said("TAX-03", 14_014), None);
    assert_eq!(said("TAX-06", 14_013), Some(1));
    assert_eq!(said("TAX-01", 20_000), Some(1));
    assert_eq!(said("TAX-02", 14_014), Some(0));
    // The price is the shown amount, and a tax was added to it.
    assert_eq!(said("TAX-02", 12_740), Some(1));
    assert_eq!(said("TAX-01", 12_740), None);
    let nobody = Traffic::of_command(&journal);
    assert!(judge_by("TAX-01", &nobody).is_none());
}

#[test]
fn what_is_in_the_order_says_what_a_difference_is_about() {
    let of = |name: &str, total: i64| {
        let order = an010(&json!({
            "orderNo": "1", "settlePrice": "9000", "shohiZei": "1000", "meisaiUmu": "1",
            "kessaiKingaku1": "10000", "kessaiKingaku2": "-1000", "shohinMei2": name,
            "kessaiKingaku3": "0", "shohiZei3": "1000",
        }));
        let journal = journal(&[order]);
        let expectations = shown("1", total);
        let traffic = Traffic::of_command(&journal).witnessed(&[], &expectations);
        ["TAX-05", "LIN-04"]
            .map(|requirement| judge_by(requirement, &traffic).map(|judged| judged.findings.len()))
    };
    assert_eq!(of("ご注文割引", 9_900), [Some(1), None]);
    assert_eq!(of("ご注文割引", 10_000), [Some(0), None]);
    assert_eq!(of("ポイント利用", 9_500), [None, Some(1)]);
}

/// A setting of the provider lets the number of a cancelled order be used again: the amount is that of the second one.
#[test]
fn what_was_cancelled_before_it_was_said_is_not_meant() {
    let cancel = json!({"api": "AN020", "fields": {"orderNo": "1", "buyerId": "1111"}});
    let half = altered(
        good_order(),
        &[("settlePrice", "6370"), ("shohiZei", "637")],
    );
    let journal = journal(&[half, cancel, good_order()]);
    let said = |after: u64| {
        let [expectation] = shown("1", 14_014);
        let expectations = [Expectation {
            after,
            ..expectation
        }];
        let traffic = Traffic::of_command(&journal).witnessed(&[], &expectations);
        ["TAX-01", "TAX-06"]
            .map(|requirement| judge_by(requirement, &traffic).map(|judged| judged.findings.len()))
    };
    assert_eq!(said(2), [Some(0), Some(0)]);
    // It was said before the first: that one is meant, too.
    assert!(said(0).contains(&Some(1)));
}

/// With the witness, a possible coincidence is certain.
#[test]
fn a_witness_decides_what_the_lines_do_not() {
    let small = altered(
        an010(
            &json!({"orderNo": "1", "meisaiUmu": "1", "kessaiKingaku1": "99", "kessaiKingaku2": "0", "shohiZei2": "9"}),
        ),
        &[("settlePrice", "99"), ("shohiZei", "9")],
    );
    let journal = journal(&[small]);
    let said = |total: i64| {
        let expectations = shown("1", total);
        let traffic = Traffic::of_command(&journal).witnessed(&[], &expectations);
        judge_by("TAX-02", &traffic).unwrap().findings.len()
    };
    assert_eq!((said(99), said(108)), (1, 0));
}

#[test]
fn findings_name_the_test() {
    let wrong = altered(good_order(), &[("settlePrice", "14014")]);
    let journal = journal(&[good_order(), wrong]);
    let mark = |after: u64, test: &str| Mark {
        after,
        test: test.to_owned(),
        expects: Vec::new(),
    };
    let marks = [mark(0, "外税の注文"), mark(1, "内税の注文")];
    let traffic = Traffic::of_command(&journal).witnessed(&marks, &[]);
    let judged = judge_by("LIN-01", &traffic).unwrap();
    assert_eq!(judged.findings[0].test.as_deref(), Some("内税の注文"));
    let unmarked = judge_by("LIN-01", &Traffic::of_command(&journal)).unwrap();
    assert_eq!(unmarked.findings[0].test, None);
}
