//! `serve`: version, probes, metrics, log, and a stop that lets requests end.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::{
    http::{Client, control, get, post},
    process::{Process, binary},
};

pub(crate) const CREDENTIALS: &str = "traderCode=900000001&passWord=kakebarai-test";

/// A simulator, and its address from its log.
pub(crate) fn logging(flags: &[&str]) -> (Process, String) {
    let (process, started) = started(flags);
    (process, started["url"].as_str().unwrap().to_owned())
}

/// A simulator, and the first line of its log.
fn started(flags: &[&str]) -> (Process, Value) {
    let mut command = binary();
    command.args(["serve", "--listen", "127.0.0.1:0", "--log-format", "json"]);
    let mut process = Process::start(command.args(flags));
    let started: Value = serde_json::from_str(&process.logged()).unwrap();
    assert_eq!(started["event"], "started");
    (process, started)
}

#[test]
fn the_version_tells_what_it_was_built_from() {
    let (status, printed, _) = Process::start(binary().arg("--version")).end();
    assert!(status.success());
    let expected = format!("kakebarai-simulator {} (", env!("CARGO_PKG_VERSION"));
    assert!(printed.starts_with(&expected), "{printed}");
    assert!(
        printed.ends_with(")\n") && printed.len() > expected.len() + 2,
        "{printed}"
    );
}

#[test]
fn probes_and_metrics_are_there_for_machines() {
    let (process, url) = logging(&[]);
    assert_eq!(get(&url, "/healthz").status, 200);
    assert_eq!(get(&url, "/readyz").body, "ready\n");
    post(&url, "AN050", &format!("{CREDENTIALS}&buyerId=1111"));
    post(&url, "AN050", CREDENTIALS);
    control(
        &url,
        "POST",
        "/faults",
        r#"{"kind": "status", "status": 500, "times": 1}"#,
    );
    post(&url, "AN010", CREDENTIALS);
    let metrics = get(&url, "/metrics");
    let kind = metrics.headers["content-type"].to_str().unwrap();
    assert!(
        kind.starts_with("application/openmetrics-text; version=1.0.0"),
        "{kind}"
    );
    let metrics = metrics.body;
    for line in [
        r#"kakebarai_simulator_requests_total{api="AN050",outcome="accepted"} 1"#,
        r#"kakebarai_simulator_requests_total{api="AN050",outcome="refused"} 1"#,
        r#"kakebarai_simulator_requests_total{api="AN010",outcome="lost"} 1"#,
        r#"kakebarai_simulator_refusals_total{code="E050001"} 1"#,
        r#"kakebarai_simulator_faults_total{kind="status"} 1"#,
        r#"kakebarai_simulator_duration_seconds_count{api="AN050"} 2"#,
        "kakebarai_simulator_merchants 1",
        "# EOF",
    ] {
        assert!(
            metrics.lines().any(|known| known == line),
            "{line}: {metrics}"
        );
    }
    process.signal("TERM");
    assert!(process.end().0.success());
}

#[test]
fn the_log_has_a_line_for_each_request_and_no_secrets() {
    let (mut process, url) = logging(&[]);
    post(
        &url,
        "AN050",
        &format!("{CREDENTIALS}&buyerTelNo=03-0000-1111"),
    );
    post(
        &url,
        "AN070",
        &format!("{CREDENTIALS}&buyerId=kakebarai-test"),
    );
    post(
        &url,
        "AN050",
        "traderCode=123456789&passWord=hush-hush&buyerId=x",
    );
    let lines = [process.logged(), process.logged(), process.logged()];
    let logged: Vec<Value> = lines
        .iter()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(
        (&logged[0]["event"], &logged[0]["level"]),
        (&"request".into(), &"info".into())
    );
    assert_eq!(
        (&logged[0]["api"], &logged[0]["request"]),
        (&"AN050".into(), &1.into())
    );
    assert_eq!(
        (&logged[0]["merchant"], &logged[0]["code"]),
        (&"900000001".into(), &Value::Null)
    );
    assert!(logged[0]["microseconds"].is_u64());
    assert_eq!(logged[1]["code"], "G070001");
    assert_eq!(
        (&logged[2]["merchant"], &logged[2]["code"]),
        (&Value::Null, &"E010004".into())
    );
    process.signal("INT");
    let (status, printed, rest) = process.end();
    assert!(status.success());
    assert_eq!(printed, "", "the greeting holds a password");
    assert!(rest.contains(r#""event":"stopping""#) && rest.contains(r#""event":"stopped""#));
    let everything = lines.concat() + &rest;
    for secret in ["kakebarai-test", "hush", "03-0000", "青葉デザイン"] {
        assert!(!everything.contains(secret), "{secret}: {everything}");
    }
}

#[test]
fn a_token_that_could_not_be_told_is_not_made() {
    let mut command = binary();
    command.args(["--listen", "0.0.0.0:0", "--log-format", "json"]);
    let (status, _, logged) = Process::start(&mut command).end();
    assert_eq!(status.code(), Some(1));
    assert!(logged.contains("KAKEBARAI_CONTROL_TOKEN"), "{logged}");
}

#[test]
fn a_request_that_has_begun_is_finished_before_the_end() {
    let (mut process, url) = logging(&[]);
    control(
        &url,
        "POST",
        "/faults",
        r#"{"kind": "delay", "milliseconds": 300}"#,
    );
    let answered = thread::scope(|scope| {
        let waiting = scope.spawn(|| post(&url, "AN050", &format!("{CREDENTIALS}&buyerId=1111")));
        // It is logged when it is processed; its answer is delayed.
        let line: Value = serde_json::from_str(&process.logged()).unwrap();
        assert_eq!(line["fault"], "delay");
        process.signal("TERM");
        waiting.join().unwrap()
    });
    assert!(
        answered.body.contains("<useUsable>利用可</useUsable>"),
        "{answered:?}"
    );
    let (status, _, rest) = process.end();
    assert!(status.success(), "{rest}");
    assert!(TcpStream::connect(url.strip_prefix("http://").unwrap()).is_err());
}

#[test]
fn requests_that_have_not_arrived_whole_do_not_hold_up_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let settings = folder.path().join("settings.toml");
    let directory = folder.path().join("authority");
    let text = format!("tls.directory = \"{}\"\n", directory.display());
    std::fs::write(&settings, text).unwrap();
    let settings = settings.to_str().unwrap();
    let flags = ["--tls", "--tls-listen", "127.0.0.1:0"];
    let (process, started) = started(&[&flags[..], &["--settings", settings]].concat());
    let connect = |scheme: &str, beginning: &str| {
        let url = started[scheme].as_str().unwrap();
        let mut stream = TcpStream::connect(url.split_once("://").unwrap().1).unwrap();
        stream.write_all(beginning.as_bytes()).unwrap();
        stream
    };
    let head = "POST /kuroneko-anshin/AN050APIAction.action HTTP/1.1\r\nHost: localhost\r\n";
    let half_body = format!("{head}Expect: 100-continue\r\nContent-Length: 100\r\n\r\n");
    let mut half_open = vec![
        connect("url", ""),
        connect("url", "P"),
        connect("url", head),
        connect("https", "\x16\x03\x01"),
    ];
    let mut with_body = connect("url", &half_body);
    let mut told_to_go_on = [0; 25];
    with_body.read_exact(&mut told_to_go_on).unwrap();
    assert!(told_to_go_on.starts_with(b"HTTP/1.1 100 "));
    half_open.push(with_body);
    let told = Instant::now();
    process.signal("TERM");
    for mut stream in half_open {
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        assert_eq!(answer, b"");
    }
    assert!(process.end().0.success());
    // The grace of ten seconds is for requests that are being answered.
    assert!(told.elapsed() < Duration::from_secs(8));
}

#[test]
fn a_second_signal_ends_it_at_once() {
    for (signal, code) in [("TERM", 143), ("INT", 130)] {
        let (mut process, url) = logging(&[]);
        let hanging = r#"{"kind": "delay", "milliseconds": 60000}"#;
        control(&url, "POST", "/faults", hanging);
        thread::scope(|scope| {
            scope.spawn(|| {
                let cut = Client::new(&url).post("AN050", &format!("{CREDENTIALS}&buyerId=1111"));
                assert!(cut.is_err(), "{cut:?}");
            });
            assert!(process.logged().contains(r#""fault":"delay""#));
            let told = Instant::now();
            process.signal(signal);
            assert!(process.logged().contains(r#""event":"stopping""#));
            process.signal(signal);
            // The request is not answered, and the grace of ten seconds is not over.
            assert_eq!(process.status().code(), Some(code));
            assert!(told.elapsed() < Duration::from_secs(8));
        });
    }
}

#[test]
fn the_log_can_be_read_by_people() {
    let mut command = binary();
    command.args(["--listen", "127.0.0.1:0", "--log-format", "text"]);
    let mut process = Process::start(&mut command);
    // A greeting for people precedes it.
    process.line_with("AN010");
    let logged = process.logged();
    assert!(
        logged.contains("event=started") && logged.contains("url=http://"),
        "{logged}"
    );
    process.signal("TERM");
    assert!(process.end().0.success());
}

#[test]
fn no_error_repeats_the_password_of_a_url() {
    let url = "mysql://user:hush-hush@host/x?password=hush";
    let bare = format!("--data={url}");
    for arguments in [
        &["--data", url][..],
        &[&bare],
        &["serve", "--data", url],
        &["exec", "--data", url, "--", "true"],
        &["exec", "--require-codes", url, "--", "true"],
        &[url],
        &["serve", url],
        &["--listen", url],
        &["--settings", url],
        &["check", url],
        &["explain", url],
        &["exec", "--", url],
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut command = binary();
        command.env("TMPDIR", folder.path()).args(arguments);
        let (status, printed, logged) = Process::start(&mut command).end();
        assert!(!status.success(), "{arguments:?}");
        let everything = printed + &logged;
        assert!(!everything.contains("hush"), "{arguments:?}: {everything}");
    }
}

#[test]
fn what_cannot_be_reached_is_named_without_its_password() {
    let mut command = binary();
    command.args(["--listen", "127.0.0.1:0"]);
    // Nobody listens on port 1.
    command.env(
        "KAKEBARAI_DATA",
        "postgres://user:hush-hush@127.0.0.1:1/x?application_name=a",
    );
    let (status, printed, logged) = Process::start(&mut command).end();
    assert_eq!((status.code(), printed.as_str()), (Some(1), ""));
    assert!(logged.contains("postgres://127.0.0.1:1/x"), "{logged}");
    assert!(!logged.contains("hush"), "{logged}");
}
