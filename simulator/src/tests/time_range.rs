//! What time it can be: from 2000 to 2999, in clocks, settings and documents.

use jiff::{
    SignedDuration,
    civil::{Date, DateTime},
};
use serde_json::{Value, json};

use crate::tests::{
    merchant::snapshots::{Spoil, with},
    support::asking::{app, application, ask, set_clock, settings, with_state},
    support::over_http::control,
};
use crate::{
    Simulator,
    books::{
        calendar::{Calendar, Delay, is_holiday},
        values,
    },
    clock::Clock,
    merchant::snapshots::Snapshot,
    vendor::RegisterBuyer,
};

fn moment(text: &str) -> DateTime {
    text.parse().unwrap()
}

#[test]
fn the_first_days_that_there_are_have_an_answer() {
    // 1 January is named, and before it there is nothing.
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
    // A running one stops where the years end.
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
