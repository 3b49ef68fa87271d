//! The answer to addresses that do not exist.

use axum::{
    http::{StatusCode, Uri, header},
    response::{IntoResponse as _, Response},
};

const PLAIN_TEXT: [(header::HeaderName, &str); 1] =
    [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];

/// Says which addresses there are.
pub(super) async fn not_found(uri: Uri) -> Response {
    let near = uri.path().to_ascii_lowercase().contains("apiaction");
    let text = if near {
        "このアドレスはありません。大文字小文字まで確かめてください：/kuroneko-anshin/AN010APIAction.action … AN070APIAction.action\n"
    } else {
        "このアドレスはありません。API は /kuroneko-anshin/AN010APIAction.action … AN070APIAction.action、制御は /_simulator/v1/、説明は /_simulator/openapi.json です。\n"
    };
    (StatusCode::NOT_FOUND, PLAIN_TEXT, text).into_response()
}
