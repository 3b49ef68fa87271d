//! The parameters of a page, and the addresses of other pages.

use std::{convert::Infallible, fmt::Write as _};

use axum::{
    extract::{FromRequestParts, Query},
    http::{header, request::Parts},
};
use serde::Deserialize;

use super::{filter::RequestFilter, format::encoded, language::Language};

/// The view that a page shows.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub(super) enum View {
    #[default]
    Requests,
    Buyers,
    Orders,
    Clock,
    Faults,
    Merchants,
    Coverage,
    Diagnosis,
    Timeline,
}

impl View {
    pub(super) const ALL: [Self; 9] = [
        Self::Requests,
        Self::Buyers,
        Self::Orders,
        Self::Clock,
        Self::Timeline,
        Self::Faults,
        Self::Merchants,
        Self::Coverage,
        Self::Diagnosis,
    ];

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Requests => "requests",
            Self::Buyers => "buyers",
            Self::Orders => "orders",
            Self::Clock => "clock",
            Self::Faults => "faults",
            Self::Merchants => "merchants",
            Self::Coverage => "coverage",
            Self::Diagnosis => "diagnosis",
            Self::Timeline => "timeline",
        }
    }

    pub(super) const fn name(self, language: Language) -> &'static str {
        match self {
            Self::Requests => language.say("リクエスト", "Requests"),
            Self::Buyers => language.say("取引先", "Buyers"),
            Self::Orders => language.say("注文", "Orders"),
            Self::Clock => language.say("時計", "Clock"),
            Self::Faults => language.say("障害", "Faults"),
            Self::Merchants => language.say("加盟店", "Merchants"),
            Self::Coverage => language.say("カバレッジ", "Coverage"),
            Self::Diagnosis => language.say("診断", "Diagnosis"),
            Self::Timeline => language.say("経過と復元", "Time line"),
        }
    }
}

/// The parameters of a page, from its address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct PageQuery {
    pub(super) view: View,
    /// The language in the address.
    #[serde(rename = "lang")]
    pub(super) said: Option<Language>,
    /// The language of the page.
    #[serde(skip)]
    pub(super) lang: Language,
    /// 加盟店コード; `none` for requests that belong to no merchant. By default the first merchant.
    pub(super) merchant: Option<String>,
    /// The request shown in detail.
    pub(super) request: Option<u64>,
    /// The search text.
    pub(super) q: Option<String>,
    /// Set to show the coverage of all merchants together.
    pub(super) all: Option<String>,
    /// The filter of the list of requests.
    #[serde(skip)]
    pub(super) filter: RequestFilter,
    /// The host that the request names.
    #[serde(skip)]
    pub(super) host: Option<String>,
}

/// An unreadable query counts as empty.
impl<S: Send + Sync> FromRequestParts<S> for PageQuery {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query = Query::<Self>::try_from_uri(&parts.uri);
        let mut query = query.map(|Query(query)| query).unwrap_or_default();
        query.lang = query
            .said
            .unwrap_or_else(|| Language::of_browser(&parts.headers));
        let filter = Query::<RequestFilter>::try_from_uri(&parts.uri);
        query.filter = filter.map(|Query(filter)| filter).unwrap_or_default();
        let host = parts.headers.get(header::HOST);
        let host = host.and_then(|host| host.to_str().ok());
        query.host = host.filter(|host| is_host(host)).map(Into::into);
        query.merchant = query.merchant.filter(|code| !code.is_empty());
        Ok(query)
    }
}

/// Stands for requests that belong to no merchant.
pub(super) const NO_MERCHANT: &str = "none";

impl PageQuery {
    /// The address of another view of the same merchant.
    pub(super) fn link(&self, view: View, language: Language) -> String {
        let mut link = format!("/?view={}&lang={}", view.code(), language.code());
        if let Some(merchant) = self.merchant.as_deref().filter(|code| is_plain(code)) {
            link.push_str("&merchant=");
            link.push_str(merchant);
        }
        link
    }

    /// The address of the same page in a language.
    pub(super) fn in_language(&self, language: Language) -> String {
        let mut link = self.link(self.view, language);
        if let Some(request) = self.request {
            let _ = write!(link, "&request={request}");
        }
        if let Some(text) = self.sought() {
            let _ = write!(link, "&q={}", encoded(text));
        }
        if self.all.is_some() {
            link.push_str("&all=1");
        }
        if self.view == View::Requests {
            link.push_str(&self.filter.address_of_page());
        }
        link
    }

    /// Returns the address of the filtered list of requests.
    pub(super) fn list_of_requests(&self) -> String {
        self.link(View::Requests, self.lang) + &self.filter.address_of_page()
    }

    /// The search text, if any.
    pub(super) fn sought(&self) -> Option<&str> {
        self.q
            .as_deref()
            .map(str::trim)
            .filter(|text| !text.is_empty())
    }
}

fn is_host(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b".:-_[]".contains(&byte);
    !text.is_empty() && text.bytes().all(fits)
}

fn is_plain(text: &str) -> bool {
    text.len() <= 20 && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}
