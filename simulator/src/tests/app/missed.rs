//! Requests that reach none of the seven are kept with a reason, bounded, and without their content.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
};

use serde_json::Value;

use crate::{
    Simulator,
    log::{Log, LogEvent, LogFormat},
    tests::support::{
        asking::{app, settings},
        over_http::{control, show},
    },
};

/// Sends bytes and returns all that comes back.
fn say(url: &str, bytes: &[u8]) -> String {
    let (_, address) = url.split_once("://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(bytes).unwrap();
    let mut answer = Vec::new();
    // A reset after the answer is an end as well.
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

fn missed(simulator: &Simulator) -> Vec<(String, Option<String>)> {
    let journal: Value = serde_json::from_str(&show(simulator, "journal")).unwrap();
    let text = |value: &Value| value.as_str().map(ToOwned::to_owned);
    let missed = journal["missed"].as_array().unwrap().iter();
    missed
        .map(|miss| (text(&miss["reason"]).unwrap(), text(&miss["path"])))
        .collect()
}

fn get(path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n").into_bytes()
}

/// The address, the bytes, the answer, the beginning of the reason, and the kept path.
type Case<'a> = (&'a str, &'a [u8], &'a str, &'a str, Option<&'a str>);

#[test]
fn the_wrong_port_the_wrong_address_and_what_is_no_http() {
    let folder = tempfile::tempdir().unwrap();
    let mut settings = settings("tls.on = true");
    settings.tls.listen = "127.0.0.1:0".parse().unwrap();
    settings.tls.directory = Some(folder.path().to_owned());
    let simulator = Simulator::start(settings).unwrap();
    let (http, https) = (simulator.url().to_owned(), simulator.https_url().unwrap());
    let long = format!("GET / HTTP/1.1\r\nx: {}\r\n\r\n", "a".repeat(1_000_000));
    let cases: [Case<'_>; 8] = [
        (
            &http,
            &[0x16, 3, 1, 0, 2, 1, 0],
            "HTTP/1.1 400",
            "https came to the port of http",
            None,
        ),
        (
            &https,
            &get("/"),
            "This port speaks https. Use https://",
            "http came to the port of https",
            None,
        ),
        (
            &https,
            &[0x16, 3, 1, 0, 4, 0xff, 0, 0, 0],
            "",
            "the TLS handshake failed: ",
            None,
        ),
        (
            &http,
            b"GET / HTTP/1.1\r\nno header\r\n\r\n",
            "HTTP/1.1 400",
            "400: ",
            None,
        ),
        (&http, long.as_bytes(), "HTTP/1.1 431", "431: ", None),
        (
            &http,
            &get("/kuroneko-anshin/an010apiaction.action?passWord=secret"),
            "HTTP/1.1 404",
            "404: ",
            Some("/kuroneko-anshin/an010apiaction.action"),
        ),
        (
            &http,
            &get("/kuroneko-anshin/AN010APIAction.action;jsessionid=secret"),
            "HTTP/1.1 404",
            "404: ",
            Some("/kuroneko-anshin/AN010APIAction.action"),
        ),
        (&http, &get("/secret"), "HTTP/1.1 404", "404: ", None),
    ];
    for (number, (url, bytes, answered, reason, path)) in cases.into_iter().enumerate() {
        let answer = say(url, bytes);
        assert!(answer.contains(answered), "{reason}: {answer}");
        // A connection may be closed a little before what was wrong with it is noted.
        let mut asked = (0..1_000).map(|_| missed(&simulator));
        let missed = asked.find(|missed| missed.len() > number).unwrap();
        assert_eq!(missed.len(), number + 1, "{missed:?}");
        let (said, seen) = missed.last().unwrap();
        assert!(said.starts_with(reason), "{said}, not {reason}");
        assert_eq!(seen.as_deref(), path, "{said}");
    }
    assert!(!show(&simulator, "journal").contains("secret"));
    // The simulator continues, and forgets them on request.
    assert_eq!(control(&simulator, "DELETE", "journal", "").status, 204);
    assert_eq!(missed(&simulator), []);
}

#[test]
fn the_last_hundred_are_kept() {
    let app = app("");
    for _ in 0..150 {
        app.miss("404: there is no such address", None);
    }
    let numbers: Vec<u64> = app.missed(|misses| misses.iter().map(|miss| miss.number).collect());
    assert_eq!(numbers, (51..=150).collect::<Vec<_>>());
}

#[test]
fn a_line_of_the_log_has_the_reason() {
    let (log, written) = Log::captured(LogFormat::Text);
    log.write(&LogEvent::Request {
        request: 7,
        api: "AN050",
        merchant: None,
        code: Some("Z020001"),
        fault: None,
        reason: Some("only POST is answered; send the fields as a form body"),
        microseconds: 3,
    });
    log.write(&LogEvent::Missed {
        reason: "http came to the port of https",
        path: None,
    });
    let (request, missed) = (written.recv().unwrap(), written.recv().unwrap());
    assert!(
        request.contains("reason=\"only POST is answered; send the fields as a form body\""),
        "{request}"
    );
    assert!(
        missed.contains("level=warn") && missed.contains("event=missed"),
        "{missed}"
    );
}
