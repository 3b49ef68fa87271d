//! Writes elements as XML: a flat document, as clients expect it.

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
    /// The codes of a refusal. Empty if accepted.
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
        // Unknown: whether and how XML is declared; wire.declaration.
        if !wire.declaration.is_empty() {
            push(&mut xml, &[&wire.declaration, "\n"]);
        }
        push(&mut xml, &["<", &wire.root, ">"]);
        self.each(wire, wire.all_codes, |name, value| {
            push(&mut xml, &["<", name, ">"]);
            push_escaped(&mut xml, value);
            push(&mut xml, &["</", name, ">"]);
        });
        push(&mut xml, &["</", &wire.root, ">"]);
        xml
    }

    /// The elements with their values, in order.
    pub(crate) fn written(
        &self,
        wire: &WireAssumptions,
        all_codes: bool,
    ) -> Vec<(&'static str, String)> {
        let mut elements = Vec::new();
        self.each(wire, all_codes, |name, value| {
            elements.push((name, value.to_owned()));
        });
        elements
    }

    /// Passes each element to `tell`, in order.
    fn each(
        &self,
        wire: &WireAssumptions,
        all_codes: bool,
        mut tell: impl FnMut(&'static str, &str),
    ) {
        // Unknown: the order of the elements; wire.element_order.
        let first = &wire.element_order;
        if first.is_empty() {
            self.each_as_usual(wire, all_codes, tell);
            return;
        }
        let mut elements = Vec::new();
        self.each_as_usual(wire, all_codes, |name, value| {
            elements.push((name, value.to_owned()));
        });
        in_order(&mut elements, wire);
        for (name, value) in &elements {
            tell(name, value);
        }
    }

    /// Passes each element to `tell`, in the default order.
    fn each_as_usual(
        &self,
        wire: &WireAssumptions,
        all_codes: bool,
        mut tell: impl FnMut(&'static str, &str),
    ) {
        let answered = if all_codes { self.codes.len() } else { 1 };
        let codes = self.codes.iter().take(answered).map(AsRef::as_ref);
        each_of_the_head(self.returned_at, self.refused, codes, wire, &mut tell);
        for Element { name, value, .. } in &self.elements {
            tell(name, value);
        }
    }
}

/// Passes the elements that begin every answer to `tell`, in the default order.
pub(crate) fn each_of_the_head<'c>(
    returned_at: DateTime,
    refused: bool,
    codes: impl Iterator<Item = &'c str>,
    wire: &WireAssumptions,
    mut tell: impl FnMut(&'static str, &str),
) {
    tell("returnDate", &return_date(returned_at, wire));
    tell("returnCode", if refused { "1" } else { "0" });
    // Unknown: whether an accepted request is answered an errorCode; wire.empty_error_code.
    if wire.empty_error_code && !refused {
        tell("errorCode", "");
    }
    for code in codes {
        tell("errorCode", code);
    }
}

/// Moves the elements that the setting names to the front, in its order.
pub(crate) fn in_order<V>(elements: &mut [(&str, V)], wire: &WireAssumptions) {
    let first = &wire.element_order;
    let place = |name: &str| first.iter().position(|known| known == name);
    elements.sort_by_key(|(name, _)| place(name).unwrap_or(first.len()));
}

/// Formats a moment for `returnDate`.
// Unknown: the pattern of the date, which no known client reads; wire.return_date.
fn return_date(at: DateTime, wire: &WireAssumptions) -> String {
    let pattern = &*wire.return_date;
    if pattern != WireAssumptions::RETURN_DATE {
        let two = |part: i8| format!("{part:02}");
        return pattern
            .replace("yyyy", &format!("{:04}", at.year()))
            .replace("MM", &two(at.month()))
            .replace("dd", &two(at.day()))
            .replace("HH", &two(at.hour()))
            .replace("mm", &two(at.minute()))
            .replace("ss", &two(at.second()));
    }
    let digits = u64::from(at.year().unsigned_abs()) * 10_000_000_000
        + u64::from(at.month().unsigned_abs()) * 100_000_000
        + u64::from(at.day().unsigned_abs()) * 1_000_000
        + u64::from(at.hour().unsigned_abs()) * 10_000
        + u64::from(at.minute().unsigned_abs()) * 100
        + u64::from(at.second().unsigned_abs());
    format!("{digits:014}")
}

/// Whether XML allows a character.
pub(crate) const fn is_character(c: char) -> bool {
    !matches!(
        c,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'
    )
}

/// Escapes a text for XML.
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
