//! Serves the pages, and stops in time whatever clients do.

use std::{future::Future, io, net::SocketAddr, time::Duration};

use axum::Router;
use axum_server::Handle;
use tokio::net::TcpListener;

use super::{Shop, pages};

/// How long the database may take to be closed. Requests that are still open then are found out at the next start.
const CLOSING: Duration = Duration::from_secs(1);

impl Shop {
    /// All pages.
    pub fn router(&self) -> Router {
        pages::router(self)
    }

    /// Serves all pages until it is told to stop; then finishes what is being answered, as long as that does not take too long,
    /// and closes the database.
    ///
    /// # Errors
    /// The listener cannot be used.
    pub async fn serve(
        &self,
        listener: TcpListener,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> io::Result<()> {
        let patience = self.0.config.patience;
        let handle = Handle::new();
        let mut server = axum_server::from_tcp(listener.into_std()?)?
            .handle(handle.clone())
            .http1_only()
            .first_request_timeout(patience.head);
        server
            .http_builder()
            .http1()
            .header_read_timeout(patience.head);
        let shutdown = tokio::spawn(async move {
            stop.await;
            handle.graceful_shutdown(Some(patience.end));
        });
        let pages = self
            .router()
            .into_make_service_with_connect_info::<SocketAddr>();
        let outcome = server.serve(pages).await;
        shutdown.abort();
        if tokio::time::timeout(CLOSING, self.close()).await.is_err() {
            tracing::warn!("the database was still in use when the shop ended");
        }
        outcome
    }
}
