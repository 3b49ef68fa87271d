//! Bind, route, answer, stop.

pub(crate) mod app;
pub(crate) mod connections;
mod headers;
pub(crate) mod probes;
pub(crate) mod requests;
mod start_error;
pub(crate) mod tls;
pub(crate) mod transport;
mod vendor;
mod wire_faults;

use std::{
    future::Future,
    io,
    net::SocketAddr,
    sync::{Arc, mpsc},
    thread::{self, JoinHandle},
    time::Duration,
};

use tokio::{
    net::TcpListener,
    runtime::{Handle, Runtime},
    sync::oneshot,
};
use tokio_rustls::TlsAcceptor;

pub use self::start_error::StartError;
use self::{
    connections::Connections,
    tls::{Https, Trusted},
};
use crate::{app::AppState, settings::Settings, storage::data_error::DataError};

/// A server in threads of its own.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    /// The address of https, and the certificate that its clients must trust.
    pub(crate) https: Option<(SocketAddr, Trusted)>,
    runtime: Handle,
    /// Sends the time within which begun requests must end.
    stop: Option<oneshot::Sender<Duration>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Binds, opens the storage, and serves. The address accepts connections when this returns.
    pub(crate) fn start(settings: Settings) -> Result<(Self, Arc<AppState>), StartError> {
        let address = settings.listen;
        let place = settings.data.as_ref().map(ToString::to_string);
        let (server, opened) = Self::bind(settings)?;
        let opened = opened.recv().map_err(|_| StartError::Listen {
            address,
            source: io::ErrorKind::BrokenPipe.into(),
        })?;
        let app = opened.map_err(|source| StartError::Data {
            place: place.unwrap_or_default(),
            source,
        })?;
        Ok((server, app))
    }

    fn bind(settings: Settings) -> Result<(Self, mpsc::Receiver<Opened>), StartError> {
        let address = settings.listen;
        let unable = |source| StartError::Listen { address, source };
        let runtime = runtime(settings.threads).map_err(unable)?;
        let listening = {
            let _inside = runtime.enter();
            connections::listen(address)
                .and_then(|listener| Ok((listener.local_addr()?, listener)))
                .map_err(unable)
                .and_then(|listening| Ok((listening, listen_for_https(&settings)?)))
        };
        let ((address, listener), secure) = match listening {
            Ok(listening) => listening,
            Err(error) => {
                // Does not wait for its end: the caller may not be allowed to block.
                runtime.shutdown_background();
                return Err(error);
            }
        };
        let (secure, https) = match secure {
            Some((listener, acceptor, https)) => (Some((listener, acceptor)), Some(https)),
            None => (None, None),
        };
        let (stop, stopped) = oneshot::channel();
        let (told, opened) = mpsc::sync_channel(1);
        let handle = runtime.handle().clone();
        let thread = thread::Builder::new()
            .name("kakebarai-simulator".to_owned())
            .spawn(move || {
                let app = match runtime.block_on(AppState::open(settings)) {
                    Ok(app) => app,
                    Err(error) => {
                        let _ = told.send(Err(error));
                        return;
                    }
                };
                let _ = told.send(Ok(app.clone()));
                let connections = Connections::new(app::router(app.clone(), address), &app);
                runtime.block_on(async move {
                    let serving = async {
                        tokio::join!(
                            connections.clone().serve(listener, None),
                            serve_https(&connections, secure)
                        );
                        connections.emptied().await;
                    };
                    let too_long = async {
                        if let Ok(within) = stopped.await {
                            connections.close();
                            tokio::time::sleep(within).await;
                        }
                    };
                    tokio::select! {
                        () = serving => {}
                        _ = connections.clone().watch() => {}
                        () = too_long => {}
                    }
                    app.close().await;
                });
                // Ends every connection, also those in the middle of an answer.
                runtime.shutdown_timeout(Duration::from_secs(1));
            })
            .map_err(unable)?;
        let server = Self {
            address,
            https,
            runtime: handle,
            stop: Some(stop),
            thread: Some(thread),
        };
        Ok((server, opened))
    }

    /// Runs a future on the runtime that answers requests, and waits for it.
    pub(crate) fn run<T: Send + 'static>(
        &self,
        act: impl Future<Output = T> + Send + 'static,
    ) -> T {
        let (done, result) = mpsc::sync_channel(1);
        self.runtime.spawn(async move {
            let _ = done.send(act.await);
        });
        #[expect(
            clippy::expect_used,
            reason = "the runtime lives as long as the server does"
        )]
        result.recv().expect("the server runs")
    }

    /// Accepts no more connections. Ends when the open ones have ended, or after a time.
    pub(crate) fn stop(mut self, within: Duration) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(within);
        }
    }
}

fn runtime(threads: Option<usize>) -> io::Result<Runtime> {
    let mut builder = match threads {
        Some(1) => tokio::runtime::Builder::new_current_thread(),
        _ => tokio::runtime::Builder::new_multi_thread(),
    };
    if let Some(threads) = threads.filter(|threads| *threads > 1) {
        builder.worker_threads(threads);
    }
    builder.enable_all().build()
}

/// Listens for https, if it is on.
fn listen_for_https(settings: &Settings) -> Result<Option<Secure>, StartError> {
    if !settings.tls.on {
        return Ok(None);
    }
    let address = settings.tls.listen;
    let https = Https::new(settings.tls.directory.as_deref())?;
    let unable = |source| StartError::Listen { address, source };
    let listener = connections::listen(address).map_err(unable)?;
    let address = listener.local_addr().map_err(unable)?;
    Ok(Some((listener, https.acceptor, (address, https.trusted))))
}

/// The listener for https, its acceptor, and its address and certificates.
type Secure = (TcpListener, TlsAcceptor, (SocketAddr, Trusted));

async fn serve_https(connections: &Arc<Connections>, secure: Option<(TcpListener, TlsAcceptor)>) {
    if let Some((listener, acceptor)) = secure {
        connections.clone().serve(listener, Some(acceptor)).await;
    }
}

/// The state from storage, or why it could not be opened.
type Opened = Result<Arc<AppState>, DataError>;

impl Drop for Server {
    fn drop(&mut self) {
        // Dropping it ends the thread at once.
        self.stop = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
