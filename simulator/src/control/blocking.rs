//! Long work for large merchants, on a thread of its own, so that the threads that serve requests stay free.

use std::panic::resume_unwind;

use axum::http::StatusCode;
use tokio::task::spawn_blocking;

use super::problem::ControlProblem;

/// Runs the work on a blocking thread.
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
