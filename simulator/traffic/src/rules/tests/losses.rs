//! Lost answers in the traffic of a command, and the requests after them.

use serde_json::{Value, json};

use super::{
    altered,
    command::{about, lost, mark, refused, said},
    good_order, journal,
};
use crate::{grading::orphans, rules::judge_by, traffic::Traffic};

/// The good order under another number.
fn again(order: &str) -> Value {
    let mut entry = altered(good_order(), &[("orderNo", order)]);
    entry["change"] = json!(2);
    entry
}

#[test]
fn a_lost_order_that_is_sent_under_another_number() {
    let retried = [lost(good_order()), again("2")];
    assert_eq!(said("LST-03", &retried, &[]), Some((1, 0)));
    let told = judge_by("LST-03", &Traffic::of_command(&journal(&retried))).unwrap();
    let harm = told.findings[0].harm.as_ref().unwrap();
    // 12,740 and 1,274.
    assert_eq!(
        (harm.yen, harm.text.as_str()),
        (14_014, "同じ買い物に、14,014円を2回請求しています")
    );
    assert_eq!(told.findings[0].requests, [1, 2]);
    // Inquiries in between.
    let inquired = [
        lost(good_order()),
        json!({"api": "AN050", "fields": {"buyerId": "1111"}}),
        again("2"),
    ];
    assert_eq!(said("LST-03", &inquired, &[]), Some((1, 0)));
    // Something else in between: another test, perhaps.
    let other = [lost(good_order()), about("AN030", "8"), again("2")];
    assert_eq!(said("LST-03", &other, &[]), Some((0, 1)));
    assert_eq!(
        said("LST-03", &other, &[mark(0, "一つ", &[])]),
        Some((1, 0))
    );
    let two = [mark(0, "一つ", &[]), mark(1, "二つ", &[])];
    assert_eq!(said("LST-03", &retried, &two), Some((0, 1)));
}

#[test]
fn a_lost_order_that_is_cleared_up_is_not_billed_twice() {
    let taken = refused(good_order(), "A020004");
    assert_eq!(
        said("LST-03", &[lost(good_order()), taken, again("2")], &[]),
        Some((0, 0))
    );
    let cancelled = [lost(good_order()), again("2"), about("AN020", "1")];
    assert_eq!(said("LST-03", &cancelled, &[]), Some((0, 0)));
    let dearer = altered(again("2"), &[("settlePrice", "12741")]);
    assert_eq!(
        said("LST-03", &[lost(good_order()), dearer], &[]),
        Some((0, 0))
    );
    let of_another = altered(again("2"), &[("buyerId", "2222")]);
    assert_eq!(
        said("LST-03", &[lost(good_order()), of_another], &[]),
        Some((0, 0))
    );
    let mut later = again("2");
    later["clock"] = json!("2026-12-01T10:30:01+09:00");
    assert_eq!(
        said("LST-03", &[lost(good_order()), later.clone()], &[]),
        Some((0, 0))
    );
    later["clock"] = json!("2026-12-01T10:30:00+09:00");
    assert_eq!(
        said("LST-03", &[lost(good_order()), later], &[]),
        Some((1, 0))
    );
    assert_eq!(said("LST-03", &[good_order(), again("2")], &[]), None);
}

#[test]
fn what_cannot_be_read_is_lost_as_well() {
    for kind in ["brokenXml", "endless", "drip", "entityBomb"] {
        let mut torn = good_order();
        torn["change"] = json!(1);
        torn["fault"] = json!({"kind": kind});
        assert_eq!(
            said("LST-03", &[torn, again("2")], &[]),
            Some((1, 0)),
            "{kind}"
        );
    }
    let mut hung_up = good_order();
    hung_up["transport"] = json!({"hungUp": true});
    assert_eq!(said("LST-03", &[hung_up, again("2")], &[]), Some((1, 0)));
    let mut committed = refused(good_order(), "9900001");
    committed["change"] = json!(1);
    committed["fault"] = json!({"kind": "codeAfterProcessing"});
    assert_eq!(said("LST-12", &[committed], &[]), Some((1, 0)));
}

#[test]
fn orphans_are_certain_where_there_was_time_to_ask() {
    assert_eq!(said("LST-12", &[lost(good_order())], &[]), Some((1, 0)));
    let mut late = lost(good_order());
    late["clock"] = json!("2026-12-01T10:55:00+09:00");
    assert_eq!(said("LST-12", &[late.clone()], &[]), Some((0, 1)));
    late["clock"] = json!("2026-12-01T10:54:59+09:00");
    assert_eq!(said("LST-12", &[late], &[]), Some((1, 0)));
    let journal = journal(&[lost(good_order()), lost(again("2")), about("AN020", "2")]);
    let traffic = Traffic::of_command(&journal);
    let orphans = orphans(&traffic);
    assert_eq!(orphans.len(), 1);
    assert_eq!(
        (orphans[0].order_number.as_str(), orphans[0].yen),
        ("1", 14_014)
    );
}
