//! All Japanese postal codes, as a sorted list of three-byte numbers inside the program: no heap, no start-up.
//!
//! Source: Japan Post's public postal code data of October 2026 (no copyright claimed on it).

/// 142,920 codes of seven digits, each a big-endian number of three bytes.
const CODES: &[u8] = include_bytes!("postal-codes.bin");

/// Whether a code of seven digits exists, businesses' own codes included.
pub(crate) fn exists(code: &str) -> bool {
    if code.len() != 7 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let Ok(number) = code.parse::<u32>() else {
        return false;
    };
    let [_, wanted @ ..] = number.to_be_bytes();
    let (codes, _) = CODES.as_chunks::<3>();
    codes.binary_search(&wanted).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{CODES, exists};

    #[test]
    fn holds_every_code_once_in_order() {
        let (codes, rest) = CODES.as_chunks::<3>();
        assert_eq!((codes.len(), rest.len()), (142_920, 0));
        assert!(codes.is_sorted_by(|one, next| one < next));
    }

    #[test]
    fn knows_a_town_a_business_and_no_invention() {
        assert!(exists("1710033"), "高田, Toshima");
        assert!(
            exists("1008111"),
            "the Imperial Household Agency's own code"
        );
        assert!(!exists("0000000"));
        assert!(!exists("9999999"));
        assert!(!exists("171-0033"));
    }
}
