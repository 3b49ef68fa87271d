//! 税金: which taxes are charged, whether prices have them in, and how they are rounded.

mod choices;
mod creating;
mod deleting;
mod entered;

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};

use kakebarai::order::{Rounding, Tax, TaxCalculation};

use self::entered::TaxForm;
use crate::{
    Shop,
    error::PageError,
    extract::Form,
    forms::{self, Choice, Errors, Field, Notice},
    pages::layout,
    registration_number::RegistrationNumber,
    settings::{CALCULATIONS, ROUNDINGS},
    store::{TaxRounding, TaxUses},
    visit::Visit,
};

pub(super) use choices::{choices, chosen};
pub(super) use creating::{begin, create};
pub(super) use deleting::{ask, remove};

const HERE: &str = "/admin/taxes";
const BASE_IN_NAMES: &str = "クロネコ掛け払いへ送信する消費税の名前に、税率と対象の金額を付ける";

/// What is entered beside the taxes.
struct General<'a> {
    rounding: &'a str,
    calculation: &'a str,
    registration_number: &'a str,
    /// Whether the tax lines of 決済登録 say what is taxed.
    base_in_names: bool,
}

/// 税金.
pub(super) async fn show(State(shop): State<Shop>, visit: Visit) -> Result<Markup, PageError> {
    let taxes = shop.0.store.taxes().await?;
    let entered: Vec<TaxForm> = taxes.iter().map(TaxForm::of).collect();
    let rounding = visit.settings.rounding;
    let general = General {
        rounding: rounding_word(rounding.rounding),
        calculation: calculation_word(rounding.calculation),
        registration_number: &visit.settings.registration_number,
        base_in_names: rounding.base_in_names,
    };
    let warnings = warnings(&visit, &taxes, &shop.0.store.missing_taxes().await?);
    let errors = Errors::default();
    Ok(page(&visit, &warnings, &entered, &general, &errors))
}

/// Warnings about what is allowed but looks like a mistake: the library's, and goods and postage whose tax is not charged.
pub(super) fn warnings(visit: &Visit, taxes: &[Tax], missing: &[(String, TaxUses)]) -> Vec<String> {
    let mut warnings: Vec<_> = visit.settings.warnings(taxes).into_iter().collect();
    // If no tax is charged, the library says so.
    let is_one_charged = taxes.iter().any(|tax| tax.enabled);
    let missing = missing.iter().filter(|_| is_one_charged);
    warnings.extend(missing.map(|(name, uses)| {
        let without = match (uses.products, uses.shipping_methods) {
            (0, methods) => format!("配送方法{methods}件の送料には税がかかりません。課税の送料"),
            (products, 0) => format!("商品{products}点は税なしで販売されます。課税の商品"),
            (products, methods) => format!(
                "商品{products}点は税なしで販売されます。配送方法{methods}件の送料にも税がかかりません。課税の商品や送料"
            ),
        };
        format!("税「{name}」が無効のため、{without}なら、税のステータスを有効にしてください。")
    }));
    warnings
}

fn rounding_word(rounding: Rounding) -> &'static str {
    let found = ROUNDINGS.iter().find(|(known, ..)| *known == rounding);
    found.map_or("", |(_, word, _)| word)
}

fn calculation_word(calculation: TaxCalculation) -> &'static str {
    let found = CALCULATIONS
        .iter()
        .find(|(known, ..)| *known == calculation);
    found.map_or("", |(_, word, ..)| word)
}

fn page(
    visit: &Visit,
    warnings: &[String],
    entered: &[TaxForm],
    general: &General<'_>,
    errors: &Errors,
) -> Markup {
    let roundings = ROUNDINGS.map(|(_, word, label)| Choice::new(word, label));
    let calculations = CALCULATIONS
        .map(|(_, word, label, note)| Choice::new(word, label).note(html! { small { (note) } }));
    let fields = html! {
        @for tax in entered { (tax.fields(&delete_link(tax), errors)) }
        section.card {
            h2 { "端数と計算" }
            div.two {
                (Field::radios("rounding", "端数", roundings.into()).value(general.rounding).errors(errors))
                (Field::radios("calculation", "計算", calculations.into()).value(general.calculation).errors(errors))
            }
        }
        section.card {
            h2 { "適格請求書（インボイス）" }
            (Field::text("registration_number", "登録番号").value(general.registration_number).width("middle").errors(errors)
                .hint("適格請求書発行事業者の登録番号（Tと13桁の数字）です。注文の画面に、税率ごとの金額とともに表示します。登録していないときは空欄にします。"))
            (Field::tick("base_in_names", BASE_IN_NAMES).value(if general.base_in_names { "1" } else { "" })
                .hint("例：消費税（10%） 10%対象 20,510円。クロネコ掛け払いの請求書に税率と対象の金額を載せられるのは、明細の名前だけです。請求額は変わりません。"))
        }
        div.actions { button.button.primary type="submit" { "保存" } }
    };
    let content = html! {
        (errors)
        div.actions.top { a.button href=(creating::HERE) { "税を追加する" } }
        @for warning in warnings { p.warning { (warning) } }
        p.lead { "どの設定でも、お客様に表示する合計と、クロネコ掛け払いの請求額は1円まで一致します。変更は、これからのご注文に反映されます。" }
        (forms::form(&visit.form_token, HERE, &fields))
    };
    layout::admin_page(visit, errors.title("税金"), &content)
}

fn delete_link(tax: &TaxForm) -> Markup {
    html! {
        p.below { a href={ (HERE) "/" (tax.id) "/delete" } { "この税を削除" span.unseen { "（" (tax.known_as) "）" } } }
    }
}

/// The number as it is kept; empty if none is entered.
fn registration_number(entered: &str, errors: &mut Errors) -> String {
    if entered.is_empty() {
        return String::new();
    }
    match entered.parse::<RegistrationNumber>() {
        Ok(number) => number.to_string(),
        Err(why) => {
            errors.add("registration_number", "登録番号", why.to_string());
            String::new()
        }
    }
}

/// 保存.
pub(super) async fn save(
    State(shop): State<Shop>,
    visit: Visit,
    form: Form,
) -> Result<Response, PageError> {
    let store = &shop.0.store;
    let taxes = store.taxes().await?;
    let entered: Vec<TaxForm> = taxes.iter().map(|tax| TaxForm::read(tax, &form)).collect();
    let mut errors = Errors::default();
    let changed: Vec<Tax> = entered.iter().map(|tax| tax.tax(&mut errors)).collect();
    for (place, tax) in changed.iter().enumerate() {
        if changed[..place].iter().any(|other| other.name == tax.name) {
            entered[place].is_taken(&mut errors);
        }
    }
    let general = General {
        rounding: form.get("rounding"),
        calculation: form.get("calculation"),
        registration_number: form.get("registration_number"),
        base_in_names: form.is_ticked("base_in_names"),
    };
    let rounding = ROUNDINGS
        .iter()
        .find(|(_, word, _)| *word == general.rounding);
    let calculation = CALCULATIONS
        .iter()
        .find(|(_, word, ..)| *word == general.calculation);
    let registration_number = registration_number(general.registration_number, &mut errors);
    let (Some((rounding, ..)), Some((calculation, ..)), true) =
        (rounding, calculation, errors.is_empty())
    else {
        if rounding.is_none() {
            errors.add("rounding", "端数", "選んでください。");
        }
        if calculation.is_none() {
            errors.add("calculation", "計算", "選んでください。");
        }
        let warnings = warnings(&visit, &taxes, &store.missing_taxes().await?);
        return Ok(page(&visit, &warnings, &entered, &general, &errors).into_response());
    };
    let rounding = TaxRounding {
        rounding: *rounding,
        calculation: *calculation,
        base_in_names: general.base_in_names,
    };
    store
        .save_taxes(&changed, rounding, &registration_number)
        .await?;
    Ok(visit.redirect_with_notice(&shop, HERE, &Notice::done("税金を保存しました。")))
}
