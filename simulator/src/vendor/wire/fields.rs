//! The fields of one form, found by the items of one API: singles by place, lines 1–99 by number.

use super::form::{Form, Malformed};
use super::item::{Item, Items, Privacy};

/// The most items of a line; each API's list is checked against it.
pub(crate) const MAX_LINE_ITEMS: usize = 7;

/// The items of an API in a form. A blank value counts as not given.
#[derive(Debug)]
pub(crate) struct Fields<'a> {
    singles: Vec<Option<&'a str>>,
    lines: Vec<Line<'a>>,
    /// For each pair of the form, how private its item is; `None` for an unknown name.
    privacy: Vec<Option<Privacy>>,
}

/// One line (明細) of a request.
#[derive(Debug)]
pub(crate) struct Line<'a> {
    /// 1 to 99.
    pub(crate) number: u8,
    values: [Option<&'a str>; MAX_LINE_ITEMS],
}

impl<'a> Fields<'a> {
    /// Finds each item; unknown names are ignored. `unit_name` is the wire name of the lines' unit.
    ///
    /// # Errors
    /// [`Malformed::Doubled`] if a known field occurs twice.
    pub(crate) fn find(
        form: &'a Form,
        singles: &[Items],
        per_line: &[Items],
        unit_name: &str,
    ) -> Result<Self, Malformed> {
        let mut found = Self {
            singles: vec![None; singles.len()],
            lines: Vec::new(),
            privacy: Vec::with_capacity(32),
        };
        // Unknown: the answer to a field that occurs twice; as for every malformed body, wire.malformed_as_status. A blank field that
        // occurs twice is doubled too, so presence is tracked apart from the value.
        let mut seen = vec![false; singles.len()];
        let mut seen_in_lines = [[false; MAX_LINE_ITEMS]; 100];
        for (name, value) in form.pairs() {
            let given = Some(value).filter(|value| !value.is_empty());
            if let Some(item) = item_named(singles, name) {
                let position = usize::from(item.position);
                if std::mem::replace(&mut seen[position], true) {
                    return Err(Malformed::Doubled(name.to_owned()));
                }
                found.singles[position] = given;
                found.privacy.push(Some(item.privacy));
            } else if let Some((item, number)) = line_item_named(per_line, name, unit_name) {
                let position = usize::from(item.position);
                let seen = &mut seen_in_lines[usize::from(number)][position];
                if std::mem::replace(seen, true) {
                    return Err(Malformed::Doubled(name.to_owned()));
                }
                if given.is_some() {
                    found.line_mut(number).values[position] = given;
                }
                found.privacy.push(Some(item.privacy));
            } else {
                found.privacy.push(None);
            }
        }
        Ok(found)
    }

    /// The value of a single item, `None` if blank.
    pub(crate) fn text(&self, item: &Item) -> Option<&'a str> {
        self.singles
            .get(usize::from(item.position))
            .copied()
            .flatten()
    }

    /// Treats single items as not given.
    pub(crate) fn ignore(&mut self, items: &[Items]) {
        for items in items {
            if let Some(value) = self.singles.get_mut(usize::from(items[0].position)) {
                *value = None;
            }
        }
    }

    /// For each pair of the form, how private its item is; `None` for an unknown name.
    pub(crate) fn privacy(&self) -> &[Option<Privacy>] {
        &self.privacy
    }

    /// The lines that have at least one value, by number.
    pub(crate) fn lines(&self) -> &[Line<'a>] {
        &self.lines
    }

    fn line_mut(&mut self, number: u8) -> &mut Line<'a> {
        let at = match self.lines.binary_search_by_key(&number, |line| line.number) {
            Ok(at) => at,
            Err(at) => {
                self.lines.insert(
                    at,
                    Line {
                        number,
                        values: [None; MAX_LINE_ITEMS],
                    },
                );
                at
            }
        };
        &mut self.lines[at]
    }
}

impl<'a> Line<'a> {
    /// The value of a line's item, `None` if blank.
    pub(crate) fn text(&self, item: &Item) -> Option<&'a str> {
        self.values[usize::from(item.position)]
    }
}

/// The single item of that wire name.
pub(crate) fn item_named(singles: &[Items], name: &str) -> Option<Item> {
    singles
        .iter()
        .map(|items| items[0])
        .find(|item| item.name == name)
}

/// The line item and the line number of a wire name such as `shohinMei12`.
pub(crate) fn line_item_named(
    per_line: &[Items],
    name: &str,
    unit_name: &str,
) -> Option<(Item, u8)> {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &name[stem.len()..];
    if per_line.is_empty() || digits.is_empty() || digits.len() > 2 || digits.starts_with('0') {
        return None;
    }
    let item = per_line
        .iter()
        .map(|items| items[0])
        .find(|item| stem == if item.is_unit { unit_name } else { item.name })?;
    Some((item, digits.parse().ok()?))
}
