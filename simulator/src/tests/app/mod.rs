//! Many requests at once: a limit is never overdrawn, a number is never given twice.

mod lifecycle;
mod missed;
mod opening;

use std::{
    sync::atomic::{AtomicU32, Ordering::Relaxed},
    thread,
};

use parking_lot::Mutex;

use crate::tests::{
    support::asking::{
        Answered, CREDENTIALS, MERCHANT, app, ask, finished, payment, send, settings, with_journal,
        with_state,
    },
    support::over_http::post,
};
use crate::{
    Simulator,
    app::AppState,
    settings::Settings,
    vendor::{CancelPayment, InquireUsage, RegisterPayment, RegisterShipment},
};

const THREADS: u32 = 16;

/// Sends `times` requests from every thread at once. Returns how many were accepted. Any code but `0` and `refused` fails.
fn ask_at_once(
    app: &AppState,
    times: u32,
    refused: &str,
    act: impl Fn(&AppState, u32, u32) -> Answered + Sync,
) -> u32 {
    let accepted = AtomicU32::new(0);
    thread::scope(|scope| {
        for thread in 0..THREADS {
            let (act, accepted) = (&act, &accepted);
            scope.spawn(move || {
                for time in 0..times {
                    match act(app, thread, time).code() {
                        "0" => {
                            accepted.fetch_add(1, Relaxed);
                        }
                        code => assert_eq!(code, refused),
                    }
                }
            });
        }
    });
    accepted.into_inner()
}

fn used(app: &AppState, buyer: &str) -> u64 {
    with_state(app, |state| state.books().buyer(buyer).unwrap().used_amount)
}

#[test]
fn a_limit_is_filled_and_not_overdrawn() {
    // 11,000 each: 54 of them make 594,000, and 55 would be 605,000.
    let app = app("");
    let accepted = ask_at_once(&app, 40, "G55", |app, thread, time| {
        let order = format!("{thread}-{time}");
        ask::<RegisterPayment>(app, &payment(&order, "1111", 10_000, 1_000))
    });
    assert_eq!(accepted, 54);
    assert_eq!(used(&app, "1111"), 594_000);
    assert_eq!(used(&app, "2222"), 0);
    with_state(&app, |state| {
        assert_eq!(state.books().payment_count(), 54);
    });
}

#[test]
fn one_order_number_is_accepted_once() {
    let app = app("");
    let accepted = ask_at_once(&app, 20, "A020004", |app, _, _| {
        ask::<RegisterPayment>(app, &payment("1", "1111", 1_000, 100))
    });
    assert_eq!(accepted, 1);
    assert_eq!(used(&app, "1111"), 1_100);
}

#[test]
fn one_order_is_cancelled_once() {
    let app = app("");
    ask::<RegisterPayment>(&app, &payment("1", "1111", 1_000, 100));
    ask::<RegisterPayment>(&app, &payment("2", "1111", 500, 50));
    let accepted = ask_at_once(&app, 20, "B020005", |app, _, _| {
        ask::<CancelPayment>(app, "orderNo=1&buyerId=1111")
    });
    assert_eq!(accepted, 1);
    assert_eq!(used(&app, "1111"), 550);
}

#[test]
fn one_slip_takes_five_orders() {
    let app = app("");
    for order in 0..THREADS {
        ask::<RegisterPayment>(&app, &payment(&order.to_string(), "1111", 100, 10));
    }
    let accepted = ask_at_once(&app, 1, "C030004", |app, thread, _| {
        let fields = format!("orderNo={thread}&slipNo=123456789013");
        ask::<RegisterShipment>(app, &fields)
    });
    assert_eq!(accepted, 5);
    with_state(&app, |state| {
        assert_eq!(state.books().payments_under("123456789013").count(), 5);
    });
}

#[test]
fn what_is_registered_and_cancelled_at_once_leaves_nothing() {
    let app = app("");
    let accepted = ask_at_once(&app, 20, "G55", |app, thread, time| {
        let order = format!("{thread}-{time}");
        let registered = ask::<RegisterPayment>(app, &payment(&order, "1111", 50_000, 5_000));
        if registered.code() != "0" {
            return registered;
        }
        ask::<CancelPayment>(app, &format!("orderNo={order}&buyerId=1111"))
    });
    assert!(accepted >= 10);
    assert_eq!(used(&app, "1111"), 0);
}

#[test]
fn merchants_do_not_meet() {
    let app = app("");
    let merchants: Vec<_> = (0..THREADS).map(|_| finished(app.mint())).collect();
    let accepted = ask_at_once(&app, 60, "G55", |app, thread, time| {
        let merchant = &merchants[usize::try_from(thread).unwrap()];
        let (code, password) = (&merchant.code, merchant.password());
        let fields = payment(&time.to_string(), "1111", 10_000, 1_000);
        send::<RegisterPayment>(
            app,
            &format!("traderCode={code}&passWord={password}&{fields}"),
        )
    });
    assert_eq!(accepted, 54 * THREADS);
    assert_eq!(used(&app, "1111"), 0, "the one out of the box sold nothing");
}

#[test]
fn the_journal_has_every_request_once() {
    let app = app("journal_bytes = 100000000");
    ask_at_once(&app, 50, "0", |app, _, _| {
        ask::<InquireUsage>(app, "buyerId=1111")
    });
    with_journal(&app, |journal| {
        let numbers: Vec<u64> = journal.entries().map(|entry| entry.number).collect();
        assert_eq!(numbers, (1..=800).collect::<Vec<u64>>());
    });
}

#[test]
fn a_limit_is_filled_and_not_overdrawn_over_http() {
    let settings = Settings {
        threads: Some(4),
        ..settings("")
    };
    let simulator = Simulator::start(settings).unwrap();
    let (simulator, answers) = (&simulator, Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for order in 0..300 {
            let answers = &answers;
            scope.spawn(move || {
                let fields = payment(&order.to_string(), "1111", 10_000, 1_000);
                let answer = post(simulator, "AN010", &format!("{CREDENTIALS}&{fields}"));
                answers.lock().push(Answered::read(&answer.body));
            });
        }
    });
    let answers: Vec<Answered> = answers.into_inner();
    let count = |code| {
        answers
            .iter()
            .filter(|answer| answer.code() == code)
            .count()
    };
    assert_eq!((count("0"), count("G55")), (54, 246));
    let usage = post(simulator, "AN050", &format!("{CREDENTIALS}&buyerId=1111"));
    let usage = Answered::read(&usage.body);
    assert_eq!(usage.text("usePayment"), "594000", "{MERCHANT}");
}
