//! エクスポート, and インポート of the users' groups.

pub(super) mod export;
pub(super) mod import;
pub(super) mod records;
mod rows;
mod user_fields;

use kakebarai::user_groups::Encoding;

use crate::forms::Choice;

const ENCODINGS: [(Encoding, &str, &str); 3] = [
    (Encoding::Utf8, "utf-8", "UTF-8"),
    (
        Encoding::Utf8WithMark,
        "utf-8-bom",
        "UTF-8（BOM付き・表計算ソフト向け）",
    ),
    (Encoding::ShiftJis, "shift-jis", "Shift_JIS"),
];

const DELIMITERS: [(u8, &str, &str); 3] = [
    (b',', "comma", "カンマ"),
    (b';', "semicolon", "セミコロン"),
    (b'\t', "tab", "タブ"),
];

fn encoding(word: &str) -> Option<Encoding> {
    let found = ENCODINGS.iter().find(|(_, known, _)| *known == word);
    found.map(|(encoding, ..)| *encoding)
}

fn delimiter(word: &str) -> Option<u8> {
    let found = DELIMITERS.iter().find(|(_, known, _)| *known == word);
    found.map(|(delimiter, ..)| *delimiter)
}

fn delimiters() -> impl Iterator<Item = Choice> {
    DELIMITERS
        .iter()
        .map(|(_, word, label)| Choice::new(*word, *label))
}
