//! Business days: the holidays as the Cabinet Office published them, and counting over them.

use jiff::{
    SignedDuration,
    civil::{Date, DateTime, date},
};

use crate::tests::support::asking::{
    app, application, ask, morning, payment, set_clock, with_state,
};
use crate::{
    books::calendar::{Calendar, Delay, is_holiday},
    vendor::{InquireScreening, RegisterBuyer, RegisterPayment, RegisterShipment},
};

/// Month and day of every holiday of a year.
#[rustfmt::skip]
const PUBLISHED: [(i16, &[(i8, i8)]); 4] = [
    (2024, &[(1, 1), (1, 8), (2, 11), (2, 12), (2, 23), (3, 20), (4, 29), (5, 3), (5, 4), (5, 5), (5, 6), (7, 15), (8, 11), (8, 12),
             (9, 16), (9, 22), (9, 23), (10, 14), (11, 3), (11, 4), (11, 23)]),
    (2025, &[(1, 1), (1, 13), (2, 11), (2, 23), (2, 24), (3, 20), (4, 29), (5, 3), (5, 4), (5, 5), (5, 6), (7, 21), (8, 11),
             (9, 15), (9, 23), (10, 13), (11, 3), (11, 23), (11, 24)]),
    (2026, &[(1, 1), (1, 12), (2, 11), (2, 23), (3, 20), (4, 29), (5, 3), (5, 4), (5, 5), (5, 6), (7, 20), (8, 11),
             (9, 21), (9, 22), (9, 23), (10, 12), (11, 3), (11, 23)]),
    (2027, &[(1, 1), (1, 11), (2, 11), (2, 23), (3, 21), (3, 22), (4, 29), (5, 3), (5, 4), (5, 5), (7, 19), (8, 11),
             (9, 20), (9, 23), (10, 11), (11, 3), (11, 23)]),
];

const CALENDAR: Calendar = Calendar {
    closed_at_new_year: true,
};

#[test]
fn the_holidays_are_those_that_were_published() {
    for (year, published) in PUBLISHED {
        let computed: Vec<(i8, i8)> = date(year, 1, 1)
            .series(jiff::Span::new().days(1))
            .take_while(|day| day.year() == year)
            .filter(|day| is_holiday(*day))
            .map(|day| (day.month(), day.day()))
            .collect();
        assert_eq!(computed, published, "{year}");
    }
}

#[test]
fn business_days_are_counted_over_weekends_holidays_and_the_new_year() {
    let from = |text: &str| text.parse::<Date>().unwrap();
    for (start, days, end) in [
        // Tuesday; the Monday before it was 勤労感謝の日.
        ("2026-11-24", 0, "2026-11-24"),
        ("2026-11-24", 3, "2026-11-27"),
        ("2026-11-24", 4, "2026-11-30"),
        ("2026-11-20", 1, "2026-11-24"),
        ("2026-11-21", 1, "2026-11-24"),
        // Three holidays in a row after a weekend.
        ("2026-09-18", 1, "2026-09-24"),
        ("2026-12-28", 1, "2027-01-04"),
        ("2026-12-25", 3, "2027-01-05"),
    ] {
        let moment = from(start).at(16, 30, 0, 0);
        let later = Delay::BusinessDays(days).after(moment, CALENDAR);
        assert_eq!(
            later,
            from(end).at(16, 30, 0, 0),
            "{days} business days after {start}"
        );
    }
    let open = Calendar {
        closed_at_new_year: false,
    };
    let later = Delay::BusinessDays(1).after(from("2026-12-28").at(9, 0, 0, 0), open);
    assert_eq!(later.date(), from("2026-12-29"));
}

const fn months(months: u16, hours: i64) -> Delay {
    let time = SignedDuration::from_hours(hours);
    Delay::Months { months, time }
}

#[test]
fn months_are_those_of_the_calendar() {
    for (start, length, end) in [
        ("2026-11-24T10:00:00", "1 month", "2026-12-24T10:00:00"),
        ("2027-01-31T10:00:00", "1 month", "2027-02-28T10:00:00"),
        (
            "2027-01-31T10:00:00",
            "1 month 1 day",
            "2027-03-01T10:00:00",
        ),
        ("2028-02-29T00:00:00", "1 year", "2029-02-28T00:00:00"),
        ("2026-11-24T10:00:00", "10 years", "2036-11-24T10:00:00"),
    ] {
        let length: Delay = length.parse().unwrap();
        let later = length.after(start.parse().unwrap(), CALENDAR);
        assert_eq!(later.to_string(), end, "{length} after {start}");
    }
}

#[test]
fn a_delay_is_read_as_it_is_written() {
    for (text, read) in [
        ("3 business days", Delay::BusinessDays(3)),
        ("1 business day", Delay::BusinessDays(1)),
        ("3営業日", Delay::BusinessDays(3)),
        ("2 days", Delay::Time(SignedDuration::from_hours(48))),
        ("1 week", Delay::Time(SignedDuration::from_hours(168))),
        ("3660 days", Delay::Time(SignedDuration::from_hours(87_840))),
        ("1 month", months(1, 0)),
        ("1 year", months(12, 0)),
        ("10 years", months(120, 0)),
        ("1 year 2 months 3 days", months(14, 72)),
        ("P1Y2M3DT4H", months(14, 76)),
        ("61日", Delay::Time(SignedDuration::from_hours(1_464))),
        ("１日", Delay::Time(SignedDuration::from_hours(24))),
        ("2時間30分", Delay::Time(SignedDuration::from_mins(150))),
        ("　90秒", Delay::Time(SignedDuration::from_secs(90))),
        ("1年2か月3日", months(14, 72)),
        ("2ヶ月", months(2, 0)),
        ("1週間", Delay::Time(SignedDuration::from_hours(168))),
        ("３営業日", Delay::BusinessDays(3)),
    ] {
        assert_eq!(text.parse(), Ok(read), "{text}");
        assert_eq!(read.to_string().parse(), Ok(read), "{text}");
    }
    for wrong in [
        "営業日",
        "-1営業日",
        "3.5 business days",
        "9999営業日",
        "日",
        "3日後",
        "business days",
        "-1 hour",
        "-1 month",
        "3661 days",
        "121 months",
        "10 years 1 second",
    ] {
        let error = wrong.parse::<Delay>().unwrap_err();
        assert!(error.to_string().contains("3営業日"), "{wrong}");
    }
}

#[test]
fn a_screening_and_a_confirmation_take_business_days() {
    let app = app("screening.delay = \"3営業日\"\ntime.confirm_after = \"2 business days\"");
    // A Friday afternoon: Monday is the first business day.
    set_clock(&app, "2026-11-27T15:00:00");
    ask::<RegisterBuyer>(&app, &application(&[]));
    ask::<RegisterPayment>(&app, &payment("1", "1111", 1_000, 100));
    ask::<RegisterShipment>(&app, "orderNo=1&slipNo=123456789013");
    for (now, judgement, number) in [
        ("2026-12-01T14:59:59", "審査中", 3),
        ("2026-12-01T15:00:00", "審査中", 10),
        ("2026-12-02T14:59:59", "審査中", 10),
        ("2026-12-02T15:00:00", "ご利用可", 10),
    ] {
        set_clock(&app, now);
        let screening = ask::<InquireScreening>(&app, "buyerId=000000000800");
        assert_eq!(screening.text("judgeStatus"), judgement, "{now}");
        with_state(&app, |state| {
            let payment = state.books().payment("1").unwrap();
            assert_eq!(payment.state.number(), number, "{now}");
        });
    }
}

#[test]
fn the_5th_may_wait_for_a_business_day() {
    // Confirmed in November 2026, due in January 2027: the 5th is a Tuesday. Confirmed in July: 5 September is a Saturday.
    for (toml, confirmed, paid) in [
        ("", "2026-11-24", "2027-01-05"),
        ("", "2026-07-10", "2026-09-05"),
        (
            "time.payments_wait_for_business_days = true",
            "2026-11-24",
            "2027-01-05",
        ),
        (
            "time.payments_wait_for_business_days = true",
            "2026-07-10",
            "2026-09-07",
        ),
        // 5 May 2027 is こどもの日.
        (
            "time.payments_wait_for_business_days = true",
            "2027-03-31",
            "2027-05-06",
        ),
    ] {
        let day = app(toml).settings.time.payment(confirmed.parse().unwrap());
        assert_eq!(day, Some(paid.parse().unwrap()), "{toml} {confirmed}");
    }
    let never = app("time.buyers_pay = false").settings.time;
    let today: DateTime = morning();
    assert_eq!(never.payment(today.date()), None);
}
