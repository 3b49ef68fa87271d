//! What people type, as the forms that take it want it: katakana for hiragana, hyphens in telephone numbers.

use kakebarai::buyers::application::conversion;

use crate::format;

/// A reading in katakana, however it was typed: in hiragana, or in half width.
pub(crate) fn katakana(text: &str) -> String {
    format::katakana(&conversion::to_full_width(text.trim()))
}

/// An e-mail address in half width: input methods write ＠, too.
pub(crate) fn email(text: &str) -> String {
    conversion::to_half_width(text.trim())
}

/// The area codes of three digits, without the 0. All others but 03 and 06 have four or more, and are written with four.
const AREA_CODES: [&str; 48] = [
    "11", "17", "18", "19", "22", "23", "24", "25", "26", "27", "28", "29", "42", "43", "44", "45",
    "46", "47", "48", "49", "52", "53", "54", "55", "58", "59", "72", "73", "74", "75", "76", "77",
    "78", "79", "82", "83", "84", "86", "87", "88", "89", "92", "93", "95", "96", "97", "98", "99",
];

/// A telephone number with its two hyphens, if it was typed without any. The provider wants two, and does not look where they are; text
/// that is not a number stays as it is.
pub(crate) fn telephone(text: &str) -> String {
    let number = conversion::number_with_hyphens(text).replace(['(', ')'], "-");
    let number = number.trim_matches('-').replace("--", "-");
    if !number.starts_with('0') || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return number;
    }
    let area = match number.len() {
        // Mobile and IP telephones.
        11 => 3,
        10 if number.starts_with("0120") => 4,
        10 if number.starts_with("03") || number.starts_with("06") => 2,
        10 if AREA_CODES.contains(&&number[1..3]) => 3,
        10 => 4,
        _ => return number,
    };
    let local = match (number.len(), area) {
        (11, _) => 4,
        (_, 4) if number.starts_with("0120") => 3,
        (length, area) => length - area - 4,
    };
    let (area, rest) = number.split_at(area);
    let (local, rest) = rest.split_at(local);
    format!("{area}-{local}-{rest}")
}
