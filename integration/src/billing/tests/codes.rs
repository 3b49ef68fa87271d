//! 商品コード.

use crate::billing::ProductCodes;

#[test]
fn the_last_ten_characters_remain() {
    for (code, sent, cut) in [
        ("PAPER-A4-500X10", "-A4-500X10", "PAPER"),
        ("PAPER-500", "PAPER-500", ""),
        ("PAPER-0500", "PAPER-0500", ""),
        ("PAPER-00500", "APER-00500", "P"),
        ("ｺｰﾄﾞ-1234567", "ﾄﾞ-1234567", "ｺｰ"),
        ("商品コード-1234567890", "1234567890", "商品コード-"),
        ("👨‍👩‍👧ABCDEFGHIJ", "ABCDEFGHIJ", "👨‍👩‍👧"),
        ("  A-1  ", "A-1", ""),
        ("", "", ""),
    ] {
        let found = ProductCodes::CutFromHead.fit(code).unwrap();
        assert_eq!(
            (found.code.as_str(), found.cut.as_str()),
            (sent, cut),
            "{code}"
        );
    }
}

#[test]
fn what_is_not_half_width_is_named() {
    for (code, characters) in [
        ("コピー用紙A4", "コピー用紙"),
        ("PAPER-Ａ４", "Ａ４"),
        ("A\tB", "\t"),
        ("😀-1", "😀"),
        ("123456789é", "é"),
    ] {
        let problem = ProductCodes::CutFromHead.fit(code).unwrap_err();
        assert_eq!(problem.characters, characters, "{code}");
        assert!(problem.to_string().contains(characters), "{problem}");
    }
}

#[test]
fn not_sent_means_empty_whatever_it_is() {
    for code in ["PAPER-A4-500X10", "コピー用紙", ""] {
        assert_eq!(ProductCodes::NotSent.fit(code).unwrap().code, "");
    }
}
