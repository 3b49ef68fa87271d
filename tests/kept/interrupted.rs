//! Several simulators on one PostgreSQL, where senders hang up in the middle and the database keeps somebody waiting.

use std::net::SocketAddr;

use kakebarai_simulator::Simulator;
use serde_json::{Value, json};
use sqlx::{AnyConnection, Connection as _};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::watch,
    task::JoinSet,
};

use super::{
    MERCHANT,
    shared::{order, replica},
    shown,
};
use crate::support::{control::Control, postgres, raw::post};

/// A transaction that holds what is written of the merchant, as somebody would who is slow.
async fn hold(url: &str) -> AnyConnection {
    let mut connection = AnyConnection::connect(url).await.unwrap();
    execute(&mut connection, "BEGIN").await;
    let held = "SELECT code FROM merchants WHERE code = '900000001' FOR UPDATE";
    execute(&mut connection, held).await;
    connection
}

async fn execute(connection: &mut AnyConnection, statement: &'static str) {
    sqlx::query(statement).execute(connection).await.unwrap();
}

/// Waits until so many statements wait for somebody else's.
async fn waiting(url: &str, wanted: i64) {
    let mut connection = AnyConnection::connect(url).await.unwrap();
    let waiting = "SELECT COUNT(*) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'";
    loop {
        let count: i64 = sqlx::query_scalar(waiting)
            .fetch_one(&mut connection)
            .await
            .unwrap();
        if count >= wanted {
            break;
        }
    }
}

/// Sends a form and hangs up without waiting for the answer.
async fn send(address: SocketAddr, api: &str, form: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let length = form.len();
    let request = format!(
        "POST /kuroneko-anshin/{api}APIAction.action HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{form}"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    stream
}

#[tokio::test]
async fn who_hangs_up_leaves_all_of_a_request_or_nothing() {
    let Some(url) = postgres::database().await else {
        return;
    };
    let simulators: Vec<Simulator> = (0..3).map(|_| replica(&url)).collect();
    // One that is being written when its sender goes.
    let mut held = hold(&url).await;
    let stream = send(
        simulators[0].address(),
        "AN010",
        &order("H-1", "1111", 1_000, 100),
    )
    .await;
    waiting(&url, 1).await;
    drop(stream);
    execute(&mut held, "ROLLBACK").await;
    // And many whose senders go at once, to all three.
    let mut requests = JoinSet::new();
    for number in 0..150_usize {
        let address = simulators[number % 3].address();
        requests.spawn(async move {
            let stream = send(
                address,
                "AN010",
                &order(&format!("N-{number}"), "2222", 100, 10),
            )
            .await;
            for _ in 0..number % 50 {
                tokio::task::yield_now().await;
            }
            drop(stream);
            let form = order(&format!("S-{number}"), "3333", 100, 10);
            assert_eq!(post(address, "AN010", form).await.code(), "0");
        });
    }
    requests.join_all().await;
    // Whoever begins now knows nothing but what is written.
    let fresh = replica(&url);
    let written = shown(&fresh, MERCHANT).await;
    let orders = written["/orders?limit=1000"]["orders"].as_array().unwrap();
    let stayed = orders
        .iter()
        .filter(|order| order["orderNumber"].as_str().unwrap().starts_with("S-"));
    assert_eq!(stayed.count(), 150);
    for simulator in &simulators {
        assert_eq!(shown(simulator, MERCHANT).await, written);
    }
    // An order that did not come to be can be sent again, and only that.
    let exists = orders.iter().any(|order| order["orderNumber"] == "H-1");
    let again = order("H-1", "1111", 1_000, 100);
    let expected = if exists { "A020004" } else { "0" };
    for (simulator, expected) in simulators.iter().zip([expected, "A020004", "A020004"]) {
        let answer = post(simulator.address(), "AN010", &again).await;
        assert_eq!(answer.code(), expected);
    }
}

#[tokio::test]
async fn a_merchant_that_others_hold_is_said_while_somebody_waits() {
    let Some(url) = postgres::database().await else {
        return;
    };
    let simulator = replica(&url);
    let mut held = hold(&url).await;
    let form = order("W-1", "1111", 1_000, 100);
    let answer = post(simulator.address(), "AN010", &form).await;
    assert_eq!(answer.status, 503);
    let text = answer.body;
    assert!(
        text.contains("混み合っているため、要求は処理されていません"),
        "{text}"
    );
    // Others are made and listed meanwhile, and whatever can be reset is.
    let control = Control::of(simulator.url(), MERCHANT);
    let made = json!({ "code": "900000777", "password": "another-one" });
    let (status, _) = control.send_above("POST", "/merchants", made).await;
    assert_eq!(status, 201);
    let theirs = form
        .replace(MERCHANT, "900000777")
        .replace("kakebarai-test", "another-one");
    assert_eq!(
        post(simulator.address(), "AN010", &theirs).await.code(),
        "0"
    );
    let (status, list) = control.send_above("GET", "/merchants", Value::Null).await;
    assert_eq!(
        (status, list["merchants"].as_array().unwrap().len()),
        (200, 2)
    );
    let (status, problem) = control.send_above("POST", "/reset", Value::Null).await;
    assert_eq!(status, 503, "{problem}");
    let other = Control::of(simulator.url(), "900000777");
    assert_eq!(other.get("/orders").await["orders"], json!([]));
    execute(&mut held, "ROLLBACK").await;
    assert_eq!(post(simulator.address(), "AN010", &form).await.code(), "0");
}

/// A way to the database on which nothing gets through while it is held up.
struct Way {
    url: String,
    is_open: watch::Sender<bool>,
}

impl Way {
    async fn to(url: &str) -> Self {
        let (before, rest) = url.split_once('@').unwrap();
        let (server, after) = rest.split_once('/').unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let here = listener.local_addr().unwrap();
        let (is_open, opened) = watch::channel(true);
        let server = server.to_owned();
        tokio::spawn(async move {
            while let Ok((from, _)) = listener.accept().await {
                let to = TcpStream::connect(&server).await.unwrap();
                let ((from_read, from_write), (to_read, to_write)) =
                    (from.into_split(), to.into_split());
                tokio::spawn(pass_on(from_read, to_write, opened.clone()));
                tokio::spawn(pass_on(to_read, from_write, opened.clone()));
            }
        });
        Self {
            url: format!("{before}@{here}/{after}"),
            is_open,
        }
    }
}

async fn pass_on(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    mut is_open: watch::Receiver<bool>,
) {
    let mut bytes = [0; 4096];
    while let Ok(read @ 1..) = from.read(&mut bytes).await {
        if is_open.wait_for(|is_open| *is_open).await.is_err() {
            return;
        }
        if to.write_all(&bytes[..read]).await.is_err() {
            return;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_falls_silent_is_said_to_everybody_who_waits() {
    let Some(url) = postgres::database().await else {
        return;
    };
    let way = Way::to(&url).await;
    let simulator = replica(&way.url);
    let address = simulator.address();
    let form = |number: u32| order(&format!("W-{number}"), "1111", 1_000, 100);
    assert_eq!(post(address, "AN010", form(0)).await.code(), "0");

    way.is_open.send_replace(false);
    let mut waiting = JoinSet::new();
    for number in 1..=6 {
        let form = form(number);
        waiting.spawn(async move { post(address, "AN010", form).await });
    }
    for answer in waiting.join_all().await {
        assert_eq!(answer.status, 503, "{}", answer.body);
        let text = answer.body;
        assert!(
            text.contains("要求は処理されていません"),
            "nothing was begun: {text}"
        );
    }
    way.is_open.send_replace(true);
    assert_eq!(post(address, "AN010", form(7)).await.code(), "0");
    let control = Control::of(simulator.url(), MERCHANT);
    assert_eq!(
        control.get("/orders").await["orders"][1]["orderNumber"],
        "W-7"
    );
}
