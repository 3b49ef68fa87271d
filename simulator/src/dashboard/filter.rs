//! The filter of a list of requests: part of its address, so that it can be shared and survives live updates.

use std::fmt::Write as _;

use jiff::civil::DateTime;
use serde::Deserialize;

use super::format::encoded;
use crate::merchant::{journal::Entry, masked::MaskedValue};

/// Which requests to list. Blank and unreadable fields are ignored.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct RequestFilter {
    /// `AN010` … `AN070`.
    pub(super) api: String,
    /// A prefix of the answered code.
    pub(super) code: String,
    /// A part of the order number or of the buyer id.
    pub(super) about: String,
    /// The first and the last moment on the merchant's clock, as a browser's field writes them.
    pub(super) from: String,
    pub(super) until: String,
    /// Only requests that were not accepted.
    pub(super) errors: String,
    /// Without AN050 and AN070.
    pub(super) quiet: String,
    /// Only requests before this number: another page.
    pub(super) before: String,
}

/// The items that name the order or the buyer of a request.
pub(super) const ABOUT: [&str; 3] = ["orderNo", "buyerId", "cId"];

/// The two APIs that only read.
const INQUIRIES: [&str; 2] = ["AN050", "AN070"];

impl RequestFilter {
    /// Returns names and values of the filter, without the page.
    fn pairs(&self) -> [(&'static str, &str); 7] {
        [
            ("api", self.api.trim()),
            ("code", self.code.trim()),
            ("about", self.about.trim()),
            ("from", self.from.trim()),
            ("until", self.until.trim()),
            ("errors", self.errors.trim()),
            ("quiet", self.quiet.trim()),
        ]
    }

    /// Whether any filter is set.
    pub(super) fn is_set(&self) -> bool {
        self.pairs().iter().any(|(_, value)| !value.is_empty())
    }

    /// The number before which the page begins.
    pub(super) fn before(&self) -> Option<u64> {
        self.before.trim().parse().ok()
    }

    /// Returns the end of an address with the filter, without the page.
    pub(super) fn address(&self) -> String {
        let mut address = String::new();
        for (name, value) in self.pairs().iter().filter(|(_, value)| !value.is_empty()) {
            let _ = write!(address, "&{name}={}", encoded(value));
        }
        address
    }

    /// The same with the page.
    pub(super) fn address_of_page(&self) -> String {
        let mut address = self.address();
        if let Some(number) = self.before() {
            let _ = write!(address, "&before={number}");
        }
        address
    }

    /// Whether an entry matches, on any page.
    pub(super) fn matches(&self, entry: &Entry) -> bool {
        let code = self.code.trim();
        let about = self.about.trim();
        let is_from = moment(&self.from).is_none_or(|from| entry.at >= from);
        let is_until = moment(&self.until).is_none_or(|until| entry.at <= until);
        (self.api.trim().is_empty() || self.api.trim() == entry.api)
            && (self.quiet.is_empty() || !INQUIRIES.contains(&entry.api))
            && (self.errors.is_empty() || failed(entry))
            && (code.is_empty() || begins_with(entry.code.as_deref(), code))
            && (about.is_empty() || says(entry, about))
            && is_from
            && is_until
    }
}

/// Whether a request was refused, or its answer did not arrive as it should.
fn failed(entry: &Entry) -> bool {
    let is_spoilt = |fault: &crate::merchant::faults::FaultKind| !fault.answers_in_whole();
    entry.refused || !entry.processed || entry.fault.as_deref().is_some_and(is_spoilt)
}

fn begins_with(code: Option<&str>, wanted: &str) -> bool {
    let wanted = wanted.to_ascii_uppercase();
    code.is_some_and(|code| code.starts_with(&wanted))
}

/// Text in quotes matches the whole value, other text a part.
fn says(entry: &Entry, wanted: &str) -> bool {
    let exactly = wanted
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'));
    entry.received.pairs().any(|(name, value)| {
        let MaskedValue::Value(value) = value else {
            return false;
        };
        let fits = exactly.map_or_else(|| value.contains(wanted), |whole| value == whole);
        fits && ABOUT.contains(&name)
    })
}

/// Reads a moment from a browser's field for date and time: `2026-11-24T10:00`, with seconds or without.
fn moment(text: &str) -> Option<DateTime> {
    text.trim().parse().ok()
}
