//! Long work for a large merchant does not block the threads that serve requests.

use std::{
    pin::pin,
    sync::{Arc, mpsc},
    task::{Context, Waker},
};

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use tokio::{runtime, task::spawn_blocking};
use tower_service::Service as _;

use crate::tests::support::asking::{MERCHANT, app, ask, payment, with_state};
use crate::{merchant::state::State, server::app::router, vendor::RegisterPayment};

#[test]
fn a_request_that_takes_long_waits_elsewhere() {
    // One blocking thread, which is busy when a request arrives.
    let runtime = runtime::Builder::new_current_thread()
        .max_blocking_threads(1)
        .build()
        .unwrap();
    runtime.block_on(requests_that_take_long());
}

async fn requests_that_take_long() {
    let app = Arc::new(app(""));
    ask::<RegisterPayment>(&app, &payment("1", "1111", 1_000, 100));
    let json = with_state(&app, State::snapshot).to_json();
    for (method, path, body, status) in [
        ("POST", "snapshots", r#"{"name": "a"}"#, StatusCode::CREATED),
        ("GET", "snapshots/a", "", StatusCode::OK),
        ("PUT", "snapshots/b", &json, StatusCode::CREATED),
        ("POST", "snapshots/b/restore", "", StatusCode::OK),
        ("POST", "snapshots/c/restore", "", StatusCode::NOT_FOUND),
        ("POST", "changes/5/restore", "", StatusCode::OK),
        ("POST", "changes/99/restore", "", StatusCode::NOT_FOUND),
    ] {
        let request = Request::builder()
            .method(method)
            .uri(format!("/_simulator/v1/merchants/{MERCHANT}/{path}"))
            .header(header::HOST, "127.0.0.1:8110")
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_owned()))
            .unwrap();
        let mut router = router(app.clone(), "127.0.0.1:8110".parse().unwrap());
        let mut answer = pin!(router.call(request));
        let (free, busy) = mpsc::channel::<()>();
        let other_work = spawn_blocking(move || busy.recv());
        let first = answer
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()));
        // Only the busy thread can make it wait: in memory all else is immediate.
        assert!(first.is_pending(), "{method} {path}");
        free.send(()).unwrap();
        other_work.await.unwrap().unwrap();
        assert_eq!(answer.await.unwrap().status(), status, "{method} {path}");
    }
}
