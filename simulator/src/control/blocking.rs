//! Work that takes long for a large merchant, on a thread of its own: those that serve requests go on serving.

use std::panic::resume_unwind;

use axum::http::StatusCode;
use tokio::task::spawn_blocking;

use super::problem::ControlProblem;

/// Does the work where no other request waits for it.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ControlProblem> + Send + 'static,
) -> Result<T, ControlProblem> {
    spawn_blocking(work)
        .await
        .unwrap_or_else(|error| match error.try_into_panic() {
            Ok(panic) => resume_unwind(panic),
            Err(_) => Err(ControlProblem::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "シミュレーターは停止しようとしています。",
                "起動し直してから、もう一度送ってください。",
            )),
        })
}
