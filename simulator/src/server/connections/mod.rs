//! Accepts connections and serves HTTP/1 on them: a limited number, each within its time-outs.

mod body;
pub(crate) mod slots;
pub(crate) mod stream;

use std::{
    convert::Infallible,
    future::{pending, poll_fn},
    io,
    net::SocketAddr,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    task::Poll,
    time::Duration,
};

use axum::{
    Router,
    body::{Body, HttpBody as _},
    extract::{ConnectInfo, Request},
    response::Response,
};
use futures_util::StreamExt as _;
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpSocket},
    sync::watch,
};
use tokio_rustls::TlsAcceptor;
use tower_service::Service as _;

use self::{
    body::Timed,
    slots::{Slot, Slots},
};
use crate::{
    app::AppState,
    server::connections::stream::{BreaksOff, Connection, Peer},
};

/// About the most bytes of a request's first line and headers; a longer head is answered with 431.
const MAX_HEAD_BYTES: usize = 64 * 1024;
/// The first byte of every TLS connection.
const TLS_HANDSHAKE: u8 = 0x16;
/// The answer to TLS on an http port; TLS libraries report a wrong version.
const HTTP_ALONE: &[u8] =
    b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
/// The answer to http on an https port: readable text.
const HTTPS_ALONE: &[u8] = b"HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 71\r\nConnection: close\r\n\r\nThis port speaks https. Use https://, or http:// and the port of http.\n";
/// The pause after the operating system failed to accept a connection.
const PAUSE: Duration = Duration::from_millis(10);

/// Connections that may wait to be accepted. The usual 128 are few in a crowd.
const BACKLOG: u32 = 4_096;

/// Bytes on their way to one client, at most: few enough that [`stream::Sent`] sees a slow client take them.
const SEND_BUFFER: u32 = 256 * 1024;

/// Listens on an address. Must be called inside a runtime.
pub(crate) fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() {
        TcpSocket::new_v4()
    } else {
        TcpSocket::new_v6()
    }?;
    // A restart need not wait for the connections of the run before it.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    // A connection inherits the size from its listener.
    socket.set_send_buffer_size(SEND_BUFFER)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// The connections of a server, http and https together.
#[derive(Debug)]
pub(crate) struct Connections {
    router: Router,
    app: Arc<AppState>,
    slots: Slots,
    /// The time for a request's head, for its body, and for silence between requests.
    io_timeout: Duration,
    /// Connections so far.
    accepted: AtomicU64,
    /// Whether the server is closing. Each connection watches it.
    closing: watch::Sender<bool>,
}

type Closing = watch::Receiver<bool>;

/// Frees a connection's slot when dropped.
struct SlotGuard {
    connections: Arc<Connections>,
    slot: Arc<Slot>,
}

impl Drop for SlotGuard {
    fn drop(&mut self) {
        self.connections.slots.free(&self.slot);
    }
}

impl Connections {
    pub(crate) fn new(router: Router, app: &Arc<AppState>) -> Arc<Self> {
        let settings = &app.settings;
        Arc::new(Self {
            router,
            app: app.clone(),
            slots: Slots::new(settings.max_connections),
            io_timeout: settings.request_timeout,
            accepted: AtomicU64::new(0),
            closing: watch::Sender::new(false),
        })
    }

    /// Accepts no more connections. An open connection ends after the answer that its client waits for, or at once if no request has
    /// arrived whole.
    pub(crate) fn close(&self) {
        self.closing.send_replace(true);
    }

    /// Waits until every connection has ended.
    pub(crate) async fn emptied(&self) {
        self.closing.closed().await;
    }

    /// Accepts and serves connections until [`Self::close`]; with an acceptor, by https.
    pub(crate) async fn serve(
        self: Arc<Self>,
        listener: TcpListener,
        acceptor: Option<TlsAcceptor>,
    ) {
        let mut closing = self.closing.subscribe();
        loop {
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                _ = closing.wait_for(|closing| *closing) => return,
            };
            let Ok((stream, _)) = accepted else {
                // Most likely the process is out of file descriptors.
                self.slots.evict_idle();
                tokio::time::sleep(PAUSE).await;
                continue;
            };
            let Some(slot) = self.slots.take() else {
                continue;
            };
            // Answers are small and complete: waiting for more to send only delays them.
            let _ = stream.set_nodelay(true);
            let (connection, hang_up) = Connection::new(stream, slot.sent.clone());
            let peer = Peer {
                hang_up,
                connection: self.accepted.fetch_add(1, Ordering::Relaxed) + 1,
                is_https: acceptor.is_some(),
            };
            let (connections, acceptor, closing) =
                (self.clone(), acceptor.clone(), closing.clone());
            let guard = SlotGuard {
                connections: self.clone(),
                slot: slot.clone(),
            };
            let task = tokio::spawn(async move {
                let slot = &guard.slot;
                connections
                    .handshake(connection, acceptor, peer, slot, closing)
                    .await;
            });
            slot.set_task(task.abort_handle());
        }
    }

    /// Closes idle connections; never returns. One sweep per time-out instead of a timer per request, so a connection is closed after
    /// one to two time-outs.
    pub(crate) async fn watch(self: Arc<Self>) -> Infallible {
        loop {
            tokio::time::sleep(self.io_timeout).await;
            self.slots.close_idle();
        }
    }

    async fn handshake(
        &self,
        connection: Connection,
        acceptor: Option<TlsAcceptor>,
        peer: Peer,
        slot: &Arc<Slot>,
        closing: Closing,
    ) {
        let mut is_closing = closing.clone();
        let Some(acceptor) = acceptor else {
            let first = tokio::select! {
                first = connection.first_byte() => first,
                _ = is_closing.wait_for(|closing| *closing) => return,
            };
            if first == Some(TLS_HANDSHAKE) {
                self.app.miss("https came to the port of http", None);
                return connection.refuse(HTTP_ALONE).await;
            }
            return self.serve_http1(connection, peer, slot, closing).await;
        };
        let agree = async {
            let first = connection.first_byte().await?;
            if first.is_ascii_uppercase() {
                self.app.miss("http came to the port of https", None);
                connection.refuse(HTTPS_ALONE).await;
                return None;
            }
            Some(acceptor.accept(connection).await)
        };
        let agreed = tokio::select! {
            agreed = tokio::time::timeout(self.io_timeout, agree) => agreed,
            _ = is_closing.wait_for(|closing| *closing) => return,
        };
        match agreed {
            Ok(Some(Ok(stream))) => self.serve_http1(stream, peer, slot, closing).await,
            Ok(Some(Err(error))) => {
                let reason = format!("the TLS handshake failed: {error}");
                self.app.miss(&reason, None);
            }
            // Nothing was sent, or the mistake is already reported.
            Ok(None) => {}
            Err(_) => self.app.miss("the TLS handshake took too long", None),
        }
    }

    async fn serve_http1(
        &self,
        stream: impl AsyncRead + AsyncWrite + Unpin,
        peer: Peer,
        slot: &Arc<Slot>,
        mut closing: Closing,
    ) {
        let stream = BreaksOff::new(stream, peer.hang_up.clone());
        let service = service_fn(|request: Request<Incoming>| {
            let in_flight = slot.ask();
            let timed = |body| Body::new(Timed::new(body, self.io_timeout, slot.clone()));
            let mut request = request.map(timed);
            request.extensions_mut().insert(ConnectInfo(peer.clone()));
            let answer = self.router.clone().call(request);
            async move {
                let Some(in_flight) = in_flight else {
                    return pending().await;
                };
                let answer = answer.await?;
                if answer.body().size_hint().exact().is_some() {
                    return Ok::<_, Infallible>(answer);
                }
                // A client that reads a stream sends nothing, and is not idle.
                let (head, body) = answer.into_parts();
                let stream = body.into_data_stream().inspect(move |_| {
                    let _in_flight = &in_flight;
                });
                Ok(Response::from_parts(head, Body::from_stream(stream)))
            }
        });
        let mut http = http1::Builder::new();
        http.header_read_timeout(None).max_buf_size(MAX_HEAD_BYTES);
        let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service));
        tokio::select! {
            ended = connection.as_mut() => {
                if let Err(error) = ended && error.is_parse() {
                    let status = if error.is_parse_too_large() { 431 } else { 400 };
                    self.app.miss(&format!("{status}: {error}"), None);
                }
                return;
            }
            _ = closing.wait_for(|closing| *closing) => connection.as_mut().graceful_shutdown(),
        }
        // Polled first, so that a request whose last bytes have just arrived counts as whole.
        poll_fn(|context| {
            let has_ended = connection.as_mut().poll(context).is_ready();
            if has_ended || !slot.is_being_answered() {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        })
        .await;
    }
}
