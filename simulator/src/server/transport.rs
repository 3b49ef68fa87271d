//! Reads the transport of a request from its head; finds passwords outside the body.

use std::fmt::Write as _;

use axum::http::{
    HeaderName, Version, header,
    request::Parts,
    uri::{Authority, PathAndQuery},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use percent_encoding::percent_decode_str;

use super::connections::stream::Peer;
use crate::{
    app::AppState,
    merchant::{
        masked::MAX_VALUE,
        transport::{HungUp, Transport},
    },
};

/// The shortest password to look for: shorter ones occur in ordinary words.
const SHORTEST: usize = 4;

/// The most characters of a text that are kept.
const MAX_TEXT: usize = 80;

/// No more headers are kept after this many bytes.
const MAX_HEADERS: usize = 4_000;

/// Replaces a value that is not shown.
const HIDDEN: &str = "********";

/// Headers whose values are secret.
const SECRETS: [HeaderName; 3] = [
    header::AUTHORIZATION,
    header::COOKIE,
    header::PROXY_AUTHORIZATION,
];

/// When and over which connection a request arrived.
#[derive(Debug)]
pub(crate) struct Arrival {
    arrived: u64,
    connection: u64,
    is_https: bool,
    hung_up: HungUp,
}

/// The head of a request, until it is known whose password must not occur in it.
#[derive(Clone, Copy)]
pub(crate) struct RequestHead<'a> {
    pub(super) arrival: &'a Arrival,
    pub(super) parts: &'a Parts,
}

/// Marks a request as hung up if it is dropped before [`AwaitedAnswer::end`].
#[derive(Debug)]
pub(super) struct AwaitedAnswer(Option<HungUp>);

impl AwaitedAnswer {
    pub(super) fn end(mut self) {
        self.0 = None;
    }
}

impl Drop for AwaitedAnswer {
    fn drop(&mut self) {
        if let Some(hung_up) = &self.0 {
            hung_up.set();
        }
    }
}

impl Arrival {
    pub(super) fn now(app: &AppState, peer: &Peer) -> Self {
        Self {
            arrived: u64::try_from(app.runs_for().as_millis()).unwrap_or(u64::MAX),
            connection: peer.connection,
            is_https: peer.is_https,
            hung_up: HungUp::default(),
        }
    }

    /// Marks the request unless its answer is awaited to the end.
    pub(super) fn waiting(&self) -> AwaitedAnswer {
        AwaitedAnswer(Some(self.hung_up.clone()))
    }
}

impl RequestHead<'_> {
    /// The transport, without values that hold one of the passwords.
    pub(super) fn facts<'p>(&self, passwords: impl Iterator<Item = &'p str>) -> Transport {
        let passwords = passwords.filter(|password| password.len() >= SHORTEST);
        let disguises: Vec<String> = passwords.flat_map(disguised).collect();
        let is_in = |text: &str| disguises.iter().any(|disguise| text.contains(&**disguise));
        let found = |text: &str| is_in(text) || text.contains('%') && is_in(&decoded(text));
        let password_in = self.place_of(&found);
        // If no password occurs anywhere, single values are not searched.
        let holds = |text: &str| password_in.is_some() && found(text);
        let header = |name| {
            let value = self.parts.headers.get(name)?.to_str().ok()?;
            (!holds(value) && !holds_inside_basic(value, &holds)).then_some(value)
        };
        let content_type = header(header::CONTENT_TYPE);
        let mut parts = content_type.unwrap_or("").split(';').map(str::trim);
        let media_type = parts.next().filter(|media_type| !media_type.is_empty());
        let charset = parts.find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            name.trim()
                .eq_ignore_ascii_case("charset")
                .then(|| value.trim().trim_matches('"'))
        });
        let text = |text: &str| Box::from(beginning(text, MAX_TEXT));
        Transport {
            arrived: self.arrival.arrived,
            connection: self.arrival.connection,
            is_https: self.arrival.is_https,
            method: beginning(self.parts.method.as_str(), 20).into(),
            version: match self.parts.version {
                Version::HTTP_09 => "HTTP/0.9",
                Version::HTTP_10 => "HTTP/1.0",
                _ => "HTTP/1.1",
            },
            has_query: self.parts.uri.query().is_some(),
            media_type: media_type.map(text),
            charset: charset.map(text),
            user_agent: header(header::USER_AGENT).map(text),
            headers: self.shown_headers(&holds),
            password_in,
            hung_up: self.arrival.hung_up.clone(),
        }
    }

    /// The headers as they may be shown, a line each.
    fn shown_headers(&self, holds: &impl Fn(&str) -> bool) -> Box<str> {
        let mut lines = String::with_capacity(256);
        for (name, value) in &self.parts.headers {
            // Leaves out a name that holds a password.
            if holds(name.as_str()) || lines.len() > MAX_HEADERS {
                continue;
            }
            let value = String::from_utf8_lossy(value.as_bytes());
            let is_secret =
                SECRETS.contains(name) || holds(&value) || holds_inside_basic(&value, holds);
            let shown = if is_secret {
                HIDDEN
            } else {
                beginning(&value, MAX_VALUE)
            };
            for part in [name.as_str(), ": ", shown, "\n"] {
                lines.push_str(part);
            }
        }
        lines.into()
    }

    /// The place of a password: the target, or a header.
    fn place_of(&self, holds: &impl Fn(&str) -> bool) -> Option<Box<str>> {
        let Parts { uri, headers, .. } = self.parts;
        let path = uri.path_and_query().map_or("", PathAndQuery::as_str);
        let host = uri.authority().map_or("", Authority::as_str);
        if holds(path) || holds(host) {
            return Some("target".into());
        }
        let place = headers.iter().find(|(_, value)| {
            let value = String::from_utf8_lossy(value.as_bytes());
            holds(&value) || holds_inside_basic(&value, holds)
        });
        if let Some((name, _)) = place {
            return Some(beginning(name.as_str(), MAX_TEXT).into());
        }
        // A header whose name holds a password is not named either. Names are in lower case.
        let named = headers.keys().any(|name| holds(name.as_str()));
        named.then(|| "header".into())
    }
}

/// Whether the credentials of `Authorization: Basic …` hold it, even if it is not visible within the Base64.
fn holds_inside_basic(value: &str, holds: &impl Fn(&str) -> bool) -> bool {
    let encoded = value.split_ascii_whitespace().next_back().unwrap_or("");
    let is_base64 = |of: u8| of.is_ascii_alphanumeric() || b"+/=".contains(&of);
    if encoded.len() < SHORTEST || !encoded.bytes().all(is_base64) {
        return false;
    }
    let decoded = STANDARD.decode(encoded).unwrap_or_default();
    holds(&String::from_utf8_lossy(&decoded))
}

/// A password as it is, percent-encoded as in forms and as in addresses, in Base64, and in lower case: each once.
fn disguised(password: &str) -> Vec<String> {
    let encoded = |plain: &[u8]| {
        password.bytes().fold(String::new(), |mut text, byte| {
            if byte.is_ascii_alphanumeric() || plain.contains(&byte) {
                text.push(char::from(byte));
            } else {
                let _ = write!(text, "%{byte:02X}");
            }
            text
        })
    };
    let mut base64 = STANDARD.encode(password);
    base64.truncate(base64.trim_end_matches('=').len());
    let mut disguises = vec![password.to_owned(), base64];
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    if !password.bytes().all(is_plain) {
        disguises.extend([encoded(b"-._*"), encoded(b"-._~")]);
    }
    if password.bytes().any(|byte| byte.is_ascii_uppercase()) {
        disguises.push(password.to_ascii_lowercase());
    }
    disguises
}

/// A text without its percent-encoding, whichever characters were encoded, and in whatever case.
fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The first characters of a text.
fn beginning(text: &str, characters: usize) -> &str {
    let end = text.char_indices().nth(characters);
    end.map_or(text, |(end, _)| &text[..end])
}
