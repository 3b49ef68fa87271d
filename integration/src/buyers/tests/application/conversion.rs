//! `mb_convert_kana`, by a table made by hand.

use proptest::prelude::*;

use crate::buyers::application::conversion::{
    composed, number_with_hyphens, postal_code, to_full_width, to_half_width,
};

/// All of JIS X 0201's katakana in their order, and what they are in full width.
const HALF: &str = "｡｢｣､･ｦｧｨｩｪｫｬｭｮｯｰｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝﾞﾟ";
const FULL: &str = "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜";

#[test]
fn every_half_width_katakana() {
    assert_eq!(HALF.chars().count(), 63);
    assert_eq!(FULL.chars().count(), 63);
    for (half, full) in HALF.chars().zip(FULL.chars()) {
        assert_eq!(to_full_width(&half.to_string()), full.to_string());
        assert_eq!(to_half_width(&full.to_string()), half.to_string());
    }
}

#[test]
fn marks_are_joined_to_their_letters() {
    for (half, full) in [
        ("ｶﾞｷﾞｸﾞｹﾞｺﾞ", "ガギグゲゴ"),
        ("ｻﾞｼﾞｽﾞｾﾞｿﾞ", "ザジズゼゾ"),
        ("ﾀﾞﾁﾞﾂﾞﾃﾞﾄﾞ", "ダヂヅデド"),
        ("ﾊﾞﾋﾞﾌﾞﾍﾞﾎﾞ", "バビブベボ"),
        ("ﾊﾟﾋﾟﾌﾟﾍﾟﾎﾟ", "パピプペポ"),
        ("ｳﾞ", "ヴ"),
    ] {
        assert_eq!(to_full_width(half), full);
        assert_eq!(to_half_width(full), half);
    }
    // What has no such letter stays two.
    assert_eq!(to_full_width("ｱﾞﾅﾟｶﾟﾜﾞｦﾞ"), "ア゛ナ゜カ゜ワ゛ヲ゛");
}

#[test]
fn what_looks_alike_is_alike() {
    for (written, seen) in [
        // As macOS writes it: カ and a voiced mark.
        (
            "\u{30ab}\u{3099}\u{30fc}\u{30c6}\u{3099}\u{30f3}",
            "ガーデン",
        ),
        // A compatibility letter, and one with a variation selector.
        ("\u{fa19}社", "神社"),
        ("葛\u{e0100}飾区", "葛飾区"),
        ("山\u{200b}田\u{202c}", "山田"),
        ("03\u{2060}-0000", "03-0000"),
        // Characters that are not a spelling of another letter stay.
        ("ｶﾞ①髙", "ｶﾞ①髙"),
        ("", ""),
    ] {
        assert_eq!(composed(written), seen, "{seen}");
    }
}

#[test]
fn ascii() {
    let printing: String = ('!'..='~')
        .filter(|c| !['"', '\'', '\\', '~'].contains(c))
        .collect();
    let full: String = ('！'..='～')
        .filter(|c| !['＂', '＇', '＼', '～'].contains(c))
        .collect();
    assert_eq!(to_full_width(&printing), full);
    assert_eq!(to_half_width(&full), printing);
    assert_eq!(to_full_width("\"'\\~"), "\"'\\~");
    assert_eq!(
        (to_full_width(" "), to_half_width("　")),
        ("　".into(), " ".into())
    );
}

#[test]
fn the_rest_stays() {
    for text in ["ひらがな", "漢字髙①", "ヷヸ", "😀", "é", "\n\t", ""] {
        assert_eq!(
            (to_full_width(text), to_half_width(text)),
            (text.to_owned(), text.to_owned())
        );
    }
}

#[test]
fn numbers() {
    for (text, sent) in [
        ("03-1234-5678", "03-1234-5678"),
        ("０３－１２３４－５６７８", "03-1234-5678"),
        ("03ー1234ー5678", "03-1234-5678"),
        ("03‐1234−5678", "03-1234-5678"),
        (" 03 1234 5678 ", "0312345678"),
        ("（03）1234", "(03)1234"),
    ] {
        assert_eq!(number_with_hyphens(text), sent);
    }
    for text in [
        "171-0033",
        "１７１－００３３",
        "〒171-0033",
        "1710033",
        "171 0033",
    ] {
        assert_eq!(postal_code(text), "1710033", "{text}");
    }
}

proptest! {
    #[test]
    fn once_is_enough(text in "\\PC{0,30}|[ｦ-ﾟ !-~]{0,30}") {
        let full = to_full_width(&text);
        prop_assert_eq!(to_full_width(&full), full);
        let half = to_half_width(&text);
        prop_assert_eq!(to_half_width(&half), half);
    }
}
