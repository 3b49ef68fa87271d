//! Addresses by postal code: Japan Post's, October 2026, businesses' own codes included.

use std::{io::Read as _, sync::LazyLock};

/// A place that has a postal code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// 都道府県.
    pub prefecture: &'static str,
    /// 市区町村.
    pub town: &'static str,
    /// 町域; empty where the code is the whole town's.
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

/// The place of a postal code of seven digits; none where there is no such code.
pub fn place(code: &str) -> Option<Place> {
    if code.len() != 7 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let text = LINES.as_str();
    // The first line that is not before the code.
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
    let line = text[low..].lines().next()?;
    let mut columns = line.split('\t');
    if columns.next() != Some(code) {
        return None;
    }
    Some(Place {
        prefecture: columns.next()?,
        town: columns.next()?,
        neighbourhood: columns.next()?,
    })
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}{}", self.prefecture, self.town, self.neighbourhood)
    }
}
