//! `calibrate` against a simulator, as its users run it.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use kakebarai_simulator::{Settings, Simulator};

use super::shell::{run, told};

/// A simulator that guesses one thing otherwise.
fn simulator() -> Simulator {
    let toml = "rules.reuse_cancelled_orders = true";
    let mut settings = Settings::read(Some(("settings.toml", toml)), std::iter::empty()).unwrap();
    settings.listen = "127.0.0.1:0".parse().unwrap();
    Simulator::start(settings).unwrap()
}

fn calibrate(simulator: &Simulator, report: &Path, words: &[&str]) -> Output {
    let port = simulator.url().rsplit_once(':').unwrap().1;
    let merchant = simulator.merchant();
    Command::new(env!("CARGO_BIN_EXE_kakebarai-conformance"))
        .args(["calibrate", "--loopback", port, "--report"])
        .arg(report)
        .args(words)
        .env("KAKEBARAI_TRADER_CODE", merchant.code())
        .env("KAKEBARAI_PASSWORD", merchant.password())
        .output()
        .unwrap()
}

#[test]
fn a_run_writes_what_a_simulator_can_be_started_with() {
    let simulator = simulator();
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("report");
    let output = calibrate(&simulator, &report, &["--run", "--allow-settlements"]);
    let (status, printed, said) = told(&output);
    assert_eq!(status, Some(0), "{printed}{said}");
    assert!(
        printed.starts_with("違う  rules.reuse_cancelled_orders：false → true\n"),
        "{printed}"
    );
    let settings = fs::read_to_string(report.join("settings.toml")).unwrap();
    let lines = settings
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    assert_eq!(
        lines.collect::<Vec<_>>(),
        ["rules.reuse_cancelled_orders = true"]
    );
    // The file of what was confirmed is one that the simulator takes.
    let parity = report.join("parity.json");
    let with_parity = format!("{settings}parity = '{}'\n", parity.display());
    Settings::read(Some(("settings.toml", &with_parity)), std::iter::empty()).unwrap();
    let parity = parity.to_str().unwrap();
    let (status, printed, _) = told(&run(&["explain", "SET-07", "--parity", parity]));
    assert_eq!(status, Some(0));
    assert!(
        printed.contains("：rules.reuse_cancelled_orders = true\n"),
        "{printed}"
    );
    // So does a report.
    let graded = folder.path().join("graded");
    let graded_to = graded.to_str().unwrap();
    let words = [
        "--journal",
        simulator.url(),
        "--parity",
        parity,
        "--report",
        graded_to,
    ];
    let (_, printed, said) = told(&run(&[&["grade"], &words[..]].concat()));
    let written = fs::read_to_string(graded.join("conformance.json"));
    let written = written.unwrap_or_else(|error| panic!("{error}: {printed}{said}"));
    let written: serde_json::Value = serde_json::from_str(&written).unwrap();
    let judged = written["requirements"].as_array().unwrap();
    let confirmed =
        |id: &str| judged.iter().find(|one| one["id"] == id).unwrap()["confirmed"].as_str();
    assert!(
        confirmed("SET-07")
            .unwrap()
            .ends_with("：rules.reuse_cancelled_orders = true")
    );
    assert_eq!(confirmed("TAX-02"), None);
    // What is there is not written over; what was found is compared.
    let (status, _, said) = told(&calibrate(&simulator, &report, &["--run"]));
    assert_eq!(status, Some(2));
    assert!(said.contains("--resume"), "{said}");
    let again = folder.path().join("again");
    let words = ["--compare", parity, "--allow-settlements"];
    let (status, printed, said) = told(&calibrate(&simulator, &again, &words));
    assert_eq!(status, Some(0), "{printed}{said}");
    assert!(printed.contains("変わった 0、"), "{printed}");
    let usual = Simulator::start(Settings::default()).unwrap();
    let changed = folder.path().join("changed");
    let (status, printed, _) = told(&calibrate(&usual, &changed, &words));
    assert_eq!(status, Some(1));
    assert!(
        printed.contains("✗ rules.reuse_cancelled_orders：前は「true」、今は「false」\n"),
        "{printed}"
    );
}

#[test]
fn a_plan_sends_nothing_and_needs_nothing() {
    let (status, printed, _) = told(&run(&["calibrate", "--plan", "--allow-settlements"]));
    assert_eq!(status, Some(0));
    assert!(printed.starts_with("送り先：demo."), "{printed}");
    assert!(printed.contains("2.2 取消済みの受注番号"), "{printed}");
}

#[test]
fn nothing_is_sent_unless_somebody_says_that_it_is_allowed() {
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("report");
    let output = Command::new(env!("CARGO_BIN_EXE_kakebarai-conformance"))
        .args(["calibrate", "--run", "--report"])
        .arg(&report)
        .env("KAKEBARAI_TRADER_CODE", "900000001")
        .env("KAKEBARAI_PASSWORD", "kakebarai-test")
        .output()
        .unwrap();
    let (status, printed, said) = told(&output);
    assert_eq!((status, printed.as_str()), (Some(2), ""));
    assert!(said.contains("--contract-allows-it"), "{said}");
    assert!(!report.exists());
    let (status, _, said) = told(&run(&["calibrate"]));
    assert_eq!(status, Some(2));
    assert!(said.contains("--plan"), "{said}");
}

#[test]
fn credentials_are_no_arguments_and_are_asked_for_by_name() {
    let output = Command::new(env!("CARGO_BIN_EXE_kakebarai-conformance"))
        .args(["calibrate", "--run", "--loopback", "1"])
        .env_remove("KAKEBARAI_TRADER_CODE")
        .env_remove("KAKEBARAI_PASSWORD")
        .output()
        .unwrap();
    let (status, _, said) = told(&output);
    assert_eq!(status, Some(2));
    assert!(
        said.contains("環境変数 KAKEBARAI_TRADER_CODE がありません"),
        "{said}"
    );
    let (status, _, _) = told(&run(&["calibrate", "--run", "--password", "x"]));
    assert_eq!(status, Some(2));
}
