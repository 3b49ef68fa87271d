//! 商品名: fitted to what the provider takes, and never silently.

use encoding_rs::EUC_JP;
use unicode_normalization::UnicodeNormalization as _;

/// The most columns of a product's name: a full-width character takes two (documented).
pub const MAX_COLUMNS: usize = 60;

/// Stands for a character that the provider does not take.
const GETA: char = '〓';

/// A name as it is sent, and what was done to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fitted {
    /// What is sent.
    pub text: String,
    /// The characters that were replaced, each once; empty where none was.
    pub replaced: String,
    /// What was cut off the end; empty where nothing was.
    pub cut: String,
}

/// Fits a name to 60 columns of characters of JIS X 0201 and JIS X 0208 (inferred).
///
/// Characters outside are written otherwise: ㈱ as (株), 髙 as 高, and what has no such spelling as 〓.
pub fn fit(name: &str) -> Fitted {
    let (mut text, mut replaced) = (String::new(), String::new());
    // Composed first, so that カ with a combining mark is ガ.
    for character in name.nfc() {
        if is_sendable(character) {
            text.push(character);
            continue;
        }
        if is_invisible(character) {
            continue;
        }
        if !character.is_whitespace() && !replaced.contains(character) {
            replaced.push(character);
        }
        write_otherwise(character, &mut text);
    }
    let text = text.trim();
    let end = end_within(text, MAX_COLUMNS);
    Fitted {
        text: text[..end].trim_end().to_owned(),
        replaced,
        cut: text[end..].to_owned(),
    }
}

/// How many columns a text takes.
pub fn columns(text: &str) -> usize {
    text.chars().map(columns_of).sum()
}

fn columns_of(character: char) -> usize {
    match character {
        ' '..='~' | '\u{ff61}'..='\u{ff9f}' => 1,
        _ => 2,
    }
}

fn end_within(text: &str, most: usize) -> usize {
    let mut columns = 0;
    for (at, character) in text.char_indices() {
        columns += columns_of(character);
        if columns > most {
            return at;
        }
    }
    text.len()
}

/// Whether the provider takes a character: JIS X 0201, or JIS X 0208 without the rows that NEC and IBM added (inferred).
pub fn is_sendable(character: char) -> bool {
    if matches!(character, ' '..='~' | '\u{ff61}'..='\u{ff9f}' | '〜' | '−') {
        return true;
    }
    if character.is_ascii() {
        return false;
    }
    let mut buffer = [0; 4];
    let (bytes, _, unmappable) = EUC_JP.encode(character.encode_utf8(&mut buffer));
    // Rows 1 to 8 are signs, letters and kana, rows 16 to 84 kanji.
    !unmappable
        && matches!(*bytes, [0xa1..=0xa8 | 0xb0..=0xf4, _])
        // Bytes that EUC-JP has for characters of other sets.
        && !matches!(character, '\u{a5}' | '\u{203e}')
}

/// Joiners, variation selectors, marks without a letter: nothing that anybody would miss.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}' | '\u{ad}')
}

fn write_otherwise(character: char, text: &mut String) {
    if character.is_whitespace() || character.is_control() {
        if !text.ends_with(' ') {
            text.push(' ');
        }
        return;
    }
    let known = match character {
        '髙' => '高',
        '﨑' => '崎',
        '濵' => '浜',
        '德' => '徳',
        '栁' => '柳',
        '–' | '—' | '‑' => '―',
        '•' => '・',
        '¥' => '￥',
        _ => {
            let spelt: String = std::iter::once(character).nfkc().collect();
            if spelt.chars().all(is_sendable) && !spelt.is_empty() {
                text.push_str(&spelt);
            } else {
                text.push(GETA);
            }
            return;
        }
    };
    text.push(known);
}
