//! Expectations: which amounts were shown for which order, and how long they are kept.

use std::sync::Arc;

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::ask_control;
use crate::{
    app::AppState,
    merchant::expectations::MAX_EXPECTATIONS,
    tests::support::asking::{app, ask},
    vendor::InquireUsage,
};

async fn expect(app: &Arc<AppState>, said: Value) -> Value {
    let (status, added) = ask_control(app, "POST", "expectations", &said.to_string()).await;
    assert_eq!(status, StatusCode::CREATED, "{said}: {added}");
    added["expectations"].clone()
}

async fn listed(app: &Arc<AppState>) -> Value {
    let (status, listed) = ask_control(app, "GET", "expectations", "").await;
    assert_eq!(status, StatusCode::OK);
    listed["expectations"].clone()
}

#[tokio::test]
async fn the_last_word_on_an_order_counts() {
    let app = Arc::new(app(""));
    let first = expect(&app, json!({ "order": "1001", "total": 1100 })).await;
    let at = "2026-11-24T10:00:00+09:00";
    assert_eq!(
        first,
        json!([{ "order": "1001", "total": 1100, "after": 0, "at": at }])
    );
    ask::<InquireUsage>(&app, "buyerId=1111");
    let several = json!([
        { "order": "1002", "total": 5400, "tax": 400 },
        { "order": "1001", "total": 2200, "tax": 200 },
    ]);
    expect(&app, several).await;
    assert_eq!(
        listed(&app).await,
        json!([
            { "order": "1002", "total": 5400, "tax": 400, "after": 1, "at": at },
            { "order": "1001", "total": 2200, "tax": 200, "after": 1, "at": at },
        ])
    );
    let (status, _) = ask_control(&app, "DELETE", "journal", "").await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    assert_eq!(listed(&app).await, json!([]));
    assert_eq!(app.journal_bytes(), 0);
}

#[tokio::test]
async fn a_reset_forgets_them() {
    let app = Arc::new(app(""));
    expect(&app, json!({ "order": "1001", "total": 1100 })).await;
    let (status, _) = ask_control(&app, "POST", "reset", "").await;
    assert!(status.is_success(), "{status}");
    assert_eq!(listed(&app).await, json!([]));
    assert_eq!(app.journal_bytes(), 0);
}

#[tokio::test]
async fn the_newest_are_there() {
    let app = Arc::new(app(""));
    let orders: Vec<_> = (0..MAX_EXPECTATIONS + 5)
        .map(|order| json!({ "order": order.to_string(), "total": 1 }))
        .collect();
    for some in orders.chunks(1_000) {
        expect(&app, json!(some)).await;
    }
    let kept = listed(&app).await;
    assert_eq!(kept.as_array().unwrap().len(), MAX_EXPECTATIONS);
    assert_eq!(kept[0]["order"], "5");
}

#[tokio::test]
async fn what_is_none_is_refused_with_the_reason() {
    let app = Arc::new(app(""));
    let one = json!({ "order": "1", "total": 1 });
    for (said, word) in [
        (json!({}), "order"),
        (json!({ "order": "1" }), "total"),
        (json!({ "order": "", "total": 1 }), "order"),
        (json!({ "order": "1".repeat(101), "total": 1 }), "order"),
        (json!({ "order": "1", "total": -1 }), "-1"),
        (json!({ "order": "1", "total": 1.5 }), "1.5"),
        (
            json!({ "order": "1", "total": 10_000_000_000_u64 }),
            "total",
        ),
        (json!({ "order": "1", "total": 100, "tax": 101 }), "tax"),
        (json!({ "order": "1", "total": 1, "taxes": 1 }), "taxes"),
        (json!([]), "order"),
        (json!([one, { "order": "2" }]), "total"),
        (json!(vec![one.clone(); 1_001]), "1,000"),
    ] {
        let (status, problem) = ask_control(&app, "POST", "expectations", &said.to_string()).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
        assert!(problem.to_string().contains(word), "{said}: {problem}");
    }
    // All or none of several.
    assert_eq!(listed(&app).await, json!([]));
}
