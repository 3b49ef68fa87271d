//! The journal: numbered without gaps, bounded in bytes, and exact about what it has dropped.

use serde_json::Value;

use crate::tests::{
    support::asking::{
        CREDENTIALS, MERCHANT, app, ask, finished, payment, send, settings, with_journal,
    },
    support::over_http::{post, show},
};
use crate::{
    Simulator,
    merchant::journal::Journal,
    vendor::{InquireUsage, RegisterPayment},
};

#[test]
fn the_oldest_entries_make_room() {
    let bound = 20_000;
    let app = app(&format!("journal_bytes = {bound}"));
    for number in 1..=500 {
        ask::<RegisterPayment>(&app, &payment(&number.to_string(), "1111", 100, 10));
        with_journal(&app, |journal| {
            assert!(journal.bytes() <= bound);
            let numbers: Vec<u64> = journal.entries().map(|entry| entry.number).collect();
            let kept: Vec<u64> = (journal.complete_from()..=number).collect();
            assert_eq!(numbers, kept);
        });
    }
    with_journal(&app, |journal| {
        let kept = journal.entries().count();
        assert!((10..500).contains(&kept), "{kept}");
    });
}

#[test]
fn one_that_is_larger_than_all_of_it_is_dropped_at_once() {
    let app = app("journal_bytes = 10");
    ask::<InquireUsage>(&app, "buyerId=1111");
    with_journal(&app, |journal| {
        assert_eq!(journal.entries().count(), 0);
        assert_eq!(journal.bytes(), 0);
        assert_eq!(journal.complete_from(), 2);
    });
}

#[test]
fn clearing_forgets_the_entries_but_not_the_numbers() {
    let app = app("");
    ask::<InquireUsage>(&app, "buyerId=1111");
    with_journal(&app, Journal::clear);
    ask::<InquireUsage>(&app, "buyerId=1111");
    with_journal(&app, |journal| {
        let numbers: Vec<u64> = journal.entries().map(|entry| entry.number).collect();
        assert_eq!((numbers, journal.complete_from()), (vec![2], 2));
    });
}

#[test]
fn a_long_value_is_kept_in_part() {
    let app = app("");
    let long = "9".repeat(5_000);
    send::<InquireUsage>(&app, &format!("{CREDENTIALS}&buyerId={long}"));
    with_journal(&app, |journal| {
        assert!(journal.bytes() < 1_500, "{}", journal.bytes());
    });
}

fn entries(simulator: &Simulator, query: &str) -> Value {
    let path = format!("merchants/{MERCHANT}/journal{query}");
    serde_json::from_str(&show(simulator, &path)).unwrap()
}

#[test]
fn it_shows_all_broken_rules_and_can_be_filtered() {
    let simulator = Simulator::start(settings("")).unwrap();
    post(&simulator, "AN050", &format!("{CREDENTIALS}&buyerId=1111"));
    post(
        &simulator,
        "AN050",
        &format!("{CREDENTIALS}&buyerId=あ&buyerTelNo=x"),
    );
    post(
        &simulator,
        "AN010",
        &format!("{CREDENTIALS}&{}", payment("1", "1111", 100, 10)),
    );
    post(
        &simulator,
        "AN010",
        &format!("{CREDENTIALS}&{}", payment("1", "1111", 100, 10)),
    );
    let numbers = |query: &str| -> Vec<u64> {
        let journal = entries(&simulator, query);
        let entries = journal["entries"].as_array().unwrap();
        entries
            .iter()
            .map(|entry| entry["number"].as_u64().unwrap())
            .collect()
    };
    assert_eq!(numbers(""), [1, 2, 3, 4]);
    assert_eq!(numbers("?api=AN010"), [3, 4]);
    assert_eq!(numbers("?code=A020004"), [4]);
    assert_eq!(numbers("?from=2&limit=2"), [2, 3]);
    let second = &entries(&simulator, "?from=2&limit=1")["entries"][0];
    let broken: Vec<&str> = second["brokenRules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| rule["code"].as_str().unwrap())
        .collect();
    assert_eq!(broken, ["E020002", "E030002", "E050006"]);
    assert_eq!(second["answered"]["errorCode"], "E020002");
}

#[test]
fn all_journals_share_one_limit_and_the_largest_makes_room() {
    let bound = 40_000;
    let app = app(&format!("journal_bytes = {bound}"));
    let credentials = finished(app.mint());
    let small = app.merchant(&credentials.code).unwrap();
    let inquiry = format!(
        "traderCode={}&passWord={}&buyerId=1111",
        credentials.code,
        credentials.password()
    );
    for _ in 0..5 {
        send::<InquireUsage>(&app, &inquiry);
    }
    for number in 1..=500 {
        ask::<RegisterPayment>(&app, &payment(&number.to_string(), "1111", 100, 10));
        send::<InquireUsage>(&app, "traderCode=123456789&buyerId=1");
        let together = with_journal(&app, |journal| journal.bytes())
            + small.journal().bytes()
            + app.unattributed.lock().bytes();
        assert!(together <= bound, "{together}");
    }
    assert_eq!(small.journal().complete_from(), 1, "it is the smallest");
    finished(app.remove(&credentials.code)).unwrap();
    drop(small);
    finished(app.reset()).unwrap();
    assert_eq!(app.journal_bytes(), 0);
}

/// Memory that a journal frees when it is no longer the largest is available to others.
#[test]
fn many_journals_one_after_the_other_stay_within_the_limit() {
    let bound = 200_000;
    let app = app(&format!("journal_bytes = {bound}"));
    let codes: Vec<_> = (0..30).map(|_| finished(app.mint())).collect();
    let mut last = 0;
    for credentials in codes {
        let inquiry = format!(
            "traderCode={}&passWord={}&buyerId=1111",
            credentials.code,
            credentials.password()
        );
        for _ in 0..400 {
            send::<InquireUsage>(&app, &inquiry);
        }
        let (mut places, mut bytes) = (0, 0);
        for merchant in app.merchants() {
            let journal = merchant.journal();
            let entries = journal.entries().count();
            let place = size_of::<usize>();
            // The bytes without the places, which are counted here.
            bytes += journal.bytes() - entries * (place / 8 * 9);
            places += journal.capacity();
            assert!(journal.capacity() <= entries + entries / 8 + 8, "{entries}");
        }
        let held = bytes + places * size_of::<usize>();
        assert!(held <= bound / 10 * 11, "{held}");
        last = held;
    }
    // The memory is used: all requests took more.
    assert!(last >= bound / 10 * 9, "{last}");
}

#[test]
fn the_largest_are_levelled() {
    use crate::merchant::budget::level;

    assert_eq!(level(&mut [10, 50, 20], 20), 30);
    assert_eq!(level(&mut [10, 50, 40], 40), 25);
    assert_eq!(level(&mut [10, 50, 40], 80), 6);
    assert_eq!(level(&mut [10, 50, 40], 100), 0);
    assert_eq!(level(&mut [], 5), 0);
}
