//! Takes connections and serves them: so many at once, and none that only takes its time.

mod body;
mod seats;

use std::{convert::Infallible, io, net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpSocket},
};
use tokio_rustls::TlsAcceptor;
use tower_service::Service as _;

use self::{
    body::Timed,
    seats::{Seat, Seats},
};
use crate::{
    connection::{Connection, HangUp},
    settings::Settings,
};

/// About the most bytes of a request's first line and headers; beyond it the answer is 431.
const MAX_HEAD_BYTES: usize = 64 * 1024;
/// How long to wait where the operating system gives no more connections.
const BREATH: Duration = Duration::from_millis(10);

/// How many connections may wait until they are accepted; 128, as is usual, are few in a crowd.
const BACKLOG: u32 = 4_096;

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
}

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
        })
    }

    /// Serves whoever connects, for ever; by https where there is an acceptor for it.
    pub(crate) async fn serve(
        self: Arc<Self>,
        listener: TcpListener,
        acceptor: Option<TlsAcceptor>,
    ) -> Infallible {
        loop {
            let Ok((stream, _)) = listener.accept().await else {
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
            let (connection, hang_up) = Connection::new(stream);
            let (door, acceptor) = (self.clone(), acceptor.clone());
            let sitting = Sitting {
                door: self.clone(),
                seat: seat.clone(),
            };
            let conversation = tokio::spawn(async move {
                let seat = &sitting.seat;
                door.welcome(connection, acceptor, hang_up, seat).await;
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
        hang_up: HangUp,
        seat: &Arc<Seat>,
    ) {
        let Some(acceptor) = acceptor else {
            return self.converse(connection, hang_up, seat).await;
        };
        let agreed = tokio::time::timeout(self.patience, acceptor.accept(connection)).await;
        if let Ok(Ok(stream)) = agreed {
            self.converse(stream, hang_up, seat).await;
        }
    }

    async fn converse(
        &self,
        stream: impl AsyncRead + AsyncWrite + Unpin,
        hang_up: HangUp,
        seat: &Arc<Seat>,
    ) {
        let service = service_fn(|request: Request<Incoming>| {
            let asking = seat.ask();
            let mut request = request.map(|body| Body::new(Timed::new(body, self.patience)));
            request
                .extensions_mut()
                .insert(ConnectInfo(hang_up.clone()));
            let answer = self.router.clone().call(request);
            async move {
                let answer = answer.await;
                drop(asking);
                answer
            }
        });
        let mut http = http1::Builder::new();
        http.header_read_timeout(None).max_buf_size(MAX_HEAD_BYTES);
        // What goes wrong on a connection is its client's to see.
        let _ = pin!(http.serve_connection(TokioIo::new(stream), service)).await;
    }
}
