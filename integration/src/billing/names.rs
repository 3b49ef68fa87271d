//! 商品名: fitted to what the provider takes, and never silently.

use std::sync::LazyLock;

use encoding_rs::EUC_JP;
use unicode_normalization::UnicodeNormalization as _;

use crate::characters::{is_half_width, is_invisible};

/// The most columns of a product's name: a full-width character takes two (documented).
pub const MAX_COLUMNS: usize = 60;

/// Stands for a character that the provider does not take.
const GETA: char = '〓';

/// A name as it is sent, and what was done to it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fitted {
    /// The name as sent.
    pub text: String,
    /// The characters that were replaced, each once; empty if none was.
    pub replaced: String,
    /// The part that was cut off the end; empty if nothing was.
    pub cut: String,
}

/// Fits a name to 60 columns of characters of JIS X 0201 and JIS X 0208 (inferred).
///
/// Other characters are replaced: ㈱ by (株), 髙 by 高, and those without such a spelling by 〓.
pub fn fit(name: &str) -> Fitted {
    fit_within(name, MAX_COLUMNS)
}

/// Fits a name with an ending that is sent as it is: if both do not fit, the name is cut.
pub(super) fn fit_before(name: &str, ending: &str) -> Fitted {
    let columns = ending.chars().map(columns_of).sum();
    let mut fitted = fit_within(name, MAX_COLUMNS.saturating_sub(columns));
    fitted.text.push_str(ending);
    fitted
}

fn fit_within(name: &str, most: usize) -> Fitted {
    let trimmed = name.trim();
    let columns = trimmed.chars().try_fold(0, |columns, character| {
        is_sendable(character).then(|| columns + columns_of(character))
    });
    let (mut text, mut replaced) = (String::new(), String::new());
    match columns {
        // Nearly every name.
        Some(columns) if columns <= most => {
            return Fitted {
                text: trimmed.to_owned(),
                replaced,
                cut: String::new(),
            };
        }
        Some(_) => trimmed.clone_into(&mut text),
        None => rewrite(name, &mut text, &mut replaced),
    }
    let text = text.trim();
    let end = end_within(text, most);
    Fitted {
        text: text[..end].trim_end().to_owned(),
        replaced,
        cut: text[end..].to_owned(),
    }
}

fn rewrite(name: &str, text: &mut String, replaced: &mut String) {
    for character in name.chars() {
        // Composing alone replaces some signs.
        let mut composed = std::iter::once(character).nfc();
        let is_another = composed.next() != Some(character) || composed.next().is_some();
        if is_another && !is_sendable(character) && !replaced.contains(character) {
            replaced.push(character);
        }
    }
    // Composed first, so that カ with a combining mark is ガ.
    for character in name.nfc() {
        if is_sendable(character) {
            text.push(character);
            continue;
        }
        if is_invisible(character) {
            continue;
        }
        if !character.is_whitespace() && character != 'Å' && !replaced.contains(character) {
            replaced.push(character);
        }
        write_otherwise(character, text);
    }
}

/// Whether a name has no visible character.
pub(super) fn is_blank(name: &str) -> bool {
    name.chars().all(|character| {
        character.is_whitespace() || character.is_control() || is_invisible(character)
    })
}

fn columns_of(character: char) -> usize {
    if is_half_width(character) { 1 } else { 2 }
}

/// Where a text has to be cut; a half-width mark is not parted from its letter.
fn end_within(text: &str, most: usize) -> usize {
    let (mut columns, mut letter) = (0, 0);
    for (at, character) in text.char_indices() {
        let is_mark = matches!(character, 'ﾞ' | 'ﾟ');
        columns += columns_of(character);
        if columns > most {
            return if is_mark { letter } else { at };
        }
        letter = at;
    }
    text.len()
}

/// Whether the provider takes a character: JIS X 0201, or JIS X 0208 without the rows that NEC and IBM added (inferred).
pub fn is_sendable(character: char) -> bool {
    match character {
        half if is_half_width(half) => true,
        '\0'..='\u{7f}' => false,
        _ => {
            let place = u32::from(character) as usize;
            let bits = JIS_X_0208.get(place / 64).copied();
            bits.is_some_and(|bits| bits >> (place % 64) & 1 == 1)
        }
    }
}

/// A bit for each character below U+10000: the code table, asked for all its places once.
static JIS_X_0208: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut bits = vec![0; 0x1_0000 / 64];
    let mut add = |character: char| {
        let place = u32::from(character) as usize;
        if let Some(bits) = bits.get_mut(place / 64) {
            *bits |= 1_u64 << (place % 64);
        }
    };
    // Rows 1 to 8 are signs, letters and kana, rows 16 to 84 kanji.
    for row in (0xa1..=0xa8).chain(0xb0..=0xf4) {
        for cell in 0xa1..=0xfe {
            let place = [row, cell];
            let decoded = EUC_JP.decode_without_bom_handling_and_without_replacement(&place);
            decoded
                .iter()
                .flat_map(|text| text.chars())
                .for_each(&mut add);
        }
    }
    // The table of the Web knows these by the other of their Unicode names.
    ['〜', '−', '‖', '¢', '£', '¬', '—']
        .into_iter()
        .for_each(add);
    bits
});

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
        '–' | '‑' => '―',
        '•' => '・',
        '¥' => '￥',
        // Composing has made one of the other; only the unit is in the set.
        'Å' => '\u{212b}',
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
