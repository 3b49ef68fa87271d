//! Snapshots: unchanged through JSON and back, whole or not at all, and any change of the time line.

use std::{
    sync::atomic::{AtomicBool, Ordering::Relaxed},
    thread,
};

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::tests::{
    books::{app_keeping, app_with, compare, take},
    support::asking::{app, application, ask, cases, morning, payment, set_clock, with_state},
    support::model::Model,
    support::steps::{steps, switches},
};
use crate::{
    app::AppState,
    books::change::Origin,
    merchant::{event::Event, snapshots::Snapshot, state::State},
    vendor::{InquireUsage, RegisterBuyer, RegisterPayment, RegisterShipment},
};

/// Writes a snapshot as a document and reads it again.
fn through_json(snapshot: &Snapshot) -> Snapshot {
    let json = snapshot.to_json();
    let read = Snapshot::from_json(json.as_bytes()).unwrap();
    assert_eq!(read.to_json(), json);
    read
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn what_was_restored_goes_on_as_if_nothing_had_been(
        switches in switches(),
        steps in steps(true),
        every in 1usize..20,
    ) {
        let app = app_with(switches);
        let mut model = Model::new(switches, morning(), &["1111", "2222"]);
        for (at, step) in steps.iter().enumerate() {
            if at % every == 0 {
                with_state(&app, |state| {
                    let snapshot = through_json(&state.snapshot());
                    state.restore(snapshot, Origin::Snapshot("a".to_owned()));
                });
            }
            take(step, &app, &mut model, switches);
            with_state(&app, |state| compare(state, &model));
        }
    }

    #[test]
    fn the_time_line_leads_to_what_was(
        switches in switches(),
        steps in steps(true),
        kept in 1usize..300,
    ) {
        let app = app_keeping(kept, switches);
        let mut model = Model::new(switches, morning(), &["1111", "2222"]);
        let mut were = Vec::new();
        for step in &steps {
            take(step, &app, &mut model, switches);
            were.push(with_state(&app, |state| (state.books().change_count(), state.books().clone())));
        }
        with_state(&app, |state| {
            for (number, books) in were {
                match state.timeline().books_after(number, state.books()) {
                    Some((_, found)) => assert_eq!(*found, books, "after {number}"),
                    None => assert!(number < state.timeline().complete_from(), "{number} is gone"),
                }
            }
        });
    }
}

/// Goes back to the state after a change. Returns `false` if the time line does not go back that far.
fn back(app: &AppState, number: u64) -> bool {
    with_state(app, |state| {
        let then = state.timeline().books_after(number, state.books());
        then.map(|then| state.go_back(number, then)).is_some()
    })
}

#[test]
fn a_change_is_gone_back_to_and_that_is_undone() {
    let app = app("");
    set_clock(&app, "2026-11-24T12:00:00");
    ask::<RegisterPayment>(&app, &payment("1", "1111", 1_000, 100));
    set_clock(&app, "2026-11-24T13:00:00");
    ask::<RegisterPayment>(&app, &payment("2", "1111", 2_000, 200));
    let used = |app: &AppState| {
        let answered = ask::<InquireUsage>(app, "buyerId=1111");
        let now = with_state(app, |state| state.now().to_string());
        (answered.text("usePayment").to_owned(), now)
    };
    let of = |amount: &str, now: &str| (amount.to_owned(), now.to_owned());
    // The four buyers are changes 1 to 4.
    assert!(back(&app, 5));
    assert_eq!(used(&app), of("1100", "2026-11-24T12:00:00"));
    assert!(back(&app, 6));
    assert_eq!(used(&app), of("3300", "2026-11-24T13:00:00"));
    assert!(back(&app, 4));
    assert_eq!(used(&app), of("0", "2026-11-24T10:00:00"));
    with_state(&app, |state| {
        assert_eq!(state.books().change_count(), 9, "the time line goes on");
    });
    assert!(!back(&app, 10));
    assert!(!back(&app, 0));
}

#[test]
fn what_was_due_is_due_again() {
    let app = app("time.confirm_after = \"2 days\"");
    ask::<RegisterBuyer>(&app, &application(&[]));
    ask::<RegisterPayment>(&app, &payment("1", "1111", 1_000, 100));
    ask::<RegisterShipment>(&app, "orderNo=1&slipNo=123456789013");
    let snapshot = with_state(&app, |state| through_json(&state.snapshot()));
    for _ in 0..2 {
        set_clock(&app, "2027-01-05T00:00:00");
        with_state(&app, |state| {
            assert!(state.books().payment("1").unwrap().paid);
            assert!(state.books().buyer("000000000800").unwrap().may_buy());
            state.restore(snapshot.clone(), Origin::Snapshot("a".to_owned()));
            assert_eq!(state.now(), morning());
            assert_eq!(state.books().buyer("1111").unwrap().used_amount, 1_100);
            assert!(!state.books().buyer("000000000800").unwrap().may_buy());
        });
    }
}

#[test]
fn a_request_sees_all_of_the_old_or_all_of_the_new() {
    let app = app("");
    let sell = |app: &AppState, price: u32| {
        for buyer in ["1111", "2222", "3333", "4444"] {
            ask::<RegisterPayment>(app, &payment(&format!("{buyer}-{price}"), buyer, price, 0));
        }
        with_state(app, State::snapshot)
    };
    let snapshots = [sell(&app, 1_000), sell(&app, 20_000)];
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            for turn in 0..400 {
                let snapshot = snapshots[turn % 2].clone();
                with_state(&app, |state| {
                    state.restore(snapshot, Origin::Snapshot("a".to_owned()));
                });
            }
            done.store(true, Relaxed);
        });
        for _ in 0..2 {
            scope.spawn(|| {
                while !done.load(Relaxed) {
                    let used: Vec<u64> = with_state(&app, |state| {
                        state
                            .books()
                            .buyers()
                            .map(|(_, buyer)| buyer.used_amount)
                            .collect()
                    });
                    assert!(used == [1_000; 4] || used == [21_000; 4], "{used:?}");
                    let usage = ask::<InquireUsage>(&app, "buyerId=4444");
                    assert!(["1000", "21000"].contains(&usage.text("usePayment")));
                }
            });
        }
    });
}

/// A change that makes a document wrong.
pub(in crate::tests) type Spoil = fn(&mut Value);

/// Reads a document after a change.
pub(in crate::tests) fn with(change: impl FnOnce(&mut Value)) -> Result<Snapshot, String> {
    let app = app("time.confirm_after = \"2 days\"");
    ask::<RegisterPayment>(&app, &payment("1", "1111", 1_000, 100));
    ask::<RegisterShipment>(&app, "orderNo=1&slipNo=123456789013");
    let json = with_state(&app, State::snapshot).to_json();
    let mut document: Value = serde_json::from_str(&json).unwrap();
    change(&mut document);
    Snapshot::from_json(&serde_json::to_vec(&document).unwrap())
}

#[test]
fn a_document_that_does_not_fit_together_says_where() {
    assert!(with(|_| {}).is_ok());
    let spoilt: [(Spoil, &str); 14] = [
        (|d| d["format"] = json!("something"), "format"),
        (|d| d["version"] = json!(2), "version 2"),
        (
            |d| d["books"]["orders"][0]["buyerId"] = json!("9999"),
            "buyerId「9999」",
        ),
        (
            |d| d["books"]["orders"][0]["returned"] = json!(1_101),
            "returned",
        ),
        (
            |d| d["books"]["orders"][0]["state"] = json!("登録"),
            "shipments",
        ),
        (|d| d["books"]["shipments"] = json!([]), "shipments"),
        (
            |d| d["books"]["shipments"][0]["orderNumber"] = json!("2"),
            "「2」",
        ),
        (
            |d| d["books"]["buyers"][1]["id"] = json!("1111"),
            "「1111」",
        ),
        (
            |d| d["books"]["agenda"][0]["event"]["confirmation"]["orderNumber"] = json!("7"),
            "「7」",
        ),
        (
            |d| d["faults"] = json!([{"kind": "status", "status": 200}]),
            "status",
        ),
        (
            |d| d["screening"]["creditLimit"] = json!(20_000_001),
            "creditLimit",
        ),
        (|d| d["books"]["more"] = json!(1), "1行"),
        (|d| d["savedAt"] = json!("yesterday"), "1行"),
        (|d| *d = json!([]), "1行"),
    ];
    for (spoil, named) in spoilt {
        let problem = with(spoil).unwrap_err();
        assert!(problem.contains(named), "{named}: {problem}");
    }
    assert!(Snapshot::from_json(b"{").unwrap_err().contains("JSON"));
}

#[test]
fn a_document_beyond_the_limits_says_where() {
    let spoilt: [(Spoil, &str); 12] = [
        (
            |d| d["books"]["buyers"][0]["settledTotal"] = json!(i64::MAX),
            "settledTotal",
        ),
        (
            |d| d["books"]["buyers"][0]["settledTotal"] = json!(i64::MIN),
            "settledTotal",
        ),
        (
            |d| d["books"]["buyers"][0]["usedAmount"] = json!(u64::MAX),
            "usedAmount",
        ),
        (
            |d| d["books"]["buyers"][0]["creditLimit"] = json!(20_000_001),
            "creditLimit",
        ),
        (
            |d| d["books"]["buyers"][0]["name"] = json!("a\u{0}"),
            "name",
        ),
        (
            |d| d["books"]["buyers"][0]["telephone"] = json!("1"),
            "telephone",
        ),
        (|d| d["books"]["buyers"][0]["id"] = json!("あ"), "id"),
        (
            |d| d["books"]["orders"][0]["price"] = json!(1_000_000_000),
            "price",
        ),
        (|d| d["books"]["orders"][0]["tax"] = json!(1_000_000), "tax"),
        (
            |d| d["books"]["orders"][0]["orderNumber"] = json!("1".repeat(21)),
            "20文字",
        ),
        (
            |d| d["books"]["unusableSlips"] = json!(["12a"]),
            "unusableSlips",
        ),
        (
            |d| {
                let mut decision = d["books"]["buyers"][0].clone();
                decision.as_object_mut().unwrap().retain(|name, _| {
                    let names = [
                        "judgement",
                        "usable",
                        "stopped",
                        "temporarilyStopped",
                        "creditLimit",
                    ];
                    names.contains(&name.as_str())
                });
                decision["creditLimit"] = json!(u32::MAX);
                let event = json!({ "screening": { "buyerId": "1111", "decision": decision } });
                let planned = json!({ "at": "2027-01-01T00:00:00", "event": event });
                d["books"]["agenda"].as_array_mut().unwrap().push(planned);
            },
            "agenda の「1111」",
        ),
    ];
    for (spoil, named) in spoilt {
        let problem = with(spoil).unwrap_err();
        assert!(problem.contains(named), "{named}: {problem}");
    }
}

#[test]
fn any_bytes_have_an_answer() {
    let app = app("");
    ask::<RegisterPayment>(&app, &payment("1", "1111", 1_000, 100));
    let json = with_state(&app, State::snapshot).to_json();
    // Cut off anywhere, or with any byte changed.
    for at in 0..json.len() {
        let mut other = json.clone().into_bytes();
        assert!(Snapshot::from_json(&other[..at]).is_err());
        other[at] = other[at].wrapping_add(1);
        let _ = Snapshot::from_json(&other);
    }
    let read = Snapshot::from_json(json.as_bytes()).unwrap();
    with_state(&app, |state| {
        assert_eq!(read.books.state(), state.books().state());
    });
}

#[test]
fn all_snapshots_together_take_no_more_than_they_may() {
    // About 2,600 bytes each: four buyers.
    let app = app("snapshot_bytes = 6000");
    let keep = |name: &str| {
        with_state(&app, |state| {
            let snapshot = state.snapshot();
            state.record(Event::SnapshotSaved {
                name: name.to_owned(),
                snapshot,
                document: None,
            })
        })
    };
    assert!(keep("a") && keep("b"));
    assert!(!keep("c"));
    assert!(keep("b"), "in place of itself");
    let name = "a".to_owned();
    with_state(&app, |state| state.record(Event::SnapshotDeleted { name }));
    assert!(keep("c"));
    assert!(!keep("d"));
}
