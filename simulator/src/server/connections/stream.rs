//! Connections that can be hung up: closed or reset without an answer, as a network does.

use std::{
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering},
    },
    task::{Context, Poll, ready},
};

use tokio::{
    io::{AsyncRead, AsyncWrite, AsyncWriteExt as _, ReadBuf},
    net::TcpStream,
};

const OPEN: u8 = 0;
const CLOSING: u8 = 1;
const RESETTING: u8 = 2;
const CLOSED: u8 = 3;
const RESET: u8 = 4;

/// Hangs up a connection: only the beginning of the next answer is written, see [`BreaksOff`].
#[derive(Clone, Debug)]
pub(crate) struct HangUp(Arc<AtomicU8>);

impl HangUp {
    /// Closes it in order (FIN).
    pub(crate) fn close(&self) {
        self.0.store(CLOSING, Ordering::Release);
    }

    /// Resets it (RST).
    pub(crate) fn reset(&self) {
        self.0.store(RESETTING, Ordering::Release);
    }

    fn is_open(&self) -> bool {
        self.0.load(Ordering::Acquire) == OPEN
    }

    /// Ends all writing.
    fn complete(&self) {
        let state = match self.0.load(Ordering::Acquire) {
            RESETTING => RESET,
            _ => CLOSED,
        };
        self.0.store(state, Ordering::Release);
    }
}

/// The other end of a connection.
#[derive(Clone, Debug)]
pub(crate) struct Peer {
    pub(crate) hang_up: HangUp,
    /// Counts the connections of the simulator, from 1.
    pub(crate) connection: u64,
    pub(crate) is_https: bool,
}

/// The progress of a connection's sending.
#[derive(Debug, Default)]
pub(crate) struct Sent {
    bytes: AtomicU64,
    /// Whether the other side must take bytes before the rest can be sent.
    waits: AtomicBool,
}

impl Sent {
    /// The bytes that the network took so far.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Whether there is more to send.
    pub(crate) fn is_in_the_middle(&self) -> bool {
        self.waits.load(Ordering::Relaxed)
    }

    pub(crate) fn note(&self, wanted: usize, outcome: &Poll<io::Result<usize>>) {
        let written = match outcome {
            Poll::Ready(Ok(written)) => *written,
            Poll::Ready(Err(_)) => return,
            Poll::Pending => 0,
        };
        self.bytes.fetch_add(written as u64, Ordering::Relaxed);
        self.waits.store(written < wanted, Ordering::Relaxed);
    }
}

/// A connection that can be hung up.
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

    /// The first byte that arrives, which stays unread; `None` if the other side sends nothing.
    pub(crate) async fn first_byte(&self) -> Option<u8> {
        let mut byte = [0];
        let read = self.stream.peek(&mut byte).await;
        read.is_ok_and(|read| read > 0).then_some(byte[0])
    }

    /// Sends an answer and hangs up. Reads what arrived first, so that the other side can read the answer.
    pub(crate) async fn refuse(mut self, answer: &[u8]) {
        let mut unread = [0; 1024];
        let _ = self.stream.try_read(&mut unread);
        let _ = self.stream.write_all(answer).await;
        let _ = self.stream.shutdown().await;
    }

    /// Fails once the connection is hung up; the server then drops it.
    fn still_open(&self) -> io::Result<()> {
        match self.hang_up.0.load(Ordering::Acquire) {
            OPEN | CLOSING | RESETTING => return Ok(()),
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

/// The bytes of an answer that pass on a new connection that is hung up: `HTTP/1.1 `, which tell a client nothing.
const FIRST_BYTES: usize = 9;

/// The writing side of a connection, inside TLS if any. Once it is hung up, a part of the answer passes, so that no client resends its
/// request by itself. Some do if no byte has arrived (Java's `HttpURLConnection`), others if a reused connection ends before a header has
/// arrived (curl): there the whole head passes, and nothing of the body.
#[derive(Debug)]
pub(crate) struct BreaksOff<S> {
    stream: S,
    hang_up: HangUp,
    /// Whether an answer was written before.
    is_used: bool,
    /// The bytes that still have to pass, once known.
    left: Option<usize>,
}

impl<S> BreaksOff<S> {
    pub(crate) const fn new(stream: S, hang_up: HangUp) -> Self {
        Self {
            stream,
            hang_up,
            is_used: false,
            left: None,
        }
    }
}

impl<S: AsyncWrite + Unpin> BreaksOff<S> {
    /// Writes the rest of the part that passes, then fails.
    fn poll_break_off(
        &mut self,
        context: &mut Context<'_>,
        answer: &[u8],
    ) -> Poll<io::Result<usize>> {
        let is_used = self.is_used;
        let left = self.left.get_or_insert_with(|| {
            let mut ends = answer.windows(4).map(|bytes| bytes == b"\r\n\r\n");
            let head = ends.position(|is_end| is_end).map(|end| end + 4);
            let passes = if is_used { head } else { Some(FIRST_BYTES) };
            passes.unwrap_or(answer.len())
        });
        let stream = Pin::new(&mut self.stream);
        if *left > 0 {
            let part = &answer[..answer.len().min(*left)];
            let written = ready!(stream.poll_write(context, part))?;
            *left -= written;
            return Poll::Ready(Ok(written));
        }
        ready!(stream.poll_flush(context))?;
        self.hang_up.complete();
        Pin::new(&mut self.stream).poll_write(context, answer)
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for BreaksOff<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for BreaksOff<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.hang_up.is_open() {
            self.is_used = true;
            Pin::new(&mut self.stream).poll_write(context, buffer)
        } else {
            self.poll_break_off(context, buffer)
        }
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
        if self.hang_up.is_open() {
            self.is_used = true;
            Pin::new(&mut self.stream).poll_write_vectored(context, buffers)
        } else {
            let first = buffers.iter().find(|buffer| !buffer.is_empty());
            self.poll_break_off(context, first.map_or(&[], |buffer| buffer))
        }
    }
}
