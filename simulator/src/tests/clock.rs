//! The clock: frozen, running, set; and what happens when time passes.

use jiff::{SignedDuration, civil::date};

use crate::tests::support::asking::{app, ask, morning, payment, set_clock, with_state};
use crate::{
    clock::{Clock, in_japan},
    merchant::event::Event,
    vendor::{RegisterPayment, RegisterShipment},
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
        // Confirmed when it was due, so paid by the day of then.
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
