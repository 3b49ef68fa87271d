//! Full width and half width, as PHP's `mb_convert_kana` converts them: the add-on's KVANRS and kanrs.
//! Not by a kana crate: `unicode-jp` 0.4 writes no half-width katakana, converts `"`, `'`, `\` and `~`, too, and joins ｦﾞ to ヺ.

use unicode_normalization::UnicodeNormalization as _;

use crate::characters::{is_hyphen, is_invisible};

/// A text as its reader sees it: composed (カ and a voiced mark are ガ, as macOS writes file names and what is copied from them), without
/// what is invisible and comes along in copies (zero-width spaces, marks of direction, variation selectors).
pub fn composed(text: &str) -> String {
    text.nfc().filter(|of| !is_invisible(*of)).collect()
}

/// KVANRS: half-width katakana, letters, digits, signs and spaces become full-width; a half-width voiced mark is joined to
/// its letter. `"`, `'`, `\` and `~` stay as they are, as in PHP (documented).
pub fn to_full_width(text: &str) -> String {
    let mut converted = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            ' ' => converted.push('\u{3000}'),
            '"' | '\'' | '\\' | '~' => converted.push(character),
            '!'..='}' => converted.extend(shifted(character, 0xfee0)),
            '\u{ff61}'..='\u{ff9f}' => {
                let mark = characters
                    .peek()
                    .copied()
                    .filter(|mark| matches!(mark, 'ﾞ' | 'ﾟ'));
                let joined = mark.and_then(|mark| joined(character, mark));
                if joined.is_some() {
                    characters.next();
                }
                converted.push(joined.unwrap_or_else(|| alone(character)));
            }
            _ => converted.push(character),
        }
    }
    converted
}

/// kanrs: full-width katakana, letters, digits, signs and spaces become half-width. Hiragana stays.
pub fn to_half_width(text: &str) -> String {
    let mut converted = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\u{3000}' => converted.push(' '),
            // The four signs that stay as they are in the other direction stay so here.
            '＂' | '＇' | '＼' | '～' => converted.push(character),
            '！'..='｝' => converted.extend(shifted(character, -0xfee0)),
            _ => half_kana(character, &mut converted),
        }
    }
    converted
}

/// A telephone number or the like as it is sent: half-width, hyphens of every kind as `-`, no spaces.
pub fn number_with_hyphens(text: &str) -> String {
    text.chars()
        .filter(|character| !character.is_whitespace())
        .map(|character| match character {
            hyphen if is_hyphen(hyphen) => '-',
            '！'..='～' => shifted(character, -0xfee0).unwrap_or(character),
            _ => character,
        })
        .collect()
}

/// A postal code as it is sent: as above, and without hyphens or 〒.
pub fn postal_code(text: &str) -> String {
    number_with_hyphens(text).replace(['-', '〒'], "")
}

fn shifted(character: char, by: i32) -> Option<char> {
    u32::from(character)
        .checked_add_signed(by)
        .and_then(char::from_u32)
}

/// A half-width katakana with its mark in one full-width character; `None` if there is no such character.
fn joined(letter: char, mark: char) -> Option<char> {
    let mut both = [letter, mark].into_iter().nfkc();
    // JIS X 0208 has ヴ, and no ヷ or ヺ.
    both.next()
        .filter(|both| !('ヷ'..='ヺ').contains(both))
        .filter(|_| both.next().is_none())
}

fn alone(letter: char) -> char {
    match letter {
        'ﾞ' => '゛',
        'ﾟ' => '゜',
        _ => std::iter::once(letter).nfkc().next().unwrap_or(letter),
    }
}

/// Katakana and its punctuation in half width, with the mark behind the letter; anything else as it is.
fn half_kana(character: char, converted: &mut String) {
    let mut parts = std::iter::once(character).nfd();
    let (letter, mark) = (parts.next().unwrap_or(character), parts.next());
    let is_kana = matches!(
        character,
        'ァ'..='ヶ' | 'ー' | '・' | '。' | '、' | '「' | '」' | '゛' | '゜'
    );
    let half = ('\u{ff61}'..='\u{ff9f}').find(|&half| alone(half) == letter);
    let mark = match mark {
        None => Some(None),
        Some('\u{3099}') => Some(Some('ﾞ')),
        Some('\u{309a}') => Some(Some('ﾟ')),
        Some(_) => None,
    };
    match (half, mark) {
        (Some(half), Some(mark)) if is_kana => {
            converted.push(half);
            converted.extend(mark);
        }
        _ => converted.push(character),
    }
}
