//! What a control address did is written down before it is answered.

use axum::{
    extract::{Request, State},
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use super::{Shared, problem::Problem};

/// What is answered where nothing can be written down any more.
pub(super) fn not_kept() -> Problem {
    Problem::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "データを書き込めないため、要求は処理されていません。",
        "ディスクの空きと権限を確認して、シミュレーターを起動し直してください。",
    )
}

/// Carries out a request to a control address.
pub(super) async fn keep(State(world): Shared, request: Request, next: Next) -> Response {
    let code = merchant(request.uri().path()).map(ToOwned::to_owned);
    let mut request = Some(request);
    let act = || {
        let request = request.take();
        let next = next.clone();
        async move {
            match request {
                Some(request) => next.run(request).await,
                None => not_kept().into_response(),
            }
        }
    };
    match world.visit(code.as_deref(), act).await {
        Ok(response) => response,
        Err(_) => not_kept().into_response(),
    }
}

/// The merchant whose address it is.
fn merchant(path: &str) -> Option<&str> {
    let rest = path.strip_prefix("/_simulator/v1/merchants/")?;
    rest.split('/').next().filter(|code| !code.is_empty())
}
