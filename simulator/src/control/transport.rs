//! The transport of a request, as the journal shows it.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    merchant::{journal::Entry, transport::Transport},
    vendor::wire::form::Malformed,
};

/// How a request came.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TransportView {
    /// When its head had arrived, in milliseconds since the simulator started.
    pub(super) arrived_milliseconds: u64,
    /// Counts the connections of the simulator, from 1: requests with the same number came over the same connection.
    pub(super) connection: u64,
    pub(crate) method: String,
    /// `http` or `https`.
    pub(super) scheme: &'static str,
    /// `HTTP/1.1` for example.
    pub(crate) version: &'static str,
    /// Whether the address had a query.
    pub(crate) query: bool,
    /// The media type of the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) media_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) charset: Option<String>,
    /// Whether all bytes were UTF-8.
    pub(super) utf8: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_agent: Option<String>,
    /// Where the merchant's password stood though it belongs into the body: `target`, or the name of a header. Looked for as it is,
    /// percent-encoded, and in Base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) password_in: Option<String>,
    /// Whether the other side hung up before the answer.
    pub(super) hung_up: bool,
    /// For people: a line each.
    #[serde(skip)]
    pub(crate) headers: String,
}

impl TransportView {
    pub(super) fn of(transport: &Transport, entry: &Entry) -> Self {
        let text = |text: &Option<Box<str>>| text.as_deref().map(Into::into);
        Self {
            arrived_milliseconds: transport.arrived,
            connection: transport.connection,
            method: transport.method.to_string(),
            scheme: if transport.is_https { "https" } else { "http" },
            version: transport.version,
            query: transport.has_query,
            media_type: text(&transport.media_type),
            charset: text(&transport.charset),
            utf8: entry.not_utf8.is_empty()
                && entry.malformed.as_deref() != Some(&Malformed::NotUtf8),
            user_agent: text(&transport.user_agent),
            password_in: text(&transport.password_in),
            hung_up: transport.hung_up.get(),
            headers: transport.headers.to_string(),
        }
    }
}
