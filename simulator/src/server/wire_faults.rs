//! What an injected fault does to an answer on its way out.

use std::time::Duration;

use axum::{
    body::{Body, to_bytes},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};

use super::{connections::stream::HangUp, vendor::REQUEST};
use crate::merchant::faults::{FaultKind, InjectedFault};

/// Applies a fault to an answer, after its delay.
pub(super) async fn apply(fault: InjectedFault, response: Response, hang_up: &HangUp) -> Response {
    if fault.milliseconds > 0 {
        tokio::time::sleep(Duration::from_millis(fault.milliseconds)).await;
    }
    match fault.kind {
        FaultKind::Code { .. } | FaultKind::Delay => response,
        FaultKind::BrokenXml => broken_off(response).await,
        FaultKind::Status { status } => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
            let request = response.headers().get(REQUEST).cloned();
            let mut response = status.into_response();
            if let Some(request) = request {
                response.headers_mut().insert(REQUEST, request);
            }
            response
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

/// The first half of an answer.
async fn broken_off(response: Response) -> Response {
    let (head, body) = response.into_parts();
    // The body is in memory as a whole.
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let half = text[..text.floor_char_boundary(text.len() / 2)].to_owned();
    Response::from_parts(head, Body::from(half))
}
