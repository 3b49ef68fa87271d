//! 商品名.

use proptest::prelude::*;

use crate::billing::names::{fit, is_sendable};

#[test]
fn sixty_columns() {
    for (name, text, cut) in [
        ("あ".repeat(30), "あ".repeat(30), String::new()),
        ("あ".repeat(31), "あ".repeat(30), "あ".to_owned()),
        ("a".repeat(60), "a".repeat(60), String::new()),
        ("a".repeat(61), "a".repeat(60), "a".to_owned()),
        // The last column is left free if a character of two would not fit.
        (
            format!("a{}", "あ".repeat(30)),
            format!("a{}", "あ".repeat(29)),
            "あ".to_owned(),
        ),
        ("ｱ".repeat(61), "ｱ".repeat(60), "ｱ".to_owned()),
        // A mark stays with its letter.
        (
            format!("{}ｶﾞ", "ｱ".repeat(59)),
            "ｱ".repeat(59),
            "ｶﾞ".to_owned(),
        ),
        (
            format!("{}ﾊﾟﾝ", "ｱ".repeat(58)),
            format!("{}ﾊﾟ", "ｱ".repeat(58)),
            "ﾝ".to_owned(),
        ),
    ] {
        let fitted = fit(&name);
        assert_eq!((fitted.text, fitted.cut), (text, cut), "{name}");
    }
}

#[test]
fn what_cannot_be_sent_is_written_otherwise() {
    for (name, text, replaced) in [
        (
            "業務用コピー用紙 A4 500枚×10冊",
            "業務用コピー用紙 A4 500枚×10冊",
            "",
        ),
        ("①号", "1号", "①"),
        ("㈱クロネコ", "(株)クロネコ", "㈱"),
        ("髙島屋", "高島屋", "髙"),
        ("﨑濵德栁", "崎浜徳柳", "﨑濵德栁"),
        ("A–B‑C•D¥", "A―B―C・D￥", "–‑•¥"),
        ("㌔単位", "キロ単位", "㌔"),
        ("絵文字😀入り", "絵文字〓入り", "😀"),
        ("ハ\u{309a}ン", "パン", ""),
        (
            "\u{202a}コピー用紙\u{202c}\u{2066} A4\u{2069}",
            "コピー用紙 A4",
            "",
        ),
        ("一行目\r\n二行目", "一行目 二行目", ""),
        ("ヴァイオリン", "ヴァイオリン", ""),
        ("ｶﾞｰｾﾞ", "ｶﾞｰｾﾞ", ""),
        ("〜−～－", "〜−～－", ""),
        ("‖¢£¬—", "‖¢£¬—", ""),
        // Replaced by composing alone.
        ("\u{fa19}社", "\u{795e}社", "\u{fa19}"),
        ("❤️", "〓", "❤"),
        ("café", "caf〓", "é"),
        ("Ⅳ型", "IV型", "Ⅳ"),
        ("10\u{212b}", "10\u{212b}", ""),
        ("10\u{212b}①", "10\u{212b}1", "①"),
    ] {
        let fitted = fit(name);
        assert_eq!(
            (fitted.text.as_str(), fitted.replaced.as_str()),
            (text, replaced),
            "{name}"
        );
    }
}

#[test]
fn the_set_has_so_many_characters() {
    let full_width = (0x80..=0x0010_ffff)
        .filter_map(char::from_u32)
        .filter(|c| is_sendable(*c));
    let full_width = full_width
        .filter(|c| !('\u{ff61}'..='\u{ff9f}').contains(c))
        .count();
    // The 6,879 of JIS X 0208, and seven that have a second spelling: 〜 − ‖ ¢ £ ¬ —.
    assert_eq!(full_width, 6_879 + 7);
}

proptest! {
    #[test]
    fn whatever_the_name_what_is_sent_fits(name in "\\PC{0,80}|.{0,80}") {
        let fitted = fit(&name);
        let columns: usize = fitted.text.chars().map(|c| if matches!(c, ' '..='~' | '\u{ff61}'..='\u{ff9f}') { 1 } else { 2 }).sum();
        prop_assert!(columns <= 60);
        prop_assert!(fitted.text.chars().all(is_sendable), "{:?}", fitted.text);
        let again = fit(&fitted.text);
        prop_assert_eq!((&again.text, again.replaced.is_empty(), again.cut.is_empty()), (&fitted.text, true, true));
    }
}
