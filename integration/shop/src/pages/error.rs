//! What a visitor sees where there is no page, and what the log says of it.

use axum::{
    Extension,
    http::{StatusCode, Uri},
    response::{IntoResponse, Response},
};

use super::layout;
use kakebarai::ledger::LedgerError;

use crate::{
    NotHashed, StoreError,
    visit::{Visit, redirect},
};

/// Why there is no page.
#[derive(Debug)]
pub(crate) enum PageError {
    /// There is none at this address, or it is somebody else's.
    NotFound,
    /// The form is not from a page of this session.
    Forged,
    /// The form is too long.
    TooLarge,
    /// The form has characters in it that nobody writes.
    Control,
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
            Self::Control => (
                StatusCode::BAD_REQUEST,
                "送信できませんでした",
                "入力内容に、使えない文字（制御文字）が含まれています。前のページに戻り、入力し直してください。",
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
        let trouble = ErrorPage {
            title,
            text,
            is_forged: status == StatusCode::FORBIDDEN,
        };
        let page = layout::bare(title, text);
        (status, Extension(trouble), page).into_response()
    }
}

/// What is said where there is no page.
#[derive(Clone, Copy)]
struct ErrorPage {
    title: &'static str,
    text: &'static str,
    is_forged: bool,
}

/// The same at the administration; whatever else the answer is stays as it is.
pub(crate) fn in_the_administration(mut response: Response, visit: Option<&Visit>) -> Response {
    let Some(ErrorPage {
        title,
        text,
        is_forged,
    }) = response.extensions_mut().remove()
    else {
        return response;
    };
    let (path, name) = if is_forged {
        ("/admin/login", "ログイン画面へ")
    } else {
        ("/admin", "管理画面のホームへ")
    };
    let page = layout::bare_admin_page(visit, title, text, (path, name));
    (response.status(), page).into_response()
}

/// Where nothing is.
pub(super) async fn not_found(uri: Uri) -> Response {
    let response = PageError::NotFound.into_response();
    if uri.path().starts_with("/admin/") {
        in_the_administration(response, None)
    } else {
        response
    }
}
