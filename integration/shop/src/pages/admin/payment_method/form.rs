//! The form of a payment method: what was entered, and what is wrong with it.

use maud::{Markup, html};

use super::{HERE, LIST};
use crate::{
    NotConnected, Shop,
    error::PageError,
    extract::Form,
    forms::{self, Choice, Errors, Field},
    pages::layout,
    settings::PaymentMethod,
    visit::Visit,
};
use kakebarai::{
    billing::{Fee, ProductCodes, Term},
    buyers::application::conversion,
    client::{Address, Decimal2},
    order::Tax,
};

const FIXED: &str = Term::FixedFee.label();
const PERCENT: &str = Term::PercentFee.label();

/// The fields as texts.
#[derive(Debug)]
pub(super) struct Entered {
    name: String,
    description: String,
    instructions: String,
    status: String,
    groups: Vec<u32>,
    fee_fixed: String,
    fee_percent: String,
    fee_name: String,
    fee_tax: String,
    environment: String,
    product_codes: String,
    cart_code: String,
}

impl Entered {
    /// As the method is.
    pub(super) fn of(method: &PaymentMethod) -> Self {
        let one_of = |is_first: bool, first: &str, second: &str| {
            let word = if is_first { first } else { second };
            word.to_owned()
        };
        Self {
            name: method.name.clone(),
            description: method.description.clone(),
            instructions: method.instructions.clone(),
            status: one_of(method.enabled, "enabled", "disabled"),
            groups: method.groups.clone(),
            fee_fixed: method.terms.fee.fixed.to_string(),
            fee_percent: method.terms.fee.percent.to_string(),
            fee_name: method.terms.fee_name.clone(),
            fee_tax: method
                .terms
                .fee_tax
                .map_or(String::new(), |tax| tax.to_string()),
            environment: one_of(method.environment.is_test(), "test", "production"),
            product_codes: one_of(
                method.terms.product_codes == ProductCodes::NotSent,
                "not-sent",
                "cut",
            ),
            cart_code: method.terms.cart_code.clone(),
        }
    }

    /// As it was posted.
    pub(super) fn read(form: &Form) -> Self {
        let text = |name: &str| form.get(name).to_owned();
        Self {
            name: text("name"),
            description: text("description"),
            instructions: text("instructions"),
            status: text("status"),
            groups: form
                .all("groups")
                .filter_map(|id| id.parse().ok())
                .collect(),
            fee_fixed: text("fee_fixed"),
            fee_percent: text("fee_percent"),
            fee_name: text("fee_name"),
            fee_tax: text("fee_tax"),
            environment: text("environment"),
            product_codes: text("product_codes"),
            cart_code: text("cart_code"),
        }
    }

    /// The method. What cannot be read is an error; what this form does not hold stays as it was.
    pub(super) fn method(&self, before: &PaymentMethod, errors: &mut Errors) -> PaymentMethod {
        let number = |text: &str| conversion::to_half_width(text).replace(',', "");
        let fixed = match number(&self.fee_fixed).as_str() {
            "" => Ok(0),
            text => text.parse(),
        };
        let percent = match number(&self.fee_percent).as_str() {
            "" => Ok(Decimal2::default()),
            text => text.parse(),
        };
        let fee = Fee {
            fixed: fixed.unwrap_or_else(|_| {
                errors.add(
                    "fee_fixed",
                    FIXED,
                    "0円から999,999円までの整数で入力してください。",
                );
                0
            }),
            percent: percent.unwrap_or_else(|_| {
                let message = "0％から100％まで、小数点以下2桁までで入力してください。";
                errors.add("fee_percent", PERCENT, message);
                Decimal2::default()
            }),
        };
        for (field, label, value, known) in [
            (
                "status",
                "ステータス",
                &self.status,
                ["enabled", "disabled"],
            ),
            (
                "environment",
                "テスト/本番環境",
                &self.environment,
                ["test", "production"],
            ),
            (
                "product_codes",
                "商品コード",
                &self.product_codes,
                ["not-sent", "cut"],
            ),
        ] {
            if !known.contains(&value.as_str()) {
                errors.add(field, label, "選んでください。");
            }
        }
        let mut terms = before.terms.clone();
        terms.fee = fee;
        terms.fee_name.clone_from(&self.fee_name);
        terms.fee_tax = self.fee_tax.parse().ok();
        terms.product_codes = if self.product_codes == "not-sent" {
            ProductCodes::NotSent
        } else {
            ProductCodes::CutFromHead
        };
        terms.cart_code.clone_from(&self.cart_code);
        PaymentMethod {
            name: self.name.clone(),
            description: self.description.clone(),
            instructions: self.instructions.clone(),
            enabled: self.status == "enabled",
            groups: self.groups.clone(),
            environment: if self.environment == "production" {
                Address::Production
            } else {
                Address::Test
            },
            terms,
            ..before.clone()
        }
    }
}

/// Checks a method by the add-on's rules and by the shop's own.
pub(super) fn check(
    method: &PaymentMethod,
    taxes: &[Tax],
    groups: &[u32],
    production: bool,
    errors: &mut Errors,
) {
    for problem in method.problems(taxes, groups) {
        let setting = problem.setting;
        errors.add(setting.field(), setting.label(), problem.message);
    }
    if !method.environment.is_test() && !production {
        errors.add(
            "environment",
            "テスト/本番環境",
            NotConnected::NoProduction.to_string(),
        );
    }
    for (field, label, text, most) in [
        ("name", "支払方法名", &method.name, 50),
        ("description", "説明", &method.description, 500),
        (
            "instructions",
            "お支払いについて",
            &method.instructions,
            2_000,
        ),
    ] {
        if text.chars().count() > most {
            errors.add(field, label, format!("{most}文字以内で入力してください。"));
        }
    }
}

/// The page.
pub(super) async fn page(
    shop: &Shop,
    visit: &Visit,
    entered: &Entered,
    errors: &Errors,
) -> Result<Markup, PageError> {
    let (taxes, groups) = (shop.0.store.taxes().await?, shop.0.store.groups().await?);
    let chosen: Vec<String> = entered.groups.iter().map(u32::to_string).collect();
    let group_choices = groups
        .into_iter()
        .map(|group| Choice::new(group.id.to_string(), group.name));
    let tax_choices = taxes
        .iter()
        .map(|tax| Choice::new(tax.id.to_string(), &tax.name));
    let tax_choices = std::iter::once(Choice::new("", "税をかけない")).chain(tax_choices);
    let icon = &visit.settings.method.icon;
    let environment_hint = if shop.0.config.production {
        "本番環境では、実際の請求になります。"
    } else {
        "このお店はデモのため、本番環境には接続しません。"
    };
    let general = html! {
        (Field::text("name", "支払方法名").value(&entered.name).hint("お客様が注文手続きで選ぶときの名前です。").required().width("middle").errors(errors))
        (Field::area("description", "説明").value(&entered.description).hint("支払方法を選ぶ画面で、名前の下に出ます。").errors(errors))
        (Field::area("instructions", "お支払いについて").value(&entered.instructions).hint("支払方法を選ぶ画面と、ご注文の完了の画面に出ます。").errors(errors))
        (Field::radios("status", "ステータス", vec![Choice::new("enabled", "有効"), Choice::new("disabled", "無効")]).value(&entered.status).errors(errors))
        (Field::ticks("groups", "ユーザーグループ", group_choices.collect()).value(&chosen.join(" ")).hint("選んだユーザーグループのお客様だけに出します。1つも選ばないと、すべてのお客様に出します。").errors(errors))
        @if !icon.is_empty() {
            div.field.icon-now {
                p.head { "いまのアイコン" }
                img src=(icon) alt="いまのアイコン";
            }
            (Field::tick("remove_icon", "アイコンを削除する"))
        }
        (Field::file("icon", "アイコン", "image/png,image/jpeg,image/gif,image/webp").hint("PNG・JPEG・GIF・WebP、256KB以下、縦と横が512ピクセル以下の画像です。").errors(errors))
    };
    let fee = html! {
        div.pair {
            (Field::text("fee_fixed", FIXED).value(&entered.fee_fixed).keys("numeric").width("short").errors(errors))
            (Field::text("fee_percent", PERCENT).value(&entered.fee_percent).keys("decimal").width("short").errors(errors))
        }
        (Field::text("fee_name", "手数料名").value(&entered.fee_name).hint("明細の名前になります。空欄のときは「支払手数料」です。").errors(errors))
        (Field::select("fee_tax", "手数料の税", tax_choices.collect()).settled().value(&entered.fee_tax).width("middle").errors(errors))
    };
    let details = html! {
        (Field::radios("environment", "テスト/本番環境", vec![Choice::new("test", "テスト環境"), Choice::new("production", "本番環境")]).value(&entered.environment).hint(environment_hint).errors(errors))
        (Field::radios("product_codes", "商品コード", vec![
            Choice::new("not-sent", "連携しない"),
            Choice::new("cut", "商品コードが10文字を超える場合、頭から超えている値を切る"),
        ]).value(&entered.product_codes).errors(errors))
        (Field::text("cart_code", "カート社識別コード").value(&entered.cart_code).hint("カンマと空白を除く、20文字以内の半角英数字と記号です。").width("middle").errors(errors))
    };
    let fields = html! {
        section.card { h2 { "基本情報" } (general) }
        section.card { h2 { "手数料" } (fee) }
        section.card { h2 { "詳細設定" } (details) }
        div.actions { button.button.primary type="submit" { "保存する" } a.button href=(LIST) { "支払方法へ戻る" } }
    };
    let content = html! {
        (errors)
        @for warning in visit.settings.method.terms.warnings(&taxes) { p.warning { (warning) } }
        (forms::form_with_files(&visit.form_token, HERE, &fields))
    };
    Ok(layout::admin_page(visit, "支払方法の編集", &content))
}
