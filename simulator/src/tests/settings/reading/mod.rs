//! The sources of settings: the environment over the file, a program with the same limits.

mod file;

use std::time::Duration;

use jiff::{SignedDuration, civil::DateTime};

use crate::tests::{settings::FLIPS, support::asking::settings};
use crate::{
    Delay, Settings, Simulator, StartError,
    settings::{ScreeningRule, reading::table::TABLE},
};

#[test]
fn the_environment_is_over_the_file_and_the_file_over_the_defaults() {
    let variable = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let file = Some(("settings.toml", "max_merchants = 7\njournal_bytes = 7"));
    let environment = [
        variable("KAKEBARAI_MAX_MERCHANTS", "8"),
        variable("KAKEBARAI_RULES_OVER_LIMIT", "only-g55"),
        variable("KAKEBARAI_SOMETHING_OF_ANOTHER_PROGRAM", "x"),
        variable("MAX_MERCHANTS", "9"),
    ];
    let read = Settings::read(file, environment.into_iter()).unwrap();
    assert_eq!(
        (read.max_merchants, read.journal_bytes, read.kept_changes),
        (8, 7, 1000)
    );
    assert_eq!(read.listen.to_string(), "127.0.0.1:8110");
    let variable = variable("KAKEBARAI_MAX_MERCHANTS", "many");
    let problems = Settings::read(None, std::iter::once(variable)).unwrap_err();
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].place, "環境変数 KAKEBARAI_MAX_MERCHANTS");
    assert!(
        problems[0].remedy.contains("100000"),
        "{}",
        problems[0].remedy
    );
}

#[test]
fn a_variable_that_is_meant_for_a_setting_and_is_none_is_named() {
    let problem = |name: &str, value: &str| {
        let variable = (name.to_owned(), value.to_owned());
        let read = Settings::read(None, std::iter::once(variable));
        read.err().map(|problems| {
            assert_eq!(problems[0].place, format!("環境変数 {name}"));
            format!("{}{}", problems[0].what, problems[0].remedy)
        })
    };
    for (name, remedy) in [
        (
            "KAKEBARAI_RULE_OVER_LIMIT",
            "KAKEBARAI_RULES_OVER_LIMIT の誤り",
        ),
        ("KAKEBARAI_MAX_MERCHANT", "KAKEBARAI_MAX_MERCHANTS の誤り"),
        ("kakebarai_listen", "KAKEBARAI_LISTEN の誤り"),
        ("KAKEBARAI_RULES_XX", "設定の一覧を確認してください"),
    ] {
        let said = problem(name, "limit").unwrap_or_default();
        assert!(said.contains(remedy), "{name}: {said}");
        assert!(
            said.contains("この名前の設定はありません"),
            "{name}: {said}"
        );
    }
    // Variables of the tests, the adapters, the shop, and other programs.
    for name in [
        "KAKEBARAI_URL",
        "KAKEBARAI_PASSWORD",
        "KAKEBARAI_TRADER_CODE",
        "KAKEBARAI_SCENARIO",
        "KAKEBARAI_SHOP_KEY",
        "KAKEBARAI_ADAPTER_DATA",
        "KAKEBARAI_ADAPTER_TOKEN",
        "KAKEBARAI_TEST_POSTGRES",
        "KAKEBARAI_BROWSER_TESTS",
        "KAKEBARAI_ORDERS",
        "KAKEBARAI_COMMIT",
    ] {
        assert_eq!(problem(name, "x"), None, "{name}");
    }
    // A file of variables written by Windows.
    let said = problem("KAKEBARAI_RULES_OVER_LIMIT", "limit\r").unwrap_or_default();
    assert!(
        said.contains("改行文字（CR）") && said.contains("LF"),
        "{said}"
    );
}

#[test]
fn settings_of_a_program_have_the_limits_of_a_file() {
    type Spoil = fn(&mut Settings);
    let spoilt: [(Spoil, &str); 17] = [
        (|s| s.max_connections = 0, "max_connections"),
        (|s| s.request_timeout = Duration::ZERO, "request_timeout"),
        (|s| s.request_timeout = Duration::MAX, "request_timeout"),
        (|s| s.max_merchants = 0, "max_merchants"),
        (|s| s.threads = Some(0), "1～64"),
        (|s| s.threads = Some(65), "threads"),
        (|s| s.journal_bytes = (1 << 30) + 1, "journal_bytes"),
        (|s| s.kept_changes = usize::MAX, "kept_changes"),
        (|s| s.clock.frozen_at = Some(DateTime::MIN), "frozen_at"),
        (|s| s.screening.delay = before_now(), "screening.delay"),
        (
            |s| s.time.confirm_after = Some(before_now()),
            "confirm_after",
        ),
        (|s| s.assumptions.wire.root = "a b".to_owned(), "wire.root"),
        (|s| s.buyers.push(s.buyers[0].clone()), "1111"),
        (
            |s| s.buyers[0].standing.credit_limit = 20_000_001,
            "buyers の credit_limit",
        ),
        (
            |s| s.merchants[0].code = "1".to_owned(),
            "merchants の code",
        ),
        (|s| s.merchants.push(s.merchants[0].clone()), "900000001"),
        (
            |s| s.screening.rules.push(nobody()),
            "screening.rules の buyer_id",
        ),
    ];
    for (spoil, named) in spoilt {
        let mut settings = Settings::default();
        assert!(settings.check().is_ok());
        spoil(&mut settings);
        let Err(error @ StartError::Settings(_)) = Simulator::start(settings) else {
            panic!("{named}");
        };
        assert!(error.to_string().contains(named), "{error}");
    }
}

fn before_now() -> Delay {
    Delay::Time(SignedDuration::from_secs(-1))
}

fn nobody() -> ScreeningRule {
    ScreeningRule {
        buyer_id: Some(String::new()),
        ..ScreeningRule::default()
    }
}

#[test]
fn what_is_got_is_read_as_the_same() {
    let further = [
        "listen = \"0.0.0.0:80\"\ncontrol_token = \"0123456789abcdef\"",
        "tls.on = true\ntls.listen = \"[::1]:443\"\ntls.directory = \"a/b\"",
        "control_hosts = [\"a.example\", \"b.example\"]\nunusable_slips = [\"1\", \"22\"]",
        "data = \"a.db\"\nthreads = 64\nrequest_timeout = \"1500 ms\"",
        "data = \"postgres://u:p@h/x\"\nclock.frozen_at = 2026-11-24T10:00:00",
        "screening.delay = \"2 business days\"\ntime.confirm_after = \"1 year 1 hour\"",
        "rules.not_usable_code = \"G61\"\nwire.malformed_as_status = true",
    ];
    let flips = FLIPS.iter().map(|flip| flip.setting);
    for toml in further.into_iter().chain(flips) {
        let read = settings(toml);
        let mut again = Settings::default();
        for setting in TABLE {
            let text = (setting.get)(&read);
            let accepted = (setting.set)(&mut again, &text);
            assert_eq!(accepted, Ok(()), "{} = {text}", setting.key);
        }
        assert_eq!(format!("{again:?}"), format!("{read:?}"), "{toml}");
        assert!(again.control_token == read.control_token && again.data == read.data);
    }
}
