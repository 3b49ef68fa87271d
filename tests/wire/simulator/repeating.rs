//! The command that the dashboard offers to repeat a request: its words, as a shell reads them, are answered alike.

use std::{net::SocketAddr, process::Command};

use kakebarai_simulator::Simulator;
use serde_json::json;

use crate::support::{
    control::Control,
    raw::{Answer, exchange, post, request},
    simulator,
};

const CREDENTIALS: &str = "traderCode=900000001&passWord=kakebarai-test";
const FORM: &str = "Content-Type: application/x-www-form-urlencoded";
const APPLICATION: &str = "cId=000000000800&hjkjKbn=1&houjinKaku=1&houjinZengo=0&sMei=クロネコ商事&sMeikana=クロネコショウジ\
    &ybnNo=1710033&Adress=東京都豊島区高田３丁目１５－１０&telNo=03-0000-0800&daikjmeiSei=黒猫&daikjmeiMei=大和\
    &daiknameiSei=クロネコ&daiknameiMei=ヤマト&szUmu=0&sqssfKbn=1&shrhohKbn=2";

/// The command beside the request of a number, and all else of its page.
async fn offered(simulator: &Simulator, number: u32) -> (String, String) {
    let query = format!("request={number}&merchant=none");
    command(simulator, &query, "<pre id=\"curl\" tabindex=\"0\">").await
}

async fn command(simulator: &Simulator, query: &str, behind: &str) -> (String, String) {
    let head = format!("GET /_simulator/dashboard/part?{query} HTTP/1.1");
    let page = request(simulator.address(), &head, b"").await.body;
    let (_, rest) = page.split_once(behind).unwrap();
    let (command, _) = rest.split_once("</pre>").unwrap();
    let mut command = command.to_owned();
    for (from, to) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&amp;", "&"),
    ] {
        command = command.replace(from, to);
    }
    (command, page)
}

/// The words that a shell hands to `curl`.
fn words(command: &str) -> Vec<String> {
    let script = format!("curl() {{ printf '%s\\0' \"$@\"; }}\n{command}");
    let output = Command::new("sh")
        .args(["-c", &script])
        .env("KAKEBARAI_PASSWORD", "kakebarai-test")
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let mut words: Vec<String> = String::from_utf8(output.stdout)
        .unwrap()
        .split('\0')
        .map(Into::into)
        .collect();
    words.pop();
    words
}

/// What `curl` sends for such words.
async fn send(address: SocketAddr, words: &[String]) -> Answer {
    let (mut method, mut content_type, mut data, mut path) =
        (None, FORM.to_owned(), Vec::new(), "");
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let mut value = || words.next().unwrap().clone();
        match word.as_str() {
            "-X" => method = Some(value()),
            "-H" => content_type = value(),
            "-d" | "--data" => data.push(value()),
            "--data-urlencode" => {
                let field = value();
                let (name, value) = field.split_once('=').unwrap();
                let value = value.bytes().map(|byte| format!("%{byte:02X}"));
                data.push(format!("{name}={}", value.collect::<String>()));
            }
            url => path = url.strip_prefix(&format!("http://{address}")).unwrap(),
        }
    }
    let method = method.unwrap_or_else(|| if data.is_empty() { "GET" } else { "POST" }.to_owned());
    let head = format!("{method} {path} HTTP/1.1\r\n{content_type}");
    request(address, &head, data.join("&").as_bytes()).await
}

#[tokio::test]
async fn a_request_that_is_repeated_is_answered_alike() {
    let long = "あ".repeat(150);
    let short_name = APPLICATION.replace("クロネコ商事", "ｸﾛﾈｺ株式会社");
    let cases = [
        ("AN060", format!("{CREDENTIALS}&{APPLICATION}"), "0"),
        (
            "AN060",
            format!(
                "{CREDENTIALS}&{}",
                APPLICATION.replace("クロネコ商事", "株式会社黒猫")
            ),
            "F060005",
        ),
        ("AN060", format!("{CREDENTIALS}&{short_name}"), "F060003"),
        (
            "AN060",
            format!(
                "{CREDENTIALS}&{}",
                APPLICATION.replace("1710033", "0000000")
            ),
            "F120004",
        ),
        (
            "AN060",
            format!(
                "{CREDENTIALS}&{}",
                APPLICATION.replace("03-0000-0800", "03-00000800")
            ),
            "F140004",
        ),
        ("AN050", String::new(), "E010001"),
        (
            "AN050",
            format!("{CREDENTIALS}&buyerId=1111&%3F%3D=x&more=it's"),
            "0",
        ),
        (
            "AN050",
            "traderCode=900000001&passWord=wrong&buyerId=1111".to_owned(),
            "E050002",
        ),
        (
            "AN050",
            "traderCode=12345678&passWord=wrong&buyerId=1111".to_owned(),
            "E010002",
        ),
        (
            "AN020",
            format!("{CREDENTIALS}&orderNo=A-1&buyerId={long}"),
            "B020004",
        ),
        (
            "AN020",
            format!("{CREDENTIALS}&orderNo={}&buyerId=1111", "あ".repeat(300)),
            "B020002",
        ),
        ("AN050", format!("{CREDENTIALS}&buyerId=%ZZ"), "Z020001"),
        ("AN050", format!("{CREDENTIALS}&buyerId=%FF"), "E020002"),
        (
            "AN050",
            format!("{CREDENTIALS}&buyerId=1&buyerId=1"),
            "Z020001",
        ),
    ];
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    let mut differing = Vec::new();
    for (number, (api, form, code)) in (1..).step_by(2).zip(cases) {
        let first = post(simulator.address(), api, &form).await;
        if first.code() != code {
            differing.push(format!("{api} {form}: {} at first", first.code()));
        }
        let (command, _) = offered(&simulator, number).await;
        assert!(!command.contains('…'), "{command}");
        control.post("/reset", json!({})).await;
        let again = send(simulator.address(), &words(&command)).await;
        control.post("/reset", json!({})).await;
        if again.code() != code {
            differing.push(format!("{api} {form}: {} from {command}", again.code()));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[tokio::test]
async fn so_is_one_that_was_no_post_or_no_form() {
    let simulator = simulator();
    let path = "/kuroneko-anshin/AN050APIAction.action";
    for (number, method, kind) in [
        (1, "GET", FORM),
        (3, "PUT", FORM),
        (5, "POST", "Content-Type: text/xml"),
    ] {
        let head = format!("{method} {path} HTTP/1.1\r\n{kind}");
        let first = request(simulator.address(), &head, b"buyerId=1").await;
        let (command, page) = offered(&simulator, number).await;
        let again = send(simulator.address(), &words(&command)).await;
        assert_eq!(
            (first.code(), again.code()),
            ("Z020001", "Z020001"),
            "{command}"
        );
        assert_eq!(
            first.headers.contains("only post"),
            again.headers.contains("only post"),
            "{command}"
        );
        assert!(page.contains("本文は記録していません"), "{page}");
    }
}

#[tokio::test]
async fn the_command_names_the_host_that_the_page_was_asked_of() {
    let simulator = simulator();
    let address = simulator.address();
    for (asked, named) in [
        (
            "tests.localhost:9000",
            "http://tests.localhost:9000/".to_owned(),
        ),
        ("192.0.2.7:80", "http://192.0.2.7:80/".to_owned()),
        ("127.0.0.1;x", format!("http://{address}/")),
    ] {
        let head = format!(
            "GET /_simulator/dashboard/part?view=requests HTTP/1.1\r\nHost: {asked}\r\nConnection: close\r\n\r\n"
        );
        let page = exchange(address, head.as_bytes()).await.unwrap();
        let page = String::from_utf8(page).unwrap();
        assert!(
            page.contains(&named) || page.starts_with("HTTP/1.1 4"),
            "{page}"
        );
    }
}

#[tokio::test]
async fn the_first_line_works_as_it_is_pasted() {
    let simulator = simulator();
    let first = async |merchant: &str| {
        let query = format!("merchant={merchant}");
        command(&simulator, &query, "<pre id=\"first\">").await
    };
    let (line, _) = first("900000001").await;
    assert!(!line.contains('$'), "{line}");
    let answer = send(simulator.address(), &words(&line)).await;
    assert_eq!(answer.code(), "0", "{line}");
    let (line, page) = first("none").await;
    let answer = send(simulator.address(), &words(&line)).await;
    assert_eq!(answer.code(), "E010001", "{line}");
    assert!(!page.contains("export"), "{page}");
    // Of any other merchant the password is a secret.
    let other = simulator.merchant();
    let (line, page) = first(other.code()).await;
    assert!(line.contains("\"passWord=$KAKEBARAI_PASSWORD\""), "{line}");
    assert!(
        page.contains("export KAKEBARAI_PASSWORD=") && !page.contains(other.password()),
        "{page}"
    );
}
