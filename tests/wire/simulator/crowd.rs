//! Many connections, and slow ones: who asks is answered all the same.

use std::{collections::VecDeque, time::Duration};

use kakebarai_simulator::Simulator;
use serde_json::json;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpSocket, TcpStream},
};

use crate::support::{
    control::Control,
    raw::{exchange, post, request},
    settings, simulator,
};

const USAGE: &str = "traderCode=900000001&passWord=kakebarai-test&buyerId=1111";
const HEAD: &str = "POST /kuroneko-anshin/AN050APIAction.action HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n";

#[tokio::test]
async fn a_flood_of_ten_thousand_connections_leaves_it_answering() {
    // As many as may be held at once beside those of other tests, which run in this process too.
    let files = rlimit::increase_nofile_limit(u64::MAX).unwrap();
    let kept_open = usize::try_from(files)
        .unwrap()
        .saturating_sub(2_000)
        .clamp(100, 10_000);
    let simulator = simulator();
    let address = simulator.address();
    // A client with a connection of its own from before.
    let mut client = TcpStream::connect(address).await.unwrap();
    let asked = format!("{HEAD}Content-Length: {}\r\n\r\n{USAGE}", USAGE.len());
    let mut flood = VecDeque::new();
    for number in 0..10_000 {
        let mut stream = TcpStream::connect(address).await.unwrap();
        // Some say nothing, some begin and never end.
        if number % 2 == 0 {
            let _ = stream.write_all(HEAD.as_bytes()).await;
        }
        flood.push_back(stream);
        if flood.len() > kept_open {
            flood.pop_front();
        }
        if number == 100 {
            // Who has asked before is not sent away for those who never did.
            client.write_all(asked.as_bytes()).await.unwrap();
            let mut answer = vec![0; 1_000];
            assert!(client.read(&mut answer).await.unwrap() > 0);
        }
        if number % 1_000 == 999 {
            assert_eq!(
                post(address, "AN050", USAGE).await.code(),
                "0",
                "after {number}"
            );
        }
    }
    client.write_all(asked.as_bytes()).await.unwrap();
    let mut answer = vec![0; 1_000];
    let read = client.read(&mut answer).await.unwrap();
    assert!(String::from_utf8_lossy(&answer[..read]).contains("<returnCode>0<"));
    let head = "GET /_simulator/v1/status HTTP/1.1\r\nAccept: */*";
    assert_eq!(request(address, head, b"").await.status, 200);
}

/// One with little patience.
fn impatient() -> Simulator {
    let mut settings = settings();
    settings.request_timeout = Duration::from_millis(100);
    Simulator::start(settings).unwrap()
}

#[tokio::test]
async fn who_never_ends_a_head_or_says_nothing_is_hung_up_on() {
    let simulator = impatient();
    for beginning in ["", "POST /kuro", HEAD] {
        // Reading ends when the other side closes.
        let answer = exchange(simulator.address(), beginning.as_bytes()).await;
        let answer = answer.unwrap_or_default();
        assert!(
            !String::from_utf8_lossy(&answer).contains("<return>"),
            "{beginning}"
        );
    }
}

#[tokio::test]
async fn who_looks_on_is_not_hung_up_on() {
    let simulator = impatient();
    let url = format!(
        "{}/_simulator/dashboard/events?merchant=900000001",
        simulator.url()
    );
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let mut events = http.get(url).send().await.unwrap();
    events.chunk().await.unwrap().unwrap();
    for _ in 0..3 {
        // Somebody else is silent until that is too long.
        let _ = exchange(simulator.address(), b"").await;
    }
    post(simulator.address(), "AN050", USAGE).await;
    let event = events.chunk().await.unwrap().unwrap();
    assert!(event.starts_with(b"event: change"));
}

#[tokio::test]
async fn who_never_ends_a_body_is_answered_that_it_is_none() {
    let simulator = impatient();
    let beginning = format!("{HEAD}Content-Length: 1000\r\n\r\n{USAGE}");
    let answer = exchange(simulator.address(), beginning.as_bytes())
        .await
        .unwrap();
    let answer = String::from_utf8(answer).unwrap();
    assert!(
        answer.contains("<errorCode>Z020001</errorCode>"),
        "{answer}"
    );
    let beginning = "POST /_simulator/v1/merchants HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{";
    let answer = exchange(simulator.address(), beginning.as_bytes())
        .await
        .unwrap();
    let answer = String::from_utf8(answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
}

#[tokio::test]
async fn a_head_that_is_too_large_is_not_read() {
    let simulator = simulator();
    for (header, status) in [(60 * 1024, 200), (300 * 1024, 431)] {
        let filler = "x".repeat(header);
        let head = format!("GET /_simulator/v1/status HTTP/1.1\r\nX-Filler: {filler}");
        assert_eq!(
            request(simulator.address(), &head, b"").await.status,
            status,
            "{header} bytes"
        );
    }
    let many = "X: y\r\n".repeat(200);
    let head = format!("GET /_simulator/v1/status HTTP/1.1\r\n{}", many.trim_end());
    assert_eq!(request(simulator.address(), &head, b"").await.status, 431);
}

#[tokio::test]
async fn who_waits_for_an_answer_is_not_sent_away() {
    let mut settings = settings();
    settings.max_connections = 2;
    let simulator = Simulator::start(settings).unwrap();
    let address = simulator.address();
    let control = Control::of(simulator.url(), "900000001");
    let late = json!({ "api": "AN050", "kind": "delay", "milliseconds": 300, "times": 1 });
    control.post("/faults", late).await;
    let waiting = tokio::spawn(async move { post(address, "AN050", USAGE).await });
    while control.get("/journal").await["entries"]
        .as_array()
        .unwrap()
        .is_empty()
    {
        tokio::task::yield_now().await;
    }
    let mut crowd = Vec::new();
    for _ in 0..50 {
        crowd.push(TcpStream::connect(address).await.unwrap());
    }
    assert_eq!(post(address, "AN070", USAGE).await.code(), "0");
    assert_eq!(waiting.await.unwrap().code(), "0");
}

#[tokio::test]
async fn who_never_ends_a_body_makes_room_for_others_and_who_waits_for_an_answer_does_not() {
    let mut settings = settings();
    settings.max_connections = 3;
    let simulator = Simulator::start(settings).unwrap();
    let address = simulator.address();
    let control = Control::of(simulator.url(), "900000001");
    let late = json!({ "api": "AN050", "kind": "delay", "milliseconds": 1000, "times": 1 });
    control.post("/faults", late).await;
    drop(control);
    let mut waiting = TcpStream::connect(address).await.unwrap();
    let length = USAGE.len();
    let whole = format!("{HEAD}Content-Length: {length}\r\n\r\n{USAGE}");
    waiting.write_all(whole.as_bytes()).await.unwrap();
    let half = format!("{HEAD}Expect: 100-continue\r\nContent-Length: {length}\r\n\r\n");
    let mut crowd = Vec::new();
    for _ in 0..10 {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(half.as_bytes()).await.unwrap();
        // It is told to go on once its body is waited for.
        let mut told = [0; 25];
        stream.read_exact(&mut told).await.unwrap();
        assert!(told.starts_with(b"HTTP/1.1 100 "));
        crowd.push(stream);
    }
    assert_eq!(post(address, "AN070", USAGE).await.code(), "0");
    // The one that waited the longest made room for it, so that the last is still there.
    let mut answer = Vec::new();
    let _ = crowd[0].read_to_end(&mut answer).await;
    assert_eq!(answer, b"");
    crowd[9].write_all(USAGE.as_bytes()).await.unwrap();
    for stream in [&mut crowd[9], &mut waiting] {
        let mut answer = vec![0; 1_000];
        let read = stream.read(&mut answer).await.unwrap();
        assert!(String::from_utf8_lossy(&answer[..read]).contains("<returnCode>0<"));
    }
}

#[tokio::test]
async fn who_takes_a_large_answer_slowly_gets_all_of_it() {
    let mut settings = settings();
    settings.request_timeout = Duration::from_secs(1);
    let simulator = Simulator::start(settings).unwrap();
    let control = Control::of(simulator.url(), "900000002");
    let many = json!({ "code": "900000002", "madeUp": { "buyers": 10, "orders": 50_000 } });
    let (status, _) = control.send_above("POST", "/merchants", many).await;
    assert_eq!(status, 201);
    control.post("/snapshots", json!({ "name": "large" })).await;
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(256 * 1024).unwrap();
    let mut stream = socket.connect(simulator.address()).await.unwrap();
    let asked = "GET /_simulator/v1/merchants/900000002/snapshots/large HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    stream.write_all(asked.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let mut part = vec![0; 64 * 1024];
    loop {
        let read = stream.read(&mut part).await.unwrap();
        if read == 0 {
            break;
        }
        answer.extend_from_slice(&part[..read]);
        // So slowly that it takes several times as long as a request may.
        tokio::time::sleep(Duration::from_millis(15)).await;
    }
    let answer = String::from_utf8(answer).unwrap();
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    // More than the networks of both sides hold.
    assert!(body.len() > 10_000_000, "{}", body.len());
    let body: serde_json::Value = serde_json::from_str(body).unwrap();
    assert_eq!(body["books"]["orders"].as_array().unwrap().len(), 50_000);
}

#[tokio::test]
async fn who_takes_nothing_of_a_large_answer_is_hung_up_on() {
    let simulator = impatient();
    let control = Control::of(simulator.url(), "900000002");
    let many = json!({ "code": "900000002", "madeUp": { "buyers": 10_000 } });
    let (status, _) = control.send_above("POST", "/merchants", many).await;
    assert_eq!(status, 201);
    let asked = "GET /_simulator/v1/merchants/900000002/buyers HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let mut received = Vec::new();
    // A machine that is busy may take longer to notice.
    for seconds in [1, 2, 4, 8, 16] {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(64 * 1024).unwrap();
        let mut stream = socket.connect(simulator.address()).await.unwrap();
        stream.write_all(asked.as_bytes()).await.unwrap();
        tokio::time::sleep(Duration::from_secs(seconds)).await;
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer).await;
        if answer.len() < 2_000_000 {
            return;
        }
        received.push(answer.len());
    }
    panic!("nobody hung up: {received:?}");
}
