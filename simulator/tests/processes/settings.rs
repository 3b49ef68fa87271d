//! `settings` and `check`: the output of one is accepted by the other.

use std::{fs, path::Path};

use crate::process::{Process, binary};

fn run(arguments: &[&str]) -> (bool, String, String) {
    let (status, printed, logged) = Process::start(binary().args(arguments)).end();
    (status.success(), printed, logged)
}

fn checked(file: &Path, text: &str) -> (bool, String) {
    fs::write(file, text).unwrap();
    let (is_good, _, said) = run(&["check", file.to_str().unwrap()]);
    (is_good, said)
}

#[test]
fn what_settings_prints_is_a_settings_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("settings.toml");
    let (is_good, printed, _) = run(&["settings"]);
    assert!(is_good && printed.contains("\nrules.over_limit = \"limit\"\n"));
    assert_eq!(checked(&file, &printed), (true, String::new()));
    // So are its examples.
    let is_example = |line: &str| {
        line.starts_with('[')
            || line.starts_with(|c: char| c.is_ascii_lowercase()) && line.contains(" = ")
    };
    let lines = printed.lines().map(|line| match line.strip_prefix("# ") {
        Some(example) if is_example(example) => format!("{example}\n"),
        _ => format!("{line}\n"),
    });
    let with_examples: String = lines.collect();
    for example in ["[[merchants]]", "usable = false", "outcome = \"申込不備\""] {
        assert!(
            with_examples.contains(&format!("\n{example}\n")),
            "{example}"
        );
    }
    assert_eq!(checked(&file, &with_examples), (true, String::new()));
}

#[test]
fn each_mistake_is_told_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("wrong.toml");
    let wrong = "listen = \"nowhere\"\n\n[rules]\ncancel_after_shipmnt = true\n";
    let (is_good, said) = checked(&file, wrong);
    assert!(!is_good);
    assert!(
        said.contains("wrong.toml:1:") && said.contains("wrong.toml:4:"),
        "{said}"
    );
    assert!(said.contains("cancel_after_shipment"), "{said}");
}
