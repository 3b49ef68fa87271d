//! Applies an injected fault to an answer on its way out.

use std::{convert::Infallible, fmt::Write as _, time::Duration};

use axum::{
    body::{Body, Bytes, to_bytes},
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use futures_util::stream;

use super::{connections::stream::HangUp, headers::REQUEST};
use crate::{
    merchant::faults::{FaultKind, InjectedFault},
    mutants::bytes::MAINTENANCE,
};

/// The length of an endless answer: 4 GiB.
const ENDLESS_BYTES: usize = 4 << 30;
/// The time between two bytes of a dripping answer.
const DRIP: Duration = Duration::from_secs(1);
/// Entities of ten entities each, nine deep: a thousand million of the first.
const ENTITIES: u8 = 9;

/// Applies a fault to an answer, after its delay.
pub(super) async fn apply(fault: InjectedFault, response: Response, hang_up: &HangUp) -> Response {
    // A delay before processing is over by now.
    if fault.milliseconds > 0 && fault.kind != FaultKind::DelayBeforeProcessing {
        tokio::time::sleep(Duration::from_millis(fault.milliseconds)).await;
    }
    match fault.kind {
        FaultKind::Code { .. }
        | FaultKind::CodeAfterProcessing { .. }
        | FaultKind::RefusalWithoutCode
        | FaultKind::Delay
        | FaultKind::DelayBeforeProcessing
        | FaultKind::Text { .. }
        | FaultKind::Mutant { .. } => response,
        FaultKind::BrokenXml => with_text(response, broken_off).await,
        FaultKind::EmptyAnswer => with_text(response, |_| String::new()).await,
        FaultKind::EntityBomb => with_text(response, |xml| entity_bomb(&xml)).await,
        FaultKind::Endless => endless(response).await,
        FaultKind::Drip => dripping(response).await,
        FaultKind::Status { status } => in_place_of(&response, status_code(status)),
        FaultKind::Redirect { status, location } => {
            let mut redirect = in_place_of(&response, status_code(status));
            if let Ok(location) = HeaderValue::from_str(&location) {
                redirect.headers_mut().insert(header::LOCATION, location);
            }
            redirect
        }
        FaultKind::Html { status } => {
            let page = (status_code(status), Html(MAINTENANCE));
            in_place_of(&response, page)
        }
        FaultKind::Reset => {
            hang_up.reset();
            response
        }
        FaultKind::AnswerLost | FaultKind::LostBeforeProcessing => {
            hang_up.close();
            response
        }
    }
}

fn status_code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::SERVICE_UNAVAILABLE)
}

/// Another response with the number of the request.
fn in_place_of(response: &Response, other: impl IntoResponse) -> Response {
    let request = response.headers().get(REQUEST).cloned();
    let mut other = other.into_response();
    if let Some(request) = request {
        other.headers_mut().insert(REQUEST, request);
    }
    other
}

/// The answer with another text.
async fn with_text(response: Response, change: impl FnOnce(String) -> String) -> Response {
    let (head, xml) = taken_apart(response).await;
    Response::from_parts(head, Body::from(change(xml)))
}

#[expect(
    clippy::expect_used,
    reason = "a body in memory is read without an error"
)]
async fn taken_apart(response: Response) -> (axum::http::response::Parts, String) {
    let (head, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await;
    let bytes = bytes.expect("the body is in memory as a whole");
    (head, String::from_utf8_lossy(&bytes).into_owned())
}

/// The first half of an answer.
fn broken_off(mut xml: String) -> String {
    xml.truncate(xml.floor_char_boundary(xml.len() / 2));
    xml
}

/// An answer with one more element, whose text expands.
fn entity_bomb(xml: &str) -> String {
    let (declaration, root) = xml.split_once('\n').unwrap_or(("", xml));
    let name = root.trim_start_matches('<').split('>').next().unwrap_or("");
    let entities = (1..=ENTITIES).fold(String::new(), |mut entities, level| {
        let below = format!("&e{};", level - 1).repeat(10);
        let _ = write!(entities, "<!ENTITY e{level} \"{below}\">");
        entities
    });
    let end = format!("</{name}>");
    let elements = root.trim_end().strip_suffix(&end).unwrap_or(root);
    format!(
        "{declaration}\n<!DOCTYPE {name} [<!ENTITY e0 \"kakebarai\">{entities}]>\n\
         {elements}<shopMessage>&e{ENTITIES};</shopMessage>{end}"
    )
}

/// An answer that continues behind its last element.
async fn endless(response: Response) -> Response {
    let (head, xml) = taken_apart(response).await;
    let (start, _) = xml.rsplit_once("</").unwrap_or((&xml, ""));
    let start = Bytes::from(format!("{start}<shopMessage>"));
    let more = Bytes::from(vec![b'x'; 64 * 1024]);
    let times = ENDLESS_BYTES / more.len();
    let parts = std::iter::once(start).chain(std::iter::repeat_n(more, times));
    let body = stream::iter(parts.map(Ok::<_, Infallible>));
    Response::from_parts(head, Body::from_stream(body))
}

/// An answer that arrives byte by byte.
async fn dripping(response: Response) -> Response {
    let (head, xml) = taken_apart(response).await;
    let body = stream::unfold(Bytes::from(xml), |mut left| async move {
        if left.is_empty() {
            return None;
        }
        tokio::time::sleep(DRIP).await;
        let byte = left.split_to(1);
        Some((Ok::<_, Infallible>(byte), left))
    });
    Response::from_parts(head, Body::from_stream(body))
}
