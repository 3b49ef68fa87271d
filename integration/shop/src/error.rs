//! Why there is no page, what the visitor is told, and what the log says of it.

use axum::{
    Extension,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use kakebarai::ledger::LedgerError;

use super::{
    forms::{LateForm, NotRead},
    redirection::redirect,
    security::passwords::NotHashed,
    store::StoreError,
};

/// Why there is no page.
#[derive(Debug)]
pub(crate) enum PageError {
    /// There is none at this address, or it belongs to another user.
    NotFound,
    /// The form is not from a page of this session.
    Forged,
    /// The form is from a page of this shop, and of a session that is over.
    Late(LateForm),
    /// The form is too long.
    TooLarge,
    /// The rest of the form did not arrive in time.
    TooSlow,
    /// The form has characters in it that nobody writes.
    Control,
    /// Only for users who are logged in; the login comes back to this path.
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

impl From<NotRead> for PageError {
    fn from(error: NotRead) -> Self {
        match error {
            NotRead::Malformed => Self::Forged,
            NotRead::TooLarge => Self::TooLarge,
            NotRead::TooSlow => Self::TooSlow,
            NotRead::Control => Self::Control,
            NotRead::Disk(error) => Self::Inside(Box::new(error)),
        }
    }
}

impl From<NotHashed> for PageError {
    fn from(error: NotHashed) -> Self {
        Self::Inside(Box::new(error))
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let mut late = None;
        let (status, title, text) = match self {
            Self::Late(form) => {
                late = Some(form);
                (
                    StatusCode::FORBIDDEN,
                    "まだ受け付けていません",
                    "ページを開いてから時間がたったか、別のウィンドウでログインまたはログアウトしたため、受け付けていません。入力した内容は残っています（パスワードとファイルを除きます）。ログインが必要な画面では、先に別のタブでログインしてから、次のボタンを押してください。",
                )
            }
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
            Self::TooSlow => (
                StatusCode::REQUEST_TIMEOUT,
                "送信できませんでした",
                "送信が途中で止まりました。通信の状態を確かめて、もう一度お試しください。",
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
        let page = ErrorPage {
            title,
            text,
            is_forged: status == StatusCode::FORBIDDEN,
            late,
        };
        (status, Extension(page)).into_response()
    }
}

/// The texts of an error page. They go along with the response to the layer that makes the page.
#[derive(Clone)]
pub(crate) struct ErrorPage {
    pub(crate) title: &'static str,
    pub(crate) text: &'static str,
    /// Whether a login may help.
    pub(crate) is_forged: bool,
    /// The form that may be sent once more.
    pub(crate) late: Option<LateForm>,
}
