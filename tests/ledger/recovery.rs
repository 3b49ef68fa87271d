//! What recovery must never do: forget, give up too early, send twice at once, believe a late answer.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering::SeqCst},
    },
    time::{Duration, Instant},
};

use kakebarai::{
    client::{Address, Client, Credentials},
    gateway::{Deleted, Gateway, Outcome, Retries, Shipped},
    ledger::{IntentState, Status},
};
use kakebarai_simulator::Simulator;
use serde_json::json;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

use super::{Database, crash, received, settle};
use crate::support::{self, control::Control};

const PATIENT: Retries = Retries {
    times: 2,
    first_wait: Duration::from_millis(500),
};

#[tokio::test]
async fn an_unknown_settlement_stays_unknown_while_nobody_can_be_reached() {
    for database in Database::each().await {
        let simulator = support::simulator();
        let merchant = simulator.merchant();
        let control = Control::of(simulator.url(), merchant.code());
        let lost = json!({"api": "AN010", "kind": "answerLost", "times": 1});
        control.post("/faults", lost).await;
        let gateway = database.gateway(&simulator, &merchant).await;
        assert_eq!(settle(&gateway, "A-1").await.unwrap(), Outcome::Unknown);
        drop(simulator);
        let found = gateway.recover().await.unwrap();
        assert!(matches!(&found[..], [(_, Outcome::Unknown)]), "{found:?}");
        let order = gateway.ledger().order("A-1").await.unwrap().unwrap();
        assert_eq!((order.status, order.is_open), (Status::None, true));
        assert_eq!(gateway.ledger().count_unknown_outcomes().await.unwrap(), 1);
        // Tries that never left are not counted as unanswered, however many there are.
        for _ in 0..3 {
            let _ = gateway.recover().await.unwrap();
        }
        let open = gateway.ledger().open_intent("A-1").await.unwrap().unwrap();
        assert_eq!(open.unanswered, 0);
    }
}

/// An answer that says nothing about the earlier try will be the same a minute later: it is asked for once an hour, and whenever
/// somebody presses 確認する.
#[tokio::test]
async fn what_is_answered_without_a_conclusion_is_not_asked_every_minute() {
    let simulator = support::simulator();
    let database = &Database::each().await[0];
    let merchant = simulator.merchant();
    let control = Control::of(simulator.url(), merchant.code());
    let gateway = database.gateway(&simulator, &merchant).await;
    assert_eq!(settle(&gateway, "A-1").await.unwrap(), Outcome::Done);
    let _ = gateway.ship("A-1", "123456789013", true).await.unwrap();
    let lost = json!({"api": "AN040", "kind": "lostBeforeProcessing", "times": 1});
    control.post("/faults", lost).await;
    let _ = gateway.delete_shipment("A-1").await.unwrap();
    control.post("/orders/A-1/confirm", json!(null)).await;
    let asked = async || received(&simulator, &merchant).await;
    let before = asked().await;
    for _ in 0..20 {
        let _ = gateway.recover_due().await.unwrap();
        database.pass(Duration::from_mins(1));
    }
    assert_eq!(asked().await, before + 1);
    let open = gateway.ledger().open_intent("A-1").await.unwrap().unwrap();
    assert_eq!(open.error_code, "D020005");
    let _ = gateway.recover_one(&open.id).await.unwrap();
    assert_eq!(asked().await, before + 2);
    database.pass(Duration::from_hours(1));
    let _ = gateway.recover_due().await.unwrap();
    assert_eq!(asked().await, before + 3);
}

/// A machine that boots nine hours ahead, sends, crashes, and is put right.
#[tokio::test]
async fn what_was_being_sent_before_the_clock_went_back_is_found_out() {
    let simulator = support::simulator();
    for database in Database::each().await {
        let merchant = simulator.merchant();
        let crashing = database.gateway(&simulator, &merchant).await;
        let asking = async move { settle(&crashing, "A-1").await };
        crash(&simulator, &merchant, "AN010", asking).await;
        let gateway = database.gateway(&simulator, &merchant).await;
        database.go_back(Duration::from_mins(30));
        assert!(gateway.recover().await.unwrap().is_empty());
        database.go_back(Duration::from_hours(9));
        assert_eq!(gateway.ledger().unknown_outcomes().await.unwrap().len(), 1);
        let found = gateway.recover().await.unwrap();
        assert!(
            matches!(&found[..], [(_, Outcome::HadBeenDone)]),
            "{found:?}"
        );
    }
}

#[tokio::test]
async fn where_nobody_answers_the_rest_is_left_for_later() {
    let database = &Database::each().await[0];
    let simulator = support::simulator();
    let merchant = simulator.merchant();
    let control = Control::of(simulator.url(), merchant.code());
    let gateway = database.gateway(&simulator, &merchant).await;
    let lost = json!({"api": "AN010", "kind": "answerLost", "times": 5});
    control.post("/faults", lost).await;
    for number in ["A-1", "A-2", "A-3"] {
        assert_eq!(settle(&gateway, number).await.unwrap(), Outcome::Unknown);
    }
    assert_eq!(gateway.recover().await.unwrap().len(), 1);
    assert_eq!(received(&simulator, &merchant).await, 4);
    // Nothing is held: the next round asks for all three, once the provider answers.
    control.send("DELETE", "/faults", json!({})).await;
    let found = gateway.recover().await.unwrap();
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found.iter().all(|(_, outcome)| outcome.is_done()));
}

#[tokio::test]
async fn what_is_never_answered_holds_up_the_rest_once() {
    for database in Database::each().await {
        let simulator = support::simulator();
        let merchant = simulator.merchant();
        let control = Control::of(simulator.url(), merchant.code());
        let gateway = database.gateway(&simulator, &merchant).await;
        assert_eq!(settle(&gateway, "A-1").await.unwrap(), Outcome::Done);
        let shipped = gateway.ship("A-1", "1234-5678-9013", true).await.unwrap();
        assert_eq!(shipped, Shipped::Sent(Outcome::Done));
        let down = json!({"api": "AN040", "kind": "answerLost", "times": 100});
        control.post("/faults", down).await;
        let deleted = gateway.delete_shipment("A-1").await.unwrap();
        assert_eq!(deleted, Deleted::Sent(Outcome::Unknown));
        database.pass(Duration::from_mins(1));
        let lost = json!({"api": "AN010", "kind": "answerLost", "times": 1});
        control.post("/faults", lost).await;
        assert_eq!(settle(&gateway, "A-2").await.unwrap(), Outcome::Unknown);

        let recover = async || {
            let found = gateway.recover().await.unwrap().into_iter();
            found
                .map(|(intent, outcome)| (intent.order_number, outcome))
                .collect::<Vec<_>>()
        };
        assert_eq!(recover().await, [("A-1".to_owned(), Outcome::Unknown)]);
        assert_eq!(
            recover().await,
            [
                ("A-2".to_owned(), Outcome::HadBeenDone),
                ("A-1".to_owned(), Outcome::Unknown)
            ]
        );
        // The pages show the oldest first, as before.
        let unknown = gateway.ledger().unknown_outcomes().await.unwrap();
        assert_eq!(unknown[0].order_number, "A-1");
    }
}

#[tokio::test]
async fn a_lot_of_cancellations_ends_at_a_silence() {
    let database = &Database::each().await[0];
    let simulator = support::simulator();
    let merchant = simulator.merchant();
    let control = Control::of(simulator.url(), merchant.code());
    let gateway = database.gateway(&simulator, &merchant).await;
    let numbers = ["A-1", "A-2", "A-3"].map(str::to_owned);
    for number in &numbers {
        assert_eq!(settle(&gateway, number).await.unwrap(), Outcome::Done);
    }
    let lost = json!({"api": "AN020", "kind": "answerLost", "times": 1});
    control.post("/faults", lost).await;
    let results = gateway.cancel_all(&numbers).await;
    assert_eq!(results[0].1.as_ref().unwrap(), &Outcome::Unknown);
    for (number, result) in &results[1..] {
        let why = result.as_ref().unwrap_err().to_string();
        assert!(
            why.contains(number) && why.contains("送信していません"),
            "{why}"
        );
        let order = gateway.ledger().order(number).await.unwrap().unwrap();
        assert_eq!((order.status, order.is_open), (Status::Registered, false));
    }
}

#[tokio::test]
async fn a_connection_is_tried_again_after_waits_that_double() {
    let database = &Database::each().await[0];
    let simulator = support::simulator();
    let merchant = simulator.merchant();
    let gateway = database.gateway(&simulator, &merchant).await;
    drop(simulator);
    let gateway = gateway.with_retries(Retries {
        times: 3,
        first_wait: Duration::from_millis(20),
    });
    let begun = Instant::now();
    assert_eq!(settle(&gateway, "A-1").await.unwrap(), Outcome::Unsent);
    // 20, 40 and 80.
    assert!(begun.elapsed() >= Duration::from_millis(140));
}

/// Takes connections up, reads a little where told to, hangs up, and counts them.
async fn hangs_up(listener: TcpListener, reads: bool, count: Arc<AtomicU32>) {
    loop {
        let (mut stream, _) = listener.accept().await.unwrap();
        count.fetch_add(1, SeqCst);
        if reads {
            let _ = stream.read(&mut [0; 4_096]).await;
        }
    }
}

#[tokio::test]
async fn only_what_surely_never_left_is_sent_again() {
    // Without TLS the request is on its way when the other side hangs up; with TLS there is no connection yet.
    for (scheme, connections, expected) in
        [("https", 4, Outcome::Unsent), ("http", 1, Outcome::Unknown)]
    {
        let database = Database::file();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("{scheme}://{}", listener.local_addr().unwrap());
        let count = Arc::new(AtomicU32::new(0));
        let server = tokio::spawn(hangs_up(listener, scheme == "http", count.clone()));
        let credentials = Credentials::new("900000001", "not-to-be-shown");
        let client = Client::new(Address::custom(&url).unwrap(), credentials).unwrap();
        let gateway = Gateway::new(client, database.open().await).with_retries(Retries {
            times: 3,
            first_wait: Duration::ZERO,
        });
        assert_eq!(settle(&gateway, "A-1").await.unwrap(), expected);
        assert_eq!(count.load(SeqCst), connections, "{scheme}");
        server.abort();
    }
}

#[tokio::test]
async fn nobody_else_asks_as_long_as_the_first_may_still_be_at_it() {
    let simulator = support::simulator();
    for database in Database::each().await {
        let merchant = simulator.merchant();
        let crashing = database.gateway(&simulator, &merchant).await;
        let crashing = crashing.with_retries(PATIENT);
        let asking = async move { settle(&crashing, "A-1").await };
        crash(&simulator, &merchant, "AN010", asking).await;
        let gateway = database.gateway(&simulator, &merchant).await;
        // Three calls of 30 seconds, the waits between them, and a minute beyond.
        database.pass(Duration::from_secs(150));
        assert!(gateway.recover().await.unwrap().is_empty());
        database.pass(Duration::from_secs(5));
        assert_eq!(gateway.recover().await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_refusal_with_several_codes_is_kept_with_all_of_them() {
    let mut settings = support::settings();
    settings.assumptions.wire.all_codes = true;
    let simulator = Simulator::start(settings).unwrap();
    for database in Database::each().await {
        let merchant = simulator.merchant();
        let control = Control::of(simulator.url(), merchant.code());
        let gateway = database.gateway(&simulator, &merchant).await;
        // 1,000 yen are more than the limit, with tax and without, and more than what is left of it.
        let poor = json!({"creditLimit": 500, "usedAmount": 0});
        control.send("PATCH", "/buyers/1111", poor).await;
        let refused = settle(&gateway, "A-1").await.unwrap();
        let Outcome::Refused(code) = &refused else {
            panic!("{refused:?}");
        };
        assert_eq!(code.as_str(), "A060004 A070004 G55");
        let order = gateway.ledger().order("A-1").await.unwrap().unwrap();
        assert_eq!(order.error_code, "A060004 A070004 G55");
        // It was refused, so the number is free.
        let rich = json!({"creditLimit": 600_000});
        control.send("PATCH", "/buyers/1111", rich).await;
        assert_eq!(settle(&gateway, "A-1").await.unwrap(), Outcome::Done);
        let order = gateway.ledger().order("A-1").await.unwrap().unwrap();
        assert_eq!(order.error_code, "");
    }
}

/// A request that has arrived, and is not answered yet.
async fn arrived(listener: &TcpListener) -> TcpStream {
    let (mut stream, _) = listener.accept().await.unwrap();
    let (mut request, mut buffer) = (String::new(), [0; 4_096]);
    while !request.contains("cartCode=") {
        let length = stream.read(&mut buffer).await.unwrap();
        assert!(length > 0, "{request}");
        request.push_str(&String::from_utf8_lossy(&buffer[..length]));
    }
    stream
}

async fn answer(mut stream: TcpStream, elements: &str) {
    let body = format!("<return><returnDate>20261124100000</returnDate>{elements}</return>");
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/xml\r\nconnection: close\r\n";
    let text = format!("{head}content-length: {}\r\n\r\n{body}", body.len());
    stream.write_all(text.as_bytes()).await.unwrap();
}

#[tokio::test]
async fn the_late_answer_of_a_sender_that_was_given_up_decides_nothing() {
    for database in Database::each().await {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let client = || {
            let credentials = Credentials::new("900000001", "not-to-be-shown");
            Client::new(Address::custom(&url).unwrap(), credentials).unwrap()
        };
        let late = Gateway::new(client(), database.open().await);
        let second = Gateway::new(client(), database.open().await);
        let ledger = database.open().await;

        let first = tokio::spawn(async move { settle(&late, "A-1").await });
        let held_first = arrived(&listener).await;
        database.pass(Duration::from_mins(10));
        let recovering = tokio::spawn(async move { second.recover().await });
        let held_second = arrived(&listener).await;
        // The first is refused only now; the second is still at it.
        let refused = "<returnCode>1</returnCode><errorCode>A060004</errorCode>";
        answer(held_first, refused).await;
        assert_eq!(first.await.unwrap().unwrap(), Outcome::Unknown);
        let intents = ledger.intents("A-1").await.unwrap();
        assert_eq!(intents[0].state, IntentState::Sending);
        answer(held_second, "<returnCode>0</returnCode>").await;
        let found = recovering.await.unwrap().unwrap();
        assert!(matches!(&found[..], [(_, Outcome::Done)]), "{found:?}");
        let order = ledger.order("A-1").await.unwrap().unwrap();
        assert_eq!(order.status, Status::Registered);
    }
}
