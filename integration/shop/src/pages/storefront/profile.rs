//! お客様情報: its fields, and what is wrong with them, for new members, for members, and for operators.

use maud::{Markup, html};

use kakebarai::buyers::{
    application::{Profile, conversion},
    postal_codes,
};

use super::addresses::look_up;
use crate::{
    extract::Form,
    forms::{self, Errors, Field, typing},
    security::passwords::MAX_LENGTH,
};

/// The customer that a form describes.
pub(crate) fn read(form: &Form) -> Profile {
    let text = |name: &str| form.get(name).to_owned();
    Profile {
        company: text("company"),
        family_name: text("family_name"),
        given_name: text("given_name"),
        family_name_kana: typing::katakana(&text("family_name_kana")),
        given_name_kana: typing::katakana(&text("given_name_kana")),
        postal_code: text("postal_code"),
        address: text("address"),
        telephone: typing::telephone(&text("telephone")),
    }
}

/// Does 住所を検索, if that was pressed: the page is shown again then.
pub(crate) fn looks_up(form: &Form, profile: &mut Profile, errors: &mut Errors) -> bool {
    let is_pressed = form.get("action").starts_with("look-up");
    if is_pressed {
        let fields = ["postal_code", "address"];
        look_up(&profile.postal_code, &mut profile.address, fields, errors);
    }
    is_pressed
}

/// The fields; `page` is where 住所を検索 comes back to.
pub(crate) fn card(profile: &Profile, page: &str, errors: &Errors) -> Markup {
    let text = |name, label, value| Field::text(name, label).value(value).errors(errors);
    let look_up = forms::look_up_button(page, "postal_code", "address", "");
    html! {
        section.card {
            h2 { "お客様情報" }
            (text("company", "会社名", &profile.company).hint("個人事業主の方は屋号。ない場合は空欄のままで構いません。").autocomplete("organization"))
            div.pair {
                (text("family_name", "姓", &profile.family_name).required().autocomplete("family-name"))
                (text("given_name", "名", &profile.given_name).required().autocomplete("given-name"))
            }
            div.pair {
                (text("family_name_kana", "姓（カナ）", &profile.family_name_kana).hint("ひらがなは、カタカナに直します。"))
                (text("given_name_kana", "名（カナ）", &profile.given_name_kana))
            }
            (text("postal_code", "郵便番号", &profile.postal_code).required().hint("例：171-0033").keys("numeric").width("short").autocomplete("postal-code").beside(look_up))
            (text("address", "住所", &profile.address).required().autocomplete("street-address"))
            (text("telephone", "電話番号", &profile.telephone).required().hint("例：03-1234-5678。ハイフンがなくても入力できます。").keys("tel").width("middle").autocomplete("tel"))
        }
    }
}

/// Whether an e-mail address is one that a customer may have: what browsers take for one (RFC 5322's dot-atom, dots anywhere), with a
/// host of letters, digits and hyphens. A file that it is written to guards what looks like a formula.
fn is_address(email: &str) -> bool {
    let Some((name, host)) = email.split_once('@') else {
        return false;
    };
    let is_name = |of: char| of.is_ascii_alphanumeric() || ".!#$%&'*+-/=?^_`{|}~".contains(of);
    let is_part = |part: &str| {
        (1..=63).contains(&part.len())
            && !part.starts_with('-')
            && !part.ends_with('-')
            && part
                .chars()
                .all(|of| of.is_ascii_alphanumeric() || of == '-')
    };
    email.len() <= 254
        && (1..=64).contains(&name.len())
        && name.chars().all(is_name)
        && host.contains('.')
        && host.split('.').all(is_part)
}

/// Whether it may be a telephone number: 0, and ten digits or eleven in all.
fn is_telephone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let is_fine = |of: char| of.is_ascii_digit() || of == '-';
    text.starts_with('0') && (10..=11).contains(&digits) && text.chars().all(is_fine)
}

const fn is_katakana(of: char) -> bool {
    matches!(of, 'ァ'..='ヶ' | 'ー' | '・' | '\u{3000}' | ' ')
}

/// A picture among characters, which no address or name is written with, and no form takes.
const fn is_pictograph(of: char) -> bool {
    matches!(of, '\u{1f000}'..='\u{1ffff}' | '\u{2600}'..='\u{27bf}')
}

/// Says what is wrong with an e-mail address.
pub(crate) fn check_email(email: &str, errors: &mut Errors) {
    if email.is_empty() {
        errors.require("email", "メールアドレス", email);
    } else if !is_address(email) {
        errors.add(
            "email",
            "メールアドレス",
            "「name@example.jp」の形で入力してください。",
        );
    }
}

/// Says what is wrong with a new password.
pub(crate) fn check_password(field: &str, label: &str, password: &str, errors: &mut Errors) {
    if password.chars().count() < 8 {
        errors.add(field, label, "8文字以上で入力してください。");
    } else if password.len() > MAX_LENGTH {
        let message = "長すぎます。半角256文字（全角85文字）以内で入力してください。";
        errors.add(field, label, message);
    }
}

/// Says what is wrong with a customer's data, in the order of the fields.
pub(crate) fn check_profile(profile: &Profile, errors: &mut Errors) {
    check_written("company", "会社名", &profile.company, errors);
    for (field, label, value) in [
        ("family_name", "姓", &profile.family_name),
        ("given_name", "名", &profile.given_name),
    ] {
        errors.require(field, label, value);
        check_written(field, label, value, errors);
    }
    for (field, label, value) in [
        ("family_name_kana", "姓（カナ）", &profile.family_name_kana),
        ("given_name_kana", "名（カナ）", &profile.given_name_kana),
    ] {
        if !value.chars().all(is_katakana) {
            errors.add(field, label, "カタカナで入力してください。");
        }
        errors.limit(field, label, value, LONGEST);
    }
    check_place(
        &profile.postal_code,
        &profile.address,
        &profile.telephone,
        errors,
    );
}

/// The longest of a customer's texts, in characters.
const LONGEST: usize = 100;

/// Says what is wrong with where parcels go: 郵便番号, 住所 and 電話番号, all of them required.
pub(super) fn check_place(postal_code: &str, address: &str, telephone: &str, errors: &mut Errors) {
    let code = conversion::postal_code(postal_code);
    if postal_code.is_empty() {
        errors.require("postal_code", "郵便番号", "");
    } else if postal_codes::place(&code).is_none() {
        errors.add(
            "postal_code",
            "郵便番号",
            "実在する7桁の郵便番号を入力してください。",
        );
    }
    errors.require("address", "住所", address);
    check_written("address", "住所", address, errors);
    errors.require("telephone", "電話番号", telephone);
    if !telephone.is_empty() && !is_telephone(telephone) {
        let message = "市外局番から、10桁か11桁の数字で入力してください。例：03-1234-5678";
        errors.add("telephone", "電話番号", message);
    }
}

/// Says what is wrong with a name or an address: it is of characters, and not too long.
pub(super) fn check_written(field: &str, label: &str, value: &str, errors: &mut Errors) {
    if let Some(wrong) = value.chars().find(|of| is_pictograph(*of)) {
        errors.add(
            field,
            label,
            format!("絵文字や記号（{wrong}）は使えません。"),
        );
    }
    errors.limit(field, label, value, LONGEST);
}
