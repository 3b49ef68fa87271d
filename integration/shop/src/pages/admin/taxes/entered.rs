//! A tax as it is entered, and what is wrong with it.

use std::ops::RangeInclusive;

use maud::{Markup, html};

use kakebarai::{billing::names, order::Tax};

use crate::{
    extract::Form,
    forms::{Choice, Errors, Field, Number},
};

/// From 0 % to 100 %, in hundredths of a per cent.
const RATES: RangeInclusive<i64> = 0..=10_000;

/// A tax as it is entered.
pub(super) struct TaxForm {
    pub(super) id: u32,
    /// As it is called now.
    pub(super) known_as: String,
    name: String,
    status: String,
    kind: String,
    rate: String,
}

impl TaxForm {
    /// A tax that is to be created: its form's fields have the number 0.
    pub(super) fn begun() -> Self {
        Self::of(&Tax::on_top(0, "", 10_u32)).called("新しい税")
    }

    fn called(self, name: &str) -> Self {
        Self {
            known_as: name.to_owned(),
            ..self
        }
    }

    /// The same as it was posted.
    pub(super) fn new(form: &Form) -> Self {
        Self::read(&Tax::on_top(0, "", 0_u32), form).called("新しい税")
    }

    /// As a tax is.
    pub(super) fn of(tax: &Tax) -> Self {
        Self {
            id: tax.id,
            known_as: tax.name.clone(),
            name: tax.name.clone(),
            status: if tax.enabled { "enabled" } else { "disabled" }.to_owned(),
            kind: if tax.included { "included" } else { "on-top" }.to_owned(),
            rate: tax.rate.to_string(),
        }
    }

    /// A known tax as it was posted.
    pub(super) fn read(tax: &Tax, form: &Form) -> Self {
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

    /// Says that another tax has the name.
    pub(super) fn is_taken(&self, errors: &mut Errors) {
        let (field, label) = (format!("name-{}", self.id), self.label("名前"));
        errors.add(&field, &label, "同じ名前の税があります。");
    }

    /// The tax. What cannot be read is an error.
    pub(super) fn tax(&self, errors: &mut Errors) -> Tax {
        let (field, label) = (format!("rate-{}", self.id), self.label("税率（％）"));
        let rate = Number {
            field: &field,
            label: &label,
            text: &self.rate,
        };
        let rate = rate.percent(&RATES, errors);
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
        Tax::on_top(self.id, &self.name, rate)
            .set_up(self.kind == "included", self.status == "enabled")
    }

    /// The fields, and what stands below them.
    pub(super) fn fields(&self, below: &Markup, errors: &Errors) -> Markup {
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
                (below)
            }
        }
    }
}
