//! What an order comes to, line by line as the buyer sees it.

use crate::settings::PaymentMethod;
use kakebarai::{
    billing::{BillingTerms, Fee, OrderProblem, ProductCodes, Source, Statement},
    client::Decimal2,
    order::{Item, Tax},
};

use super::store::{OrderSnapshot, Payment, Settings};

/// The payment method as far as it changes amounts: 銀行振込 costs nothing and sends nothing.
pub(super) fn method_of(payment: Payment, settings: &Settings) -> PaymentMethod {
    match payment {
        Payment::Kakebarai => settings.method.clone(),
        Payment::Transfer => {
            let mut method = settings.method.clone();
            "銀行振込（前払い）".clone_into(&mut method.name);
            method.terms.fee = Fee::default();
            method.terms.product_codes = ProductCodes::NotSent;
            method
        }
    }
}

/// Writes down what the contents come to, and says the total in yen.
///
/// # Errors
/// Everything for which the add-on could not send it. It is written for the operator.
pub(super) fn bill(
    contents: &mut OrderSnapshot,
    terms: &BillingTerms,
) -> Result<i64, Vec<OrderProblem>> {
    let order = contents.order("0", None);
    let statement = Statement::of(&order, terms)?;
    let goods: i64 = order.items.iter().map(Item::amount).sum();
    let mut sums = vec![
        ("商品合計".to_owned(), goods),
        (
            format!("送料（{}）", contents.shipping.name),
            contents.shipping.price,
        ),
    ];
    let fee = statement.fee;
    if fee > 0 {
        sums.push((terms.fee_name().to_owned(), fee));
    }
    for line in &statement.lines {
        if let Source::Tax(id) = line.source
            && let Some(tax) = order.taxes.iter().find(|tax| tax.id == id)
        {
            sums.push((tax_name(tax), line.tax.into()));
        }
    }
    contents.sums = sums;
    Ok(statement.total())
}

/// Tax that the prices have in them is not added to the others.
fn tax_name(tax: &Tax) -> String {
    if tax.included {
        format!("うち{}", tax.name)
    } else {
        tax.name.clone()
    }
}

/// 手数料, as the buyer is told before choosing; none where it costs nothing.
pub(super) fn fee_text(fee: Fee) -> Option<String> {
    let is_percent = fee.percent != Decimal2::default();
    match (fee.fixed > 0, is_percent) {
        (false, false) => None,
        (true, false) => Some(format!("{}円", fee.fixed)),
        (false, true) => Some(format!("商品と送料の合計の{}％", fee.percent)),
        (true, true) => Some(format!(
            "{}円と、商品と送料の合計の{}％",
            fee.fixed, fee.percent
        )),
    }
}
