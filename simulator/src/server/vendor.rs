//! The seven addresses of the vendor: from an HTTP request to a form, and from an answer to an HTTP response.

use std::{sync::Arc, time::Duration};

use axum::{
    body::HttpBody as _,
    extract::{ConnectInfo, Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse as _, Response},
};

use super::{
    connections::stream::HangUp,
    requests::{self, Answer},
    wire_faults,
};
use crate::{
    app::AppState,
    clock::Stopwatch,
    log::LogEvent,
    vendor::{
        Endpoint,
        wire::form::{Form, MAX_BODY_BYTES, Malformed},
    },
};

/// Bytes of a too large body that are read and dropped, so that the client gets to read the answer.
const MAX_DRAINED_BYTES: usize = 64 * MAX_BODY_BYTES;

/// Response header with the number for `GET /_simulator/v1/requests/{n}`.
pub(super) const REQUEST: HeaderName = HeaderName::from_static("x-simulator-request");
/// Response header with the reason why a body is no form.
const REASON: HeaderName = HeaderName::from_static("x-simulator-reason");

pub(super) async fn serve<E: Endpoint>(
    State(app): State<Arc<AppState>>,
    ConnectInfo(hang_up): ConnectInfo<HangUp>,
    request: Request,
) -> Response {
    let form = read(request).await;
    let watch = Stopwatch::start();
    let answer = match requests::answer::<E>(&app, &form).await {
        Ok(answer) => answer,
        Err(error) => {
            let (what, remedy) = error.text();
            let text = format!("{what}{remedy}\n");
            return (StatusCode::SERVICE_UNAVAILABLE, text).into_response();
        }
    };
    note(&app, E::API, &answer, watch.elapsed());
    let wire = &app.settings.assumptions.wire;
    let status = match &answer.malformed {
        Some(malformed) if wire.malformed_as_status => status(malformed),
        _ => StatusCode::OK,
    };
    let mut response = (status, answer.xml).into_response();
    let headers = response.headers_mut();
    if let Ok(content_type) = HeaderValue::from_str(&wire.content_type) {
        headers.insert(header::CONTENT_TYPE, content_type);
    }
    headers.insert(REQUEST, HeaderValue::from(answer.request));
    if let Some(malformed) = answer.malformed {
        if let Ok(why) = HeaderValue::from_str(&malformed.to_string()) {
            headers.insert(REASON, why);
        }
        if matches!(malformed, Malformed::Method(_)) {
            headers.insert(header::ALLOW, HeaderValue::from_static("POST"));
        }
    }
    match answer.fault {
        Some(fault) => wire_faults::apply(fault, response, &hang_up).await,
        None => response,
    }
}

/// Measures a request, and writes it to the log, if there is one.
fn note(app: &AppState, api: &'static str, answer: &Answer, took: Duration) {
    app.durations.observe(api, took);
    if app.log.is_some() {
        app.note(&LogEvent::Request {
            request: answer.request,
            api,
            merchant: answer.merchant.as_deref(),
            code: answer.code,
            fault: answer.fault.as_ref().map(|fault| fault.kind.name()),
            microseconds: u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
        });
    }
}

/// Reads a request's body, or says why it is no form.
async fn read(request: Request) -> Result<Form, Malformed> {
    let (parts, mut body) = request.into_parts();
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
    let content_type = parts.headers.get(header::CONTENT_TYPE);
    Form::read(content_type.and_then(|value| value.to_str().ok()), &bytes)
}

const fn status(malformed: &Malformed) -> StatusCode {
    match malformed {
        Malformed::Method(_) => StatusCode::METHOD_NOT_ALLOWED,
        Malformed::ContentType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Malformed::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Malformed::BrokenPercent
        | Malformed::NotUtf8
        | Malformed::Doubled(_)
        | Malformed::TooManyFields
        | Malformed::Incomplete => StatusCode::BAD_REQUEST,
    }
}
