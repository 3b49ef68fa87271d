//! The adapters to begin with: written to an empty folder, run, and checked, where their language is there.

use std::{
    env,
    ffi::OsString,
    io::Write as _,
    process::{Command, Stdio},
};

use kakebarai_conformance::adapter::{
    Patience, Place,
    check::{CheckLine, Mark, check},
    skeletons::{SKELETONS, Skeleton},
};

/// The skeleton of a language, if it can be run. Says past the capture of the test harness that it was left out, so that it is
/// read in a run that passes, and fails where all are asked for.
fn skeleton(language: &str) -> Option<&'static Skeleton> {
    let mut known = SKELETONS.iter();
    let skeleton = known.find(|known| known.language == language).unwrap();
    let program = skeleton.command[0];
    let there = Command::new(program)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if there.is_ok() {
        return Some(skeleton);
    }
    let _ = writeln!(
        std::io::stderr(),
        "LEFT OUT: {program} is not installed, so the adapter in {language} was not run"
    );
    assert!(
        env::var_os("KAKEBARAI_ADAPTER_TESTS").is_none_or(|must| must != "required"),
        "{program} is not installed, and KAKEBARAI_ADAPTER_TESTS=required"
    );
    None
}

/// Writes it, runs it, and reads what `check` says.
async fn passes(language: &str) {
    let Some(skeleton) = skeleton(language) else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let written = skeleton.write(folder.path()).unwrap();
    assert!(written.iter().all(|path| path.is_file()));
    let (program, file) = (skeleton.command[0], skeleton.command[1]);
    let words = [
        OsString::from(program),
        folder.path().join(file).into_os_string(),
    ];
    let mut lines = Vec::new();
    let mut tell = |line: &CheckLine| lines.push(line.clone());
    let place = || Place::Command(words.to_vec());
    let checked = check(place, Patience::default(), &mut tell).await.unwrap();
    let read: Vec<_> = lines.iter().map(ToString::to_string).collect();
    let read = read.join("\n");
    assert_eq!(checked.broken, 0, "{read}");
    // Its shop says of both verbs that it is not written yet.
    let hints: Vec<_> = lines
        .iter()
        .filter(|line| line.mark == Mark::Hint)
        .map(|line| line.what.as_str())
        .collect();
    assert_eq!(hints, ["placeOrder", "orderStatus"], "{read}");
    for met in [
        "✓ start：わたしのお店 1.0",
        "✓ begin：",
        "✓ end",
        "✓ 知らない動詞には unsupported",
        "✓ 始まっていないセッションには failed",
        "✓ stop：",
        "✓ 標準入力の終わり：",
        "✓ 標準出力：応答だけです",
    ] {
        assert!(read.contains(met), "{met}\n{read}");
    }
}

#[tokio::test]
async fn php() {
    passes("php").await;
}

#[tokio::test]
async fn node() {
    passes("node").await;
}

#[tokio::test]
async fn python() {
    passes("python").await;
}

#[tokio::test]
async fn ruby() {
    passes("ruby").await;
}

#[tokio::test]
async fn java() {
    passes("java").await;
}

#[test]
fn those_that_nobody_has_run_are_marked() {
    let tested: Vec<_> = SKELETONS
        .iter()
        .filter(|skeleton| skeleton.is_tested)
        .map(|skeleton| skeleton.language)
        .collect();
    assert_eq!(tested, ["php", "node", "python", "ruby", "java"]);
}

/// Started by hand, as a web server would leave it behind, none answers.
#[test]
fn none_runs_outside_of_the_harness() {
    for language in ["php", "node", "python", "ruby", "java"] {
        let Some(skeleton) = skeleton(language) else {
            continue;
        };
        let folder = tempfile::tempdir().unwrap();
        skeleton.write(folder.path()).unwrap();
        let ran = Command::new(skeleton.command[0])
            .arg(folder.path().join(skeleton.command[1]))
            .env_remove("KAKEBARAI_ADAPTER_DATA")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert!(!ran.status.success(), "{language}");
        assert!(ran.stdout.is_empty(), "{language}");
        let said = String::from_utf8(ran.stderr).unwrap();
        assert!(
            said.contains("テスト環境でだけ動かせます"),
            "{language}: {said}"
        );
    }
}
