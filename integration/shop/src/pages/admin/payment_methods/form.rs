//! The form of a payment method: what was entered, and what is wrong with it.

use maud::{Markup, html};

use super::HERE;
use crate::{
    NotConnected, Shop,
    error::PageError,
    forms::{self, Choice, Errors, Field, Fields, Posted},
    pages::{admin::version::Version, layout},
    settings::{Payment, PaymentMethod, Template},
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

/// What has several lines in the form of a payment method.
#[derive(Debug)]
pub(in crate::pages) struct MethodFields;

impl Fields for MethodFields {
    const AREAS: &'static [&'static str] = &["description", "instructions", "account"];
}

/// The fields in the order of the page.
pub(super) const FIELDS: [&str; 16] = [
    "name",
    "processor",
    "template",
    "status",
    "groups",
    "description",
    "fee_fixed",
    "fee_percent",
    "fee_name",
    "fee_tax",
    "instructions",
    "icon",
    "environment",
    "product_codes",
    "cart_code",
    "account",
];

/// The fields as texts.
#[derive(Debug)]
pub(super) struct PaymentMethodForm {
    pub(super) version: Version,
    name: String,
    processor: String,
    template: String,
    account: String,
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

impl PaymentMethodForm {
    /// As the method is.
    pub(super) fn of(method: &PaymentMethod) -> Self {
        let one_of = |is_first: bool, first: &str, second: &str| {
            let word = if is_first { first } else { second };
            word.to_owned()
        };
        let are_sent = method.terms.product_codes != ProductCodes::NotSent;
        Self {
            version: Version::of(method),
            name: method.name.clone(),
            processor: method.processor.word().to_owned(),
            template: match method.template {
                // It goes with the 決済代行業者.
                Template::Kakebarai => String::new(),
                template => template.word().to_owned(),
            },
            account: method.account.clone(),
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
            product_codes: one_of(are_sent, "cut", "not-sent"),
            cart_code: method.terms.cart_code.clone(),
        }
    }

    /// As it was posted.
    pub(super) fn read(form: &Posted) -> Self {
        let text = |name: &str| form.get(name).to_owned();
        let lines = |name: &str| form.get(name).replace("\r\n", "\n");
        Self {
            version: Version::read(form),
            name: text("name"),
            processor: text("processor"),
            template: text("template"),
            account: lines("account"),
            description: lines("description"),
            instructions: lines("instructions"),
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
    pub(super) fn method(
        &self,
        before: &PaymentMethod,
        is_installed: bool,
        errors: &mut Errors,
    ) -> PaymentMethod {
        let processor = Payment::of(&self.processor);
        let processor =
            processor.filter(|processor| is_installed || *processor != Payment::Kakebarai);
        if processor.is_none() {
            errors.add("processor", "決済代行業者", "選んでください。");
        }
        let processor = processor.unwrap_or(before.processor);
        let template = match (processor, Template::of(&self.template)) {
            (Payment::Kakebarai, _) => Template::Kakebarai,
            (Payment::Transfer, Some(template)) if Template::OFFLINE.contains(&template) => {
                template
            }
            (Payment::Transfer, _) => Template::Plain,
        };
        let number = |text: &str| {
            let text = conversion::to_half_width(text).replace([',', ' '], "");
            text.trim_end_matches(['円', '%']).to_owned()
        };
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
        let status = (
            "status",
            "ステータス",
            &self.status,
            ["enabled", "disabled"],
        );
        let environment = (
            "environment",
            "テスト/本番環境",
            &self.environment,
            ["test", "production"],
        );
        let codes = (
            "product_codes",
            "商品コード",
            &self.product_codes,
            ["not-sent", "cut"],
        );
        // The others are of クロネコ掛け払い alone.
        let is_offline = processor == Payment::Transfer;
        for (place, (field, label, value, known)) in
            [status, environment, codes].into_iter().enumerate()
        {
            if (place == 0 || !is_offline) && !known.contains(&value.as_str()) {
                errors.add(field, label, "選んでください。");
            }
        }
        let mut terms = before.terms.clone();
        terms.fee = fee;
        terms.fee_name.clone_from(&self.fee_name);
        terms.fee_tax = self.fee_tax.parse().ok();
        terms.product_codes = if is_offline || self.product_codes == "not-sent" {
            ProductCodes::NotSent
        } else {
            ProductCodes::CutFromHead
        };
        if !is_offline {
            terms.cart_code.clone_from(&self.cart_code);
        }
        PaymentMethod {
            processor,
            template,
            account: self.account.clone(),
            name: self.name.clone(),
            description: self.description.clone(),
            instructions: self.instructions.clone(),
            enabled: self.status == "enabled",
            groups: self.groups.clone(),
            environment: if !is_offline && self.environment == "production" {
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
        ("name", "名前", &method.name, 50),
        ("description", "説明", &method.description, 500),
        (
            "instructions",
            "お支払いについて",
            &method.instructions,
            2_000,
        ),
        ("account", "お振込先", &method.account, 500),
    ] {
        if text.chars().count() > most {
            errors.add(field, label, format!("{most}文字以内で入力してください。"));
        }
    }
}

/// The page of a method, as it is entered so far.
pub(super) async fn page(
    shop: &Shop,
    visit: &Visit,
    method: &PaymentMethod,
    entered: &PaymentMethodForm,
    errors: &Errors,
) -> Result<Markup, PageError> {
    let (taxes, groups) = (shop.0.store.taxes().await?, shop.0.store.groups().await?);
    let groups = groups
        .into_iter()
        .map(|group| Choice::new(group.id.to_string(), group.name));
    let groups: Vec<Choice> = groups.collect();
    let (title, action) = if method.id == 0 {
        ("支払方法の追加", format!("{HERE}/new"))
    } else {
        ("支払方法の編集", format!("{HERE}/{}", method.id))
    };
    let fields = html! {
        @if method.id != 0 { (entered.version) }
        section.card id="general" { h2 { "一般" } (entered.general(visit, method, groups, errors)) }
        section.card { h2 { "手数料" } (entered.fee(&taxes, errors)) }
        section.card {
            h2 { "注文完了の画面とアイコン" }
            (Field::area("instructions", "お支払いについて").value(&entered.instructions).hint("注文手続きの完了ページに表示します。改行はそのまま出ます。").errors(errors))
            (icon(method, errors))
        }
        section.card id="details" { h2 { "詳細設定" } (entered.details(shop, errors)) }
        div.actions { button.button.primary type="submit" { "保存" } a.button href=(HERE) { "支払方法へ戻る" } }
    };
    let content = html! {
        (errors)
        @for warning in visit.settings.warnings(&taxes) { p.warning { (warning) } }
        nav.tabs aria-label="支払方法の設定" { ul { li { a href="#general" { "一般" } } li { a href="#details" { "詳細設定" } } } }
        (forms::form_with_files(&visit.form_token, &action, &fields))
    };
    Ok(layout::admin_page(visit, errors.title(title), &content))
}

fn icon(method: &PaymentMethod, errors: &Errors) -> Markup {
    html! {
        @if !method.icon.is_empty() {
            div.field.icon-now {
                p.head { "いまのアイコン" }
                img src=(method.icon) alt="いまのアイコン";
            }
            (Field::tick("remove_icon", "アイコンを削除する"))
        }
        (Field::file("icon", "アイコン", "image/png,image/jpeg,image/gif,image/webp").hint("PNG・JPEG・GIF・WebP、256KB以下、縦と横が512ピクセル以下の画像です。").errors(errors))
    }
}

impl PaymentMethodForm {
    fn general(
        &self,
        visit: &Visit,
        method: &PaymentMethod,
        groups: Vec<Choice>,
        errors: &Errors,
    ) -> Markup {
        let is_offered = visit.settings.installed || method.processor == Payment::Kakebarai;
        let processors = [Payment::Transfer, Payment::Kakebarai].into_iter();
        let processors =
            processors.filter(|processor| is_offered || *processor != Payment::Kakebarai);
        let processors = processors.map(|of| Choice::new(of.word(), of.label()));
        let templates = Template::OFFLINE.map(|of| Choice::new(of.word(), of.label()));
        let templates = std::iter::once(Choice::new("", "自動（決済代行業者に合わせる）"))
            .chain(templates)
            .collect();
        let chosen: Vec<String> = self.groups.iter().map(u32::to_string).collect();
        html! {
            (Field::text("name", "名前").value(&self.name).hint("お客様が注文手続きで選ぶときの名前です。").required().width("middle").errors(errors))
            (Field::select("processor", "決済代行業者", processors.collect()).settled().value(&self.processor).hint("ヤマトの後払いは「クロネコ掛け払い」、銀行振込や代金引換のようにお店が直接受け取るものは「オフライン」です。").width("middle").errors(errors))
            (Field::select("template", "テンプレート", templates).settled().value(&self.template).hint("注文手続きでの見せ方です。決済代行業者を選ぶと、自動で決まります。").errors(errors))
            (Field::radios("status", "ステータス", vec![Choice::new("enabled", "有効"), Choice::new("disabled", "無効")]).value(&self.status).errors(errors))
            (Field::ticks("groups", "ユーザーグループ", groups).value(&chosen.join(" ")).hint("選んだユーザーグループのお客様だけに出します。1つも選ばないと、すべてのお客様に出します。").errors(errors))
            (Field::area("description", "説明").value(&self.description).hint("支払方法を選ぶ画面で、名前の下に出ます。改行はそのまま出ます。").errors(errors))
        }
    }

    fn fee(&self, taxes: &[Tax], errors: &Errors) -> Markup {
        let choices = taxes
            .iter()
            .map(|tax| Choice::new(tax.id.to_string(), &tax.name));
        let choices = std::iter::once(Choice::new("", "税をかけない")).chain(choices);
        html! {
            div.pair {
                (Field::text("fee_fixed", FIXED).value(&self.fee_fixed).keys("numeric").width("short").errors(errors))
                (Field::text("fee_percent", PERCENT).value(&self.fee_percent).keys("decimal").width("short").errors(errors))
            }
            (Field::text("fee_name", "手数料名").value(&self.fee_name).hint("明細の名前になります。空欄のときは「支払手数料」です。").errors(errors))
            (Field::select("fee_tax", "税金", choices.collect()).settled().value(&self.fee_tax).hint("手数料にかける税です。").width("middle").errors(errors))
        }
    }

    /// What goes with the 決済代行業者. A browser that cannot tell which is chosen shows both parts.
    fn details(&self, shop: &Shop, errors: &Errors) -> Markup {
        let production = shop.0.config.production;
        let environment_hint = if production {
            "本番環境では、実際の請求になります。"
        } else {
            "このお店はデモのため、本番環境には接続しません。"
        };
        html! {
            div.opens.for-kakebarai {
                (Field::radios("environment", "テスト/本番環境", vec![
                    Choice::new("test", "テスト環境"),
                    Choice::new("production", "本番環境").disabled(!production),
                ]).value(&self.environment).hint(environment_hint).errors(errors))
                (Field::radios("product_codes", "商品コード", vec![
                    Choice::new("not-sent", "連携しない"),
                    Choice::new("cut", "商品コードが10文字を超える場合、頭から超えている値を切る"),
                ]).value(&self.product_codes).errors(errors))
                (Field::text("cart_code", "カート社識別コード").value(&self.cart_code).hint("カンマと空白を除く、20文字以内の半角英数字と記号です。").width("middle").errors(errors))
            }
            div.opens.for-offline {
                (Field::area("account", "お振込先").value(&self.account).errors(errors)
                    .hint("テンプレートが「銀行振込」のときに使います。銀行名・支店名・口座番号・口座名義を、ご注文のあとの画面に表示します。空欄のときは「お店からご連絡します」と案内します。"))
            }
        }
    }
}
