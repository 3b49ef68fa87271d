//! The same integration over either transport is told the same.

use std::{collections::HashMap, sync::Arc};

use axum::{Json, Router, extract::State, routing::post};
use kakebarai_conformance::{
    adapter::Place,
    judging::{report::Report, verdict::Verdict},
    scenario::plan,
};
use naive_client::{Fault, Faults};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, WriteHalf, duplex, split},
    net::TcpListener,
    sync::{Mutex, oneshot},
};

use super::judged::{judged, naive, rows, told};

/// Hands objects that come over HTTP to the loop of a client, each under a number of its own.
struct Bridge {
    next: u64,
    input: WriteHalf<tokio::io::DuplexStream>,
    waiting: Arc<Mutex<HashMap<u64, oneshot::Sender<Value>>>>,
}

async fn hand_over(
    State(bridge): State<Arc<Mutex<Bridge>>>,
    Json(mut message): Json<Value>,
) -> Json<Value> {
    let id = message["id"].clone();
    let (sender, answer) = oneshot::channel();
    {
        let mut bridge = bridge.lock().await;
        bridge.next += 1;
        let number = bridge.next;
        bridge.waiting.lock().await.insert(number, sender);
        message["id"] = json!(number);
        let line = format!("{message}\n");
        bridge.input.write_all(line.as_bytes()).await.unwrap();
    }
    let mut answer = answer.await.unwrap();
    answer["id"] = id;
    Json(answer)
}

/// A naive client behind an address.
async fn over_http(faults: Faults) -> String {
    let (ours, theirs) = duplex(1 << 20);
    tokio::spawn(async move {
        let (input, output) = split(theirs);
        // The test is over.
        let _ = naive_client::serve(input, output, None, faults).await;
    });
    let (output, input) = split(ours);
    let waiting: Arc<Mutex<HashMap<u64, oneshot::Sender<Value>>>> = Arc::default();
    let answered = waiting.clone();
    tokio::spawn(async move {
        let mut lines = BufReader::new(output).lines();
        while let Ok(Some(line)) = lines.next_line().await {
            let answer: Value = serde_json::from_str(&line).unwrap();
            let number = answer["id"].as_u64().unwrap();
            let sender = answered.lock().await.remove(&number).unwrap();
            // The harness may have hung up.
            let _ = sender.send(answer);
        }
    });
    let bridge = Bridge {
        next: 0,
        input,
        waiting,
    };
    let routes = Router::new()
        .route("/_kakebarai", post(hand_over))
        .with_state(Arc::new(Mutex::new(bridge)));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, routes).await });
    format!("http://{address}/_kakebarai")
}

/// What is said of each scenario of a requirement.
fn said(report: &Report, id: &str) -> Vec<Value> {
    let requirement = report.requirements.iter().find(|one| one.id == id).unwrap();
    let rows = requirement.rows.iter().map(|row| {
        json!([
            row.scenario,
            row.verdict,
            row.at,
            row.expected,
            row.actual,
            row.harm,
            row.remedy
        ])
    });
    rows.collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mistake_is_told_in_the_same_words_over_stdio_and_over_http() {
    let faults = || Faults::one(Fault::F40);
    let about = || rows(|row| row.has("TAX-02"));
    let over_stdio = judged(naive(faults()), about()).await;
    let url = over_http(faults()).await;
    let place = Arc::new(move || Place::Url {
        url: url.clone(),
        token: None,
    });
    let over_http = judged(place, about()).await;
    let (stdio, http) = (said(&over_stdio, "TAX-02"), said(&over_http, "TAX-02"));
    assert_eq!(stdio, http);
    let failed = stdio.iter().filter(|row| row[1] == "failed").count();
    assert!(failed > 0, "{stdio:?}");
    assert!(
        stdio
            .iter()
            .any(|row| row[5]["text"] == "1,100円のご注文に、1,200円を請求しています"),
        "{stdio:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_finding_shows_what_the_adapter_answered_and_the_books_before_and_after() {
    let report = judged(
        naive(Faults::one(Fault::F40)),
        rows(|row| row.has("TAX-02")),
    )
    .await;
    let requirement = report.requirements.iter().find(|one| one.id == "TAX-02");
    let billed = |text: &str| {
        let rows = requirement.into_iter().flat_map(|one| &one.rows);
        let mut harmed = rows.filter(|row| row.harm.as_ref().is_some_and(|harm| harm.text == text));
        harmed.next_back().unwrap().clone()
    };
    let row = billed("1,100円のご注文に、1,200円を請求しています");
    let answer: Value = serde_json::from_str(row.answer.as_deref().unwrap()).unwrap();
    assert_eq!(answer["result"], "done");
    assert_eq!(answer["shown"]["total"], "1100");
    assert!(row.books_before.unwrap().is_empty());
    let books: Vec<_> = row
        .books
        .iter()
        .map(|one| (one.total, one.state.as_str()))
        .collect();
    assert_eq!(books, [(1_200, "登録")]);
}

/// What an adapter over HTTP takes of memory is not to be seen; how long it takes is.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_swells_is_judged_over_http_by_its_time() {
    let url = over_http(Faults::default()).await;
    let place = Arc::new(move || Place::Url {
        url: url.clone(),
        token: None,
    });
    let mut bombs = plan::embedded().unwrap();
    bombs.retain(|row| row.has("ROB-06") && row.title().contains("実体"));
    assert_eq!(bombs.len(), 1);
    let report = judged(place, bombs).await;
    let requirement = report.requirements.iter().find(|one| one.id == "ROB-06");
    let rows = &requirement.unwrap().rows;
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].verdict, Verdict::Passed, "{}", told(&report));
}
