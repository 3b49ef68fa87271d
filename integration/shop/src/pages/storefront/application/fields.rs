//! The form of 取引先登録, in its five parts; some open by choice.

use maud::{Markup, html};

use super::{FORM_TITLE, PATH};
use kakebarai::buyers::application::{
    Application, FIELDS, FieldKind, Required, Section,
    lists::{INDUSTRIES, INDUSTRY_DETAILS, LEGAL_FORMS, Listed},
};

use crate::{
    Shop,
    forms::{self, Choice, ChoiceGroup, Errors, Field},
    pages::layout,
    visit::Visit,
};

type FormField = kakebarai::buyers::application::Field;

const SECTIONS: [Section; 5] = [
    Section::Buyer,
    Section::Representative,
    Section::OperatingCompany,
    Section::Invoice,
    Section::Payment,
];

/// The page with what has been entered so far.
pub(super) fn page(shop: &Shop, visit: &Visit, form: &Application, errors: &Errors) -> Markup {
    let fields = html! {
        (forms::default_button())
        @for section in SECTIONS {
            section.card {
                h2 { (section.label()) }
                div.grid {
                    @for field in FIELDS.iter().filter(|field| field.section == section) {
                        div class=(class(field)) { (shown(field, form, errors)) }
                    }
                }
            }
        }
        p { "お申し込みの内容は、審査のためヤマトクレジットファイナンス株式会社へ送信されます。送信には、最大30秒ほどかかることがあります。" }
        p.actions { button.button.primary.large type="submit" { "クロネコ掛け払い取引先登録" } }
    };
    let content = html! {
        (errors)
        div.with-aside {
            (forms::form(&visit.form_token, PATH, &fields))
            aside.first {
                section.card {
                    h2 { "ご利用までの流れ" }
                    ol.flow {
                        li.now { strong { "取引先登録" } "この画面でお申し込みください。" }
                        li { strong { "審査" } "5分から2営業日ほどかかります。結果はこの画面でご確認いただけます。" }
                        @if visit.settings.addon.only_for_the_group {
                            li { strong { "お店の手続き" } "審査のあとに、お店でご利用の手続きをします。" }
                        }
                        li { strong { "ご利用開始" } "注文手続きのお支払い方法で選べるようになります。代金は月末締めの請求書でお支払いください。" }
                    }
                }
                (hints(shop))
            }
        }
    };
    layout::page(visit, errors.title(FORM_TITLE), &content)
}

fn hints(shop: &Shop) -> Markup {
    let hints = &shop.0.config.application_hints;
    html! {
        @if !hints.is_empty() {
            details.card {
                summary { "テスト環境で審査の結果を選ぶには" }
                dl.properties {
                    @for (what, then) in hints { dt { (what) } dd { (then) } }
                }
            }
        }
    }
}

/// Where a field stands, and what opens it.
fn class(field: &FormField) -> String {
    let half = match field.kind {
        // Names begin a line, and so does what decides about the rest.
        _ if field.name == "operating_company_telephone" => "whole",
        _ if field.name.ends_with("entity_kind") => "whole",
        FieldKind::Text(most) if most < 20 => "half",
        FieldKind::Kana(most) if most < 40 => "half",
        FieldKind::Telephone
        | FieldKind::Digits(_)
        | FieldKind::Month
        | FieldKind::LegalForm
        | FieldKind::Industry
        | FieldKind::IndustryDetail => "half",
        FieldKind::Listed(_) if field.required != Required::Always => "half",
        _ => "whole",
    };
    match opens(field) {
        "" => half.to_owned(),
        opens => format!("{half} opens {opens}"),
    }
}

/// The choice that opens a field; empty for what is always open.
fn opens(field: &FormField) -> &'static str {
    match (field.section, field.required) {
        (_, Required::Always) => "",
        (Section::Invoice, _) => "for-other-destination",
        (_, Required::Corporation) => "for-corporation",
        (_, Required::SoleProprietor) => "for-sole-proprietor",
        (_, Required::OperatedByCorporation) => "for-operated-corporation",
        (Section::OperatingCompany, _) => "for-operated",
        _ => "",
    }
}

fn shown(field: &FormField, form: &Application, errors: &Errors) -> Markup {
    let (name, label) = (field.name, field.label);
    let value = value(name, form);
    let shown = match field.kind {
        FieldKind::Listed(list) => Field::radios(name, label, choices(list)),
        FieldKind::LegalForm => {
            let forms = LEGAL_FORMS
                .iter()
                .map(|(number, name, _)| Choice::new(*number, *name));
            Field::select(name, label, forms.collect()).width("middle")
        }
        FieldKind::Industry => Field::select(name, label, choices(INDUSTRIES)),
        FieldKind::IndustryDetail => Field::grouped(name, label, details()),
        FieldKind::PostalCode => {
            let address = name.replace("postal_code", "address");
            let part = field.section.label();
            Field::text(name, label)
                .keys("numeric")
                .width("short")
                .beside(forms::look_up_button(PATH, name, &address, part))
        }
        FieldKind::Telephone => Field::text(name, label).keys("tel").width("middle"),
        FieldKind::Digits(_) | FieldKind::Month => {
            Field::text(name, label).keys("numeric").width("short")
        }
        _ => Field::text(name, label),
    };
    let hint = hint(field);
    let shown = shown.value(&value).hint(&hint).errors(errors);
    if field.required == Required::Never {
        html! { (shown) }
    } else {
        html! { (shown.required()) }
    }
}

/// As its control holds it.
fn value(name: &str, form: &Application) -> String {
    let value = form.get(name);
    let industry = form.get("industry");
    if name == "industry_detail" && !value.is_empty() && !value.contains('-') {
        format!("{industry}-{value}")
    } else {
        value.to_owned()
    }
}

fn choices(list: &[Listed]) -> Vec<Choice> {
    let choices = list
        .iter()
        .map(|(value, label)| Choice::new(*value, *label));
    choices.collect()
}

/// 事業内容2, grouped by 事業内容1. A value names both.
fn details() -> Vec<ChoiceGroup> {
    let groups = INDUSTRIES.iter().map(|(industry, label)| {
        let details = INDUSTRY_DETAILS.iter().filter(|(of, ..)| of == industry);
        ChoiceGroup {
            key: (*industry).to_owned(),
            label: (*label).to_owned(),
            choices: details
                .map(|(of, number, name)| Choice::new(format!("{of}-{number}"), *name))
                .collect(),
        }
    });
    groups.collect()
}

fn hint(field: &FormField) -> String {
    match (field.name, field.kind) {
        ("company_name", _) => {
            "法人は法人格を除いて、個人事業主は屋号を、全角30文字以内で入力してください。例：クロネコ商事".to_owned()
        }
        ("capital" | "annual_sales", FieldKind::Digits(most)) => {
            format!("万円の単位で、{most}桁以内の数字。")
        }
        ("employees", FieldKind::Digits(most)) => format!("人数を、{most}桁以内の数字で。"),
        ("company_name_kana", FieldKind::CompanyKana(most)) => {
            format!(
                "法人は法人格を除いて、個人事業主は屋号を、カタカナで{most}文字以内（濁点・半濁点も1文字）。ひらがなは、カタカナに直します。"
            )
        }
        (_, FieldKind::Company(most)) => format!("法人格を除いて、全角{most}文字以内。"),
        (_, FieldKind::CompanyKana(most)) => {
            format!("法人格を除いて、カタカナで{most}文字以内（濁点・半濁点も1文字）。")
        }
        (_, FieldKind::Kana(most)) => format!("{most}文字以内（濁点・半濁点も1文字）。ひらがなは、カタカナに直します。"),
        (_, FieldKind::Text(most)) => format!("全角{most}文字以内。"),
        (_, FieldKind::PostalCode) => "例：171-0033".to_owned(),
        (name, FieldKind::Telephone) if name.contains("mobile") => {
            "ハイフンがなくても入力できます。例：090-1234-5678".to_owned()
        }
        (_, FieldKind::Telephone) => "ハイフンがなくても入力できます。例：03-1234-5678".to_owned(),
        (_, FieldKind::Month) => "西暦4桁と月2桁。例：201304".to_owned(),
        _ => String::new(),
    }
}
