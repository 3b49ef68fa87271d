//! 税金: which taxes are charged, whether prices have them in, and how they are rounded.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};

use kakebarai::{
    billing::names,
    buyers::application::conversion,
    client::Decimal2,
    order::{Rounding, Tax, TaxCalculation},
};

use crate::{
    Shop,
    error::PageError,
    extract::Form,
    forms::{self, Choice, Errors, Field, Notice},
    pages::layout,
    registration_number::RegistrationNumber,
    settings::{CALCULATIONS, ROUNDINGS},
    visit::Visit,
};

const HERE: &str = "/admin/taxes";

/// What is entered beside the taxes.
struct General<'a> {
    rounding: &'a str,
    calculation: &'a str,
    registration_number: &'a str,
}

/// A tax as it is entered.
struct Entered {
    id: u32,
    /// As it is called now.
    known_as: String,
    name: String,
    status: String,
    kind: String,
    rate: String,
}

impl Entered {
    fn of(tax: &Tax) -> Self {
        Self {
            id: tax.id,
            known_as: tax.name.clone(),
            name: tax.name.clone(),
            status: if tax.enabled { "enabled" } else { "disabled" }.to_owned(),
            kind: if tax.included { "included" } else { "on-top" }.to_owned(),
            rate: tax.rate.to_string(),
        }
    }

    fn read(tax: &Tax, form: &Form) -> Self {
        let text = |part: &str| form.get(&format!("{part}-{}", tax.id)).to_owned();
        Self {
            id: tax.id,
            known_as: tax.name.clone(),
            name: text("name"),
            status: text("status"),
            kind: text("kind"),
            rate: text("rate"),
        }
    }

    fn label(&self, part: &str) -> String {
        format!("{}の{part}", self.known_as)
    }

    fn tax(&self, errors: &mut Errors) -> Tax {
        let rate = conversion::to_half_width(&self.rate);
        let rate: Option<Decimal2> = rate.trim_end_matches('%').parse().ok();
        let rate = rate.filter(|rate| (0..=10_000).contains(&rate.as_hundredths()));
        if rate.is_none() {
            let message = "0％から100％まで、小数点以下2桁までで入力してください。";
            errors.add(
                &format!("rate-{}", self.id),
                &self.label("税率（％）"),
                message,
            );
        }
        let (field, label) = (format!("name-{}", self.id), self.label("名前"));
        let fitted = names::fit(&self.name);
        if self.name.is_empty() {
            errors.require(&field, &label, "");
        } else if !fitted.cut.is_empty() {
            errors.add(
                &field,
                &label,
                "全角30文字（半角60文字）以内で入力してください。",
            );
        } else if !fitted.replaced.is_empty() {
            let message = format!(
                "送信できない文字「{}」を使わずに入力してください。",
                fitted.replaced
            );
            errors.add(&field, &label, message);
        }
        Tax::on_top(self.id, &self.name, rate.unwrap_or_default())
            .set_up(self.kind == "included", self.status == "enabled")
    }

    fn fields(&self, errors: &Errors) -> Markup {
        let name = |part: &str| format!("{part}-{}", self.id);
        let statuses = vec![
            Choice::new("enabled", "有効"),
            Choice::new("disabled", "無効"),
        ];
        let kinds = vec![
            Choice::new("on-top", "外税"),
            Choice::new("included", "内税"),
        ];
        html! {
            section.card role="group" aria-labelledby={ "tax-" (self.id) } {
                h2 id={ "tax-" (self.id) } { (self.known_as) }
                div.quarters {
                    (Field::select(&name("status"), "ステータス", statuses).settled().value(&self.status).errors(errors))
                    (Field::select(&name("kind"), "内税・外税", kinds).settled().value(&self.kind).errors(errors))
                    (Field::text(&name("rate"), "税率（％）").value(&self.rate).keys("decimal").required().errors(errors))
                    (Field::text(&name("name"), "名前").value(&self.name).required().errors(errors))
                }
            }
        }
    }
}

/// 税金.
pub(super) async fn show(State(shop): State<Shop>, visit: Visit) -> Result<Markup, PageError> {
    let taxes = shop.0.store.taxes().await?;
    let entered: Vec<Entered> = taxes.iter().map(Entered::of).collect();
    let method = &visit.settings.method;
    let general = General {
        rounding: rounding_word(method.terms.rounding),
        calculation: calculation_word(method.terms.tax_calculation),
        registration_number: &visit.settings.registration_number,
    };
    Ok(page(&visit, &taxes, &entered, &general, &Errors::default()))
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
    taxes: &[Tax],
    entered: &[Entered],
    general: &General<'_>,
    errors: &Errors,
) -> Markup {
    let roundings = ROUNDINGS.map(|(_, word, label)| Choice::new(word, label));
    let calculations = CALCULATIONS
        .map(|(_, word, label, note)| Choice::new(word, label).note(html! { small { (note) } }));
    let fields = html! {
        @for tax in entered { (tax.fields(errors)) }
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
        }
        div.actions { button.button.primary type="submit" { "保存する" } }
    };
    let content = html! {
        (errors)
        @for warning in visit.settings.method.terms.warnings(taxes) { p.warning { (warning) } }
        p.lead { "どの設定でも、お客様に表示する合計と、クロネコ掛け払いの請求額は1円まで一致します。変更は、これからのご注文に反映されます。" }
        (forms::form(&visit.form_token, HERE, &fields))
    };
    layout::admin_page(visit, "税金", &content)
}

/// The number as it is kept; empty where none is entered.
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

/// 保存する.
pub(super) async fn save(
    State(shop): State<Shop>,
    visit: Visit,
    form: Form,
) -> Result<Response, PageError> {
    let store = &shop.0.store;
    let taxes = store.taxes().await?;
    let entered: Vec<Entered> = taxes.iter().map(|tax| Entered::read(tax, &form)).collect();
    let mut errors = Errors::default();
    let changed: Vec<Tax> = entered.iter().map(|tax| tax.tax(&mut errors)).collect();
    let general = General {
        rounding: form.get("rounding"),
        calculation: form.get("calculation"),
        registration_number: form.get("registration_number"),
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
        return Ok(page(&visit, &taxes, &entered, &general, &errors).into_response());
    };
    let mut method = visit.settings.method.clone();
    (method.terms.rounding, method.terms.tax_calculation) = (*rounding, *calculation);
    store
        .save_taxes(&changed, &method, &registration_number)
        .await?;
    Ok(visit.go_and_say(&shop, HERE, &Notice::done("税金を保存しました。")))
}
