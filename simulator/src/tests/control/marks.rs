//! Marks: which test a request belongs to, and how long that is kept.

use std::sync::Arc;

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::ask_control;
use crate::{
    app::AppState,
    tests::support::asking::{app, ask, with_journal},
    vendor::InquireUsage,
};

async fn mark(app: &Arc<AppState>, mark: Value) -> Value {
    let (status, added) = ask_control(app, "POST", "marks", &mark.to_string()).await;
    assert_eq!(status, StatusCode::CREATED, "{mark}: {added}");
    added
}

async fn marks(app: &Arc<AppState>) -> Vec<Value> {
    let (status, listed) = ask_control(app, "GET", "marks", "").await;
    assert_eq!(status, StatusCode::OK);
    listed["marks"].as_array().unwrap().clone()
}

#[tokio::test]
async fn the_requests_behind_a_mark_belong_to_its_test() {
    let app = Arc::new(app(""));
    ask::<InquireUsage>(&app, "buyerId=1111");
    let first = mark(
        &app,
        json!({ "test": "内税の注文", "expects": ["A060005"] }),
    )
    .await;
    ask::<InquireUsage>(&app, "buyerId=1111");
    mark(&app, json!({ "test": "外税の注文" })).await;
    assert_eq!(
        first,
        json!({
            "number": 1,
            "after": 1,
            "at": "2026-11-24T10:00:00+09:00",
            "test": "内税の注文",
            "expects": ["A060005"],
        })
    );
    let all = marks(&app).await;
    assert_eq!(all[0], first);
    assert_eq!(
        (&all[1]["after"], &all[1]["test"]),
        (&json!(2), &json!("外税の注文"))
    );
    let (status, _) = ask_control(&app, "DELETE", "journal", "").await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    assert_eq!(marks(&app).await, Vec::<Value>::new());
    assert_eq!(app.journal_bytes(), 0);
}

#[tokio::test]
async fn one_whose_requests_are_gone_is_gone() {
    let app = Arc::new(app("journal_bytes = 20000"));
    for number in 0..200 {
        mark(&app, json!({ "test": format!("テスト{number}") })).await;
        ask::<InquireUsage>(&app, "buyerId=1111");
        with_journal(&app, |journal| {
            assert!(journal.bytes() <= 20_000);
            let covers_first = journal.marks().next().unwrap().after < journal.complete_from();
            assert!(covers_first, "the first request still has its mark");
            let next = journal.marks().nth(1).map_or(u64::MAX, |next| next.after);
            assert!(next >= journal.complete_from(), "and none is left over");
        });
    }
    let kept = marks(&app).await;
    assert!((2..200).contains(&kept.len()), "{}", kept.len());
    assert_eq!(kept.last().unwrap()["test"], "テスト199");
}

#[tokio::test]
async fn what_is_no_mark_is_refused_with_the_reason() {
    let app = Arc::new(app(""));
    for (mark, word) in [
        (json!({}), "test"),
        (json!({ "test": "" }), "test"),
        (json!({ "test": "あ".repeat(201) }), "test"),
        (json!({ "test": "x", "expects": [""] }), "expects"),
        (
            json!({ "test": "x", "expects": ["x".repeat(21)] }),
            "expects",
        ),
        (json!({ "test": "x", "expects": vec!["A"; 21] }), "expects"),
        (json!({ "test": "x", "expect": [] }), "expect"),
    ] {
        let (status, problem) = ask_control(&app, "POST", "marks", &mark.to_string()).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{mark}");
        assert!(problem.to_string().contains(word), "{mark}: {problem}");
    }
    assert_eq!(marks(&app).await, Vec::<Value>::new());
}
