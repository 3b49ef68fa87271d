//! `--data` with everything else: stored merchants exist again after a restart, and each run has its own coverage.

use std::{path::Path, thread};

use serde_json::Value;

use crate::{
    exec::{exec, told},
    http::{self, Answer, control, post},
    process::Process,
    serve::{CREDENTIALS, logging},
};

const ORDER: &str =
    "orderDate=20261124&orderNo=K-1&buyerId=1111&settlePrice=1000&shohiZei=100&meisaiUmu=2";

fn file(folder: &tempfile::TempDir) -> String {
    folder.path().join("books.db").to_str().unwrap().to_owned()
}

fn assert_accepted(answer: &Answer) {
    assert!(answer.body.contains("<returnCode>0<"), "{answer:?}");
}

fn get(url: &str, path: &str) -> Value {
    serde_json::from_str(&control(url, "GET", path, "").body).unwrap()
}

/// The states of a merchant's orders.
fn states(url: &str, code: &str) -> Vec<u64> {
    let orders = get(url, &format!("/merchants/{code}/orders"));
    let orders = orders["orders"].as_array().unwrap().iter();
    orders
        .map(|order| order["state"].as_u64().unwrap())
        .collect()
}

#[test]
fn what_a_command_did_is_kept_and_what_it_exercised_is_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let file = file(&folder);
    let bundle = folder.path().join("bundle");
    let flags = [
        "--data",
        &file,
        "--require-codes",
        "E050001",
        "--bundle",
        bundle.to_str().unwrap(),
    ];
    let script = "echo $KAKEBARAI_URL; echo $KAKEBARAI_TRADER_CODE; echo $KAKEBARAI_PASSWORD; read line; exit 0";
    let mut process = Process::start(&mut exec(&flags, script));
    let (url, code, password) = told(&mut process);
    let credentials = format!("traderCode={code}&passWord={password}");
    let refused = post(&url, "AN050", &credentials).body;
    assert!(refused.contains("E050001"), "{refused}");
    assert_accepted(&post(&url, "AN010", &format!("{credentials}&{ORDER}")));
    let (status, _, logged) = process.end();
    assert_eq!(status.code(), Some(0), "{logged}");
    assert!(!Path::new(&bundle).exists());

    // The next run has met nothing, regardless of the one before it.
    let (status, _, logged) = Process::start(&mut exec(&flags, "true")).end();
    assert_eq!(status.code(), Some(1));
    assert!(logged.contains("E050001"), "{logged}");

    let (process, url) = logging(&["--data", &file]);
    assert_eq!(states(&url, &code), [1]);
    assert_eq!(get(&url, "/coverage")["codes"]["exercised"], 0);
    process.signal("TERM");
    assert!(process.end().0.success());
}

#[test]
fn a_flow_goes_on_after_a_kill_in_its_middle() {
    let folder = tempfile::tempdir().unwrap();
    let file = file(&folder);
    let (process, url) = logging(&["--data", &file]);
    assert_accepted(&post(&url, "AN010", &format!("{CREDENTIALS}&{ORDER}")));
    process.signal("KILL");
    assert!(!process.status().success());

    let (process, url) = logging(&["--data", &file]);
    // 12345678901 modulo 7 is 3.
    let shipment = format!("{CREDENTIALS}&orderNo=K-1&slipNo=123456789013");
    let answer = post(&url, "AN030", &shipment);
    assert_accepted(&answer);
    assert_eq!(states(&url, "900000001"), [3]);
    // Requests are numbered and counted from the start of the process.
    assert_eq!(answer.headers["x-simulator-request"], "1");
    let trace = get(&url, "/requests/1");
    assert_eq!(
        (&trace["api"], &trace["books"]["order"]["state"]),
        (&"AN030".into(), &1.into())
    );
    let coverage = get(&url, "/coverage");
    assert_eq!(coverage["apis"]["exercised"], 1);
    assert_eq!(coverage["stateChanges"]["exercised"], 1);
    // The time line continues: four buyers, the order, its shipment.
    assert_eq!(trace["change"], 6);
    process.signal("TERM");
    assert!(process.end().0.success());
}

#[test]
fn what_is_answered_while_it_stops_is_there_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let file = file(&folder);
    let (mut process, url) = logging(&["--data", &file]);
    let late = r#"{"kind": "delay", "milliseconds": 300}"#;
    control(&url, "POST", "/faults", late);
    let answered = thread::scope(|scope| {
        let waiting = scope.spawn(|| post(&url, "AN010", &format!("{CREDENTIALS}&{ORDER}")));
        let line: Value = serde_json::from_str(&process.logged()).unwrap();
        assert_eq!(line["event"], "request");
        process.signal("TERM");
        waiting.join().unwrap()
    });
    assert_accepted(&answered);
    assert!(process.end().0.success());
    let (process, url) = logging(&["--data", &file]);
    assert_eq!(states(&url, "900000001"), [1]);
    process.signal("TERM");
    assert!(process.end().0.success());
}

#[test]
fn machines_are_told_of_what_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let (process, url) = logging(&["--data", &file(&folder)]);
    post(&url, "AN010", &format!("{CREDENTIALS}&{ORDER}"));
    assert_eq!(http::get(&url, "/readyz").body, "ready\n");
    let metrics = http::get(&url, "/metrics").body;
    // The merchant, its four buyers, and the order.
    for line in [
        "kakebarai_simulator_records_written_total 6",
        "kakebarai_simulator_records_waiting 0",
    ] {
        assert!(
            metrics.lines().any(|known| known == line),
            "{line}: {metrics}"
        );
    }
    process.signal("TERM");
    assert!(process.end().0.success());
}
