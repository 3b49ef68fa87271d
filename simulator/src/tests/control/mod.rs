//! The control addresses.

mod blocking;
mod expectations;
mod faults;
mod journal;
mod marks;
mod problem;
mod traffic;
mod transport;

use std::sync::Arc;

use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use serde_json::Value;
use tower_service::Service as _;

use super::support::asking::MERCHANT;
use crate::{app::AppState, server::app::router};

/// Calls a control address of the default merchant.
async fn ask_control(
    app: &Arc<AppState>,
    method: &str,
    path: &str,
    body: impl AsRef<[u8]>,
) -> (StatusCode, Value) {
    let mut router = router(app.clone(), "127.0.0.1:8110".parse().unwrap());
    let request = Request::builder()
        .method(method)
        .uri(format!("/_simulator/v1/merchants/{MERCHANT}/{path}"))
        .header(header::HOST, "127.0.0.1:8110")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body.as_ref().to_vec()))
        .unwrap();
    let answer = router.call(request).await.unwrap();
    let status = answer.status();
    let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    (status, serde_json::from_slice(&body).unwrap_or(Value::Null))
}
