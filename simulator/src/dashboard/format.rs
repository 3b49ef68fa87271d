//! Amounts and moments as the pages show them, and texts as their addresses have them.

use std::fmt::Write as _;

use super::language::Language;
use crate::books::values::with_commas;

/// `1,234,567円`, or `1,234,567 yen`.
pub(super) fn yen(lang: Language, amount: impl Into<i128>) -> String {
    with_commas(amount) + lang.say("円", " yen")
}

/// Formats a moment from JSON: `2026-11-24 10:00:00`.
pub(super) fn short(moment: &str) -> String {
    moment
        .split('+')
        .next()
        .unwrap_or(moment)
        .replacen('T', " ", 1)
}

/// A part of an address.
pub(super) fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}
