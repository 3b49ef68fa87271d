//! `explain`: the provenance of a code, before and after a calibration.

use std::fs;

use crate::process::{Process, binary};

const PARITY: &str = r#"{"format": 1, "host": "demo.example.jp",
    "settings": {"rules.reuse_cancelled_orders": {"seen": "true"}},
    "confirmed": {"A020004": {"on": "2026-12-01", "settings": ["rules.reuse_cancelled_orders"]}}}"#;

fn explained(words: &[&str]) -> (bool, String) {
    let mut command = binary();
    command.args(["explain", "A020004"]).args(words);
    let (status, printed, logged) = Process::start(&mut command).end();
    (status.success(), printed + &logged)
}

#[test]
fn a_code_is_confirmed_for_a_simulator_that_does_as_the_provider_did() {
    let folder = tempfile::tempdir().unwrap();
    let (parity, settings) = (
        folder.path().join("parity.json"),
        folder.path().join("settings.toml"),
    );
    fs::write(&parity, PARITY).unwrap();
    fs::write(&settings, "rules.reuse_cancelled_orders = true").unwrap();
    let (parity, settings) = (parity.to_str().unwrap(), settings.to_str().unwrap());
    let guessed = "根拠       当シミュレーターの既定\n";
    assert!(explained(&[]).1.contains(guessed));
    let (_, text) = explained(&["--parity", parity]);
    assert!(text.contains(guessed), "{text}");
    let (_, text) = explained(&["--parity", parity, "--settings", settings]);
    let confirmed =
        "根拠       確認済み（2026-12-01、demo.example.jp。もとは当シミュレーターの既定）\n";
    assert!(text.contains(confirmed), "{text}");
    assert_eq!(text.lines().count(), 6);
    let (is_good, text) = explained(&["--parity", settings]);
    assert!(
        !is_good && text.contains("parity.json を指定してください"),
        "{text}"
    );
}
