//! The seven addresses of the vendor: from an HTTP request to a form, and from an answer to an HTTP response.

use std::{convert::Infallible, future::pending, panic::resume_unwind, sync::Arc, time::Duration};

use axum::{
    body::{Body, HttpBody as _},
    extract::{ConnectInfo, Request, State},
    http::{HeaderValue, Method, StatusCode, Version, header, request::Parts},
    response::{IntoResponse as _, Response},
};

use futures_util::stream;

use super::{
    connections::stream::Peer,
    headers::{REASON, REQUEST},
    requests::{self, Answer, AnswerBody, Handled, Received},
    transport::{Arrival, RequestHead},
    wire_faults,
};
use crate::{
    app::AppState,
    clock::Stopwatch,
    log::LogEvent,
    merchant::faults::Injected,
    mutants::bytes::Written,
    storage::StorageError,
    vendor::{
        Endpoint,
        wire::{
            form::{Form, MAX_BODY_BYTES, Malformed},
            hints::Circumstances,
        },
    },
};

/// Bytes of a too large body that are read and dropped, so that the client can read the answer.
const MAX_DRAINED_BYTES: usize = 64 * MAX_BODY_BYTES;

pub(super) async fn serve<E: Endpoint>(
    State(app): State<Arc<AppState>>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let wants_head = app.settings.transport_facts;
    let arrival = wants_head.then(|| Arrival::now(&app, &peer));
    let waiting = arrival.as_ref().map(Arrival::waiting);
    let form = read(&parts, body).await;
    let watch = Stopwatch::start();
    let received = received(&form, &parts, arrival.as_ref());
    let answer = match requests::take::<E>(&app, received, None).await {
        Ok(Handled::Answered(answer)) => Ok(answer),
        Ok(Handled::Delayed(injected)) => late::<E>(&app, form, parts, arrival, injected).await,
        Err(error) => Err(error),
    };
    let answer = match answer {
        Ok(answer) => answer,
        Err(error) => {
            let (what, remedy) = error.text();
            let text = format!("{what}{remedy}\n");
            return (StatusCode::SERVICE_UNAVAILABLE, text).into_response();
        }
    };
    let reason = reason(&answer);
    note(&app, E::API, &answer, reason.as_deref(), watch.elapsed());
    let wire = &app.settings.assumptions.wire;
    let status = match &answer.malformed {
        Some(malformed) if wire.malformed_as_status => status(malformed),
        _ => StatusCode::OK,
    };
    let is_dressed = matches!(answer.body, AnswerBody::Written(_));
    let mut response = match answer.body {
        AnswerBody::Xml(xml) => (status, xml).into_response(),
        AnswerBody::Written(written) => written_response(status, written),
    };
    let headers = response.headers_mut();
    if !is_dressed && let Ok(content_type) = HeaderValue::from_str(&wire.content_type) {
        headers.insert(header::CONTENT_TYPE, content_type);
    }
    headers.insert(REQUEST, HeaderValue::from(answer.request));
    if let Some(why) = reason
        && let Ok(why) = HeaderValue::from_str(&why)
    {
        headers.insert(REASON, why);
    }
    if matches!(answer.malformed, Some(Malformed::Method(_))) {
        headers.insert(header::ALLOW, HeaderValue::from_static("POST"));
    }
    let response = match answer.injected.fault {
        Some(fault) => wire_faults::apply(fault, response, &peer.hang_up).await,
        None => response,
    };
    if let Some(waiting) = waiting {
        waiting.end();
    }
    response
}

/// Answers a request late. It is processed even if its client has hung up by then, as by a slow provider.
async fn late<E: Endpoint>(
    app: &Arc<AppState>,
    form: Result<Form, Malformed>,
    parts: Parts,
    arrival: Option<Arrival>,
    injected: Injected,
) -> Result<Answer, StorageError> {
    let app = app.clone();
    let answer = async move {
        let received = received(&form, &parts, arrival.as_ref());
        requests::answer_late::<E>(&app, received, injected).await
    };
    match tokio::spawn(answer).await {
        Ok(answer) => answer,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => resume_unwind(panic),
            // The runtime is stopping, and so is this.
            Err(_) => pending().await,
        },
    }
}

/// An answer that a misbehaviour has written.
fn written_response(status: StatusCode, written: Written) -> Response {
    let body = if written.chunked {
        // Seven is prime to the three bytes of a Japanese character.
        let pieces: Vec<_> = written.body.chunks(7).map(<[u8]>::to_vec).collect();
        Body::from_stream(stream::iter(pieces.into_iter().map(Ok::<_, Infallible>)))
    } else {
        Body::from(written.body)
    };
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    if let Ok(content_type) = HeaderValue::from_str(&written.content_type) {
        headers.insert(header::CONTENT_TYPE, content_type);
    }
    for (name, value) in written.headers {
        headers.insert(*name, HeaderValue::from_static(value));
    }
    response
}

/// Measures a request, and writes it to the log, if there is one.
fn note(app: &AppState, api: &'static str, answer: &Answer, reason: Option<&str>, took: Duration) {
    app.durations.observe(api, took);
    if app.log.is_some() {
        app.note(&LogEvent::Request {
            request: answer.request,
            api,
            merchant: answer.merchant.as_deref(),
            code: answer.code.as_deref(),
            fault: answer.injected.name(),
            reason,
            microseconds: u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
        });
    }
}

fn received<'a>(
    form: &'a Result<Form, Malformed>,
    parts: &'a Parts,
    arrival: Option<&'a Arrival>,
) -> Received<'a> {
    let lengths = [header::CONTENT_LENGTH, header::TRANSFER_ENCODING];
    let count = |name| parts.headers.get_all(name).iter().count();
    Received {
        form,
        circumstances: Circumstances {
            query: parts.uri.query(),
            has_no_length: !lengths.iter().any(|name| parts.headers.contains_key(name)),
            has_a_host: parts.version < Version::HTTP_11 || count(header::HOST) == 1,
            content_types: count(header::CONTENT_TYPE),
        },
        head: arrival.map(|arrival| RequestHead { arrival, parts }),
    }
}

/// Why a body is not a form, or its mistakes.
fn reason(answer: &Answer) -> Option<String> {
    if let Some(malformed) = &answer.malformed {
        return Some(malformed.to_string());
    }
    let not_utf8 = answer.not_utf8.join(", ");
    let not_utf8 =
        (!not_utf8.is_empty()).then(|| format!("not UTF-8, and decoded with U+FFFD: {not_utf8}"));
    let hints = answer.hints.iter().map(ToString::to_string);
    let reasons: Vec<String> = not_utf8.into_iter().chain(hints).collect();
    (!reasons.is_empty()).then(|| reasons.join("; "))
}

/// Reads a request's body, or returns why it is not a form.
async fn read(parts: &Parts, mut body: Body) -> Result<Form, Malformed> {
    let mut bytes = Vec::new();
    let mut received = 0;
    loop {
        let frame =
            std::future::poll_fn(|context| std::pin::Pin::new(&mut body).poll_frame(context));
        match frame.await {
            None => break,
            Some(Err(_)) => return Err(Malformed::Incomplete),
            Some(Ok(frame)) => {
                let Ok(data) = frame.into_data() else {
                    continue;
                };
                received += data.len();
                if received <= MAX_BODY_BYTES {
                    bytes.extend_from_slice(&data);
                } else if received > MAX_DRAINED_BYTES {
                    break;
                }
            }
        }
    }
    if parts.method != Method::POST {
        return Err(Malformed::Method(parts.method.to_string()));
    }
    if received > MAX_BODY_BYTES {
        return Err(Malformed::TooLarge);
    }
    let encoding = parts.headers.get(header::CONTENT_ENCODING);
    if encoding.is_some_and(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"identity")) {
        return Err(Malformed::Compressed);
    }
    let content_type = parts.headers.get(header::CONTENT_TYPE);
    Form::read(content_type.and_then(|value| value.to_str().ok()), &bytes)
}

const fn status(malformed: &Malformed) -> StatusCode {
    match malformed {
        Malformed::Method(_) => StatusCode::METHOD_NOT_ALLOWED,
        Malformed::ContentType | Malformed::Charset | Malformed::Compressed => {
            StatusCode::UNSUPPORTED_MEDIA_TYPE
        }
        Malformed::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Malformed::BrokenPercent
        | Malformed::NotUtf8
        | Malformed::Doubled(_)
        | Malformed::TooManyFields
        | Malformed::Incomplete => StatusCode::BAD_REQUEST,
    }
}
