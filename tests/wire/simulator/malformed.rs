//! What is no form: each a clear answer, and nothing changed.

use kakebarai_simulator::Simulator;
use serde_json::json;

use crate::support::{
    control::Control,
    raw::{Answer, exchange, post, request},
    settings, simulator,
};

const PATH: &str = "/kuroneko-anshin/AN010APIAction.action";
const FORM: &str = "Content-Type: application/x-www-form-urlencoded";
const GOOD: &str = "traderCode=900000001&passWord=kakebarai-test&orderDate=20261124&orderNo=1&buyerId=1111&settlePrice=1000&shohiZei=100&meisaiUmu=2";

fn reason(answer: &Answer) -> &str {
    let reason = "x-simulator-reason: ";
    answer
        .headers
        .lines()
        .find_map(|line| line.strip_prefix(reason))
        .unwrap_or("")
}

/// What is wrong, the request's head, its body, and a word of the reason.
fn malformed() -> Vec<(&'static str, String, Vec<u8>, &'static str)> {
    let post = |header: &str| format!("POST {PATH} HTTP/1.1\r\n{header}");
    let with = |more: &str| format!("{GOOD}&{more}").into_bytes();
    let good = || GOOD.as_bytes().to_vec();
    let json = "Content-Type: application/json";
    let latin = "Content-Type: application/x-www-form-urlencoded; charset=Shift_JIS";
    let multipart = "Content-Type: multipart/form-data; boundary=x";
    vec![
        (
            "GET",
            format!("GET {PATH}?{GOOD} HTTP/1.1\r\nAccept: */*"),
            vec![],
            "post",
        ),
        (
            "PUT",
            format!("PUT {PATH} HTTP/1.1\r\n{FORM}"),
            good(),
            "post",
        ),
        ("JSON", post(json), good(), "content type"),
        ("multipart", post(multipart), good(), "content type"),
        ("another charset", post(latin), good(), "charset"),
        (
            "no content type",
            post("Accept: */*"),
            good(),
            "content type",
        ),
        ("a lone %", post(FORM), with("cartCode=100%"), "hexadecimal"),
        (
            "half an escape",
            post(FORM),
            with("cartCode=%4"),
            "hexadecimal",
        ),
        (
            "no hexadecimal",
            post(FORM),
            with("cartCode=%zz"),
            "hexadecimal",
        ),
        (
            "gzip",
            post(&format!("{FORM}\r\nContent-Encoding: gzip")),
            vec![0x1f, 0x8b, 8, 0],
            "gzip",
        ),
        ("a doubled field", post(FORM), with("orderNo=2"), "orderno"),
        (
            "a doubled blank field",
            post(FORM),
            with("cartCode=&cartCode="),
            "cartcode",
        ),
        (
            "a doubled line field",
            post(FORM),
            with("shohinMei1=a&shohinMei1=b"),
            "shohinmei1",
        ),
        (
            "too many fields",
            post(FORM),
            with(&"a=b&".repeat(2_000)),
            "fields",
        ),
        (
            "over 1 MiB",
            post(FORM),
            with(&format!("x={}", "a".repeat(1024 * 1024))),
            "bytes",
        ),
    ]
}

#[tokio::test]
async fn what_is_no_form_is_answered_z020001_and_changes_nothing() {
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    let mut wrong = Vec::new();
    for (what, head, body, word) in malformed() {
        let answer = request(simulator.address(), &head, &body).await;
        if answer.status != 200 || answer.code() != "Z020001" || !reason(&answer).contains(word) {
            wrong.push(format!("{what}: {answer:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(control.get("/orders").await["orders"], json!([]));
    assert_eq!(post(simulator.address(), "AN010", GOOD).await.code(), "0");
}

#[tokio::test]
async fn a_setting_answers_them_with_an_http_status_instead() {
    let mut settings = settings();
    settings.assumptions.wire.malformed_as_status = true;
    let simulator = Simulator::start(settings).unwrap();
    let mut statuses = Vec::new();
    for (what, head, body, _) in malformed() {
        let answer = request(simulator.address(), &head, &body).await;
        assert_eq!(answer.code(), "Z020001", "{what}");
        statuses.push(answer.status);
    }
    assert_eq!(
        statuses,
        [
            405, 405, 415, 415, 415, 415, 400, 400, 400, 415, 400, 400, 400, 400, 413
        ]
    );
}

/// Bytes that are not UTF-8 in a settlement with one line, and the code by the rule of the field.
const TORN: [(&str, &str, &str); 3] = [
    // コ, and the first two bytes of ッ.
    ("shohinCode1=%E3%82%B3%E3%83", "A100002", "shohinCode1"),
    ("shohinMei1=%E5%93", "A090002", "shohinMei1"),
    // Shift_JIS.
    ("shohinMei1=%83R%83b%83v", "A090002", "shohinMei1"),
];

const LINE: &str = "traderCode=900000001&passWord=kakebarai-test&orderDate=20261124&orderNo=1&buyerId=1111&settlePrice=100&shohiZei=0&meisaiUmu=1&kessaiKingaku1=100&shohiZei1=0";

#[tokio::test]
async fn bytes_that_are_not_utf_8_are_answered_by_the_rule_of_their_field() {
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    for (torn, code, field) in TORN {
        let name = if field == "shohinMei1" {
            ""
        } else {
            "&shohinMei1=a"
        };
        let body = format!("{LINE}{name}&{torn}");
        let answer = post(simulator.address(), "AN010", &body).await;
        assert_eq!((answer.status, answer.code()), (200, code), "{torn}");
        assert_eq!(
            reason(&answer),
            format!(
                "not utf-8, and decoded with u+fffd: {}",
                field.to_lowercase()
            )
        );
    }
    // They are the merchant's, and named.
    let journal = control.get("/journal").await;
    let entries = journal["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 3);
    for (entry, (torn, code, field)) in entries.iter().zip(TORN) {
        assert_eq!(entry["notUtf8"], json!([field]), "{torn}");
        assert_eq!(entry["answered"]["errorCode"], code, "{torn}");
        assert_eq!(entry.get("malformed"), None, "{torn}");
    }
    assert_eq!(control.get("/orders").await["orders"], json!([]));
}

#[tokio::test]
async fn a_setting_takes_them_for_no_form() {
    let mut settings = settings();
    settings.assumptions.wire.not_utf8_as_malformed = true;
    let simulator = Simulator::start(settings).unwrap();
    for (torn, _, _) in TORN {
        let body = format!("{LINE}&{torn}");
        let answer = post(simulator.address(), "AN010", &body).await;
        assert_eq!(answer.code(), "Z020001", "{torn}");
        assert!(reason(&answer).contains("utf-8"), "{answer:?}");
    }
}

#[tokio::test]
async fn a_mebibyte_is_still_read() {
    let simulator = simulator();
    let filler = 1024 * 1024 - GOOD.len() - "&x=".len();
    let answer = post(
        simulator.address(),
        "AN010",
        format!("{GOOD}&x={}", "a".repeat(filler)),
    )
    .await;
    assert_eq!(answer.code(), "0");
}

#[tokio::test]
async fn what_the_content_type_may_say_besides() {
    let simulator = simulator();
    for content_type in [
        "application/x-www-form-urlencoded; charset=UTF-8",
        "application/x-www-form-urlencoded;charset=utf-8",
        "Application/X-WWW-Form-Urlencoded; charset=\"utf-8\"",
    ] {
        let head = format!("POST {PATH} HTTP/1.1\r\nContent-Type: {content_type}");
        let answer = request(simulator.address(), &head, b"traderCode=900000001").await;
        assert_eq!(answer.code(), "A040001", "{content_type}");
    }
}

#[tokio::test]
async fn an_unknown_path_says_which_paths_there_are() {
    let simulator = simulator();
    let head = format!("POST /kuroneko-anshin/AN080APIAction.action HTTP/1.1\r\n{FORM}");
    let answer = request(simulator.address(), &head, GOOD.as_bytes()).await;
    assert_eq!(answer.status, 404);
    assert!(
        answer
            .body
            .contains("/kuroneko-anshin/AN010APIAction.action"),
        "{answer:?}"
    );
}

#[tokio::test]
async fn a_body_that_ends_early_changes_nothing() {
    let simulator = simulator();
    let length = GOOD.len() + 1;
    let head =
        format!("POST {PATH} HTTP/1.1\r\nHost: x\r\n{FORM}\r\nContent-Length: {length}\r\n\r\n");
    let mut stream = tokio::net::TcpStream::connect(simulator.address())
        .await
        .unwrap();
    tokio::io::AsyncWriteExt::write_all(&mut stream, format!("{head}{GOOD}").as_bytes())
        .await
        .unwrap();
    tokio::io::AsyncWriteExt::shutdown(&mut stream)
        .await
        .unwrap();
    let mut rest = Vec::new();
    let _ = tokio::io::AsyncReadExt::read_to_end(&mut stream, &mut rest).await;
    let control = Control::of(simulator.url(), "900000001");
    assert_eq!(control.get("/orders").await["orders"], json!([]));
}

#[tokio::test]
async fn bytes_that_are_no_http_do_no_harm() {
    let simulator = simulator();
    let answer = exchange(simulator.address(), b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n").await;
    assert!(answer.is_err() || !answer.unwrap().starts_with(b"HTTP/1.1 200"));
    assert_eq!(post(simulator.address(), "AN010", GOOD).await.code(), "0");
}
