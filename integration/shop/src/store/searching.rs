//! What is looked for and where it is looked for, folded alike: ＡＢＣ, ABC and abc are one, with hyphens or without.

use kakebarai::buyers::application::Profile;
use unicode_normalization::UnicodeNormalization as _;

use crate::format;

/// A text as it is compared.
pub(crate) fn fold(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

/// A pattern for what contains a text.
pub(super) fn pattern(text: &str) -> String {
    format!("%{}%", exactly(&fold(text.trim())))
}

/// Legal forms in short, as NFKC writes ㈱ and the like, and in full.
const LEGAL_FORMS: [(&str, &str); 7] = [
    ("(株)", "株式会社"),
    ("(有)", "有限会社"),
    ("(同)", "合同会社"),
    ("(合)", "合同会社"),
    ("(資)", "合資会社"),
    ("(名)", "合名会社"),
    ("(医)", "医療法人"),
];

/// A name as it is compared: readings in katakana, legal forms in full, without spaces and middle dots, one form of 髙 and 高.
fn fold_name(text: &str) -> String {
    let folded = format::katakana(&fold(text));
    let folded: String = folded
        .chars()
        .filter(|of| (!of.is_whitespace() || *of == '\n') && *of != '・')
        .map(|of| match of {
            '髙' => '高',
            '﨑' => '崎',
            '𠮷' => '吉',
            other => other,
        })
        .collect();
    let in_full = |text: String, (short, full): &(&str, &str)| text.replace(short, full);
    LEGAL_FORMS.iter().fold(folded, in_full)
}

/// A pattern for customers whose name, company, reading or e-mail address contains a text.
pub(super) fn customer_pattern(text: &str) -> String {
    format!("%{}%", exactly(&fold_name(text)))
}

/// A part of a pattern that stands for a text and nothing else.
pub(super) fn exactly(text: &str) -> String {
    text.replace('!', "!!")
        .replace('%', "!%")
        .replace('_', "!_")
}

/// The same for the digits of a telephone number; a pattern that finds nothing if the text is not a number.
pub(super) fn digits_pattern(text: &str) -> String {
    let text = fold(text.trim());
    let is_number = |of: char| of.is_ascii_digit() || "-‐−–ー() +".contains(of);
    let digits = digits(&text);
    if digits.is_empty() || !text.chars().all(is_number) {
        "-".to_owned()
    } else {
        format!("%{digits}%")
    }
}

fn digits(text: &str) -> String {
    text.nfkc().filter(char::is_ascii_digit).collect()
}

/// What a user is looked for by: e-mail address, company, name and reading, then the digits of the telephone number.
pub(crate) fn searched(email: &str, profile: &Profile) -> (String, String) {
    let Profile {
        company,
        family_name,
        given_name,
        family_name_kana,
        given_name_kana,
        ..
    } = profile;
    // Nobody looks for what spans two lines.
    let search = fold_name(&format!(
        "{email}\n{company}\n{family_name}{given_name}\n{family_name_kana}{given_name_kana}"
    ));
    (search, digits(&profile.telephone))
}
