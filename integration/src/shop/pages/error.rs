//! What a visitor sees where there is no page, and what the log says of it.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::layout;
use crate::{
    addon::ledger::LedgerError,
    shop::{NotHashed, StoreError, visit::redirect},
};

/// Why there is no page.
#[derive(Debug)]
pub(in crate::shop) enum PageError {
    /// There is none at this address, or it is somebody else's.
    NotFound,
    /// The form is not from a page of this session.
    Forged,
    /// The form is too long.
    TooLarge,
    /// Only for who is logged in; comes back to this path.
    LogInFirst(String),
    /// The shop itself.
    Inside(Box<dyn std::error::Error + Send + Sync>),
}

impl From<StoreError> for PageError {
    fn from(error: StoreError) -> Self {
        Self::Inside(Box::new(error))
    }
}

impl From<LedgerError> for PageError {
    fn from(error: LedgerError) -> Self {
        Self::Inside(Box::new(error))
    }
}

impl From<NotHashed> for PageError {
    fn from(error: NotHashed) -> Self {
        Self::Inside(Box::new(error))
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let (status, title, text) = match self {
            Self::NotFound => (
                StatusCode::NOT_FOUND,
                "ページが見つかりません",
                "アドレスが変わったか、ページがなくなった可能性があります。",
            ),
            Self::Forged => (
                StatusCode::FORBIDDEN,
                "送信できませんでした",
                "ページを開いてから時間がたったか、別のウィンドウでログインまたはログアウトしたため、受け付けられません。前のページを開き直して、もう一度送信してください。",
            ),
            Self::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "送信できませんでした",
                "送信された内容が大きすぎます。",
            ),
            Self::LogInFirst(path) => {
                let path: String = form_urlencoded::byte_serialize(path.as_bytes()).collect();
                return redirect(&format!("/login?next={path}"));
            }
            Self::Inside(error) => {
                tracing::error!(%error, "a page could not be made");
                (
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "ただいまページを表示できません",
                    "しばらくしてから、もう一度お試しください。",
                )
            }
        };
        (status, layout::bare(title, text)).into_response()
    }
}

/// Where nothing is.
pub(super) async fn not_found() -> PageError {
    PageError::NotFound
}
