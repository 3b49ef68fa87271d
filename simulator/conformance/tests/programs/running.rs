//! `run` as its users run it: adapters that cannot do much, exit status, what is written.

use std::{fs, path::Path};

use serde_json::Value;

use super::shell::{SHELL, run, told};

/// Runs with an adapter in shell, and returns status, what was printed, what was said, and the folder of the report.
fn judge(cases: &str, flags: &[&str]) -> (Option<i32>, String, String, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let script = SHELL.replace("CASES", cases);
    let report = folder.path().join("report");
    let mut words = vec!["run", "--report", report.to_str().unwrap()];
    words.extend(flags);
    words.extend(["--", "sh", "-c", &script]);
    let (status, printed, said) = told(&run(&words));
    (status, printed, said, folder)
}

fn json(folder: &Path) -> Value {
    let text = fs::read_to_string(folder.join("report/conformance.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// One that introduces itself, and dies whenever a shop is opened.
const DIES: &str = r#"*'"do":"start"'*) echo "{\"id\":$id,\"protocol\":1,\"integration\":{\"name\":\"sh\"},\"can\":[\"offer\"]}";;
        *'"do":"begin"'*) echo 'PHP Fatal error: no database' >&2; exit 255;;"#;
/// One that never answers when a shop is opened.
const MUTE: &str = r#"*'"do":"start"'*) echo "{\"id\":$id,\"protocol\":1,\"integration\":{\"name\":\"sh\"},\"can\":[\"offer\"]}";;
        *'"do":"begin"'*) ;;"#;
/// One that prints warnings where its answers belong.
const NOISY: &str = r#"*'"do":"start"'*) echo "PHP Notice: undefined"; echo "{\"id\":$id,\"protocol\":1,\"integration\":{\"name\":\"sh\"}}";;"#;

#[test]
fn an_adapter_that_does_nothing_yet_is_told_what_is_untested() {
    let (status, printed, said, folder) = judge("", &[]);
    assert_eq!((status, said.as_str()), (Some(1), ""), "{printed}");
    assert!(printed.contains("－ SET-01 未実施"), "{printed}");
    assert!(
        printed.contains("can に order を宣言していません"),
        "{printed}"
    );
    assert!(!printed.contains("不合格"), "{printed}");
    assert!(!printed.contains('\u{1b}'), "{printed}");
    let report = json(folder.path());
    assert_eq!(
        (&report["level"], &report["run"]["complete"]),
        (&0.into(), &true.into())
    );
    assert_eq!(report["requirements"].as_array().unwrap().len(), 100);
    for file in [
        "conformance.html",
        "junit.xml",
        "summary.md",
        "badge.svg",
        "badge.json",
        "events.ndjson",
        "traffic.ndjson",
        "adapter.log",
    ] {
        assert!(folder.path().join("report").join(file).is_file(), "{file}");
    }
    // Nothing has changed against itself.
    let file = folder.path().join("report/conformance.json");
    let file = file.to_str().unwrap();
    let (status, printed, _) = told(&run(&["compare", file, file]));
    assert_eq!(status, Some(0), "{printed}");
    assert!(printed.contains("変わった要件 0"), "{printed}");
}

#[test]
fn an_adapter_that_dies_ends_in_a_report_that_says_how() {
    let (status, printed, _, folder) = judge(DIES, &["--only", "ELG"]);
    assert_eq!(status, Some(3), "{printed}");
    assert!(printed.contains("3回起動し直しましたが"), "{printed}");
    let report = json(folder.path());
    assert_eq!(report["run"]["complete"], false);
    let log = fs::read_to_string(folder.path().join("report/adapter.log")).unwrap();
    assert!(log.contains("PHP Fatal error: no database"), "{log}");
}

#[test]
fn a_mute_adapter_ends_in_a_report_that_says_so() {
    let (status, printed, _, _folder) = judge(MUTE, &["--only", "ELG", "--message-timeout", "1"]);
    assert_eq!(status, Some(3), "{printed}");
    assert!(
        printed.contains("「begin」の応答が1秒待っても届きません"),
        "{printed}"
    );
}

#[test]
fn warnings_on_stdout_are_a_remark_and_no_verdict() {
    let (status, printed, _, folder) = judge(NOISY, &["--only", "walk"]);
    assert_eq!(status, Some(1), "{printed}");
    let remark = "応答でない行が1行ありました（最後の行：PHP Notice: undefined）";
    assert!(printed.contains(remark), "{printed}");
    assert_eq!(json(folder.path())["remarks"].as_array().unwrap().len(), 1);
}

#[test]
fn nothing_that_listens_is_three() {
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("report");
    let (status, _, said) = told(&run(&[
        "run",
        "--only",
        "walk",
        "--report",
        report.to_str().unwrap(),
        "--adapter-url",
        "http://127.0.0.1:1/",
    ]));
    assert_eq!(status, Some(3), "{said}");
    assert!(said.contains("http://127.0.0.1:1/ に送れません"), "{said}");
}

#[test]
fn a_baseline_with_a_stale_entry_is_one() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("known.toml");
    let known = |text: &str| {
        fs::write(&file, text).unwrap();
        let flags = [
            "--level",
            "1",
            "--only",
            "walk",
            "--baseline",
            file.to_str().unwrap(),
        ];
        judge("", &flags)
    };
    let (status, printed, _, _folder) = known(
        "[[known]]\nid = \"LIN-05\"\nkind = \"fails\"\nreason = \"99件まで\"\nuntil = 2020-01-01\n",
    );
    assert_eq!(status, Some(1), "{printed}");
    assert!(
        printed.contains("✗ 一覧の LIN-05：期限が過ぎています"),
        "{printed}"
    );
    let (status, _, said, _folder) =
        known("[[known]]\nid = \"LIN-99\"\nkind = \"fails\"\nreason = \"99件まで\"\n");
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("LIN-99"), "{said}");
}

#[test]
fn what_would_be_run_is_listed_without_an_adapter() {
    let words = [
        "run",
        "--dry-run",
        "--only",
        "TAX-02",
        "--",
        "no-such-program-of-anybody",
    ];
    let (status, printed, said) = told(&run(&words));
    assert_eq!((status, said.as_str()), (Some(0), ""));
    assert!(printed.lines().count() > 1, "{printed}");
    assert!(
        printed.lines().all(|line| line.contains(".feature:")),
        "{printed}"
    );
}

#[test]
fn flags_that_cannot_be_meant() {
    for (flags, expected, words) in [
        (&["--only", "TAX-99"][..], 2, "TAX-99"),
        (
            &["--scenario", "そのようなものはない"],
            4,
            "選ばれたシナリオがありません",
        ),
        (&["--profile", "nobody"], 2, "nobody"),
        (&["--requirements", "1999-01"], 2, "1999-01"),
        (
            &["--since", "no-such-report.json"],
            2,
            "no-such-report.json",
        ),
        (
            &["--settings", "no-such-settings.toml"],
            2,
            "no-such-settings.toml",
        ),
        (&["--accept", "TAX-02"], 2, "--reason"),
        (&["--level", "5"], 2, "--level"),
    ] {
        let (status, printed, said, _folder) = judge("", flags);
        assert_eq!(status, Some(expected), "{flags:?} {printed} {said}");
        assert!(said.contains(words), "{flags:?} {said}");
    }
}
