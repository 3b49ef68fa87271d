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
#[derive(Clone, Debug, Eq, PartialEq)]
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
        self.each(wire.all_codes, |name, value| {
            push(&mut xml, &["<", name, ">"]);
            push_escaped(&mut xml, value);
            push(&mut xml, &["</", name, ">"]);
        });
        push(&mut xml, &["</", &wire.root, ">"]);
        xml
    }

    /// The elements with their values, in order.
    pub(crate) fn written(&self, all_codes: bool) -> Vec<(&'static str, String)> {
        let mut elements = Vec::new();
        self.each(all_codes, |name, value| {
            elements.push((name, value.to_owned()));
        });
        elements
    }

    /// Tells each element, in order.
    fn each(&self, all_codes: bool, mut tell: impl FnMut(&'static str, &str)) {
        let at = self.returned_at;
        let digits = u64::from(at.year().unsigned_abs()) * 10_000_000_000
            + u64::from(at.month().unsigned_abs()) * 100_000_000
            + u64::from(at.day().unsigned_abs()) * 1_000_000
            + u64::from(at.hour().unsigned_abs()) * 10_000
            + u64::from(at.minute().unsigned_abs()) * 100
            + u64::from(at.second().unsigned_abs());
        tell("returnDate", &format!("{digits:014}"));
        tell("returnCode", if self.refused { "1" } else { "0" });
        let answered = if all_codes { self.codes.len() } else { 1 };
        for code in self.codes.iter().take(answered) {
            tell("errorCode", code);
        }
        for Element { name, value, .. } in &self.elements {
            tell(name, value);
        }
    }
}

/// Whether XML has a place for a character.
pub(crate) const fn is_character(c: char) -> bool {
    !matches!(
        c,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'
    )
}

/// A text as it stands in XML.
pub(crate) fn escaped(text: &str) -> String {
    let mut xml = String::with_capacity(text.len());
    push_escaped(&mut xml, text);
    xml
}

fn push_escaped(xml: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '\r' => xml.push_str("&#13;"),
            other if is_character(other) => xml.push(other),
            _ => xml.push('\u{fffd}'),
        }
    }
}

fn push(xml: &mut String, parts: &[&str]) {
    for part in parts {
        xml.push_str(part);
    }
}
