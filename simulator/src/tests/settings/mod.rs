//! Settings: each has its effect, and later sources win.

mod parity;
mod reading;

use jiff::civil::date;

use crate::tests::support::asking::{
    CREDENTIALS, app, application, ask, finished, payment, send, set_clock, settings, with_journal,
    with_state,
};
use crate::{
    app::AppState,
    books::change::{Alteration, Cause, Change},
    merchant::{event::Event, initial_state::InitialState},
    settings::reading::table::TABLE,
    vendor::{
        CancelPayment, CancelShipment, InquireScreening, InquireUsage, RegisterBuyer,
        RegisterPayment, RegisterShipment,
    },
};

const SLIP: &str = "orderNo=1&slipNo=123456789013";

/// A setting, a trial, and its result by default and with the setting.
struct Flip {
    setting: &'static str,
    attempt: fn(&AppState) -> String,
    usual: &'static str,
    set: &'static str,
}

const fn flip(
    setting: &'static str,
    attempt: fn(&AppState) -> String,
    usual: &'static str,
    set: &'static str,
) -> Flip {
    Flip {
        setting,
        attempt,
        usual,
        set,
    }
}

fn order(app: &AppState, number: &str, price: u32, tax: u32) -> String {
    let fields = payment(number, "1111", price, tax);
    ask::<RegisterPayment>(app, &fields).code().to_owned()
}

fn order_with(app: &AppState, fields: &str) -> String {
    ask::<RegisterPayment>(app, fields).code().to_owned()
}

fn ship(app: &AppState, fields: &str) -> String {
    ask::<RegisterShipment>(app, fields).code().to_owned()
}

fn cancel(app: &AppState) -> String {
    ask::<CancelPayment>(app, "orderNo=1&buyerId=1111")
        .code()
        .to_owned()
}

fn confirm(app: &AppState) {
    with_state(app, |state| {
        let now = state.now();
        let pays_on = app.settings.time.buyers_pay.then(|| date(2027, 1, 5));
        state.change(
            now,
            Cause::Control,
            Change::ShipmentConfirmed {
                order: "1".into(),
                pays_on,
            },
        );
    });
}

fn apply(app: &AppState, instead: &[(&str, &str)]) -> String {
    ask::<RegisterBuyer>(app, &application(instead))
        .code()
        .to_owned()
}

fn screening(app: &AppState) -> String {
    let answered = ask::<InquireScreening>(app, "buyerId=000000000800");
    match answered.code() {
        "0" => answered.text("judgeStatus").to_owned(),
        code => code.to_owned(),
    }
}

fn state(app: &AppState) -> String {
    with_state(app, |state| {
        state
            .books()
            .payment("1")
            .unwrap()
            .state
            .number()
            .to_string()
    })
}

fn used(app: &AppState) -> String {
    ask::<InquireUsage>(app, "buyerId=1111")
        .text("usePayment")
        .to_owned()
}

/// The names of the elements of AN050.
fn names(app: &AppState, fields: &str) -> String {
    let answered = ask::<InquireUsage>(app, fields);
    let names: Vec<_> = answered.elements.iter().map(|(name, _)| &**name).collect();
    names.join(" ")
}

/// The answer of AN010 for a buyer with this judgement.
fn order_of_judged(app: &AppState, judgement: &str) -> String {
    with_state(app, |state| {
        let text = format!(
            "{{\"outcome\": \"{judgement}\", \"delay\": \"0s\", \"creditLimit\": 600000, \"magicNumbers\": true}}"
        );
        let screening = serde_json::from_str(&text).unwrap();
        state.record(Event::ScreeningReplaced(screening));
    });
    apply(app, &[]);
    order_with(app, &payment("1", "000000000800", 1_000, 100))
}

#[rustfmt::skip]
const FLIPS: &[Flip] = &[
    flip("unusable_slips = \"1234\"", |w| { order(w, "1", 1000, 100); ship(w, SLIP) }, "0", "C030005"),
    flip("time.confirm_after = \"1 hour\"", |w| { order(w, "1", 1000, 100); ship(w, SLIP); set_clock(w, "2026-11-24T11:00:00"); state(w) }, "3", "10"),
    flip("time.buyers_pay = false", |w| { order(w, "1", 1000, 100); ship(w, SLIP); confirm(w); set_clock(w, "2027-01-05T00:00:00"); used(w) }, "0", "1100"),
    flip("time.payments_wait_for_business_days = true", |w| w.settings.time.payment(date(2026, 7, 10)).unwrap().to_string(), "2026-09-05", "2026-09-07"),
    flip("time.closed_at_new_year = false", |w| w.settings.time.calendar().is_business_day(date(2026, 12, 30)).to_string(), "false", "true"),
    flip("screening.outcome = \"ご利用不可\"", |w| { apply(w, &[]); set_clock(w, "2026-11-24T10:05:00"); screening(w) }, "ご利用可", "ご利用不可"),
    flip("screening.delay = \"2 hours\"", |w| { apply(w, &[]); set_clock(w, "2026-11-24T10:05:00"); screening(w) }, "ご利用可", "審査中"),
    flip("screening.credit_limit = 1000", |w| {
        apply(w, &[]); set_clock(w, "2026-11-24T10:05:00");
        ask::<InquireUsage>(w, "buyerId=000000000800").text("useOverLimit").to_owned()
    }, "600000", "1000"),
    flip("screening.magic_numbers = false", |w| { apply(w, &[("telNo", "03-0000-9011")]); screening(w) }, "申込不備", "審査中"),

    flip("wire.root = \"answer\"", |w| ask::<InquireUsage>(w, "buyerId=1111").root, "return", "answer"),
    flip("wire.unit_name = \"unit\"", |w| order_with(w, &(payment("1", "1111", 1000, 100) + "&unit1=ああああああ")), "0", "A120001"),
    flip("wire.all_codes = true", |w| send::<InquireUsage>(w, "").codes().join(" "), "E010001", "E010001 E040001 E050001"),
    flip("wire.element_order = \"returnCode,buyerId\"", |w| names(w, "buyerId=1111"),
        "returnDate returnCode buyerId buyerName useUsable useOverLimit usePayment", "returnCode buyerId returnDate buyerName useUsable useOverLimit usePayment"),
    flip("wire.empty_error_code = true", |w| names(w, "buyerId=1111"),
        "returnDate returnCode buyerId buyerName useUsable useOverLimit usePayment", "returnDate returnCode errorCode buyerId buyerName useUsable useOverLimit usePayment"),
    flip("wire.return_date = \"yyyy/MM/dd HH:mm:ss\"", |w| ask::<InquireUsage>(w, "buyerId=1111").text("returnDate").to_owned(), "20261124100000", "2026/11/24 10:00:00"),
    flip("texts.pending = \"審査待ち\"", |w| { apply(w, &[]); screening(w) }, "審査中", "審査待ち"),
    flip("texts.not_usable = \"停止\"", |w| {
        apply(w, &[]);
        ask::<InquireUsage>(w, "buyerId=000000000800").text("useUsable").to_owned()
    }, "利用不可", "停止"),
    flip("texts.full_buyer_name = false", |w| {
        apply(w, &[("shitenMei", "高田支店")]);
        ask::<InquireUsage>(w, "buyerId=000000000800").text("buyerName").to_owned()
    }, "株式会社クロネコ商事　高田支店", "クロネコ商事"),

    flip("rules.character_set = \"cp932\"", |w| apply(w, &[("sMei", "髙島屋")]), "F060004", "0"),
    flip("rules.also_kana = \"＆\"", |w| apply(w, &[("sMeikana", "クロネコ＆")]), "F090003", "0"),
    flip("rules.blank_line_amounts_count_as_zero = true", |w| order_with(w,
        "orderDate=20261124&orderNo=1&buyerId=1111&settlePrice=1000&shohiZei=0&meisaiUmu=1&shohinMei1=a&kessaiKingaku1=900&shohiZei1=0&shohinMei2=b&shohiZei2=0"), "0", "A060005"),
    flip("rules.sums_apply_without_lines = true", |w| order_with(w,
        &(payment("1", "1111", 1000, 0) + "&shohinMei1=a&kessaiKingaku1=999&shohiZei1=0")), "0", "A060005"),
    flip("rules.signs_apply_without_lines = false", |w| order_with(w,
        &(payment("1", "1111", 1000, 0) + "&shohinMei1=a&kessaiKingaku1=1000&shohiZei1=-1")), "A130005", "0"),
    flip("rules.conditional_items_apply_without_switch = false", |w| apply(w, &[("szTelno", "0840000000")]), "F360004", "0"),
    flip("rules.conditional_items_apply_without_switch = false", |w| apply(w, &[("daiYbnno", "171-0033")]), "F260002", "0"),
    flip("rules.conditional_items_apply_without_switch = false", |w| apply(w, &[("kmsTelno", "0840000000")]), "F470003", "0"),
    flip("rules.over_limit = \"available\"", |w| { order(w, "1", 500_000, 0); order(w, "2", 200_000, 0) }, "G55", "A060004"),
    flip("rules.over_limit = \"only-g55\"", |w| order(w, "1", 700_000, 0), "A060004", "G55"),
    flip("rules.not_accepted_code = \"G97\"", |w| order_of_judged(w, "ご利用不可"), "G65", "G97"),
    flip("rules.cancelled_code = \"G65\"", |w| order_of_judged(w, "取消"), "G61", "G65"),
    flip("rules.not_usable_code = \"G97\"", |w| {
        apply(w, &[("telNo", "03-0000-9013")]); set_clock(w, "2026-11-24T10:05:00");
        order_with(w, &payment("1", "000000000800", 1_000, 100))
    }, "G12", "G97"),
    flip("rules.cancel_after_shipment = true", |w| { order(w, "1", 1000, 100); ship(w, SLIP); cancel(w) }, "B020005", "0"),
    flip("rules.cancel_after_confirmation = true", |w| { order(w, "1", 1000, 100); ship(w, SLIP); confirm(w); cancel(w) }, "B020005", "0"),
    flip("rules.cancel_after_return = true", |w| {
        order(w, "1", 1000, 100);
        with_state(w, |a| { let now = a.now(); a.change(now, Cause::Control, Change::ReturnBooked { order: "1".into(), amount: 1 }); });
        cancel(w)
    }, "B050001", "0"),
    flip("rules.cancel_needs_the_buyer = false", |w| {
        order(w, "1", 1000, 100);
        ask::<CancelPayment>(w, "orderNo=1&buyerId=2222").code().to_owned()
    }, "B020004", "0"),
    flip("rules.reuse_cancelled_orders = true", |w| { order(w, "1", 1000, 100); cancel(w); order(w, "1", 1000, 100) }, "A020004", "0"),
    flip("rules.replace_shipments = true", |w| { order(w, "1", 1000, 100); ship(w, SLIP); ship(w, "orderNo=1&slipNo=000000000011") }, "C020005", "0"),
    flip("rules.slip_over_limit = \"available\"", |w| {
        order(w, "1", 500_000, 0);
        // 200,000 yen of other orders: more than the limit of 600,000 together.
        with_state(w, |a| {
            let (now, used) = (a.now(), Alteration { used_amount: Some(700_000), ..Alteration::default() });
            a.change(now, Cause::Control, Change::BuyerAltered { buyer: "1111".into(), alteration: Box::new(used) });
        });
        ship(w, SLIP)
    }, "0", "C030006"),
    flip("rules.slip_numbers_have_12_digits = true", |w| { order(w, "1", 1000, 100); ship(w, "orderNo=1&slipNo=22") }, "0", "C030002"),
    flip("rules.slip_must_be_of_the_order = true", |w| {
        order(w, "1", 1000, 100); order(w, "2", 1000, 100);
        ship(w, SLIP); ship(w, "orderNo=2&slipNo=000000000011");
        ask::<CancelShipment>(w, "orderNo=1&slipNo=000000000011").code().to_owned()
    }, "0", "D030004"),
    flip("rules.screening_query_days = 1", |w| {
        apply(w, &[]); set_clock(w, "2026-11-24T10:05:00"); set_clock(w, "2026-11-26T10:05:00"); screening(w)
    }, "ご利用可", "G080001"),
    flip("rules.screening_query_starts_with_application = true", |w| {
        apply(w, &[("telNo", "03-0000-9009")]); set_clock(w, "2027-01-24T09:00:00"); screening(w)
    }, "ご利用可", "G080001"),
    flip("journal_bytes = 0", |w| { used(w); with_journal(w, |journal| journal.entries().count().to_string()) }, "1", "0"),
    flip("snapshot_bytes = 0", |w| with_state(w, |a| { let snapshot = a.snapshot(); a.record(Event::SnapshotSaved { name: "x".to_owned(), snapshot, document: None }).to_string() }), "true", "false"),
    flip("kept_changes = 1", |w| {
        order(w, "1", 1, 0); order(w, "2", 1, 0); order(w, "3", 1, 0);
        with_state(w, |a| a.timeline().from(0).filter(|r| matches!(r.cause, Cause::Api)).count().to_string())
    }, "3", "1"),
    flip("max_merchants = 1", |w| finished(w.add(w.fresh_credentials(None, None), InitialState::STANDARD)).is_ok().to_string(), "true", "false"),
];

/// The tests of settings whose effect no single request shows.
const SEEN_ELSEWHERE: [(&str, &str); 18] = [
    ("wire.declaration", "the_bytes_are_as_set, below"),
    ("parity", "the tests of what a calibration confirmed"),
    ("shop_url", "the tests of the dashboard's links"),
    ("transport_facts", "the tests of how a request came"),
    ("tls.on", "the tests of https"),
    ("tls.listen", "the tests of https"),
    ("tls.directory", "the tests of https"),
    (
        "control_hosts",
        "the tests of who may use the control addresses",
    ),
    ("max_connections", "the tests of a crowd"),
    ("request_timeout", "the tests of a crowd"),
    ("data", "the tests of what is kept"),
    ("listen", "every test that starts a simulator"),
    (
        "control_token",
        "a token is asked for, in the tests of the control addresses",
    ),
    ("threads", "shows in the load only; the bench sets it"),
    ("clock.frozen_at", "every test that names a day"),
    ("wire.content_type", "the_bytes_are_as_set, below"),
    ("wire.malformed_as_status", "the_bytes_are_as_set, below"),
    ("wire.not_utf8_as_malformed", "the_bytes_are_as_set, below"),
];

#[test]
fn each_does_what_it_says() {
    let mut wrong = Vec::new();
    for flip in FLIPS {
        for (toml, expected) in [("", flip.usual), (flip.setting, flip.set)] {
            let found = (flip.attempt)(&app(toml));
            if found != expected {
                wrong.push(format!(
                    "{} with «{toml}»: {found}, not {expected}",
                    flip.setting
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn none_is_left_out() {
    for setting in TABLE {
        let flipped = FLIPS
            .iter()
            .any(|flip| flip.setting.starts_with(&format!("{} = ", setting.key)));
        let elsewhere = SEEN_ELSEWHERE.iter().any(|(key, _)| *key == setting.key);
        assert!(flipped != elsewhere, "{}", setting.key);
    }
}

#[test]
fn the_bytes_are_as_set() {
    let start = |toml: &str| crate::Simulator::start(settings(toml)).unwrap();
    let usual = crate::tests::support::over_http::post(&start(""), "AN050", "a=%");
    assert_eq!(usual.status, 200);
    assert_eq!(
        usual.headers["content-type"],
        "application/xml; charset=UTF-8"
    );
    assert!(
        usual.body.contains("<errorCode>Z020001</errorCode>"),
        "{}",
        usual.body
    );
    assert!(
        usual
            .body
            .starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<return>")
    );
    for (toml, beginning) in [
        ("wire.declaration = \"\"", "<return><returnDate>"),
        (
            "wire.declaration = '<?xml version=\"1.0\" encoding=\"utf-8\"?>'",
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<return>",
        ),
    ] {
        let body = crate::tests::support::over_http::post(&start(toml), "AN050", "").body;
        assert!(body.starts_with(beginning), "{body}");
    }
    let toml = "wire.content_type = \"text/xml\"\nwire.malformed_as_status = true";
    let set = crate::tests::support::over_http::post(&start(toml), "AN050", "a=%");
    assert_eq!(set.status, 400);
    assert_eq!(set.headers["content-type"], "text/xml");
    for (toml, code) in [
        ("", "E020002"),
        ("wire.not_utf8_as_malformed = true", "Z020001"),
    ] {
        let body = "traderCode=900000001&passWord=kakebarai-test&buyerId=%FF";
        let torn = crate::tests::support::over_http::post(&start(toml), "AN050", body);
        assert!(torn.body.contains(code), "{toml}: {}", torn.body);
    }
}

#[test]
fn a_merchant_and_a_buyer_of_ones_own() {
    let app = app(
        "[[merchants]]\ncode = \"123456789\"\npassword = \"my-password\"\n\
         [[buyers]]\nid = \"1111\"\nusable = false\n\
         [[buyers]]\nid = \"A-9\"\nname = \"山田商店\"\ncredit_limit = 5000\nused_amount = 1200",
    );
    assert!(app.merchant("900000001").is_none());
    let of = |buyer: &str| {
        let fields = format!("traderCode=123456789&passWord=my-password&buyerId={buyer}");
        let answered = send::<InquireUsage>(&app, &fields);
        ["useUsable", "useOverLimit", "usePayment"].map(|name| answered.text(name).to_owned())
    };
    assert_eq!(of("1111"), ["利用不可", "600000", "0"]);
    assert_eq!(of("2222"), ["利用可", "600000", "0"]);
    assert_eq!(of("A-9"), ["利用可", "5000", "1200"]);
    let stranger = send::<InquireUsage>(&app, &format!("{CREDENTIALS}&buyerId=1111"));
    assert_eq!(stranger.code(), "E010004");
}

#[test]
fn the_address_of_the_shop_is_one_of_a_page() {
    for (text, expected) in [
        ("", Some(None)),
        (
            "http://127.0.0.1:8120/admin/",
            Some(Some("http://127.0.0.1:8120/admin")),
        ),
        (
            "https://shop.example/admin",
            Some(Some("https://shop.example/admin")),
        ),
        ("javascript:alert(1)", None),
        ("http://", None),
        ("http://a/<b>", None),
        ("http://user@a/", None),
        ("127.0.0.1:8120", None),
    ] {
        let toml = format!("shop_url = \"{text}\"");
        let read = crate::Settings::read(Some(("a.toml", &toml)), std::iter::empty());
        let read = read.map(|settings| settings.shop_url).ok();
        let expected = expected.map(|url: Option<&str>| url.map(str::to_owned));
        assert_eq!(read, expected, "{text}");
    }
}
