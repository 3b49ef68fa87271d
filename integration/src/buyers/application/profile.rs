//! Defaults for the form from what the shop knows of a customer.

use crate::buyers::application::{Application, conversion::to_full_width, lists::LEGAL_FORMS};

/// A customer's profile; what is not known is empty. Fields may be added: end a literal with `..Default::default()`.
#[derive(Clone, Default)]
pub struct Profile {
    /// 会社名, with its legal form or without.
    pub company: String,
    /// 姓.
    pub family_name: String,
    /// 名.
    pub given_name: String,
    /// 姓のカナ.
    pub family_name_kana: String,
    /// 名のカナ.
    pub given_name_kana: String,
    /// 郵便番号.
    pub postal_code: String,
    /// 住所, from the prefecture on.
    pub address: String,
    /// 電話番号.
    pub telephone: String,
}

/// What people write for a legal form.
const ABBREVIATIONS: &[(&str, &str)] = &[
    ("㈱", "1"),
    ("（株）", "1"),
    ("㈲", "2"),
    ("（有）", "2"),
    ("（同）", "3"),
    ("（資）", "4"),
    ("（名）", "5"),
];

/// A company's name without its legal form, the number of the form, and whether it stands before (`0`) or after (`1`). Returns `None`
/// if the name has no legal form at either end.
pub fn split_legal_form(company: &str) -> Option<(String, &'static str, &'static str)> {
    let company = to_full_width(company.trim());
    let mut words: Vec<(&str, &'static str)> = LEGAL_FORMS
        .iter()
        .map(|(number, name, _)| (*name, *number))
        .collect();
    words.extend(ABBREVIATIONS.iter().copied());
    // 医療法人社団 before 医療法人.
    words.sort_by_key(|(word, _)| std::cmp::Reverse(word.chars().count()));
    let before = words
        .iter()
        .find_map(|(word, number)| company.strip_prefix(word).map(|rest| (rest, *number, "0")));
    let found = before.or_else(|| {
        words
            .iter()
            .find_map(|(word, number)| company.strip_suffix(word).map(|rest| (rest, *number, "1")))
    });
    found.map(|(rest, number, position)| (rest.trim().to_owned(), number, position))
}

impl Profile {
    /// A form filled in with what is known.
    pub fn application(&self) -> Application {
        let mut form = Application::default();
        let mut set = |name: &str, value: &str| {
            if !value.trim().is_empty() {
                form.set(name, value.trim());
            }
        };
        match split_legal_form(&self.company) {
            Some((name, number, position)) => {
                set("entity_kind", "1");
                set("legal_form", number);
                set("legal_form_position", position);
                set("company_name", &name);
            }
            None => set("company_name", &self.company),
        }
        set("postal_code", &self.postal_code);
        set("address", &self.address);
        set("telephone", &self.telephone);
        set("representative_family_name", &self.family_name);
        set("representative_given_name", &self.given_name);
        set("representative_family_name_kana", &self.family_name_kana);
        set("representative_given_name_kana", &self.given_name_kana);
        set("has_operating_company", "0");
        set("invoice_destination", "1");
        form.converted()
    }
}
