//! A calibration's confirmations: for which simulators they hold, and files that are refused.

use std::path::Path;

use serde_json::Value;

use crate::{
    Simulator,
    settings::{Parity, Settings},
    tests::support::{
        asking::settings,
        over_http::{get, post, show},
    },
};

const PARITY: &str = r#"{"format": 1, "host": "demo.example.jp", "settings": {
    "rules.reuse_cancelled_orders": {"seen": "true", "verdict": "differs"},
    "rules.over_limit": {"seen": null, "verdict": "cantTell"}},
  "confirmed": {
    "A020004": {"on": "2026-12-01", "settings": ["rules.reuse_cancelled_orders"]},
    "A060004": {"on": "2026-12-01", "settings": ["rules.over_limit"]},
    "A010001": {"on": "2026-12-02", "settings": []}}}"#;

fn opened(text: &str) -> Result<Parity, String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("parity.json");
    std::fs::write(&file, text).unwrap();
    Parity::open(&file)
}

fn day(toml: &str, code: &str) -> Option<String> {
    let mut settings = Settings::read(Some(("settings.toml", toml)), std::iter::empty()).unwrap();
    settings.parity = Some(opened(PARITY).unwrap());
    let confirmation = settings.confirmation(code);
    confirmation.map(|found| format!("{} {}", found.on, found.host))
}

#[test]
fn a_code_is_confirmed_where_the_settings_are_as_they_were_seen() {
    let on_the_first = Some("2026-12-01 demo.example.jp".to_owned());
    let on_the_second = Some("2026-12-02 demo.example.jp".to_owned());
    for (toml, code, expected) in [
        ("", "A020004", None),
        (
            "rules.reuse_cancelled_orders = true",
            "A020004",
            on_the_first,
        ),
        ("", "A060004", None),
        ("", "A010001", on_the_second),
        ("", "A010002", None),
    ] {
        assert_eq!(day(toml, code), expected, "{toml} {code}");
    }
    assert_eq!(Settings::default().confirmation("A010001"), None);
}

#[test]
fn what_is_no_such_file_says_which_one_is() {
    for text in [
        "",
        "{}",
        r#"{"format": 2, "host": "", "settings": {}, "confirmed": {}}"#,
    ] {
        let refused = opened(text).unwrap_err();
        assert!(
            refused.contains("parity.json を指定してください"),
            "{refused}"
        );
    }
    let toml = "parity = \"/nowhere/parity.json\"";
    let problems = Settings::read(Some(("settings.toml", toml)), std::iter::empty()).unwrap_err();
    assert_eq!(problems[0].place, "settings.toml:1");
    assert!(problems[0].remedy.contains("calibrate"), "{}", problems[0]);
    assert!(Parity::open(Path::new("/nowhere")).is_err());
}

#[test]
fn the_trace_of_a_request_and_its_page_say_when() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("parity.json");
    std::fs::write(&file, PARITY).unwrap();
    let toml = format!("parity = '{}'", file.display());
    let simulator = Simulator::start(settings(&toml)).unwrap();
    let answer = post(&simulator, "AN010", "passWord=x");
    let number = answer.headers["x-simulator-request"].to_str().unwrap();
    let trace: Value =
        serde_json::from_str(&show(&simulator, &format!("requests/{number}"))).unwrap();
    let day = |code: &str| {
        let rules = trace["rules"].as_array().unwrap();
        let rule = rules.iter().find(|rule| rule["code"] == code).unwrap();
        rule["confirmedOn"].clone()
    };
    assert_eq!(day("A010001"), "2026-12-02");
    // The simulator differs from what the provider did.
    assert_eq!(day("A020004"), Value::Null);
    let part = format!("/_simulator/dashboard/part?request={number}");
    let page = get(&simulator, &part).body;
    assert!(page.contains("確認済み 2026-12-02"), "{page}");
}
