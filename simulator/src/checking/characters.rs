//! Characters as the vendor's system (`Shift_JIS`) sees them: width, kana, and the set it accepts.

use encoding_rs::SHIFT_JIS;
use unicode_width::UnicodeWidthChar;

/// Which characters a text may hold.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum CharacterSet {
    /// JIS X 0201 and JIS X 0208.
    JisX0208,
    /// The same with the NEC and IBM extensions, as Windows has them: ①, ㈱, 髙.
    Cp932,
}

/// The places of a character in the code table of `Shift_JIS`.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Place {
    /// One byte: ASCII without controls, half-width katakana, ¥ and ‾.
    Single,
    /// Two bytes, in the rows of JIS X 0208.
    Double,
    /// Two bytes, in the rows of the NEC and IBM extensions.
    Extension,
    /// Not in the table.
    Outside,
}

fn place(c: char) -> Place {
    match c {
        ' '..='~' | '\u{ff61}'..='\u{ff9f}' | '¥' | '‾' => return Place::Single,
        '\0'..='\u{9f}' => return Place::Outside,
        // The characters most seen, found without the code table: kana, and full-width letters and digits.
        'ぁ'..='ん' | 'ァ'..='ヶ' | '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ'
        // The table of the Web knows these JIS characters by the other of their two Unicode names.
        | '\u{301c}' | '\u{2016}' | '\u{2014}' | '\u{2212}' | '\u{a2}' | '\u{a3}' | '\u{ac}' => {
            return Place::Double;
        }
        _ => {}
    }
    let mut utf8 = [0; 4];
    let (bytes, _, unmappable) = SHIFT_JIS.encode(c.encode_utf8(&mut utf8));
    match (unmappable, bytes.first()) {
        (false, Some(0x81..=0x84 | 0x88..=0x9f | 0xe0..=0xea)) if bytes.len() == 2 => Place::Double,
        (false, Some(_)) if bytes.len() == 2 => Place::Extension,
        _ => Place::Outside,
    }
}

/// Whether the set holds the character. A line break or another control is in none.
pub(crate) fn is_allowed(c: char, set: CharacterSet) -> bool {
    match place(c) {
        Place::Single | Place::Double => true,
        Place::Extension => set == CharacterSet::Cp932,
        Place::Outside => false,
    }
}

/// ASCII without controls, and half-width katakana.
pub(crate) fn is_half_width(c: char) -> bool {
    place(c) == Place::Single
}

/// Everything that is not narrow. What no Japanese code table knows counts by its width in Unicode: it fails
/// by its character set then, not by its width.
pub(crate) fn is_full_width(c: char) -> bool {
    match place(c) {
        Place::Single => false,
        Place::Double | Place::Extension => true,
        Place::Outside => !c.is_control() && c.width_cjk() != Some(1),
    }
}

/// Full-width katakana with the marks that belong to it. `also` are further characters that count as kana.
pub(crate) fn is_full_width_kana(c: char, also: &str) -> bool {
    matches!(c, 'ァ'..='ヺ' | 'ー' | '・' | 'ヽ' | 'ヾ' | '\u{3000}') || also.contains(c)
}

/// The columns a text takes: one for a half-width character, two for any other.
pub(crate) fn width(text: &str) -> usize {
    text.chars()
        .map(|c| if is_full_width(c) { 2 } else { 1 })
        .sum()
}

/// The length of kana: a voiced or semi-voiced mark counts as one more character.
pub(crate) fn kana_length(text: &str) -> usize {
    text.chars()
        .map(|c| if carries_a_mark(c) { 2 } else { 1 })
        .sum()
}

const fn carries_a_mark(c: char) -> bool {
    matches!(
        c,
        'ガ' | 'ギ'
            | 'グ'
            | 'ゲ'
            | 'ゴ'
            | 'ザ'
            | 'ジ'
            | 'ズ'
            | 'ゼ'
            | 'ゾ'
            | 'ダ'
            | 'ヂ'
            | 'ヅ'
            | 'デ'
            | 'ド'
            | 'バ'
            | 'ビ'
            | 'ブ'
            | 'ベ'
            | 'ボ'
            | 'パ'
            | 'ピ'
            | 'プ'
            | 'ペ'
            | 'ポ'
            | 'ヴ'
            | 'ヷ'
            | 'ヸ'
            | 'ヹ'
            | 'ヺ'
            | 'ヾ'
    )
}
