//! What a control address did is written down before it is answered.

use axum::{
    body::{Body, to_bytes},
    extract::{RawPathParams, Request, State},
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use super::{Shared, problem::Problem, snapshots::MAX_BYTES};
use crate::storage::NotKept;

/// What is answered where something cannot be written down.
pub(super) fn not_kept(not_kept: NotKept) -> Problem {
    let (what, remedy) = not_kept.text();
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, what, remedy)
}

fn too_large() -> Problem {
    Problem::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "リクエストの本文を読み取れません。",
        "256 MiB 以内の本文を最後まで送ってください。",
    )
}

/// Carries out a request to a control address.
pub(super) async fn keep(
    State(world): Shared,
    parameters: RawPathParams,
    request: Request,
    next: Next,
) -> Response {
    // Decoded, as the address itself reads it.
    let code = parameters
        .iter()
        .find(|(name, _)| *name == "code")
        .map(|(_, code)| code.to_owned());
    if !world.is_shared() {
        let mut request = Some(request);
        let act = || next.clone().run(request.take().unwrap_or_default());
        return kept(world.visit(code.as_deref(), act).await);
    }
    // It may have to be carried out again.
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MAX_BYTES).await else {
        return too_large().into_response();
    };
    let act = || {
        let request = Request::from_parts(parts.clone(), Body::from(body.clone()));
        next.clone().run(request)
    };
    kept(world.visit(code.as_deref(), act).await)
}

/// What was done, where it could be written down.
pub(crate) fn kept(visited: Result<Response, NotKept>) -> Response {
    visited.unwrap_or_else(|failed| not_kept(failed).into_response())
}
