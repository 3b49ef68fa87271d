//! What an order comes to, line by line as the buyer sees it.

use crate::settings::PaymentMethod;
use kakebarai::{
    billing::{BillingTerms, Fee, OrderProblem, ProductCodes, Source, Statement, TaxSum},
    client::Decimal2,
    order::{Item, Tax},
};

use super::store::{OrderSnapshot, Payment, RateSum, Settings};

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
    contents.rates = by_rate(&order.taxes, &statement.taxes);
    let taxed: i64 = contents.rates.iter().map(|rate| rate.base).sum();
    contents.untaxed = goods + contents.shipping.price + fee - taxed;
    Ok(statement.total())
}

/// What is taxed and the tax by rates, whatever the taxes are called; prices with and without the tax are kept apart.
fn by_rate(taxes: &[Tax], sums: &[TaxSum]) -> Vec<RateSum> {
    let mut rates: Vec<RateSum> = Vec::new();
    for sum in sums.iter().filter(|sum| sum.base != 0) {
        let tax = taxes.iter().find(|tax| tax.id == sum.tax);
        let included = tax.is_some_and(|tax| tax.included);
        let rate = sum.rate.as_hundredths();
        let same = |known: &&mut RateSum| (known.rate, known.included) == (rate, included);
        if let Some(known) = rates.iter_mut().find(same) {
            known.base += sum.base;
            known.tax += sum.amount;
        } else {
            rates.push(RateSum {
                rate,
                included,
                base: sum.base,
                tax: sum.amount,
            });
        }
    }
    rates
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
