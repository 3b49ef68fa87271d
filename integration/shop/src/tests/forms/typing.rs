//! What is typed in hiragana or without hyphens.

use crate::forms::typing::{katakana, telephone};

#[test]
fn readings_are_katakana_in_full_width() {
    for (typed, kept) in [
        ("くろねこ", "クロネコ"),
        ("ゔぁいおりん", "ヴァイオリン"),
        ("ｸﾛﾈｺｼｮｳｼﾞ", "クロネコショウジ"),
        ("いすゞ", "イスヾ"),
        ("クロネコ・ショウジー", "クロネコ・ショウジー"),
        ("黒猫", "黒猫"),
        ("", ""),
    ] {
        assert_eq!(katakana(typed), kept);
    }
}

#[test]
fn telephone_numbers_get_their_hyphens() {
    for (typed, kept) in [
        ("0312345678", "03-1234-5678"),
        ("０６１２３４５６７８", "06-1234-5678"),
        ("0451234567", "045-123-4567"),
        ("0154123456", "0154-12-3456"),
        ("09012345678", "090-1234-5678"),
        ("05012345678", "050-1234-5678"),
        ("0120123456", "0120-123-456"),
        // What has its hyphens keeps them, wherever they are.
        ("0422-12-3456", "0422-12-3456"),
        ("03−1234−5678", "03-1234-5678"),
        ("03(1234)5678", "03-1234-5678"),
        // Text that is not a number stays as it is.
        ("12", "12"),
        ("1234567890", "1234567890"),
        ("abc", "abc"),
        ("", ""),
    ] {
        assert_eq!(telephone(typed), kept);
    }
}
