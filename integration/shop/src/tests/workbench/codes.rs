//! Product codes by both settings and in the add-on, those that were measured there among them.

use crate::workbench::{
    AddonCode, CharacterKind, Charset, CodeCheck, CodesProblem, MOST_CODES, Mark, Verdict, decoded,
    read_codes, same_when_cut,
};

fn verdict(code: &str) -> (Verdict, String, String) {
    let check = CodeCheck::of(1, code);
    (
        check.verdict(),
        check.cut().to_owned(),
        check.left().to_owned(),
    )
}

fn marks(code: &str) -> String {
    let check = CodeCheck::of(1, code);
    let marks = check.marks().map(|(_, mark)| match mark {
        Mark::Around => ' ',
        Mark::Cut => '-',
        Mark::Sent => '+',
        Mark::Refused => '!',
    });
    marks.collect()
}

#[test]
fn each_code_fares_as_by_hand() {
    use Verdict::*;
    for (code, is, cut, left) in [
        ("PAPER-A4-500X10", Cut, "PAPER", "-A4-500X10"),
        ("PEN-BK-05", Whole, "", "PEN-BK-05"),
        ("0123456789", Whole, "", "0123456789"),
        ("A0123456789", Cut, "A", "0123456789"),
        ("コップ", Refused, "", "コップ"),
        ("全角の前ABCDEFGHIJ", Cut, "全角の前", "ABCDEFGHIJ"),
        ("PAPER-Ａ４", Refused, "", "PAPER-Ａ４"),
        ("ｶｯﾌﾟ", Whole, "", "ｶｯﾌﾟ"),
        ("  A-1\u{3000}", Whole, "", "A-1"),
        ("", Empty, "", ""),
        ("😀-500", Refused, "", "😀-500"),
        ("A\u{200b}1", Refused, "", "A\u{200b}1"),
    ] {
        assert_eq!(
            verdict(code),
            (is, cut.to_owned(), left.to_owned()),
            "{code}"
        );
    }
}

#[test]
fn each_character_is_marked() {
    assert_eq!(marks("PAPER-A4-500X10"), "-----++++++++++");
    assert_eq!(marks(" A-1\u{3000}"), " +++ ");
    // Of twelve characters the last ten are left.
    assert_eq!(marks("用紙A4-紙-500X1"), "--+++!++++++");
}

#[test]
fn the_add_on_sends_the_last_ten_bytes() {
    for (code, torn, whole, is_taken) in [
        ("PAPER-A4-500X10", "", "-A4-500X10", true),
        // Nine bytes: nothing is cut.
        ("コップ", "", "コップ", false),
        // Twelve bytes: the first character loses two of its three.
        ("コップ100", "%B3", "ップ100", false),
        // Half-width katakana are three bytes each, twelve in all.
        ("ｶｯﾌﾟ", "%B6", "ｯﾌﾟ", false),
        ("A-1 ", "", "A-1 ", true),
        ("", "", "", true),
    ] {
        let sent = AddonCode::of(code);
        assert_eq!(
            (sent.torn().as_str(), sent.whole()),
            (torn, whole),
            "{code}"
        );
        assert_eq!(AddonCode::is_taken(&sent.sent), is_taken, "{code}");
        assert_eq!(sent.is_torn(), !torn.is_empty(), "{code}");
    }
}

#[test]
fn codes_come_a_line_each_or_from_a_column() {
    let codes = |text: &str, column: &str| {
        let codes = read_codes(text, column).unwrap().into_iter();
        codes
            .map(|code| (code.line, code.entered))
            .collect::<Vec<_>>()
    };
    // Text that is not CSV may have commas.
    let plain = [(1, "A,1".to_owned()), (3, "B;2".to_owned())];
    assert_eq!(codes("A,1\n\nB;2\r\n", ""), plain);
    let column = [(2, "A-1".to_owned()), (3, "B,2".to_owned())];
    assert_eq!(
        codes("商品名,商品コード\n机,A-1\n椅子,\"B,2\"\n", ""),
        column
    );
    let other = [(2, "A-1".to_owned())];
    assert_eq!(codes("品目\tJAN\n机\tA-1\n", "JAN"), other);
    let why = read_codes("商品名,商品コード\n", "JAN").unwrap_err();
    assert_eq!(why, CodesProblem::NoColumn("JAN".to_owned()));
}

#[test]
fn two_hundred_thousand_codes_are_read_and_no_more() {
    for (head, column) in [("", ""), ("商品コード\n", ""), ("a,b\n", "b")] {
        let row = if head == "a,b\n" { "x,1\n" } else { "1\n\n" };
        let most = format!("{head}{}", row.repeat(MOST_CODES));
        assert_eq!(read_codes(&most, column).unwrap().len(), 200_000, "{head}");
        let more = format!("{most}{row}");
        let why = read_codes(&more, column).unwrap_err();
        assert_eq!(why, CodesProblem::TooMany, "{head}");
    }
}

#[test]
fn codes_that_are_the_same_once_cut_are_found() {
    let codes = read_codes(
        "OLD-0123456789\nNEW-0123456789\nOTHER\n0123456789\nOTHER",
        "",
    )
    .unwrap();
    let same = same_when_cut(&codes);
    assert_eq!(same["0123456789"], [1, 2, 4]);
    // Entered twice, and nothing else.
    assert_eq!(same.len(), 1);
}

#[test]
fn files_are_read_in_the_usual_encodings() {
    let text = "コップ,A-1\r\n";
    let (shift_jis, ..) = encoding_rs::SHIFT_JIS.encode(text);
    let utf16 = |mark: &str, to_bytes: fn(u16) -> [u8; 2]| {
        let units = mark.encode_utf16().chain(text.encode_utf16());
        units.flat_map(to_bytes).collect::<Vec<u8>>()
    };
    for bytes in [
        text.as_bytes().to_vec(),
        format!("\u{feff}{text}").into_bytes(),
        shift_jis.to_vec(),
        utf16("\u{feff}", u16::to_le_bytes),
        utf16("\u{feff}", u16::to_be_bytes),
    ] {
        assert_eq!(decoded(&bytes, None).as_deref(), Ok(text), "{bytes:?}");
    }
    let unmarked = utf16("", u16::to_le_bytes);
    assert_eq!(
        decoded(&unmarked, Some(Charset::Utf16)).as_deref(),
        Ok(text)
    );
    let ascii: Vec<u8> = "A-1\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(decoded(&ascii, None).as_deref(), Ok("A-1\n"));
    assert!(decoded(&shift_jis, Some(Charset::Utf8)).is_err());
    assert!(decoded(b"\x81", None).is_err());
}

#[test]
fn characters_have_names_that_a_clerk_knows() {
    for (character, name, shown) in [
        ('A', "半角", "A"),
        ('ｶ', "半角カナ", "ｶ"),
        ('Ａ', "全角英数字", "Ａ"),
        ('－', "全角記号", "－"),
        ('あ', "ひらがな", "あ"),
        ('ア', "全角カナ", "ア"),
        ('紙', "漢字", "紙"),
        ('😀', "絵文字", "😀"),
        (' ', "半角の空白", "␣"),
        ('\u{3000}', "全角の空白", "[全角の空白]"),
        ('\u{a0}', "改行しない空白", "[U+00A0]"),
        ('\u{200b}', "幅のない空白", "[U+200B]"),
        ('\u{7}', "制御文字", "[U+0007]"),
        ('\u{3099}', "結合文字", "[U+3099]"),
        ('é', "その他の文字", "é"),
    ] {
        assert_eq!(CharacterKind::of(character).name(), name, "{character:?}");
        assert_eq!(CharacterKind::shown(character), shown);
    }
}
