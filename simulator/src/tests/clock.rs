//! The clock: frozen, running, set; events as time passes; and the years from 2000 to 2999, in clocks, settings and documents.

use jiff::{
    SignedDuration,
    civil::{Date, DateTime, date},
};
use serde_json::{Value, json};

use crate::tests::{
    merchant::snapshots::{Spoil, with},
    support::{
        asking::{app, application, ask, morning, payment, set_clock, settings, with_state},
        over_http::control,
    },
};
use crate::{
    Simulator,
    books::{
        calendar::{Calendar, Delay, is_holiday},
        values,
    },
    clock::{Clock, in_japan},
    merchant::{event::Event, snapshots::Snapshot},
    vendor::{RegisterBuyer, RegisterPayment, RegisterShipment},
};

#[test]
fn a_frozen_clock_stands_still() {
    let clock = Clock::new(Some(morning()));
    assert!(clock.is_frozen());
    assert_eq!((clock.now(), clock.now()), (morning(), morning()));
    let later = "2027-01-01T00:00:00".parse().unwrap();
    let set = clock.set(later);
    assert!(set.is_frozen());
    assert_eq!(set.now(), later);
    assert_eq!(set.frozen().now(), later);
}

#[test]
fn a_running_clock_runs_on_from_where_it_is() {
    let clock = Clock::new(Some(morning())).running();
    assert!(!clock.is_frozen());
    // No test takes an hour.
    let hour = SignedDuration::from_hours(1);
    let first = clock.now();
    assert!(first >= morning() && first < morning().checked_add(hour).unwrap());
    let second = clock.now();
    assert!(second >= first);
    let later = "2027-01-01T00:00:00".parse().unwrap();
    let set = clock.set(later);
    assert!(!set.is_frozen());
    assert!(set.now() >= later && set.now() < later.checked_add(hour).unwrap());
    let stopped = set.frozen();
    assert!(stopped.is_frozen());
    assert_eq!(stopped.now(), stopped.now());
}

#[test]
fn a_running_clock_shows_whole_seconds() {
    let fraction = "2026-11-24T10:00:00.75".parse().unwrap();
    assert_eq!(Clock::new(Some(fraction)).now(), morning());
    assert_eq!(Clock::new(None).now().subsec_nanosecond(), 0);
    assert_eq!(Clock::new(None).frozen().now().subsec_nanosecond(), 0);
}

#[test]
fn moments_are_shown_in_japan_to_the_second() {
    assert_eq!(in_japan(morning()), "2026-11-24T10:00:00+09:00");
    let fraction = "2026-01-02T03:04:05.999".parse().unwrap();
    assert_eq!(in_japan(fraction), "2026-01-02T03:04:05+09:00");
}

#[test]
fn today_is_the_merchants_day() {
    let app = app("");
    let order = |number: &str, day: &str| {
        let fields = payment(number, "1111", 1_000, 100).replace("20261124", day);
        ask::<RegisterPayment>(&app, &fields).code().to_owned()
    };
    assert_eq!(order("1", "20261124"), "0");
    assert_eq!(order("2", "20261125"), "A040003");
    set_clock(&app, "2026-11-24T23:59:59");
    assert_eq!(order("2", "20261125"), "A040003");
    set_clock(&app, "2026-11-25T00:00:00");
    assert_eq!(order("2", "20261125"), "0");
    assert_eq!(order("3", "20261126"), "A040003");
}

#[test]
fn an_answer_carries_the_merchants_time() {
    let app = app("");
    set_clock(&app, "2027-01-01T00:00:00");
    let answered = ask::<RegisterPayment>(&app, &payment("1", "1111", 1_000, 100));
    assert_eq!(answered.text("returnDate"), "20270101000000");
}

#[test]
fn a_shipment_is_confirmed_and_paid_to_the_second() {
    let app = app("time.confirm_after = \"2 days\"");
    ask::<RegisterPayment>(&app, &payment("1", "1111", 1_000, 100));
    ask::<RegisterShipment>(&app, "orderNo=1&slipNo=123456789013");
    for (now, number, paid, used) in [
        ("2026-11-26T09:59:59", 3, false, 1_100),
        ("2026-11-26T10:00:00", 10, false, 1_100),
        ("2027-01-04T23:59:59", 10, false, 1_100),
        ("2027-01-05T00:00:00", 10, true, 0),
    ] {
        set_clock(&app, now);
        with_state(&app, |state| {
            let payment = state.books().payment("1").unwrap();
            let used_amount = state.books().buyer("1111").unwrap().used_amount;
            let found = (payment.state.number(), payment.paid, used_amount);
            assert_eq!(found, (number, paid, used), "{now}");
        });
    }
}

#[test]
fn a_leap_over_everything_comes_to_the_same() {
    let app = app("time.confirm_after = \"2 days\"");
    ask::<RegisterPayment>(&app, &payment("1", "1111", 1_000, 100));
    ask::<RegisterShipment>(&app, "orderNo=1&slipNo=123456789013");
    with_state(&app, |state| {
        state.record(Event::ClockSet(
            state.clock().set("2030-01-01T00:00:00".parse().unwrap()),
        ));
        let (now, happened) = state.catch_up();
        assert_eq!(now, date(2030, 1, 1).at(0, 0, 0, 0));
        let moments: Vec<String> = happened.iter().map(|(at, _)| at.to_string()).collect();
        // Confirmed when due, so the payment counts from that day.
        assert_eq!(moments, ["2026-11-26T10:00:00", "2027-01-05T00:00:00"]);
        assert!(state.catch_up().1.is_empty(), "nothing happens twice");
        assert_eq!(state.books().buyer("1111").unwrap().used_amount, 0);
    });
}

#[test]
fn a_shipment_that_is_removed_is_not_confirmed() {
    let app = app("time.confirm_after = \"2 days\"");
    ask::<RegisterPayment>(&app, &payment("1", "1111", 1_000, 100));
    ask::<RegisterShipment>(&app, "orderNo=1&slipNo=123456789013");
    let removed = "orderNo=1&slipNo=123456789013";
    assert_eq!(
        ask::<crate::vendor::CancelShipment>(&app, removed).code(),
        "0"
    );
    with_state(&app, |state| {
        state.record(Event::ClockSet(
            state.clock().set("2030-01-01T00:00:00".parse().unwrap()),
        ));
        assert!(state.catch_up().1.is_empty());
        assert_eq!(state.books().payment("1").unwrap().state.number(), 1);
    });
}

fn moment(text: &str) -> DateTime {
    text.parse().unwrap()
}

#[test]
fn the_first_days_that_there_are_have_an_answer() {
    // 1 January is a named holiday, and no day precedes it.
    let second = Date::MIN.tomorrow().unwrap();
    assert!(is_holiday(Date::MIN));
    assert!(!is_holiday(second));
    let open = Calendar {
        closed_at_new_year: false,
    };
    let later = Delay::BusinessDays(1).after(Date::MIN.at(9, 0, 0, 0), open);
    assert_eq!(later.date(), second);
}

#[test]
fn a_clock_stays_within_the_years() {
    let at = |text: &str| Clock::new(Some(moment(text)));
    for (said, shown) in [
        ("1999-12-31T23:59:59", "2000-01-01T00:00:00"),
        ("2000-01-01T00:00:00", "2000-01-01T00:00:00"),
        ("2999-12-31T23:59:59", "2999-12-31T23:59:59"),
        ("3000-01-01T00:00:00", "2999-12-31T23:59:59"),
    ] {
        assert_eq!(at(said).now(), moment(shown), "{said}");
    }
    // A running clock stops where the years end.
    let ahead = SignedDuration::from_hours(1_500 * 365 * 24);
    assert_eq!(
        Clock::Running { ahead }.now(),
        moment("2999-12-31T23:59:59")
    );
}

#[test]
fn a_time_to_be_set_is_within_the_years() {
    for text in ["2000-01-01T00:00:00", "2999-12-31T23:59:59"] {
        assert_eq!(values::time(text), Ok(moment(text)));
    }
    for text in ["1999-12-31T23:59:59", "3000-01-01T00:00:00", "9999-12-31"] {
        let remedy = values::time(text).unwrap_err();
        assert!(remedy.contains("2000-01-01～2999-12-31"), "{text}");
    }
}

#[test]
fn a_clock_is_not_moved_beyond_the_years() {
    let simulator = Simulator::start(settings("")).unwrap();
    let post = |what: &str, body: &Value| {
        let path = format!("merchants/900000001/clock/{what}");
        let response = control(&simulator, "POST", &path, &body.to_string());
        (response.status, response.body)
    };
    let (status, body) = post("set", &json!({ "now": "3000-01-01T00:00:00" }));
    assert_eq!(status, 422, "{body}");
    let (status, body) = post("set", &json!({ "now": "2999-12-31T00:00:00" }));
    assert_eq!(status, 200, "{body}");
    let (status, body) = post("advance", &json!({ "by": "1 day" }));
    assert_eq!(status, 422, "{body}");
    assert!(body.contains("2999-12-31"), "{body}");
    let (status, body) = post("advance", &json!({ "by": "86399 seconds" }));
    assert_eq!(status, 200, "{body}");
    assert!(body.contains("2999-12-31T23:59:59+09:00"), "{body}");
}

#[test]
fn a_document_of_other_years_says_where() {
    assert!(with(|d| d["savedAt"] = json!("2000-01-01T00:00:00")).is_ok());
    assert!(with(|d| d["books"]["orders"][0]["date"] = json!("1868-10-23")).is_ok());
    let spoilt: [(Spoil, &str); 12] = [
        (
            |d| d["savedAt"] = json!("-009999-01-01T00:00:00"),
            "savedAt",
        ),
        (|d| d["savedAt"] = json!("1999-12-31T23:59:59"), "savedAt"),
        (|d| d["savedAt"] = json!("3000-01-01T00:00:00"), "savedAt"),
        (
            |d| d["books"]["buyers"][0]["appliedAt"] = json!("9999-12-31T23:59:59"),
            "appliedAt",
        ),
        (
            |d| d["books"]["buyers"][0]["decidedAt"] = json!("1999-12-31T23:59:59"),
            "decidedAt",
        ),
        (
            |d| d["books"]["orders"][0]["registeredAt"] = json!("-000001-01-01T00:00:00"),
            "registeredAt",
        ),
        (
            |d| d["books"]["orders"][0]["date"] = json!("-000001-12-31"),
            "date",
        ),
        (
            |d| d["books"]["orders"][0]["date"] = json!("3000-01-01"),
            "date",
        ),
        (
            |d| d["books"]["orders"][0]["paysOn"] = json!("9999-12-31"),
            "paysOn",
        ),
        (
            |d| d["books"]["agenda"][0]["at"] = json!("9999-12-31T23:59:59"),
            "agenda",
        ),
        (
            |d| d["books"]["agenda"][0]["at"] = json!("-009999-01-01T00:00:00"),
            "agenda",
        ),
        (
            |d| {
                let event = json!({ "payments": { "due": "-009999-01-05" } });
                let planned = json!({ "at": "2027-01-05T00:00:00", "event": event });
                d["books"]["agenda"].as_array_mut().unwrap().push(planned);
            },
            "due",
        ),
    ];
    for (spoil, named) in spoilt {
        let problem = with(spoil).unwrap_err();
        assert!(problem.contains(named), "{named}: {problem}");
        assert!(problem.contains("にしてください"), "{named}: {problem}");
    }
}

#[test]
fn what_is_due_last_of_all_is_in_a_document_that_is_read() {
    // Two steps of the screening, ten years each, from the last second on.
    let app = app("screening.delay = \"2500営業日\"
        [[screening.rules]]
        name = \"*\"
        later_outcome = \"取消\"
        later_after = \"2500営業日\"");
    set_clock(&app, "2999-12-31T23:59:59");
    ask::<RegisterBuyer>(&app, &application(&[]));
    let json = with_state(&app, |state| {
        let due: Vec<i16> = state.books().to_come().map(|(at, ..)| at.year()).collect();
        assert_eq!(due.len(), 2);
        assert!(due[1] > 3018, "{due:?}");
        state.snapshot().to_json()
    });
    assert!(Snapshot::from_json(json.as_bytes()).is_ok());
}
