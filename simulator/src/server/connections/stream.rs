//! Connections that can be hung up on: closed or reset without an answer, as a network does.

use std::{
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering},
    },
    task::{Context, Poll},
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};

const OPEN: u8 = 0;
const CLOSED: u8 = 1;
const RESET: u8 = 2;

/// Hangs up on a connection: nothing more is written to it.
#[derive(Clone, Debug)]
pub(crate) struct HangUp(Arc<AtomicU8>);

impl HangUp {
    /// Closes it in order (FIN).
    pub(crate) fn close(&self) {
        self.0.store(CLOSED, Ordering::Release);
    }

    /// Resets it (RST).
    pub(crate) fn reset(&self) {
        self.0.store(RESET, Ordering::Release);
    }
}

/// How far a connection is with what it has to send.
#[derive(Debug, Default)]
pub(crate) struct Sent {
    bytes: AtomicU64,
    /// Whether the other side has to take something before the rest can be sent.
    waits: AtomicBool,
}

impl Sent {
    /// How many bytes the network took so far.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Whether there is more to send.
    pub(crate) fn is_in_the_middle(&self) -> bool {
        self.waits.load(Ordering::Relaxed)
    }

    fn note(&self, wanted: usize, outcome: &Poll<io::Result<usize>>) {
        let written = match outcome {
            Poll::Ready(Ok(written)) => *written,
            Poll::Ready(Err(_)) => return,
            Poll::Pending => 0,
        };
        self.bytes.fetch_add(written as u64, Ordering::Relaxed);
        self.waits.store(written < wanted, Ordering::Relaxed);
    }
}

/// A connection that can be hung up on.
#[derive(Debug)]
pub(crate) struct Connection {
    stream: TcpStream,
    hang_up: HangUp,
    sent: Arc<Sent>,
}

impl Connection {
    pub(crate) fn new(stream: TcpStream, sent: Arc<Sent>) -> (Self, HangUp) {
        let hang_up = HangUp(Arc::new(AtomicU8::new(OPEN)));
        let connection = Self {
            stream,
            hang_up: hang_up.clone(),
            sent,
        };
        (connection, hang_up)
    }

    /// Fails once the connection is hung up on; the server drops it then.
    fn still_open(&self) -> io::Result<()> {
        match self.hang_up.0.load(Ordering::Acquire) {
            OPEN => return Ok(()),
            RESET => {
                let _ = self.stream.set_zero_linger();
            }
            _ => {}
        }
        Err(io::ErrorKind::ConnectionAborted.into())
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.still_open()?;
        let outcome = Pin::new(&mut self.stream).poll_write(context, buffer);
        self.sent.note(buffer.len(), &outcome);
        outcome
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffers: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.still_open()?;
        let outcome = Pin::new(&mut self.stream).poll_write_vectored(context, buffers);
        let wanted = buffers.iter().map(|buffer| buffer.len()).sum();
        self.sent.note(wanted, &outcome);
        outcome
    }
}
