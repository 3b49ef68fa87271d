//! Legal forms (法人格): their numbers, their names in kanji and in kana.

use super::super::rules::characters::kana_length;

/// Number, kanji, kana.
// Unknown: the readings. The list has kanji only; these are the usual ones. There is no setting.
#[rustfmt::skip]
const LEGAL_FORMS: &[(&str, &str, &str)] = &[
    ("1",  "株式会社",           "カブシキガイシャ"),
    ("2",  "有限会社",           "ユウゲンガイシャ"),
    ("3",  "合同会社",           "ゴウドウガイシャ"),
    ("4",  "合資会社",           "ゴウシガイシャ"),
    ("5",  "合名会社",           "ゴウメイガイシャ"),
    ("6",  "医療法人",           "イリョウホウジン"),
    ("7",  "医療法人社団",       "イリョウホウジンシャダン"),
    ("8",  "医療法人財団",       "イリョウホウジンザイダン"),
    ("9",  "社会医療法人",       "シャカイイリョウホウジン"),
    ("10", "一般社団法人",       "イッパンシャダンホウジン"),
    ("11", "公益社団法人",       "コウエキシャダンホウジン"),
    ("12", "一般財団法人",       "イッパンザイダンホウジン"),
    ("13", "公益財団法人",       "コウエキザイダンホウジン"),
    ("14", "協同組合",           "キョウドウクミアイ"),
    ("15", "社会福祉法人",       "シャカイフクシホウジン"),
    ("16", "特定非営利活動法人", "トクテイヒエイリカツドウホウジン"),
    ("17", "学校法人",           "ガッコウホウジン"),
    ("18", "国立大学法人",       "コクリツダイガクホウジン"),
    ("19", "公立大学法人",       "コウリツダイガクホウジン"),
    ("20", "宗教法人",           "シュウキョウホウジン"),
];

/// Readings that are also in use.
const OTHER_READINGS: &[&str] = &[
    "カブシキカイシャ",
    "ユウゲンカイシャ",
    "ゴウドウカイシャ",
    "ゴウシカイシャ",
    "ゴウメイカイシャ",
];

fn listed(number: &str) -> Option<&'static (&'static str, &'static str, &'static str)> {
    let number = number.trim_start_matches('0');
    LEGAL_FORMS.iter().find(|(listed, _, _)| *listed == number)
}

/// The kanji of a legal form by its number, with or without leading zeros.
pub(crate) fn name(number: &str) -> Option<&'static str> {
    listed(number).map(|(_, kanji, _)| *kanji)
}

/// The length of its kanji in characters.
pub(crate) fn length(number: &str) -> Option<usize> {
    listed(number).map(|(_, kanji, _)| kanji.chars().count())
}

/// The length of its kana, counting voiced marks.
pub(crate) fn length_in_kana(number: &str) -> Option<usize> {
    listed(number).map(|(_, _, kana)| kana_length(kana))
}

/// Whether a text contains any legal form.
pub(crate) fn any_in(text: &str) -> bool {
    LEGAL_FORMS.iter().any(|(_, kanji, _)| text.contains(kanji))
}

/// Whether a text contains any legal form in kana.
pub(crate) fn any_kana_in(text: &str) -> bool {
    LEGAL_FORMS.iter().any(|(_, _, kana)| text.contains(kana))
        || OTHER_READINGS.iter().any(|kana| text.contains(kana))
}
