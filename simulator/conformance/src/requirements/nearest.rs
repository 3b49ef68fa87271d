//! Similar ids for a mistyped one.

use strsim::damerau_levenshtein;

use super::all;

/// The greatest distance of a similar id.
const FARTHEST: usize = 3;

/// Normalizes an id as in the catalogue: `ｔａｘ－０２` and ` tax-02` are `TAX-02`.
pub fn normalized(word: &str) -> String {
    let half_width = |c: char| match c {
        '！'..='～' => u32::from(c)
            .checked_sub(0xFEE0)
            .and_then(char::from_u32)
            .unwrap_or(c),
        _ => c,
    };
    word.trim()
        .chars()
        .map(|c| half_width(c).to_ascii_uppercase())
        .collect()
}

/// The ids nearest to a word, in the order of the catalogue; empty if none is similar. The letters of an area are nearest to all of its
/// ids.
pub fn nearest(word: &str) -> Vec<&'static str> {
    let word = normalized(word);
    let distances: Vec<_> = all()
        .map(|requirement| {
            let id = requirement.id;
            (damerau_levenshtein(&word, id), id)
        })
        .collect();
    let least = distances.iter().map(|(distance, _)| *distance).min();
    distances
        .into_iter()
        .filter(|(distance, _)| Some(*distance) == least && *distance <= FARTHEST)
        .map(|(_, id)| id)
        .collect()
}
