//! A time-out for the body of a request.

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    BoxError,
    body::{Bytes, HttpBody},
};
use http_body::{Frame, SizeHint};
use tokio::time::{Instant, Sleep};

use super::slots::Slot;

/// Every byte extends the deadline by this much, so a sender of 64 KiB a second is never too slow.
const TIME_PER_BYTE: Duration = Duration::from_micros(15);

/// A body that fails when it takes too long.
pub(super) struct Timed<B> {
    body: B,
    io_timeout: Duration,
    /// Learns when the rest of the body is awaited.
    slot: Arc<Slot>,
    waits: Option<Wait>,
}

/// Starts the first time there is nothing to read.
struct Wait {
    since: Instant,
    timer: Pin<Box<Sleep>>,
}

/// The rest of the body did not arrive in time.
#[derive(Debug, thiserror::Error)]
#[error("the body did not come in time")]
struct TooSlow;

impl<B> Timed<B> {
    pub(super) const fn new(body: B, io_timeout: Duration, slot: Arc<Slot>) -> Self {
        Self {
            body,
            io_timeout,
            slot,
            waits: None,
        }
    }
}

impl<B> HttpBody for Timed<B>
where
    B: HttpBody<Data = Bytes> + Unpin,
    B::Error: Into<BoxError>,
{
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = &mut *self;
        if let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(context) {
            if let Some(wait) = &mut this.waits {
                if !this.slot.body_goes_on() {
                    return Poll::Pending;
                }
                if let Some(Ok(frame)) = &frame {
                    let bytes = frame.data_ref().map_or(0, Bytes::len);
                    let more =
                        TIME_PER_BYTE.saturating_mul(u32::try_from(bytes).unwrap_or(u32::MAX));
                    let deadline = wait.timer.deadline() + more;
                    wait.timer.as_mut().reset(deadline);
                }
            }
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        let io_timeout = this.io_timeout;
        let wait = this.waits.get_or_insert_with(|| Wait {
            since: Instant::now(),
            timer: Box::pin(tokio::time::sleep(io_timeout)),
        });
        match wait.timer.as_mut().poll(context) {
            Poll::Ready(()) if this.slot.body_goes_on() => Poll::Ready(Some(Err(TooSlow.into()))),
            Poll::Ready(()) => Poll::Pending,
            Poll::Pending => {
                this.slot.body_is_incomplete(wait.since.into_std());
                Poll::Pending
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
