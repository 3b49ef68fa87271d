//! Sessions: a random value in a sealed cookie; only its digest is kept, and only once there is something to keep.

use std::{fmt, time::Duration};

use axum::http::{HeaderMap, HeaderValue, header::COOKIE};

use super::key::{Key, digest, fresh};

/// Whose session. Customer and operator sessions are separate: each kind has its own cookie, seal and rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SessionKind {
    /// お客様.
    Customer,
    /// 担当者.
    Operator,
}

impl SessionKind {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Operator => "operator",
        }
    }

    /// How long a login lasts.
    pub(crate) const fn lasts(self) -> Duration {
        match self {
            Self::Customer => Duration::from_hours(24 * 14),
            Self::Operator => Duration::from_hours(8),
        }
    }

    const fn cookie(self) -> &'static str {
        match self {
            Self::Customer => "kakebarai_customer",
            Self::Operator => "kakebarai_operator",
        }
    }

    /// The pages that its cookies are for.
    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::Customer => "/",
            Self::Operator => "/admin",
        }
    }
}

/// The value of a session, which alone identifies the visitor. Nothing prints it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Token {
    kind: SessionKind,
    value: String,
}

impl Token {
    /// A new one.
    pub(crate) fn fresh(kind: SessionKind) -> Self {
        Self {
            kind,
            value: fresh(),
        }
    }

    /// The one that the visitor's cookie holds, if this shop has sealed it.
    pub(crate) fn read(headers: &HeaderMap, kind: SessionKind, key: &Key) -> Option<Self> {
        let (value, seal) = cookie(headers, kind.cookie())?.split_once('.')?;
        key.is_sealed(kind.word(), value, seal).then(|| Self {
            kind,
            value: value.to_owned(),
        })
    }

    /// The header that gives it to the visitor.
    pub(crate) fn set_cookie(&self, key: &Key, secure: bool) -> Option<HeaderValue> {
        let seal = key.seal(self.kind.word(), &self.value);
        set_cookie(
            self.kind.cookie(),
            &format!("{}.{seal}", self.value),
            self.kind.path(),
            self.kind.lasts().as_secs(),
            secure,
        )
    }

    /// Its digest, all that is kept of it.
    pub(crate) fn digest(&self) -> String {
        digest(&self.value)
    }

    /// The token of its forms, known only to visitors who may see its pages.
    pub(crate) fn form_token(&self, key: &Key) -> String {
        key.seal("form", &self.value)
    }

    /// Whether a form carries its token.
    pub(crate) fn is_form_token(&self, key: &Key, token: &str) -> bool {
        key.is_sealed("form", &self.value, token)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token")
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// The value of a cookie.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value)
}

/// A cookie that no script sees and that no other site sends with its forms.
pub(crate) fn set_cookie(
    name: &str,
    value: &str,
    path: &str,
    seconds: u64,
    secure: bool,
) -> Option<HeaderValue> {
    let secure = if secure { "; Secure" } else { "" };
    let text =
        format!("{name}={value}; Path={path}; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::from_str(&text).ok()
}
