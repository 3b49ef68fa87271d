//! Screening: the outcome of an application, and its time.

use crate::tests::support::asking::{app, application, ask, payment, set_clock, with_state};
use crate::{
    app::AppState,
    books::{
        change::{Alteration, Cause, Change},
        screening::MAGIC_NUMBERS,
    },
    vendor::{InquireScreening, InquireUsage, RegisterBuyer, RegisterPayment, RegisterShipment},
};

fn apply(app: &AppState, instead: &[(&str, &str)]) {
    let answered = ask::<RegisterBuyer>(app, &application(instead));
    assert_eq!(answered.code(), "0", "{instead:?}");
}

/// 審査状況, 利用状況 and 利用限度額.
fn standing(app: &AppState) -> [String; 3] {
    let screening = ask::<InquireScreening>(app, "buyerId=000000000800");
    let usage = ask::<InquireUsage>(app, "buyerId=000000000800");
    [
        screening.text("judgeStatus").to_owned(),
        usage.text("useUsable").to_owned(),
        usage.text("useOverLimit").to_owned(),
    ]
}

/// 審査状況, 利用状況 and 利用限度額.
type Standing = [&'static str; 3];

const PENDING: Standing = ["審査中", "利用不可", "0"];

#[test]
fn five_minutes_by_default() {
    let app = app("");
    apply(&app, &[]);
    assert_eq!(standing(&app), PENDING);
    set_clock(&app, "2026-11-24T10:04:59");
    assert_eq!(standing(&app), PENDING);
    set_clock(&app, "2026-11-24T10:05:00");
    assert_eq!(standing(&app), ["ご利用可", "利用可", "600000"]);
}

/// The digits, and the standing at once, after five minutes, after 24 hours and five minutes, and after three days.
type Magic = (&'static str, Standing, Standing, Standing, Standing);

#[rustfmt::skip]
const MAGIC: [Magic; 13] = [
    ("9001", PENDING, ["申込不備", "利用不可", "0"], ["申込不備", "利用不可", "0"], ["申込不備", "利用不可", "0"]),
    ("9002", PENDING, ["ご利用不可", "利用不可", "0"], ["ご利用不可", "利用不可", "0"], ["ご利用不可", "利用不可", "0"]),
    ("9003", PENDING, PENDING, PENDING, PENDING),
    ("9004", PENDING, ACCEPTED, ["ご利用不可", "利用不可", "0"], ["ご利用不可", "利用不可", "0"]),
    ("9005", PENDING, ACCEPTED, ["取消", "利用不可", "0"], ["取消", "利用不可", "0"]),
    ("9006", PENDING, ACCEPTED, ["限度額変更", "利用可", "300000"], ["限度額変更", "利用可", "300000"]),
    ("9007", PENDING, ["ご利用可", "利用可", "10000"], ["ご利用可", "利用可", "10000"], ["ご利用可", "利用可", "10000"]),
    ("9008", PENDING, ["ご利用可", "利用可", "20000000"], ["ご利用可", "利用可", "20000000"], ["ご利用可", "利用可", "20000000"]),
    ("9009", PENDING, PENDING, PENDING, ACCEPTED),
    ("9010", ACCEPTED, ACCEPTED, ACCEPTED, ACCEPTED),
    ("9011", ["申込不備", "利用不可", "0"], ["申込不備", "利用不可", "0"], ["申込不備", "利用不可", "0"], ["申込不備", "利用不可", "0"]),
    ("9012", ["ご利用不可", "利用不可", "0"], ["ご利用不可", "利用不可", "0"], ["ご利用不可", "利用不可", "0"], ["ご利用不可", "利用不可", "0"]),
    ("9013", PENDING, ["ご利用可", "利用不可", "600000"], ["ご利用可", "利用不可", "600000"], ["ご利用可", "利用不可", "600000"]),
];
const ACCEPTED: Standing = ["ご利用可", "利用可", "600000"];

#[test]
fn the_last_four_digits_choose() {
    for (digits, at_once, soon, next_day, later) in MAGIC {
        // The places of hyphens do not matter.
        let (first, rest) = digits.split_at(1);
        for telephone in [
            format!("03-0000-{digits}"),
            format!("090-0000{first}-{rest}"),
        ] {
            let app = app("");
            apply(&app, &[("telNo", &telephone)]);
            for (now, expected) in [
                ("2026-11-24T10:00:00", at_once),
                ("2026-11-24T10:05:00", soon),
                ("2026-11-25T10:05:00", next_day),
                ("2026-11-27T10:00:00", later),
            ] {
                set_clock(&app, now);
                assert_eq!(standing(&app), expected, "{telephone} at {now}");
            }
        }
    }
}

/// What is set by hand stands; the word of the screening comes all the same.
#[test]
fn a_later_step_of_the_screening_lifts_no_stop_and_no_limit() {
    let altered = |digits: &str, at: &str, alteration: Alteration, later: &str| {
        let app = app("");
        apply(&app, &[("telNo", &format!("03-0000-{digits}"))]);
        set_clock(&app, at);
        with_state(&app, |state| {
            let now = state.now();
            let buyer = "000000000800".into();
            let alteration = Box::new(alteration);
            let change = Change::BuyerAltered { buyer, alteration };
            state.change(now, Cause::Control, change);
        });
        set_clock(&app, later);
        (standing(&app), app)
    };
    let stop = Alteration {
        stopped: Some(true),
        credit_limit: Some(50_000),
        ..Alteration::default()
    };
    let (standing, app) = altered("9006", "2026-11-24T10:10:00", stop, "2026-11-25T10:10:00");
    assert_eq!(standing, ["限度額変更", "利用不可", "50000"]);
    let order = payment("1", "000000000800", 1_000, 100);
    assert_eq!(ask::<RegisterPayment>(&app, &order).code(), "G61");

    let unusable = Alteration {
        usable: Some(false),
        credit_limit: Some(777),
        ..Alteration::default()
    };
    let (standing, _) = altered(
        "0001",
        "2026-11-24T10:01:00",
        unusable,
        "2026-11-24T10:06:00",
    );
    assert_eq!(standing, ["ご利用可", "利用不可", "777"]);
    // A screening that says no gives nobody leave to buy.
    let usable = Alteration {
        usable: Some(true),
        ..Alteration::default()
    };
    let (standing, _) = altered("9002", "2026-11-24T10:01:00", usable, "2026-11-24T10:06:00");
    assert_eq!(standing, ["ご利用不可", "利用不可", "0"]);
}

#[test]
fn two_kinds_of_stopped_buyers() {
    for (digits, code) in [("9014", "G12"), ("9015", "G61")] {
        let app = app("");
        apply(&app, &[("telNo", &format!("03-0000-{digits}"))]);
        set_clock(&app, "2026-11-24T10:05:00");
        assert_eq!(standing(&app)[0], "ご利用可");
        let order = payment("1", "000000000800", 1_000, 100);
        assert_eq!(
            ask::<RegisterPayment>(&app, &order).code(),
            code,
            "{digits}"
        );
    }
}

#[test]
fn the_list_is_the_one_that_is_documented() {
    let readme = include_str!("../../../../README.md");
    for magic in MAGIC_NUMBERS {
        assert!(
            readme.contains(&format!("`{}`", magic.digits)),
            "{}",
            magic.digits
        );
    }
    let tested = MAGIC
        .iter()
        .map(|(digits, ..)| *digits)
        .chain(["9014", "9015"]);
    assert!(tested.eq(MAGIC_NUMBERS.iter().map(|magic| magic.digits)));
}

#[test]
fn rules_go_by_id_telephone_and_name() {
    const RULES: &str = r#"
        [[screening.rules]]
        buyer_id = "*800"
        name = "落選*"
        outcome = "ご利用不可"
        delay = "0s"
        [[screening.rules]]
        telephone = "03-0000-5*"
        outcome = "ご利用可"
        delay = "0s"
        credit_limit = 123456
        [[screening.rules]]
        name = "*不備*"
        outcome = "申込不備"
        delay = "0s"
    "#;
    for (name, telephone, expected) in [
        ("落選商事", "03-0000-0001", ["ご利用不可", "利用不可", "0"]),
        ("落選商事", "03-0000-5001", ["ご利用不可", "利用不可", "0"]),
        ("当選商事", "03-0000-5001", ["ご利用可", "利用可", "123456"]),
        (
            "書類不備商事",
            "03-0000-0001",
            ["申込不備", "利用不可", "0"],
        ),
        // Rules precede the magic values.
        (
            "書類不備商事",
            "03-0000-9010",
            ["申込不備", "利用不可", "0"],
        ),
        ("商事", "03-0000-0001", PENDING),
        ("商事", "03-0000-9010", ACCEPTED),
    ] {
        let app = app(RULES);
        apply(&app, &[("sMei", name), ("telNo", telephone)]);
        assert_eq!(standing(&app), expected, "{name} {telephone}");
    }
}

#[test]
fn an_order_of_before_is_shipped_though_the_buyer_was_refused_since() {
    let app = app("");
    apply(&app, &[("telNo", "03-0000-9004")]);
    set_clock(&app, "2026-11-24T10:05:00");
    let order = payment("1", "000000000800", 1_000, 100);
    assert_eq!(ask::<RegisterPayment>(&app, &order).code(), "0");
    set_clock(&app, "2026-11-25T10:05:00");
    assert_eq!(standing(&app), ["ご利用不可", "利用不可", "0"]);
    let shipped = ask::<RegisterShipment>(&app, "orderNo=1&slipNo=123456789013");
    assert_eq!(shipped.code(), "0");
}

#[test]
fn a_refused_id_stays_taken() {
    let app = app("");
    apply(&app, &[("telNo", "03-0000-9012")]);
    let again = ask::<RegisterBuyer>(&app, &application(&[]));
    assert_eq!(again.code(), "F020004");
    apply(&app, &[("cId", "000000000801")]);
}

#[test]
fn sixty_days_after_the_decision_it_can_no_longer_be_asked() {
    let app = app("");
    apply(&app, &[]);
    let code = |app: &AppState| {
        ask::<InquireScreening>(app, "buyerId=000000000800")
            .code()
            .to_owned()
    };
    for (now, expected) in [
        ("2026-11-24T10:05:00", "0"),
        ("2027-01-23T10:04:59", "0"),
        ("2027-01-24T10:05:00", "G080001"),
    ] {
        set_clock(&app, now);
        assert_eq!(code(&app), expected, "{now}");
    }
    assert_eq!(
        ask::<InquireUsage>(&app, "buyerId=000000000800").code(),
        "0"
    );
}
