//! From elements to XML: a flat document, as clients expect it.

use std::borrow::Cow;

use jiff::civil::DateTime;

use super::super::assumptions::WireAssumptions;
use super::item::Privacy;

/// An answer.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) returned_at: DateTime,
    /// Whether the request was refused.
    pub(crate) refused: bool,
    /// Why it was refused. Empty when it was accepted.
    pub(crate) codes: Vec<Cow<'static, str>>,
    /// The API's own elements, in order.
    pub(crate) elements: Vec<Element>,
}

/// An element of an answer.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) name: &'static str,
    pub(crate) value: String,
    pub(crate) privacy: Privacy,
}

impl Element {
    pub(crate) fn open(name: &'static str, value: impl Into<String>) -> Self {
        Self {
            name,
            value: value.into(),
            privacy: Privacy::Open,
        }
    }

    pub(crate) fn personal(name: &'static str, value: impl Into<String>) -> Self {
        Self {
            name,
            value: value.into(),
            privacy: Privacy::Personal,
        }
    }
}

impl Reply {
    pub(crate) fn to_xml(&self, wire: &WireAssumptions) -> String {
        let mut xml = String::with_capacity(256);
        xml.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        push(&mut xml, &["<", &wire.root, ">"]);
        let at = self.returned_at;
        let digits = u64::from(at.year().unsigned_abs()) * 10_000_000_000
            + u64::from(at.month().unsigned_abs()) * 100_000_000
            + u64::from(at.day().unsigned_abs()) * 1_000_000
            + u64::from(at.hour().unsigned_abs()) * 10_000
            + u64::from(at.minute().unsigned_abs()) * 100
            + u64::from(at.second().unsigned_abs());
        element(&mut xml, "returnDate", &format!("{digits:014}"));
        element(&mut xml, "returnCode", if self.refused { "1" } else { "0" });
        let answered = if wire.all_codes { self.codes.len() } else { 1 };
        for code in self.codes.iter().take(answered) {
            element(&mut xml, "errorCode", code);
        }
        for Element { name, value, .. } in &self.elements {
            element(&mut xml, name, value);
        }
        push(&mut xml, &["</", &wire.root, ">"]);
        xml
    }
}

fn element(xml: &mut String, name: &str, value: &str) {
    push(xml, &["<", name, ">"]);
    for c in value.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            // XML has no place for the other controls.
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                xml.push('\u{fffd}');
            }
            '\r' => xml.push_str("&#13;"),
            other => xml.push(other),
        }
    }
    push(xml, &["</", name, ">"]);
}

fn push(xml: &mut String, parts: &[&str]) {
    for part in parts {
        xml.push_str(part);
    }
}
