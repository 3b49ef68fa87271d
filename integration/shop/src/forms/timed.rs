//! The time that the body of a form may take to arrive.

use std::{
    error::Error,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    BoxError,
    body::{Body, BodyDataStream, Bytes},
};
use futures_util::Stream;
use tokio::time::Sleep;

/// Every byte extends the time by this much, so a sender of 16 KiB a second is never too slow.
const TIME_PER_BYTE: Duration = Duration::from_micros(60);

/// The rest of the body did not arrive in time.
#[derive(Debug, thiserror::Error)]
#[error("the body did not come in time")]
struct TooSlow;

struct Timed {
    body: BodyDataStream,
    timer: Pin<Box<Sleep>>,
}

/// A body that fails where it takes longer than this, and than its bytes extend it.
pub(crate) fn timed(body: Body, time: Duration) -> Body {
    Body::from_stream(Timed {
        body: body.into_data_stream(),
        timer: Box::pin(tokio::time::sleep(time)),
    })
}

/// Whether a body was not read because it took too long.
pub(crate) fn is_too_slow(error: &(dyn Error + 'static)) -> bool {
    error.is::<TooSlow>() || error.source().is_some_and(is_too_slow)
}

impl Stream for Timed {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, BoxError>>> {
        let this = &mut *self;
        if let Poll::Ready(chunk) = Pin::new(&mut this.body).poll_next(context) {
            if let Some(Ok(bytes)) = &chunk {
                let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
                let deadline = this.timer.deadline() + TIME_PER_BYTE.saturating_mul(length);
                this.timer.as_mut().reset(deadline);
            }
            return Poll::Ready(chunk.map(|chunk| chunk.map_err(Into::into)));
        }
        this.timer
            .as_mut()
            .poll(context)
            .map(|()| Some(Err(TooSlow.into())))
    }
}
