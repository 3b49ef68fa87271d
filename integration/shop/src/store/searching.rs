//! What is looked for and where it is looked for, folded alike: ＡＢＣ, ABC and abc are one, with hyphens or without.

use unicode_normalization::UnicodeNormalization as _;

/// A text as it is compared.
pub(crate) fn fold(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

/// A pattern for what contains a text.
pub(super) fn pattern(text: &str) -> String {
    format!("%{}%", exactly(&fold(text.trim())))
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

/// What a user is looked for by: e-mail address, company and name, then the digits of the telephone number.
pub(crate) fn searched(
    email: &str,
    company: &str,
    (family, given): (&str, &str),
    telephone: &str,
) -> (String, String) {
    // No search spans two lines.
    let search = fold(&format!("{email}\n{company}\n{family} {given}"));
    (search, digits(telephone))
}
