//! Requests to クロネコ掛け払い are finished, even if the operator's browser goes away.

use std::future::Future;

use crate::error::PageError;

/// Does a piece of work in its own task.
pub(super) async fn run_detached<T: Send + 'static>(
    work: impl Future<Output = T> + Send + 'static,
) -> Result<T, PageError> {
    let done = tokio::spawn(work).await;
    done.map_err(|error| PageError::Inside(Box::new(error)))
}
