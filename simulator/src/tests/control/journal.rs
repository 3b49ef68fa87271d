//! Queries of the journal: waiting for future requests, and the details of each request.

use std::{
    pin::pin,
    sync::Arc,
    task::{Context, Waker},
    time::Duration,
};

use axum::http::StatusCode;
use serde_json::{Value, json};
use tokio::time::Instant;

use super::ask_control;
use crate::{
    app::AppState,
    tests::support::asking::{app, ask, payment},
    vendor::{InquireUsage, RegisterPayment},
};

async fn journal(app: &Arc<AppState>, query: &str) -> Value {
    let (status, listed) = ask_control(app, "GET", &format!("journal?{query}"), "").await;
    assert_eq!(status, StatusCode::OK, "{query}: {listed}");
    listed["entries"].clone()
}

#[tokio::test(start_paused = true)]
async fn the_next_request_ends_the_wait() {
    let app = Arc::new(app(""));
    ask::<InquireUsage>(&app, "buyerId=1111");
    let begin = Instant::now();
    let mut waiting = pin!(journal(&app, "after=1&wait=30s&api=AN010"));
    let mut look = Context::from_waker(Waker::noop());
    assert!(waiting.as_mut().poll(&mut look).is_pending());
    // Another request than the awaited one does not end it.
    ask::<InquireUsage>(&app, "buyerId=2222");
    assert!(waiting.as_mut().poll(&mut look).is_pending());
    ask::<RegisterPayment>(&app, &payment("A-1", "1111", 1_000, 100));
    let entries = waiting.await;
    assert_eq!(entries[0]["number"], 3, "{entries}");
    assert_eq!(entries.as_array().unwrap().len(), 1);
    assert_eq!(begin.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn what_is_there_is_listed_at_once_and_nothing_after_the_time() {
    let app = Arc::new(app(""));
    ask::<InquireUsage>(&app, "buyerId=1111");
    let begin = Instant::now();
    let entries = journal(&app, "after=0&wait=1m").await;
    assert_eq!(entries.as_array().unwrap().len(), 1);
    assert_eq!(journal(&app, "after=1").await, json!([]));
    assert_eq!(begin.elapsed(), Duration::ZERO);
    assert_eq!(journal(&app, "after=1&wait=1500ms").await, json!([]));
    let waited = begin.elapsed();
    let expected = Duration::from_millis(1_500)..Duration::from_millis(1_600);
    assert!(expected.contains(&waited), "{waited:?}");
}

#[tokio::test(start_paused = true)]
async fn a_simulator_that_stops_lets_nobody_wait() {
    let app = Arc::new(app(""));
    let begin = Instant::now();
    let mut waiting = pin!(journal(&app, "after=0&wait=60s"));
    let mut look = Context::from_waker(Waker::noop());
    assert!(waiting.as_mut().poll(&mut look).is_pending());
    app.begin_to_stop();
    assert_eq!(waiting.await, json!([]));
    assert!(begin.elapsed() < Duration::from_secs(1));
}

#[tokio::test(start_paused = true)]
async fn a_wait_has_a_limit_and_a_beginning_is_said_once() {
    let app = Arc::new(app(""));
    for (query, field) in [
        ("wait=61s", "wait"),
        ("wait=1", "wait"),
        ("wait=3%20business%20days", "wait"),
        ("from=1&after=0", "after"),
    ] {
        let (status, problem) = ask_control(&app, "GET", &format!("journal?{query}"), "").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert!(problem.to_string().contains(field), "{problem}");
    }
}

#[tokio::test]
async fn a_field_that_the_api_does_not_have_is_marked() {
    let app = Arc::new(app(""));
    let fields = "buyerId=1111&buyerid=1111&shohinMei1=x";
    ask::<InquireUsage>(&app, fields);
    ask::<RegisterPayment>(
        &app,
        &format!(
            "{}&shohinMei1=x&shohinMei01=y",
            payment("A-1", "1111", 1_000, 100)
        ),
    );
    let entries = journal(&app, "").await;
    let unknown = |entry: &Value| -> Vec<String> {
        let received = entry["received"].as_array().unwrap().iter();
        let unknown = received.filter(|field| field["unknown"] == true);
        unknown
            .map(|field| field["name"].as_str().unwrap().to_owned())
            .collect()
    };
    // AN050 has no lines; a line number has no leading zero.
    assert_eq!(unknown(&entries[0]), ["buyerid", "shohinMei1"]);
    assert_eq!(unknown(&entries[1]), ["shohinMei01"]);
}
