//! Characters in the vendor's system (`Shift_JIS`): width, kana, and the accepted set.

use std::sync::LazyLock;

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
        ' '..='~' | '\u{ff61}'..='\u{ff9f}' | '¥' | '‾' => Place::Single,
        '\0'..='\u{9f}' => Place::Outside,
        _ if DOUBLES.0.holds(c) => Place::Double,
        _ if DOUBLES.1.holds(c) => Place::Extension,
        _ => Place::Outside,
    }
}

/// A bit for each character below U+10000; there are no others in the code table.
struct Characters(Vec<u64>);

impl Characters {
    fn none() -> Self {
        Self(vec![0; 0x1_0000 / 64])
    }

    fn holds(&self, c: char) -> bool {
        let place = u32::from(c) as usize;
        let bits = self.0.get(place / 64);
        bits.is_some_and(|bits| bits >> (place % 64) & 1 == 1)
    }

    fn add(&mut self, c: char) {
        let place = u32::from(c) as usize;
        if let Some(bits) = self.0.get_mut(place / 64) {
            *bits |= 1 << (place % 64);
        }
    }
}

/// The code table of two bytes, decoded once: the rows of JIS X 0208, and those of the NEC and IBM extensions.
static DOUBLES: LazyLock<(Characters, Characters)> = LazyLock::new(|| {
    let (mut doubles, mut extensions) = (Characters::none(), Characters::none());
    for first in (0x81..=0x9f).chain(0xe0..=0xfc) {
        for second in (0x40..=0x7e).chain(0x80..=0xfc) {
            let bytes = [first, second];
            let decoded = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(&bytes);
            for c in decoded.iter().flat_map(|text| text.chars()) {
                match first {
                    0x81..=0x84 | 0x88..=0x9f | 0xe0..=0xea => doubles.add(c),
                    // User-defined rows (private use) are in neither set.
                    _ if !('\u{e000}'..='\u{f8ff}').contains(&c) => extensions.add(c),
                    _ => {}
                }
            }
        }
    }
    // The Web's table has these JIS characters under the other of their two Unicode names.
    for c in [
        '\u{301c}', '\u{2016}', '\u{2014}', '\u{2212}', '\u{a2}', '\u{a3}', '\u{ac}',
    ] {
        doubles.add(c);
    }
    (doubles, extensions)
});

/// Whether the set contains the character. No set contains line breaks and other control characters.
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

/// Everything that is not narrow. A character outside the Japanese code tables counts by its width in Unicode: it then fails by its
/// character set, not by its width.
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
