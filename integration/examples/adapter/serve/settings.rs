//! What a shop is set to, in the words of the protocol, and what that means to the library.

use kakebarai::{
    billing::{BillingTerms, ProductCodes},
    buyers::eligibility::Rules,
    client::Address,
    order::{Rounding, TaxCalculation},
};
use serde::{Deserialize, Serialize};

use super::answer::Failure;

/// The settings as they came; what is left out is as the shop usually has it.
#[derive(Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Settings {
    rounding: Option<String>,
    tax_calculation: Option<String>,
    product_codes: Option<String>,
    only_for_group: Option<bool>,
    group_id: Option<String>,
    environment: Option<String>,
}

fn unsupported<T>(name: &str, word: &str) -> Result<T, Failure> {
    Err(Failure::Unsupported(format!("settings.{name}={word}")))
}

impl Settings {
    /// How orders are billed.
    pub(super) fn terms(&self) -> Result<BillingTerms, Failure> {
        let mut terms = BillingTerms::default();
        // The provider has no field for a rate, so that the name of a tax's line is what tells 8 % from 10 %.
        terms.base_in_tax_names = true;
        match self.rounding.as_deref() {
            None => {}
            Some("down") => terms.rounding = Rounding::Down,
            Some("up") => terms.rounding = Rounding::Up,
            Some("halfUp") => terms.rounding = Rounding::HalfUp,
            Some(word) => return unsupported("rounding", word),
        }
        match self.tax_calculation.as_deref() {
            None => {}
            Some("perRate") => terms.tax_calculation = TaxCalculation::OncePerRate,
            Some("perLine") => terms.tax_calculation = TaxCalculation::Subtotal,
            Some("perUnit") => terms.tax_calculation = TaxCalculation::UnitPrice,
            Some(word) => return unsupported("taxCalculation", word),
        }
        match self.product_codes.as_deref() {
            None => {}
            Some("cutFromHead") => terms.product_codes = ProductCodes::CutFromHead,
            Some("notSent") => terms.product_codes = ProductCodes::NotSent,
            Some(word) => return unsupported("productCodes", word),
        }
        Ok(terms)
    }

    /// The rules for who is offered the payment method.
    pub(super) fn rules(&self) -> Result<Rules, Failure> {
        let mut rules = Rules::for_everybody();
        if self.only_for_group == Some(true) {
            let Some(group) = self.group()? else {
                return unsupported("onlyForGroup", "true, without groupId");
            };
            rules.required_group = Some(group);
        }
        Ok(rules)
    }

    /// The group クロネコ掛け払い取引先.
    pub(super) fn group(&self) -> Result<Option<u32>, Failure> {
        match self.group_id.as_deref().map(|id| (id, id.parse())) {
            None => Ok(None),
            Some((_, Ok(group))) => Ok(Some(group)),
            Some((id, Err(_))) => unsupported("groupId", id),
        }
    }

    /// テスト/本番環境. In both, requests go to the address of the connection.
    pub(super) fn environment(&self) -> Result<Address, Failure> {
        match self.environment.as_deref() {
            None | Some("test") => Ok(Address::Test),
            Some("production") => Ok(Address::Production),
            Some(word) => unsupported("environment", word),
        }
    }
}
