//! The time that a body may take grows with its bytes.

use std::{convert::Infallible, time::Duration};

use axum::body::{Body, Bytes, to_bytes};
use futures_util::stream;

use crate::forms::{is_too_slow, timed};

/// Chunks of so many bytes, one every second, without an end where `goes_on`.
fn body(chunks: usize, bytes: usize, goes_on: bool) -> Body {
    Body::from_stream(stream::unfold(0, move |sent| async move {
        if sent == chunks {
            return if goes_on {
                std::future::pending().await
            } else {
                None
            };
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
        let chunk = Ok::<_, Infallible>(Bytes::from(vec![b'x'; bytes]));
        Some((chunk, sent + 1))
    }))
}

#[tokio::test(start_paused = true)]
async fn who_sends_on_is_waited_for_and_who_does_not_is_not() {
    let time = Duration::from_secs(30);
    let mebibyte = 1_024 * 1_024;
    for (chunks, bytes, goes_on, is_read) in [
        (0, 0, false, true),
        (29, 1, false, true),
        // A byte a second is no sending.
        (31, 1, false, false),
        (120, 16 * 1_024 * 2, false, true),
        (1, 1, true, false),
        (3, mebibyte, true, false),
    ] {
        let begun = tokio::time::Instant::now();
        let read = to_bytes(timed(body(chunks, bytes, goes_on), time), usize::MAX).await;
        let took = begun.elapsed();
        match read {
            Ok(read) => {
                assert!(is_read, "{chunks} of {bytes}");
                assert_eq!(read.len(), chunks * bytes);
            }
            Err(error) => {
                assert!(
                    is_too_slow(&error) && !is_read,
                    "{chunks} of {bytes}: {error}"
                );
                let sent = u32::try_from(chunks * bytes).unwrap();
                let most = time + Duration::from_micros(60) * sent;
                assert!(took.abs_diff(most) < Duration::from_millis(100), "{took:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_body_that_is_too_long_is_not_too_slow() {
    let body = timed(Body::from("too long"), Duration::from_secs(30));
    assert!(!is_too_slow(&to_bytes(body, 3).await.unwrap_err()));
}
