//! `exec -- COMMAND`: the environment, the exit status, the codes, the bundle, the signals.

use std::{
    os::unix::process::ExitStatusExt as _,
    process::Command,
    time::{Duration, Instant},
};

use crate::{
    http::{control, post},
    process::{Process, binary, json},
};

/// Prints the variables that it got, and ends with a line on its standard input.
const TELLS: &str =
    "echo $KAKEBARAI_URL; echo $KAKEBARAI_TRADER_CODE; echo $KAKEBARAI_PASSWORD; read line";

pub(crate) fn exec(flags: &[&str], script: &str) -> Command {
    let mut command = binary();
    command
        .arg("exec")
        .args(flags)
        .args(["--", "sh", "-c", script]);
    command
}

/// The address and the credentials that the command got.
pub(crate) fn told(process: &mut Process) -> (String, String, String) {
    (process.line(), process.line(), process.line())
}

#[test]
fn the_command_finds_a_fresh_merchant_on_a_simulator_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let flags = ["--bundle", folder.path().to_str().unwrap()];
    let mut process = Process::start(&mut exec(&flags, TELLS));
    let (url, code, password) = told(&mut process);
    let form = format!("traderCode={code}&passWord={password}&buyerId=1111");
    let answer = post(&url, "AN050", &form).body;
    assert!(answer.contains("<useUsable>利用可</useUsable>"), "{answer}");
    assert_ne!(code, "900000001");
    let mut other = Process::start(&mut exec(&flags, TELLS));
    let others = told(&mut other);
    assert!(others.0 != url && others.1 != code && others.2 != password);
    process.close_stdin();
    // The shell's `read` fails at the end of its input, which ends the script.
    assert_eq!(process.end().0.code(), Some(1));
}

#[test]
fn the_exit_status_is_passed_on() {
    let folder = tempfile::tempdir().unwrap();
    let bundle = ["--bundle", folder.path().to_str().unwrap()];
    for code in [0, 1, 7, 255] {
        let script = format!("echo out; echo err >&2; exit {code}");
        let (status, printed, logged) = Process::start(&mut exec(&bundle, &script)).end();
        assert_eq!(status.code(), Some(code));
        assert_eq!(printed, "out\n", "nothing but what the command says");
        assert!(logged.starts_with("err\n"));
        assert_eq!(logged.contains("記録一式"), code != 0, "{logged}");
    }
    let (status, _, _) = Process::start(&mut exec(&bundle, "kill -KILL $$")).end();
    assert_eq!(status.code(), Some(137), "128 and 9, as a shell has it");
    let mut missing = binary();
    missing.args([
        "exec",
        bundle[0],
        bundle[1],
        "--",
        "no-such-command-anywhere",
    ]);
    let (status, _, logged) = Process::start(&mut missing).end();
    assert_eq!(status.code(), Some(127));
    assert!(logged.contains("no-such-command-anywhere"), "{logged}");
    let run = json(folder.path(), "run.json");
    assert_eq!(run["exitCode"], 127);
    assert!(
        run["ended"].as_str().unwrap().starts_with("not run: "),
        "{run}"
    );
}

#[test]
fn what_else_is_in_the_environment_does_not_matter() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt as _};
    let mut command = exec(&[], "exit 0");
    command.env("NO_TEXT", OsStr::from_bytes(b"\xff"));
    command.env(OsStr::from_bytes(b"NO_\xff_TEXT"), "");
    let (status, _, logged) = Process::start(&mut command).end();
    assert_eq!(status.code(), Some(0), "{logged}");
    // Our own variables are read, and named.
    let mut command = exec(&[], "exit 0");
    command.env("KAKEBARAI_LISTEN", OsStr::from_bytes(b"\xff"));
    let (status, _, logged) = Process::start(&mut command).end();
    assert_eq!(status.code(), Some(1));
    assert!(logged.contains("KAKEBARAI_LISTEN"), "{logged}");
}

#[test]
fn codes_that_were_not_met_fail_a_run_that_went_well() {
    let folder = tempfile::tempdir().unwrap();
    let flags = [
        "--require-codes",
        "e050001,G55",
        "--bundle",
        folder.path().to_str().unwrap(),
    ];
    let script = "echo $KAKEBARAI_URL; echo $KAKEBARAI_TRADER_CODE; echo $KAKEBARAI_PASSWORD; read line; exit 0";
    let mut process = Process::start(&mut exec(&flags, script));
    let (url, code, password) = told(&mut process);
    post(
        &url,
        "AN050",
        &format!("traderCode={code}&passWord={password}"),
    );
    let (status, _, logged) = process.end();
    assert_eq!(status.code(), Some(1));
    assert!(
        logged.contains("G55") && !logged.contains("E050001"),
        "{logged}"
    );
    let run = json(folder.path(), "run.json");
    assert_eq!(run["missingCodes"], serde_json::json!(["G55"]));
    // Requiring only the code that was met succeeds.
    let mut process = Process::start(&mut exec(&["--require-codes", "E050001"], script));
    let (url, code, password) = told(&mut process);
    post(
        &url,
        "AN050",
        &format!("traderCode={code}&passWord={password}"),
    );
    assert_eq!(process.end().0.code(), Some(0));
    let (status, _, logged) =
        Process::start(&mut exec(&["--require-codes", "A060055"], "true")).end();
    assert_eq!(status.code(), Some(2));
    assert!(
        logged.contains("A060005 の誤りではありませんか"),
        "{logged}"
    );
}

#[test]
fn a_failed_run_leaves_a_bundle_without_secrets() {
    let folder = tempfile::tempdir().unwrap();
    let bundle = folder.path().join("a/b");
    let settings = folder.path().join("settings.toml");
    let rules = "[[screening.rules]]\ntelephone = \"03-1234-9876\"\nname = \"株式会社二番町\"\noutcome = \"ご利用不可\"\n";
    std::fs::write(&settings, rules).unwrap();
    let flags = [
        "--settings",
        settings.to_str().unwrap(),
        "--buyers",
        "3",
        "--orders",
        "5",
        "--seed",
        "42",
        "--bundle",
        bundle.to_str().unwrap(),
    ];
    let mut process = Process::start(&mut exec(&flags, TELLS));
    let (url, code, password) = told(&mut process);
    let credentials = format!("traderCode={code}&passWord={password}");
    let merchant = format!("/merchants/{code}");
    control(&url, "POST", &format!("{merchant}/clock/freeze"), "");
    control(
        &url,
        "POST",
        &format!("{merchant}/clock/set"),
        r#"{"now": "2030-01-05T09:00:00"}"#,
    );
    control(
        &url,
        "POST",
        &format!("{merchant}/faults"),
        r#"{"kind": "reset", "api": "AN060"}"#,
    );
    let order =
        "&orderDate=20261101&orderNo=X-1&buyerId=1111&settlePrice=1000&shohiZei=100&meisaiUmu=2";
    let answer = post(&url, "AN010", &format!("{credentials}{order}"));
    assert!(answer.body.contains("<returnCode>0<"));
    post(
        &url,
        "AN050",
        &format!("{credentials}&buyerTelNo=03-0000-2222"),
    );
    let (status, _, logged) = process.end();
    assert_eq!(status.code(), Some(1));
    assert!(logged.contains(bundle.to_str().unwrap()));

    let run = json(&bundle, "run.json");
    assert_eq!(
        (&run["program"], &run["exitCode"]),
        (&"sh".into(), &1.into())
    );
    let of_code = |name: &str| {
        let state = json(&bundle, name);
        let merchants = state["merchants"].as_array().unwrap().clone();
        merchants
            .into_iter()
            .find(|one| one["code"] == *code)
            .unwrap()
    };
    let (before, after) = (of_code("before.json"), of_code("after.json"));
    let orders = |state: &serde_json::Value| state["orders"].as_array().unwrap().len();
    assert_eq!((orders(&before), orders(&after)), (5, 6));
    assert_eq!(
        before["buyers"].as_array().unwrap().len(),
        7,
        "four and three"
    );
    assert_eq!((&before["seed"], &after["seed"]), (&42.into(), &42.into()));
    assert_eq!(after["clock"]["now"], "2030-01-05T09:00:00+09:00");
    assert_eq!(before["faults"]["faults"], serde_json::json!([]));
    assert_eq!(after["faults"]["faults"][0]["kind"], "reset");
    let rule = serde_json::json!({ "outcome": "ご利用不可" });
    assert_eq!(after["screening"]["rules"], serde_json::json!([rule]));
    let journal = json(&bundle, "journal.json");
    let entries = journal["merchants"][&code]["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 2);
    assert_eq!(json(&bundle, "coverage.json")["apis"]["exercised"], 2);
    for entry in std::fs::read_dir(&bundle).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for secret in [
            password.as_str(),
            "kakebarai-test",
            "03-0000-2222",
            "青葉デザイン",
            "二番町",
            "03-1234-9876",
            "read line",
        ] {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
    }
}

#[test]
fn signals_reach_the_command() {
    let folder = tempfile::tempdir().unwrap();
    let flags = ["--bundle", folder.path().to_str().unwrap()];
    for (signal, code) in [("TERM", 11), ("INT", 12), ("HUP", 13), ("USR1", 14)] {
        let script = format!("trap 'echo caught; exit {code}' {signal}; echo ready; read line");
        let mut process = Process::start(&mut exec(&flags, &script));
        assert_eq!(process.line(), "ready");
        process.signal(signal);
        assert_eq!(process.line(), "caught");
        let status = process.status();
        assert_eq!(
            (status.code(), status.signal()),
            (Some(code), None),
            "{signal}"
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn the_command_ends_with_an_exec_that_is_killed() {
    let mut process = Process::start(&mut exec(&[], "echo started; exec sleep 60"));
    assert_eq!(process.line(), "started");
    let begun = Instant::now();
    process.signal("KILL");
    // The output of both ends when both have ended.
    let (status, ..) = process.end();
    assert_eq!(status.signal(), Some(9));
    assert!(begun.elapsed() < Duration::from_secs(30));
}

#[test]
fn a_command_that_may_not_be_run_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("no-program");
    std::fs::write(&file, "").unwrap();
    let mut command = binary();
    command.args(["exec", "--bundle", folder.path().to_str().unwrap(), "--"]);
    let (status, _, logged) = Process::start(command.arg(&file)).end();
    assert_eq!(status.code(), Some(126));
    assert!(logged.contains("no-program を実行できません"), "{logged}");
}
