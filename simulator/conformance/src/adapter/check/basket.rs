//! The purchases and the applicant of the check.

use crate::adapter::message::{
    amount::Amount,
    application_form::{ApplicationForm, NotInTheForm},
    capabilities::{Accepts, Environment, Introduction},
    order::{Customer, Item, Order, Tax},
    session::ShopSettings,
};

pub(super) fn test_buyer() -> Customer {
    Customer {
        key: "c1".to_owned(),
        email: Some("1111@cs-cart.jp".to_owned()),
        buyer_id: Some("1111".to_owned()),
        groups: None,
    }
}

pub(super) fn applicant() -> Customer {
    Customer {
        key: "c2".to_owned(),
        email: Some("applicant@example.jp".to_owned()),
        buyer_id: None,
        groups: None,
    }
}

/// One product at 1,000 yen, as the integration accepts it.
pub(super) fn order(key: &str, accepts: &Accepts) -> Order {
    let included = accepts.tax_included.has(&true) && !accepts.tax_included.has(&false);
    Order {
        key: key.to_owned(),
        taxes: Some(vec![Tax {
            key: "T1".to_owned(),
            name: "消費税（10%）".to_owned(),
            rate: Amount::yen(10),
            included,
            enabled: true,
        }]),
        items: vec![Item {
            name: "コピー用紙".to_owned(),
            code: "PAPER-A4".to_owned(),
            unit_price: Amount::yen(1_000),
            quantity: Amount::yen(1),
            tax: Some("T1".to_owned()),
        }],
        shipping: Vec::new(),
        discount: Amount::yen(0),
        part_payments: Vec::new(),
        fee: None,
    }
}

/// The first value of each setting that the integration declares.
pub(super) fn settings(introduction: &Introduction, production: bool) -> ShopSettings {
    let accepts = &introduction.accepts;
    let environment = if production {
        Environment::Production
    } else {
        Environment::Test
    };
    ShopSettings {
        rounding: accepts.rounding.known().next().copied(),
        tax_calculation: accepts.tax_calculation.known().next().copied(),
        product_codes: accepts.product_codes.known().next().copied(),
        only_for_group: accepts.only_for_group.then_some(false),
        group_id: None,
        environment: accepts.environment.has(&environment).then_some(environment),
    }
}

/// The application of a corporation.
pub(super) fn application() -> Result<ApplicationForm, NotInTheForm> {
    let mut form = ApplicationForm::default();
    for (name, value) in [
        ("kind", "corporation"),
        ("legalForm", "株式会社"),
        ("legalFormPosition", "before"),
        ("companyName", "クロネコ商事"),
        ("companyNameKana", "クロネコショウジ"),
        ("postalCode", "1710033"),
        ("address", "東京都豊島区高田３丁目"),
        ("telephone", "03-0000-0800"),
        ("representativeFamilyName", "黒猫"),
        ("representativeGivenName", "大和"),
        ("representativeFamilyNameKana", "クロネコ"),
        ("representativeGivenNameKana", "ヤマト"),
        ("invoiceDestination", "buyer"),
        ("paymentMethod", "bankTransfer"),
    ] {
        form.fill(name, value)?;
    }
    form.fill("hasOperatingCompany", false)?;
    Ok(form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_application_fits_the_form() {
        assert_eq!(application().unwrap().fields().count(), 15);
    }
}
