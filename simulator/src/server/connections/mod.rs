//! Takes connections and serves them: so many at once, and none that only takes its time.

mod body;
mod seats;
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
    seats::{Seat, Seats},
};
use crate::{
    server::connections::stream::{BreaksOff, Connection, Peer},
    settings::Settings,
};

/// About the most bytes of a request's first line and headers; beyond it the answer is 431.
const MAX_HEAD_BYTES: usize = 64 * 1024;
/// How long to wait where the operating system gives no more connections.
const BREATH: Duration = Duration::from_millis(10);

/// How many connections may wait until they are accepted; 128, as is usual, are few in a crowd.
const BACKLOG: u32 = 4_096;

/// How many bytes may be on their way to one client: few enough that a slow one is seen to take them.
const SEND_BUFFER: u32 = 256 * 1024;

/// Listens on an address. Inside a runtime.
pub(crate) fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() {
        TcpSocket::new_v4()
    } else {
        TcpSocket::new_v6()
    }?;
    // A restart need not wait for the connections of before.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    // Every connection has what its listener has.
    socket.set_send_buffer_size(SEND_BUFFER)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// Where connections come in.
#[derive(Debug)]
pub(crate) struct Door {
    router: Router,
    seats: Seats,
    /// How long a request's head, and then its body, may take to come; also how long a connection may be silent.
    patience: Duration,
    /// How many connections there have been.
    connections: AtomicU64,
    /// Whether nobody is let in any more. Whoever is inside listens.
    closing: watch::Sender<bool>,
}

type Closing = watch::Receiver<bool>;

/// A connection's seat, free again when the connection ends, however that is.
struct Sitting {
    door: Arc<Door>,
    seat: Arc<Seat>,
}

impl Drop for Sitting {
    fn drop(&mut self) {
        self.door.seats.free(&self.seat);
    }
}

impl Door {
    pub(crate) fn new(router: Router, settings: &Settings) -> Arc<Self> {
        Arc::new(Self {
            router,
            seats: Seats::new(settings.max_connections),
            patience: settings.request_timeout,
            connections: AtomicU64::new(0),
            closing: watch::Sender::new(false),
        })
    }

    /// Takes no more connections. Those that are there end with the answer that they wait for; at once if a request has not
    /// arrived whole, since nothing of it has begun.
    pub(crate) fn close(&self) {
        self.closing.send_replace(true);
    }

    /// Waits until every connection has ended.
    pub(crate) async fn emptied(&self) {
        self.closing.closed().await;
    }

    /// Serves whoever connects, until it is closed; by https where there is an acceptor for it.
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
                // Most likely there are no file descriptors left.
                self.seats.make_room();
                tokio::time::sleep(BREATH).await;
                continue;
            };
            let Some(seat) = self.seats.take() else {
                continue;
            };
            // Answers are small and complete: waiting for more to send only delays them.
            let _ = stream.set_nodelay(true);
            let (connection, hang_up) = Connection::new(stream, seat.sent.clone());
            let peer = Peer {
                hang_up,
                connection: self.connections.fetch_add(1, Ordering::Relaxed) + 1,
                is_https: acceptor.is_some(),
            };
            let (door, acceptor, closing) = (self.clone(), acceptor.clone(), closing.clone());
            let sitting = Sitting {
                door: self.clone(),
                seat: seat.clone(),
            };
            let conversation = tokio::spawn(async move {
                let seat = &sitting.seat;
                door.welcome(connection, acceptor, peer, seat, closing)
                    .await;
            });
            seat.is_ended_by(conversation.abort_handle());
        }
    }

    /// Sends those away who have been silent for too long, for ever. No request costs a timer, therefore; one who is silent
    /// is sent away after the patience for it, or up to twice that.
    pub(crate) async fn watch(self: Arc<Self>) -> Infallible {
        loop {
            tokio::time::sleep(self.patience).await;
            self.seats.send_silent_away();
        }
    }

    async fn welcome(
        &self,
        connection: Connection,
        acceptor: Option<TlsAcceptor>,
        peer: Peer,
        seat: &Arc<Seat>,
        closing: Closing,
    ) {
        let Some(acceptor) = acceptor else {
            return self.converse(connection, peer, seat, closing).await;
        };
        let mut is_closing = closing.clone();
        let agreed = tokio::select! {
            agreed = tokio::time::timeout(self.patience, acceptor.accept(connection)) => agreed,
            _ = is_closing.wait_for(|closing| *closing) => return,
        };
        if let Ok(Ok(stream)) = agreed {
            self.converse(stream, peer, seat, closing).await;
        }
    }

    async fn converse(
        &self,
        stream: impl AsyncRead + AsyncWrite + Unpin,
        peer: Peer,
        seat: &Arc<Seat>,
        mut closing: Closing,
    ) {
        let stream = BreaksOff::new(stream, peer.hang_up.clone());
        let service = service_fn(|request: Request<Incoming>| {
            let asking = seat.ask();
            let timed = |body| Body::new(Timed::new(body, self.patience, seat.clone()));
            let mut request = request.map(timed);
            request.extensions_mut().insert(ConnectInfo(peer.clone()));
            let answer = self.router.clone().call(request);
            async move {
                let Some(asking) = asking else {
                    return pending().await;
                };
                let answer = answer.await?;
                if answer.body().size_hint().exact().is_some() {
                    return Ok::<_, Infallible>(answer);
                }
                // Who listens to a stream is silent, and yet not idle.
                let (head, body) = answer.into_parts();
                let stream = body.into_data_stream().inspect(move |_| {
                    let _listening = &asking;
                });
                Ok(Response::from_parts(head, Body::from_stream(stream)))
            }
        });
        let mut http = http1::Builder::new();
        http.header_read_timeout(None).max_buf_size(MAX_HEAD_BYTES);
        let mut conversation = pin!(http.serve_connection(TokioIo::new(stream), service));
        // What goes wrong on a connection is its client's to see.
        tokio::select! {
            _ = conversation.as_mut() => return,
            _ = closing.wait_for(|closing| *closing) => conversation.as_mut().graceful_shutdown(),
        }
        // Reads what has arrived by now before it looks whether that is a whole request.
        poll_fn(|context| {
            let has_ended = conversation.as_mut().poll(context).is_ready();
            if has_ended || !seat.is_being_answered() {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        })
        .await;
    }
}
