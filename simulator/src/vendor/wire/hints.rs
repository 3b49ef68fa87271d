//! Hints at the likely cause of missing fields; the answer itself stays unchanged.

use super::{
    fields::{Fields, item_named, line_item_named},
    form::Form,
    item::Items,
};

/// The most hints for a request.
const MOST: usize = 5;

/// The most unknown names checked: a body may have a hundred thousand, and each is compared with every item.
const LOOKED_AT: usize = 50;

/// Shorter names resemble too many others.
const SHORTEST: usize = 4;

/// Parts of a request's transport by which its fields may have been lost.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Circumstances<'a> {
    /// The part of the address after the `?`.
    pub(crate) query: Option<&'a str>,
    /// Whether the request announces neither the length of its body nor a chunked one.
    pub(crate) has_no_length: bool,
    /// Whether the request says to which host it goes, once, as HTTP/1.1 demands.
    pub(crate) has_a_host: bool,
    /// How many content types it has.
    pub(crate) content_types: usize,
}

/// The items of an API, and the name of a line's unit.
#[derive(Clone, Copy)]
pub(crate) struct Names<'a> {
    pub(crate) singles: &'a [Items],
    pub(crate) per_line: &'a [Items],
    pub(crate) unit_name: &'a str,
}

/// English and ASCII, because hints travel in a header; never a value of the request, and only names that resemble an item's.
pub(crate) fn hints(
    form: &Form,
    fields: &Fields<'_>,
    names: Names<'_>,
    circumstances: Circumstances<'_>,
) -> Vec<Box<str>> {
    let mut hints: Vec<Box<str>> = Vec::new();
    if circumstances.has_no_length {
        let text =
            "the request has neither Content-Length nor Transfer-Encoding, so it has no body";
        hints.push(text.into());
    }
    if !circumstances.has_a_host {
        hints.push("the request must have one Host header; a server may refuse it".into());
    }
    if circumstances.content_types > 1 {
        hints.push("the request has more than one Content-Type header".into());
    }
    let query = circumstances.query.unwrap_or("");
    let is_lost = |name: &str| {
        item_named(names.singles, name).is_some_and(|item| fields.text(&item).is_none())
    };
    if query
        .split('&')
        .filter_map(|field| field.split('=').next())
        .any(is_lost)
    {
        let text = "fields stand in the query of the address; send them in the body";
        hints.push(text.into());
    }
    let unknown = form.pairs().zip(fields.privacy());
    let unknown = unknown.filter(|(_, privacy)| privacy.is_none());
    let unknown = unknown.take(LOOKED_AT);
    for ((name, _), _) in unknown {
        if name.starts_with('\u{feff}') {
            let text = "a byte order mark stands before the first field; send the body without it";
            hints.push(text.into());
        } else if let Some(meant) = names.nearest(name)
            && !form.pairs().any(|(other, _)| other == meant)
        {
            hints.push(format!("there is no item {name}; {meant} may be meant").into());
        }
        if hints.len() >= MOST {
            break;
        }
    }
    hints
}

impl Names<'_> {
    /// The item whose name an unknown name resembles: in another case, as an array, or one letter off.
    fn nearest(&self, name: &str) -> Option<String> {
        let bare = name.strip_suffix("[]").unwrap_or(name);
        let is_name = |of: char| of.is_ascii_alphanumeric() || of == '_';
        if bare.len() > 40 || bare.len() < SHORTEST || !bare.chars().all(is_name) {
            return None;
        }
        let stem = bare.trim_end_matches(|of: char| of.is_ascii_digit());
        let number = &bare[stem.len()..];
        let of_lines = self.per_line.iter().map(|items| items[0]).map(|item| {
            let known = if item.is_unit {
                self.unit_name
            } else {
                item.name
            };
            format!("{known}{number}")
        });
        let of_lines = of_lines
            .filter(|known| line_item_named(self.per_line, known, self.unit_name).is_some());
        let singles = self.singles.iter().map(|items| items[0].name.to_owned());
        let mut nearest = None;
        for known in singles.chain(of_lines) {
            let wrong = strsim::damerau_levenshtein(
                &known.to_ascii_lowercase(),
                &bare.to_ascii_lowercase(),
            );
            if wrong <= 1 && nearest.as_ref().is_none_or(|(least, _)| wrong < *least) {
                nearest = Some((wrong, known));
            }
        }
        nearest.map(|(_, known)| known)
    }
}
