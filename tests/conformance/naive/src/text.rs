//! Characters: what the provider takes, how wide they are, and full width from half width and back.

use encoding_rs::EUC_JP;
use unicode_normalization::UnicodeNormalization as _;

/// A character that takes one column: printable ASCII, ¥, ‾ and half-width katakana (JIS X 0201).
pub(crate) const fn is_half_width(character: char) -> bool {
    matches!(character, ' '..='~' | '¥' | '‾' | '\u{ff61}'..='\u{ff9f}')
}

/// Whether the provider takes a character: JIS X 0201, or JIS X 0208 without the rows that NEC and IBM added.
pub(crate) fn is_sendable(character: char) -> bool {
    // The table of the Web knows the last of these by the other of their two names.
    if is_half_width(character) || matches!(character, '〜' | '−' | '‖' | '—' | '¢' | '£' | '¬')
    {
        return true;
    }
    let mut buffer = [0; 4];
    let (bytes, _, unmappable) = EUC_JP.encode(character.encode_utf8(&mut buffer));
    // Rows 1 to 8 are signs, letters and kana, rows 16 to 84 kanji.
    !unmappable
        && bytes.len() == 2
        && bytes[1] >= 0xa1
        && matches!(bytes[0], 0xa1..=0xa8 | 0xb0..=0xf4)
}

/// The columns of a text.
pub(crate) fn width(text: &str) -> usize {
    text.chars().map(columns).sum()
}

pub(crate) const fn columns(character: char) -> usize {
    if is_half_width(character) { 1 } else { 2 }
}

/// Half-width letters, digits, signs, blanks and katakana in full width. A half-width voiced mark joins its letter.
pub(crate) fn full_width(text: &str) -> String {
    let mut converted = String::new();
    let mut kana = String::new();
    for character in text.chars() {
        if matches!(character, '\u{ff61}'..='\u{ff9f}') {
            kana.push(character);
            continue;
        }
        join(&mut converted, &mut kana);
        converted.push(match character {
            ' ' => '\u{3000}',
            // The full-width signs that the character set has for these.
            '"' => '”',
            '\'' => '’',
            '~' => '〜',
            '!'..='}' => shifted(character, 0xfee0),
            other => other,
        });
    }
    join(&mut converted, &mut kana);
    converted
}

/// Half-width katakana behind what is converted already.
fn join(converted: &mut String, kana: &mut String) {
    let joined = kana.nfkc().map(|character| match character {
        // A mark without a letter.
        '\u{3099}' => '゛',
        '\u{309a}' => '゜',
        other => other,
    });
    converted.extend(joined);
    kana.clear();
}

/// Full-width letters, digits and signs in half width; every kind of hyphen is `-`, and blanks go.
pub(crate) fn half_width(text: &str) -> String {
    text.chars()
        .filter(|character| !character.is_whitespace())
        .map(|character| match character {
            hyphen if is_hyphen(hyphen) => '-',
            '！'..='～' => shifted(character, -0xfee0),
            other => other,
        })
        .collect()
}

/// Whatever people take for a hyphen.
pub(crate) const fn is_hyphen(character: char) -> bool {
    matches!(
        character,
        '-' | '\u{2010}'..='\u{2015}' | '−' | '－' | 'ー' | 'ｰ' | '─'
    )
}

/// The length of kana as the provider counts it: a voiced mark is a character.
pub(crate) fn kana_length(text: &str) -> usize {
    text.nfd().count()
}

fn shifted(character: char, by: i32) -> char {
    let code = u32::from(character).checked_add_signed(by);
    code.and_then(char::from_u32).unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_width_becomes_full_width() {
        for (half, full) in [
            ("ABCｼｮｳｼﾞ 1", "ＡＢＣショウジ　１"),
            ("ｸﾞﾗﾝﾄﾞﾊﾟｰｸ", "グランドパーク"),
            ("高田3-15-10", "高田３－１５－１０"),
            ("ﾞ", "゛"),
        ] {
            assert_eq!(full_width(half), full);
            assert!(full.chars().all(is_sendable), "{full}");
        }
    }

    #[test]
    fn numbers_become_half_width() {
        assert_eq!(half_width("０３－００００－０８００"), "03-0000-0800");
        assert_eq!(half_width("03ー0000 ー 0800"), "03-0000-0800");
        assert_eq!(half_width("〒１７１－００３３"), "〒171-0033");
    }

    #[test]
    fn the_rows_of_nec_and_ibm_are_not_sent() {
        for taken in [
            '亜', '熙', 'ア', 'ｱ', '〓', 'Ａ', 'a', '―', '〜', '～', '－', '−',
        ] {
            assert!(is_sendable(taken), "{taken}");
        }
        for not_taken in ['①', '㈱', '髙', '﨑', '😀', '\n', 'é', 'ヷ'] {
            assert!(!is_sendable(not_taken), "{not_taken}");
        }
    }

    #[test]
    fn a_voiced_mark_counts() {
        assert_eq!(kana_length("ガパア"), 5);
        assert_eq!(width("aｱあ"), 4);
    }
}
