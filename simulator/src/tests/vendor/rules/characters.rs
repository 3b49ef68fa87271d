//! Characters: columns, kana, and the accepted set.

use std::collections::BTreeSet;

use encoding_rs::SHIFT_JIS;
use proptest::prelude::*;

use crate::tests::support::asking::cases;
use crate::vendor::rules::characters::{
    CharacterSet::{Cp932, JisX0208},
    is_allowed, is_full_width, is_full_width_kana, is_half_width, kana_length, width,
};

fn every_character() -> impl Iterator<Item = char> {
    '\0'..=char::MAX
}

/// Characters, the columns of each, in JIS, in the set of Windows, kana. By hand.
#[rustfmt::skip]
const TABLE: &[(&str, usize, bool, bool, bool)] = &[
    // ASCII and half-width katakana, with the two characters of JIS X 0201 that ASCII does not have.
    (" !\"#$%&'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~", 1, true, true, false),
    ("｡｢｣､･ｦｧｯｰｱﾝﾞﾟ",                          1, true, true, false),
    ("¥‾",                                        1, true, true, false),
    // Kana.
    ("ァアィイガパヴヵヶッャンヲヮヰヱー・ヽヾ\u{3000}", 2, true, true, true),
    ("ヷヸヹヺ",                                  2, false, false, true),
    ("ぁあがぱん゛゜ゝゞ々〆〇",                  2, true, true, false),
    // Marks, letters and digits of JIS X 0208.
    ("、。，．：；？！＋－±×÷＝≠＜＞≦≧∞∴♂♀°′″℃￥＄％＃＆＊＠§☆★○●◎◇◆□■△▲▽▼※〒→←↑↓〓", 2, true, true, false),
    ("∈∋⊆⊇⊂⊃∪∩∧∨￢⇒⇔∀∃∠⊥⌒∂∇≡≒≪≫√∽∝∵∫∬\u{212b}‰♯♭♪†‡¶◯´｀¨＾￣＿―‐／＼～∥｜…‥‘’“”（）〔〕［］｛｝〈〉《》「」『』【】", 2, true, true, false),
    ("０９ＡＺａｚΑΩαωАЯЁаяё",                    2, true, true, false),
    ("─│┌┐┘└├┬┤┴┼━┃┏┓┛┗┣┳┫┻╋┠┯┨┷┿┝┰┥┸╂",         2, true, true, false),
    // The other Unicode names of characters of JIS X 0208.
    ("〜−—‖¢£¬",                                  2, true, true, false),
    // Kanji: first and last of each level, and the six added last.
    ("亜腕弌熙堯槇遙瑤凜熙高崎吉唖",              2, true, true, false),
    // NEC and IBM extensions.
    ("①⑳ⅠⅩⅰⅹ㍉㌔㍾㍽㍼㍻№℡㊤㈱㈲∑∮∟⊿〝〟￤＇＂",  2, false, true, false),
    ("髙﨑德栁彅纊",                              2, false, true, false),
    // In none.
    ("𠮷𩸽鷗俠ゔヿ😀🐱㈷㋿㍿㍐〸𛀀",               2, false, false, false),
    ("€♥♡☎\u{20dd}",                              2, false, false, false),
    ("éßāñ",                                      1, false, false, false),
    ("\t\n\r\0\u{7f}\u{80}\u{85}\u{9f}\u{1b}",    1, false, false, false),
    ("\u{a0}",                                    1, false, false, false),
    // The marks that join the previous character.
    ("\u{3099}\u{309a}\u{301}\u{fe0f}\u{200d}",   2, false, false, false),
    // Private use, where Windows puts user-defined characters.
    ("\u{e000}\u{e757}\u{f8ff}",                  2, false, false, false),
];

#[test]
fn literal_characters() {
    let mut wrong = Vec::new();
    for &(characters, columns, jis, windows, kana) in TABLE {
        for c in characters.chars() {
            let found = (
                width(c.encode_utf8(&mut [0; 4])),
                is_allowed(c, JisX0208),
                is_allowed(c, Cp932),
                is_full_width_kana(c, ""),
            );
            if found != (columns, jis, windows, kana) {
                wrong.push(format!("{c} U+{:04X} {found:?}", u32::from(c)));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Every character that some lead bytes of `Shift_JIS` encode, by the decoder.
fn decoded(leads: impl IntoIterator<Item = u8>) -> BTreeSet<char> {
    let trails = (0x40..=0x7e).chain(0x80..=0xfc);
    let pairs = leads
        .into_iter()
        .flat_map(|lead| trails.clone().map(move |trail| [lead, trail]));
    let mut found = BTreeSet::new();
    for pair in pairs {
        let text = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(&pair);
        if let Some(text) = text {
            let mut characters = text.chars();
            found.extend(characters.next());
            assert_eq!(characters.next(), None, "{pair:02x?}");
        }
    }
    found
}

/// Rows 1–8 and 16–84.
fn jis() -> BTreeSet<char> {
    decoded((0x81..=0x84).chain(0x88..=0x9f).chain(0xe0..=0xea))
}

/// Other Unicode names of JIS characters: EM DASH for ―, WAVE DASH for ～, DOUBLE VERTICAL LINE for ∥, MINUS SIGN
/// for －, CENT SIGN for ￠, POUND SIGN for ￡, NOT SIGN for ￢.
const ALIASES: [(char, char); 7] = [
    ('\u{2014}', '\u{2015}'),
    ('\u{301c}', '\u{ff5e}'),
    ('\u{2016}', '\u{2225}'),
    ('\u{2212}', '\u{ff0d}'),
    ('\u{a2}', '\u{ffe0}'),
    ('\u{a3}', '\u{ffe1}'),
    ('\u{ac}', '\u{ffe2}'),
];

#[test]
fn the_set_is_jis_x_0208_to_the_character() {
    let jis = jis();
    assert_eq!(jis.len(), 6_879);
    let mut expected = jis.clone();
    for (alias, character) in ALIASES {
        assert!(jis.contains(&character), "{character}");
        assert!(expected.insert(alias), "{alias} is a name of its own");
    }
    let allowed: BTreeSet<char> = every_character()
        .filter(|c| is_allowed(*c, JisX0208) && !is_half_width(*c))
        .collect();
    let unlike: Vec<&char> = allowed.symmetric_difference(&expected).collect();
    assert!(unlike.is_empty(), "{unlike:?}");
    assert_eq!(allowed.len(), 6_879 + 7);
}

#[test]
fn the_wider_set_has_the_extensions_of_windows_and_nothing_else() {
    let extensions = decoded([0x87, 0xed, 0xee, 0xfa, 0xfb, 0xfc]);
    let jis = jis();
    let expected: BTreeSet<char> = extensions.difference(&jis).copied().collect();
    // Row 13 has 83, of which JIS knows 9; IBM's have 360 kanji and 14 marks, of which ￢ and ∵ are in JIS and no
    // roman numeral but the small ones is new, nor № ℡ ㈱.
    assert_eq!(expected.len(), (83 - 9) + 360 + 10 + 3);
    let further: BTreeSet<char> = every_character()
        .filter(|c| is_allowed(*c, Cp932) && !is_allowed(*c, JisX0208))
        .collect();
    let unlike: Vec<&char> = further.symmetric_difference(&expected).collect();
    assert!(unlike.is_empty(), "{unlike:?}");
    let lost = every_character().find(|c| is_allowed(*c, JisX0208) && !is_allowed(*c, Cp932));
    assert_eq!(lost, None);
}

#[test]
fn half_width_is_jis_x_0201_and_ascii() {
    let half: BTreeSet<char> = every_character().filter(|c| is_half_width(*c)).collect();
    let mut expected: BTreeSet<char> = (' '..='~').chain('\u{ff61}'..='\u{ff9f}').collect();
    expected.extend(['\u{a5}', '\u{203e}']);
    assert_eq!(half, expected);
    assert_eq!(half.len(), 95 + 63 + 2);
    assert!(half.iter().all(|c| is_allowed(*c, JisX0208)));
}

#[test]
fn nothing_is_of_both_widths_and_what_is_allowed_is_of_one() {
    for c in every_character() {
        assert!(!(is_half_width(c) && is_full_width(c)), "{c:?}");
        let has_a_width = is_half_width(c) || is_full_width(c);
        assert!(has_a_width || !is_allowed(c, Cp932), "{c:?}");
    }
}

#[test]
fn no_control_character_is_anything() {
    for c in every_character().filter(|c| c.is_control()) {
        let found = is_allowed(c, Cp932) || is_half_width(c) || is_full_width(c);
        assert!(!found, "{c:?}");
    }
}

#[test]
fn kana_is_katakana_with_four_marks_and_the_space() {
    let kana: String = every_character()
        .filter(|c| is_full_width_kana(*c, ""))
        .collect();
    assert_eq!(
        kana,
        "\u{3000}\
         ァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノ\
         ハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴヵヶヷヸヹヺ\
         ・ーヽヾ"
    );
    let with_more: String = every_character()
        .filter(|c| is_full_width_kana(*c, "、ヿ") && !is_full_width_kana(*c, ""))
        .collect();
    assert_eq!(with_more, "、ヿ");
}

#[test]
fn kana_length_counts_marks() {
    for (kana, length) in [
        ("", 0),
        ("クロネコ", 4),
        ("カブシキガイシャ", 10),
        ("ヤマトグループ", 9),
        ("ガギグゲゴザジズゼゾダヂヅデドバビブベボ", 40),
        ("パピプペポ", 10),
        ("ヴヷヸヹヺヾ", 12),
        ("カキクケコサシスセソタチツテトハヒフヘホ", 20),
        (
            "アイウエオナニヌネノマミムメモヤユヨラリルレロワヰヱヲン",
            28,
        ),
        ("ァィゥェォッャュョヮヵヶー・ヽ\u{3000}", 16),
        // Marks that stand alone are characters of their own.
        ("カ゛ハ゜", 4),
        ("カ\u{3099}ハ\u{309a}", 4),
    ] {
        assert_eq!(kana_length(kana), length, "{kana}");
    }
    let marked: String = every_character()
        .filter(|c| kana_length(c.encode_utf8(&mut [0; 4])) == 2)
        .collect();
    assert_eq!(
        marked,
        "ガギグゲゴザジズゼゾダヂヅデドバパビピブプベペボポヴヷヸヹヺヾ"
    );
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn columns_and_lengths_add_up(one in any::<String>(), other in any::<String>()) {
        let both = format!("{one}{other}");
        prop_assert_eq!(width(&both), width(&one) + width(&other));
        prop_assert_eq!(kana_length(&both), kana_length(&one) + kana_length(&other));
    }

    #[test]
    fn columns_count_full_width_twice(text in any::<String>()) {
        let full = text.chars().filter(|c| is_full_width(*c)).count();
        prop_assert_eq!(width(&text), text.chars().count() + full);
    }

    #[test]
    fn an_allowed_text_takes_as_many_columns_as_bytes_in_shift_jis(
        text in "[ -~｡-ﾟぁ-んァ-ヶー一-龠０-９Ａ-ｚ、。・：＋－×]{0,60}",
    ) {
        // According to the code table itself: one byte is one column.
        let (bytes, _, unmappable) = SHIFT_JIS.encode(&text);
        prop_assume!(!unmappable);
        prop_assert_eq!(width(&text), bytes.len());
    }
}
