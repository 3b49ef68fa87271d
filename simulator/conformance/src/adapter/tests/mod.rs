//! Troubles at the line, each with an adapter that causes it.

mod lines;
mod over_http;
#[cfg(unix)]
mod processes;
mod readme;

use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, duplex, split};

use super::{
    Adapter, Connect, Patience, Place, Reply, Trouble,
    message::{
        after_sale::{OrderKnown, OrderStatus},
        session::{Begin, Connection, ShopSettings},
    },
};

/// Short, so that nobody waits; the clock of most tests is paused and jumps.
fn short() -> Patience {
    Patience {
        message: Duration::from_millis(300),
        beyond_timeout: Duration::from_millis(100),
        stop: Duration::from_millis(500),
        flush: Duration::from_millis(200),
        terminate: Duration::from_millis(200),
        line: 4_096,
        log: 65_536,
    }
}

fn status(session: &str) -> OrderStatus {
    OrderStatus {
        session: session.to_owned(),
        key: "A-1".to_owned(),
    }
}

fn begin(session: &str) -> Begin {
    Begin {
        session: session.to_owned(),
        scenario: "試し".to_owned(),
        connection: Connection {
            url: "http://127.0.0.1:1".to_owned(),
            trader_code: "900000001".to_owned(),
            pass_word: format!("password-of-{session}"),
            ca_file: None,
            http_url: None,
        },
        now: "2026-12-01T10:00:00+09:00".to_owned(),
        settings: ShopSettings::default(),
    }
}

/// A good answer to any message.
fn good(message: &Value) -> Value {
    let mut answer = match message["do"].as_str().unwrap() {
        "start" => {
            json!({"protocol": 1, "integration": {"name": "試し"}, "can": ["order", "status"], "sessions": 2})
        }
        "orderStatus" => json!({"state": "none", "paid": false}),
        _ => json!({"ok": true}),
    };
    answer["id"] = message["id"].clone();
    answer
}

fn line(answer: &Value) -> Vec<u8> {
    format!("{answer}\n").into_bytes()
}

/// An adapter in this program: its output for each message, and at the end of its input (`None`). It ends at `Err`.
fn within(
    writes: impl Fn(Option<&Value>) -> Result<Vec<u8>, ()> + Clone + Send + Sync + 'static,
) -> Connect {
    Box::new(move || {
        let (ours, theirs) = duplex(1 << 16);
        let writes = writes.clone();
        tokio::spawn(async move {
            let (input, mut output) = split(theirs);
            let mut lines = BufReader::new(input).lines();
            while let Some(line) = lines.next_line().await.unwrap() {
                let message: Value = serde_json::from_str(&line).unwrap();
                let Ok(bytes) = writes(Some(&message)) else {
                    return;
                };
                output.write_all(&bytes).await.unwrap();
                if message["do"] == "stop" {
                    return;
                }
            }
            let last = writes(None).unwrap_or_default();
            // The harness may be gone.
            let _ = output.write_all(&last).await;
        });
        let (output, input) = split(ours);
        Ok((Box::new(input), Box::new(output)))
    })
}

/// An adapter that is good except for its output for `orderStatus`.
fn but_for_status(bytes: impl Fn(&Value) -> Vec<u8> + Clone + Send + Sync + 'static) -> Connect {
    within(move |message| {
        Ok(match message {
            Some(message) if message["do"] == "orderStatus" => bytes(message),
            Some(message) => line(&good(message)),
            None => Vec::new(),
        })
    })
}

async fn connected(connect: Connect) -> Adapter {
    let adapter = Adapter::connect(Place::Within(connect), short()).await;
    adapter.unwrap()
}

/// The outcome of a status.
async fn asked(connect: Connect) -> (Adapter, Result<Reply<OrderKnown>, Trouble>) {
    let adapter = connected(connect).await;
    let answer = adapter.ask(&status("s1")).await;
    (adapter, answer)
}

/// The trouble of a status, in words.
async fn trouble(connect: Connect) -> String {
    let (_, answer) = asked(connect).await;
    answer.unwrap_err().to_string()
}

fn assert_good(answer: Result<Reply<OrderKnown>, Trouble>) {
    match answer.unwrap() {
        Reply::Answered { answer, .. } => assert!(!answer.paid),
        other => panic!("{other:?}"),
    }
}
