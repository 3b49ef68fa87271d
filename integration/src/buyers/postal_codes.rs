//! Addresses by postal code: Japan Post's, October 2026, businesses' own codes included.
//!
//! The file beside this one has a line for each place of a code. It is made of Japan Post's list by these rules: remarks in brackets,
//! `以下に掲載がない場合`, `…の次に番地がくる場合` and `…一円` (except the place 一円) are no part of an address; of ranges of 地割 the name before
//! the number is; names joined by `、` are places of their own.

use std::{io::Read as _, sync::LazyLock};

/// A place that has a postal code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Place {
    /// 都道府県.
    pub prefecture: &'static str,
    /// 市区町村.
    pub town: &'static str,
    /// 町域; empty if the code is the whole town's.
    pub neighbourhood: &'static str,
}

static PACKED: &[u8] = include_bytes!("postal-codes.tsv.xz");

/// Lines of code, prefecture, town and neighbourhood, sorted. Unpacked at the first question: 6 MB.
static LINES: LazyLock<String> = LazyLock::new(|| {
    let mut text = String::new();
    let unpacked = lzma_rust2::XzReader::new(PACKED, false).read_to_string(&mut text);
    debug_assert!(unpacked.is_ok(), "the file is part of the program");
    text
});

/// What all places of a postal code of seven digits share; `None` if there is no such code.
///
/// A neighbourhood, town or prefecture in which they differ is empty, and so is everything within it: [`places`] lists them all.
pub fn place(code: &str) -> Option<Place> {
    places(code).reduce(|shared, other| {
        if shared.prefecture != other.prefecture {
            return Place::default();
        }
        if shared.town != other.town {
            return Place {
                prefecture: shared.prefecture,
                ..Place::default()
            };
        }
        let neighbourhood = if shared.neighbourhood == other.neighbourhood {
            shared.neighbourhood
        } else {
            ""
        };
        Place {
            neighbourhood,
            ..shared
        }
    })
}

/// All places of a postal code of seven digits, in the order of their characters: several neighbourhoods, towns and even prefectures
/// share some codes.
pub fn places(code: &str) -> impl Iterator<Item = Place> {
    let is_code = code.len() == 7 && code.bytes().all(|byte| byte.is_ascii_digit());
    let text = if is_code { LINES.as_str() } else { "" };
    text[first_line(text, code)..]
        .lines()
        .map_while(move |line| read(line).filter(|(of, _)| *of == code))
        .map(|(_, place)| place)
}

/// The beginning of the first line that is not before the code.
fn first_line(text: &str, code: &str) -> usize {
    let (mut low, mut high) = (0, text.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = text.as_bytes()[..middle]
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |at| at + 1);
        let end = text.as_bytes()[middle..]
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(text.len(), |at| middle + at + 1);
        match text.get(start..start + 7) {
            Some(found) if found < code => low = end,
            _ => high = start,
        }
    }
    low
}

fn read(line: &'static str) -> Option<(&'static str, Place)> {
    let mut columns = line.split('\t');
    let code = columns.next()?;
    let place = Place {
        prefecture: columns.next()?,
        town: columns.next()?,
        neighbourhood: columns.next()?,
    };
    Some((code, place))
}

/// Every line of the file.
#[cfg(test)]
pub(super) fn all() -> impl Iterator<Item = (&'static str, Place)> {
    LINES.lines().filter_map(read)
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}{}", self.prefecture, self.town, self.neighbourhood)
    }
}
