//! Which requests a list shows: said in its address, so that it can be sent to somebody and survives what comes live.

use std::fmt::Write as _;

use jiff::civil::DateTime;
use serde::Deserialize;

use super::query::encoded;
use crate::merchant::{journal::Entry, masked::MaskedValue};

/// Which requests are wanted. What is blank or cannot be read is not asked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct RequestFilter {
    /// `AN010` … `AN070`.
    pub(super) api: String,
    /// The beginning of the code that was answered.
    pub(super) code: String,
    /// A part of the order number or of the buyer id.
    pub(super) about: String,
    /// From this moment of the merchant's clock on, and until that one, as a browser's field writes them.
    pub(super) from: String,
    pub(super) until: String,
    /// Only what was not accepted.
    pub(super) errors: String,
    /// Without AN050 and AN070.
    pub(super) quiet: String,
    /// Only what came before the request of this number: another page.
    pub(super) before: String,
}

/// The items that say what a request is about.
pub(super) const ABOUT: [&str; 3] = ["orderNo", "buyerId", "cId"];

/// The two APIs that only ask.
const INQUIRIES: [&str; 2] = ["AN050", "AN070"];

impl RequestFilter {
    /// Names and values of what is asked for, the page left out.
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

    /// Whether anything is asked for.
    pub(super) fn is_set(&self) -> bool {
        self.pairs().iter().any(|(_, value)| !value.is_empty())
    }

    /// The number before which the page begins.
    pub(super) fn before(&self) -> Option<u64> {
        self.before.trim().parse().ok()
    }

    /// The end of an address with what is asked for, the page left out.
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

    /// Whether an entry is asked for, its page left out.
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

/// In quotes the whole is meant, else a part.
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

/// A moment as a browser's field for date and time writes it: `2026-11-24T10:00`, with seconds or without.
fn moment(text: &str) -> Option<DateTime> {
    text.trim().parse().ok()
}
