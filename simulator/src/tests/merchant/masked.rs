//! No journal, error or debug text contains passwords or personal data.

use crate::tests::{
    support::asking::{app, application, ask, send, settings, with_journal},
    support::over_http::{post, show},
};
use crate::{
    Simulator,
    settings::Settings,
    vendor::{InquireUsage, RegisterBuyer},
};

const PASSWORD: &str = "hush-hush-hush";
const TOKEN: &str = "a-token-that-is-secret";

fn merchant() -> String {
    format!(
        "control_token = \"{TOKEN}\"\n[[merchants]]\ncode = \"123456789\"\npassword = \"{PASSWORD}\""
    )
}

#[test]
fn no_debug_text_has_a_password_or_a_token() {
    let settings = settings(&merchant());
    assert!(!format!("{settings:#?}").contains("hush"));
    assert!(!format!("{settings:#?}").contains(TOKEN));
    let simulator = Simulator::start(settings).unwrap();
    let merchant = simulator.merchant();
    let text = format!("{simulator:#?}{merchant:#?}");
    assert!(!text.contains("hush") && !text.contains(TOKEN) && !text.contains(merchant.password()));
    assert!(text.contains(merchant.code()));
}

#[test]
fn no_problem_repeats_a_password_or_a_token() {
    for text in [
        "[[merchants]]\ncode = \"123456789\"\npassword = \"hush hush\"",
        "[[merchants]]\ncode = \"hush\"\npassword = \"hush-hush\"\npasswrd = \"hush-hush-hush\"",
        "control_token = \"hush\"",
        "[[merchants]]\npassword = [\"hush\"]",
        "[[merchants]]\ncode = \"123456789\"\npassword = \"hush",
    ] {
        let problems = Settings::read(Some(("s.toml", text)), std::iter::empty()).unwrap_err();
        for problem in problems {
            assert!(!problem.to_string().contains("hush"), "{problem}");
        }
    }
    let variable = ("KAKEBARAI_CONTROL_TOKEN".to_owned(), "hush".to_owned());
    for problem in Settings::read(None, std::iter::once(variable)).unwrap_err() {
        assert!(!problem.to_string().contains("hush"), "{problem}");
    }
}

#[test]
fn the_journal_has_no_password_wherever_it_was_sent() {
    let app = app(&merchant());
    for body in [
        format!("traderCode=123456789&passWord={PASSWORD}&buyerId=1111"),
        format!("traderCode={PASSWORD}&passWord=x&buyerId={PASSWORD}"),
        "traderCode=123456789&passWord=hush-typo&buyerId=hush-typo".to_owned(),
        format!("traderCode=123456789&password={PASSWORD}&buyerId=1111"),
        format!("traderCode=123456789&{PASSWORD}=&buyerId=1111"),
    ] {
        send::<InquireUsage>(&app, &body);
    }
    let merchant = app.merchant("123456789").unwrap();
    let unattributed = format!("{:?}", app.unattributed.lock());
    let kept = format!("{:?}{unattributed}", merchant.journal());
    assert!(!kept.contains("hush"), "{kept}");
}

#[test]
fn the_journal_has_no_personal_data() {
    let app = app("");
    ask::<RegisterBuyer>(
        &app,
        &application(&[("daiAddress", "秘密の住所"), ("keitaiNo", "090-1234-5678")]),
    );
    ask::<InquireUsage>(&app, "buyerId=000000000800&buyerTelNo=03-0000-0800");
    let kept = with_journal(&app, |journal| format!("{journal:?}"));
    for personal in [
        "クロネコ",
        "黒猫",
        "大和",
        "ヤマト",
        "豊島区",
        "03-0000-0800",
        "1234-5678",
        "秘密",
    ] {
        assert!(!kept.contains(personal), "{personal}: {kept}");
    }
    // Their arrival is recorded nevertheless.
    assert!(kept.contains("daikjmeiSei") && kept.contains("000000000800"));
}

#[test]
fn no_control_address_shows_a_password_or_an_address() {
    let simulator = Simulator::start(settings("")).unwrap();
    let merchant = simulator.merchant();
    let credentials = format!(
        "traderCode={}&passWord={}",
        merchant.code(),
        merchant.password()
    );
    let applied = post(
        &simulator,
        "AN060",
        &format!("{credentials}&{}", application(&[])),
    );
    assert!(applied.body.contains("<returnCode>0<"), "{}", applied.body);
    for path in [
        "",
        "/journal",
        "/changes",
        "/buyers",
        "/orders",
        "/faults",
        "/clock",
        "/screening",
        "/snapshots",
    ] {
        let shown = show(&simulator, &format!("merchants/{}{path}", merchant.code()));
        assert!(!shown.contains(merchant.password()), "{path}");
        assert!(
            !shown.contains("豊島区") && !shown.contains("黒猫"),
            "{path}: {shown}"
        );
    }
    let changes = show(
        &simulator,
        &format!("merchants/{}/changes", merchant.code()),
    );
    assert!(changes.contains("buyerApplied"));
    assert!(!changes.contains("クロネコ商事") && !changes.contains("03-0000"));
    assert!(!show(&simulator, "status").contains(merchant.password()));
}
