//! Values chosen from a few, and their words.

use crate::{
    books::{buyers::Judgement, values::Accepted},
    vendor::{
        assumptions::{CreditCode, OverLimit, SlipOverLimit},
        rules::characters::CharacterSet,
    },
};

/// A value that is one of a few.
pub(super) trait Choice: Copy + PartialEq + 'static {
    /// Every value with its word, in the order in which the remedy names them.
    const ALL: &[(Self, &'static str)];
}

impl Choice for bool {
    const ALL: &[(Self, &'static str)] = &[(true, "true"), (false, "false")];
}

impl Choice for Judgement {
    const ALL: &[(Self, &'static str)] = &Self::ALL;
}

impl Choice for CharacterSet {
    const ALL: &[(Self, &'static str)] = &[(Self::JisX0208, "jis-x-0208"), (Self::Cp932, "cp932")];
}

impl Choice for OverLimit {
    const ALL: &[(Self, &'static str)] = &[
        (Self::Limit, "limit"),
        (Self::Available, "available"),
        (Self::OnlyG55, "only-g55"),
    ];
}

impl Choice for SlipOverLimit {
    const ALL: &[(Self, &'static str)] = &[(Self::Limit, "limit"), (Self::Available, "available")];
}

impl Choice for CreditCode {
    const ALL: &[(Self, &'static str)] = &[
        (Self::G12, "G12"),
        (Self::G61, "G61"),
        (Self::G65, "G65"),
        (Self::G97, "G97"),
    ];
}

/// The value that a word stands for.
pub(super) fn choice<T: Choice>(text: &str) -> Accepted<T> {
    let chosen = T::ALL.iter().find(|(_, word)| *word == text);
    chosen.map(|(value, _)| *value).ok_or_else(|| {
        let words: Vec<String> = T::ALL.iter().map(|(_, word)| shown(word)).collect();
        match &words[..] {
            [one, other] => format!("{one} か {other} を指定してください"),
            _ => format!("{} のいずれかを指定してください", words.join("、")),
        }
    })
}

/// Words in lower case are quoted, as in a settings file; true and false are not quoted there.
fn shown(word: &str) -> String {
    let is_bare =
        matches!(word, "true" | "false") || !word.starts_with(|c: char| c.is_ascii_lowercase());
    if is_bare {
        word.to_owned()
    } else {
        format!("\"{word}\"")
    }
}

/// The word for a value.
pub(super) fn word<T: Choice>(value: T) -> &'static str {
    let found = T::ALL.iter().find(|(known, _)| *known == value);
    found.map_or("", |(_, word)| word)
}
