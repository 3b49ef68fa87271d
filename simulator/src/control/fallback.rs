//! The answer to addresses that do not exist.

use axum::{
    extract::State,
    http::{StatusCode, Uri, header},
    response::{IntoResponse as _, Response},
};

use super::{App, problem::ControlProblem};

const PLAIN_TEXT: [(header::HeaderName, &str); 1] =
    [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];

/// 404; names the existing addresses.
pub(crate) async fn not_found(State(app): App, uri: Uri) -> Response {
    if uri.path().starts_with("/_simulator/") {
        return ControlProblem::missing(
            "このアドレスはありません。",
            "制御アドレスの一覧は /_simulator/openapi.json にあります。",
        )
        .into_response();
    }
    app.miss("404: there is no such address", Some(uri.path()));
    let near = uri.path().to_ascii_lowercase().contains("apiaction");
    let text = if near {
        "このアドレスはありません。大文字小文字まで確かめてください：/kuroneko-anshin/AN010APIAction.action … AN070APIAction.action\n"
    } else {
        "このアドレスはありません。API は /kuroneko-anshin/AN010APIAction.action … AN070APIAction.action、制御は /_simulator/v1/、説明は /_simulator/openapi.json です。\n"
    };
    (StatusCode::NOT_FOUND, PLAIN_TEXT, text).into_response()
}

/// 405; `Allow` names the methods.
pub(crate) async fn method_not_allowed() -> ControlProblem {
    ControlProblem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "このアドレスは、そのメソッドを受け付けません。",
        "応答の Allow にあるメソッドで送ってください。説明は /_simulator/openapi.json にあります。",
    )
}
