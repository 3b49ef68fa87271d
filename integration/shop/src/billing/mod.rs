//! What an order comes to, line by line as the buyer sees it.

mod pricing;
mod reductions;

use kakebarai::{
    billing::{BillingTerms, Fee, OrderProblem, Statement, TaxSum, Totals},
    client::Decimal2,
    order::Tax,
};

use crate::{
    settings::Payment,
    store::{OrderSnapshot, RateSum, Reduction, ReductionKind},
};

pub(super) use self::pricing::{Prices, goods_price};
use self::reductions::{PaymentSource, discounts, part_payments};

/// Records the sums of the contents, and returns the total in yen. Gift certificates and points may pay all of an order that is not
/// paid by クロネコ掛け払い.
///
/// # Errors
/// What is wrong with the amounts; of an order that is paid by クロネコ掛け払い, everything that keeps it from being sent.
pub(super) fn bill(
    contents: &mut OrderSnapshot,
    payment: Payment,
    terms: &BillingTerms,
) -> Result<i64, Vec<OrderProblem>> {
    let order = contents.order("0", None);
    let totals = Totals::of(&order, terms)?;
    let total = match payment {
        Payment::Transfer => {
            let paid: i64 = order.part_payments.iter().map(|paid| paid.amount).sum();
            totals.total() - paid
        }
        Payment::Kakebarai => Statement::of(&order, terms)?.total(),
    };
    if total < 0 {
        return Err(vec![OrderProblem::PaidTooMuch]);
    }
    let goods = contents.goods();
    let mut sums = vec![("商品合計".to_owned(), goods)];
    let taken_off = contents.reductions.iter().map(taken_off);
    let (discounts, payments): (Vec<_>, Vec<_>) =
        taken_off.partition(|(kind, ..)| kind.is_discount());
    let of = |(_, name, amount)| (name, amount);
    sums.extend(discounts.into_iter().map(of));
    sums.push((
        labelled("送料", &contents.shipping.name),
        contents.shipping.price,
    ));
    let fee = totals.fee;
    if fee > 0 {
        sums.push((terms.fee_name().to_owned(), fee));
    }
    for sum in &totals.taxes {
        let tax = order.taxes.iter().find(|tax| tax.id == sum.tax);
        sums.extend(tax.map(|tax| (tax_name(tax), sum.amount)));
    }
    sums.extend(payments.into_iter().map(of));
    contents.sums = sums;
    contents.rates = by_rate(&order.taxes, &totals.taxes);
    let taxed: i64 = contents.rates.iter().map(|rate| rate.base).sum();
    contents.untaxed = goods - order.discount + contents.shipping.price + fee - taxed;
    Ok(total)
}

/// What a sum is, and of what; a name with brackets of its own stands in none.
fn labelled(what: &str, name: &str) -> String {
    if name.contains(['（', '(']) {
        format!("{what}：{name}")
    } else {
        format!("{what}（{name}）")
    }
}

/// A reduction as a line of the sums.
fn taken_off(reduction: &Reduction) -> (ReductionKind, String, i64) {
    let name = match reduction.kind {
        ReductionKind::Discount => labelled("割引", &reduction.name),
        ReductionKind::Coupon => labelled("クーポン", &reduction.name),
        ReductionKind::GiftCertificate | ReductionKind::Points => reduction.name.clone(),
    };
    (reduction.kind, name, -reduction.amount)
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

/// 手数料, as the buyer sees it before choosing; `None` if there is none.
pub(super) fn fee_text(fee: Fee) -> Option<String> {
    let is_percent = fee.percent != Decimal2::default();
    match (fee.fixed > 0, is_percent) {
        (false, false) => None,
        (true, false) => Some(crate::format::yen(fee.fixed)),
        (false, true) => Some(format!("商品と送料の合計の{}％", fee.percent)),
        (true, true) => Some(format!(
            "{}と、商品と送料の合計の{}％",
            crate::format::yen(fee.fixed),
            fee.percent
        )),
    }
}
