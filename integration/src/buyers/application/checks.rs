//! The checks of the form: every published limit, all at once, in words that say what to do.

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization as _;

#[cfg(feature = "postal-codes")]
use crate::buyers::postal_codes;
use crate::{
    billing::names::is_sendable,
    buyers::application::{
        Application, FIELDS, Field, FieldKind, Section,
        lists::{INDUSTRIES, INDUSTRY_DETAILS, LEGAL_FORMS, OTHER_READINGS},
    },
    characters::is_half_width,
};

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}・{label}：{message}", section.label())]
#[non_exhaustive]
pub struct Problem {
    /// The field's name.
    pub field: &'static str,
    /// Its part of the form.
    pub section: Section,
    /// Its name on the screen.
    pub label: &'static str,
    /// What to do about it. The entered text is not repeated: it may be a person's name.
    pub message: String,
}

/// The problems of a converted form.
pub(super) fn problems(form: &Application, today: Date) -> Vec<Problem> {
    let mut problems = Vec::new();
    for field in FIELDS {
        let value = form.get(field.name);
        let message = if value.is_empty() {
            form.applies(field.required).then(|| missing(field))
        } else {
            wrong(form, field, value, today)
        };
        problems.extend(message.map(|message| named(field, message)));
    }
    for (name, message) in across(form) {
        // One problem for each field is enough.
        if problems
            .iter()
            .all(|problem: &Problem| problem.field != name)
        {
            problems.extend(
                FIELDS
                    .iter()
                    .find(|field| field.name == name)
                    .map(|field| named(field, message)),
            );
        }
    }
    problems
}

fn named(field: &Field, message: String) -> Problem {
    Problem {
        field: field.name,
        section: field.section,
        label: field.label,
        message,
    }
}

fn missing(field: &Field) -> String {
    match field.kind {
        FieldKind::Listed(_)
        | FieldKind::LegalForm
        | FieldKind::Industry
        | FieldKind::IndustryDetail => "選択してください。".to_owned(),
        _ => "入力してください。".to_owned(),
    }
}

fn wrong(form: &Application, field: &Field, value: &str, today: Date) -> Option<String> {
    match field.kind {
        FieldKind::Text(most) => text(value, most),
        FieldKind::Company(most) => text(value, most).or_else(|| {
            let found = LEGAL_FORMS.iter().find(|(_, name, _)| value.contains(name));
            found.map(|(_, name, _)| {
                format!("「{name}」は法人格の欄で選び、ここには入れないでください。")
            })
        }),
        FieldKind::Kana(most) => kana(value, most),
        FieldKind::CompanyKana(most) => kana(value, most).or_else(|| {
            let readings = LEGAL_FORMS
                .iter()
                .map(|(_, _, reading)| reading)
                .chain(OTHER_READINGS);
            let mut found = readings.filter(|reading| value.contains(**reading));
            found.next().map(|reading| {
                format!("「{reading}」を除いて入力してください。法人格は法人格の欄で選びます。")
            })
        }),
        FieldKind::PostalCode if !is_digits(value) || value.len() != 7 => {
            Some("7桁の数字で入力してください。".to_owned())
        }
        #[cfg(feature = "postal-codes")]
        FieldKind::PostalCode => postal_codes::place(value)
            .is_none()
            .then(|| "実在しない郵便番号です。確認してください。".to_owned()),
        // Whether it exists is left to the provider.
        #[cfg(not(feature = "postal-codes"))]
        FieldKind::PostalCode => None,
        FieldKind::Telephone => telephone(value, field.name.contains("mobile")),
        FieldKind::Digits(most) if !is_digits(value) => {
            Some(format!("{most}桁以内の数字だけで入力してください。"))
        }
        FieldKind::Digits(most) => {
            (value.len() > most).then(|| format!("{most}桁以内で入力してください。"))
        }
        FieldKind::Month => month(value, today),
        FieldKind::Listed(list) => (!list.iter().any(|(listed, _)| *listed == value)).then(choose),
        FieldKind::LegalForm => {
            (!LEGAL_FORMS.iter().any(|(listed, ..)| *listed == value)).then(choose)
        }
        FieldKind::Industry => {
            (!INDUSTRIES.iter().any(|(listed, _)| *listed == value)).then(choose)
        }
        FieldKind::IndustryDetail => {
            let industry = form.get("industry");
            if industry.is_empty() {
                return Some("事業内容1も選択してください。".to_owned());
            }
            // Clients send two digits or three (seen).
            let number = value
                .parse::<u16>()
                .ok()
                .filter(|_| is_digits(value) && value.len() <= 3);
            (!INDUSTRY_DETAILS.iter().any(|(of, listed, _)| {
                *of == industry && listed.parse().ok() == number && number.is_some()
            }))
            .then(|| "事業内容1に合うものを選択してください。".to_owned())
        }
    }
}

fn choose() -> String {
    "一覧から選択してください。".to_owned()
}

/// Lengths that are limited together.
fn across(form: &Application) -> Vec<(&'static str, String)> {
    let mut wrong = Vec::new();
    let characters = |name: &str| form.get(name).chars().count();
    let kana = |name: &str| kana_length(form.get(name));
    let (kanji_form, kana_form) = legal_form(form, "entity_kind", "legal_form");
    let (operator_kanji, operator_kana) = legal_form(
        form,
        "operating_company_entity_kind",
        "operating_company_legal_form",
    );

    let most = if form.get("branch_name").is_empty() {
        30
    } else {
        29
    };
    let length = characters("company_name") + characters("branch_name") + kanji_form;
    if length > most {
        wrong.push(("company_name", format!("取引先名・支店名・法人格を合わせて{most}文字以内にしてください（いまは{length}文字）。")));
    }
    let most = if form.get("branch_name_kana").is_empty() {
        60
    } else {
        59
    };
    let length = kana("company_name_kana") + kana("branch_name_kana") + kana_form;
    if length > most {
        wrong.push(("company_name_kana", format!("取引先名・支店名・法人格のカナを合わせて、濁点と半濁点も1文字と数えて{most}文字以内にしてください（いまは{length}文字）。")));
    }
    let length = characters("operating_company_name") + operator_kanji;
    if length > 30 {
        wrong.push((
            "operating_company_name",
            format!("運営会社名と法人格を合わせて30文字以内にしてください（いまは{length}文字）。"),
        ));
    }
    let length = kana("operating_company_name_kana") + operator_kana;
    if length > 60 {
        wrong.push(("operating_company_name_kana", format!("運営会社名と法人格のカナを合わせて、濁点と半濁点も1文字と数えて60文字以内にしてください（いまは{length}文字）。")));
    }
    for (family, given) in [
        (
            "representative_family_name_kana",
            "representative_given_name_kana",
        ),
        (
            "operating_company_representative_family_name_kana",
            "operating_company_representative_given_name_kana",
        ),
    ] {
        let length = kana(family) + kana(given);
        if length > 29 {
            wrong.push((family, format!("姓と名のカナを合わせて、濁点と半濁点も1文字と数えて29文字以内にしてください（いまは{length}文字）。")));
        }
    }
    if form.get("invoice_destination") == "2" && form.get("has_operating_company") != "1" {
        wrong.push((
            "invoice_destination",
            "運営会社がないため、「運営会社情報と同じ」は選べません。".to_owned(),
        ));
    }
    wrong
}

/// The lengths of a legal form, in kanji and in kana; a sole proprietor has none.
fn legal_form(form: &Application, kind: &str, number: &str) -> (usize, usize) {
    let listed = LEGAL_FORMS
        .iter()
        .find(|(listed, ..)| *listed == form.get(number));
    listed
        .filter(|_| form.get(kind) == "1")
        .map_or((0, 0), |(_, name, reading)| {
            (name.chars().count(), kana_length(reading))
        })
}

fn text(value: &str, most: usize) -> Option<String> {
    // Names all of them at once, so that they can be corrected together.
    if let Some(outside) = named_once(value, |character| !is_sendable(character)) {
        return Some(format!(
            "{outside}は使えません。別の文字で書き直してください。"
        ));
    }
    if let Some(half) = named_once(value, is_half_width) {
        return Some(format!("{half}は全角で入力してください。"));
    }
    let length = value.chars().count();
    (length > most).then(|| format!("{most}文字以内で入力してください（いまは{length}文字）。"))
}

/// The characters of a kind, each once in brackets; `None` if there are none.
fn named_once(value: &str, is_meant: impl Fn(char) -> bool) -> Option<String> {
    let mut named = String::new();
    for character in value.chars().filter(|character| is_meant(*character)) {
        let one = format!("「{character}」");
        if !named.contains(&one) {
            named.push_str(&one);
        }
    }
    (!named.is_empty()).then_some(named)
}

fn kana(value: &str, most: usize) -> Option<String> {
    if !value
        .chars()
        .all(|character| is_kana(character) && is_sendable(character))
    {
        return Some("全角カタカナで入力してください。".to_owned());
    }
    let length = kana_length(value);
    (length > most).then(|| {
        format!(
            "濁点と半濁点も1文字と数えて、{most}文字以内で入力してください（いまは{length}文字）。"
        )
    })
}

/// A voiced or semi-voiced mark counts as one more (documented).
fn kana_length(value: &str) -> usize {
    value.nfd().count()
}

const fn is_kana(character: char) -> bool {
    matches!(
        character,
        'ァ'..='ヶ' | 'ー' | '・' | 'ヽ' | 'ヾ' | '\u{3000}'
    )
}

fn is_digits(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit())
}

fn telephone(value: &str, is_mobile: bool) -> Option<String> {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let hyphens = value.bytes().filter(|byte| *byte == b'-').count();
    if digits + hyphens != value.len() {
        return Some("数字とハイフンだけで入力してください。".to_owned());
    }
    if !(10..=11).contains(&digits) {
        return Some(format!(
            "10桁か11桁の番号を入力してください（いまは{digits}桁）。"
        ));
    }
    (hyphens != 2).then(|| {
        if is_mobile {
            "3つに分けて、間にハイフンを2つ入れてください（例：090-1234-5678）。"
        } else {
            "市外局番・市内局番・番号の間に、ハイフンを2つ入れてください（例：03-1234-5678）。"
        }
        .to_owned()
    })
}

fn month(value: &str, today: Date) -> Option<String> {
    let parsed = is_digits(value) && value.len() == 6;
    let month = parsed.then(|| (value[..4].parse::<i16>(), value[4..].parse::<i8>()));
    let Some((Ok(year), Ok(month @ 1..=12))) = month else {
        return Some("西暦4桁と月2桁の数字で入力してください（例：201304）。".to_owned());
    };
    ((year, month) > (today.year(), today.month()))
        .then(|| "今月までの年月を入力してください。".to_owned())
}
