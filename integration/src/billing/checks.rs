//! Checks of an order that need no arithmetic.

#[cfg(feature = "ledger")]
use jiff::civil::Date;

#[cfg(feature = "ledger")]
use crate::characters::is_half_width;
use crate::{
    billing::{BillingTerms, MAX_PRICE, OrderProblem, names::is_blank},
    order::{Item, Order},
};

/// What is wrong with the names that are sent.
pub(super) fn name_problems(order: &Order, terms: &BillingTerms) -> Vec<OrderProblem> {
    let cart_code = (!terms.has_sendable_cart_code()).then_some(OrderProblem::CartCode);
    let nameless = (1..).zip(&order.items);
    let nameless = nameless.filter(|(_, item)| is_blank(&item.name));
    let nameless = nameless.map(|(number, _)| OrderProblem::NoName(number));
    cart_code.into_iter().chain(nameless).collect()
}

/// Everything that is wrong with the amounts and the taxes.
pub(super) fn amount_problems(order: &Order, terms: &BillingTerms) -> Vec<OrderProblem> {
    let mut problems = Vec::new();
    for (place, tax) in order.taxes.iter().enumerate() {
        if order.taxes[..place].iter().any(|other| other.id == tax.id) {
            problems.push(OrderProblem::TwoTaxes(tax.id));
        }
    }
    for item in &order.items {
        if item.quantity.as_hundredths() <= 0 {
            problems.push(OrderProblem::Quantity(item.name.clone()));
        }
        if item.unit_price.as_thousandths() < 0 {
            problems.push(OrderProblem::Negative(item.name.clone()));
        }
        problems.extend(too_large(&item.name, item.amount()));
    }
    let amounts = order
        .shipping
        .iter()
        .map(|shipping| (name_or_default(&shipping.name, "送料"), shipping.price));
    let amounts = amounts.chain(
        order
            .part_payments
            .iter()
            .map(|paid| (paid.name.as_str(), paid.amount)),
    );
    for (name, amount) in amounts.chain([("ご注文割引", order.discount)]) {
        if amount < 0 {
            problems.push(OrderProblem::Negative(name.to_owned()));
        }
        problems.extend(too_large(name, amount));
    }
    if !terms.fee.is_within_bounds() {
        problems.push(OrderProblem::Fee);
    }
    for tax in order
        .taxes
        .iter()
        .filter(|tax| !(0..=10_000).contains(&tax.rate.as_hundredths()))
    {
        problems.push(OrderProblem::Rate(tax.name.clone()));
    }
    let named = order
        .items
        .iter()
        .map(|item| (item.name.as_str(), item.tax));
    let named = named.chain(
        order
            .shipping
            .iter()
            .map(|shipping| (name_or_default(&shipping.name, "送料"), shipping.tax)),
    );
    for (name, tax) in named.chain([(terms.fee_name(), terms.fee_tax)]) {
        if let Some(tax) = tax.filter(|id| order.taxes.iter().all(|known| known.id != *id)) {
            problems.push(OrderProblem::UnknownTax {
                name: name.to_owned(),
                tax,
            });
        }
    }
    problems
}

/// A discount of more than the goods. It is looked at last: amounts have to be right before they are summed up.
pub(super) fn discount_problem(order: &Order) -> Option<OrderProblem> {
    let goods: i64 = order.items.iter().map(Item::amount).sum();
    let discount = order.discount;
    (discount > goods).then_some(OrderProblem::Discount { discount, goods })
}

/// What is wrong with an order that is to be sent, besides its amounts: one that is only shown may have no number yet.
#[cfg(feature = "ledger")]
pub(crate) fn sending_problems(order: &Order, today: Date) -> Vec<OrderProblem> {
    let mut problems = Vec::new();
    let count = order.number.chars().count();
    if !(1..=20).contains(&count) || !order.number.chars().all(is_half_width) {
        problems.push(OrderProblem::Number(order.number.clone()));
    }
    if order.date > today {
        problems.push(OrderProblem::FutureDate(order.date));
    }
    problems
}

/// No part of an order is more than a whole one may be; so no sum of parts runs over either.
fn too_large(label: &str, amount: i64) -> Option<OrderProblem> {
    (amount > MAX_PRICE).then(|| OrderProblem::TooLarge {
        label: label.to_owned(),
        amount,
    })
}

/// Returns a name, or `otherwise` if it is blank.
pub(super) fn name_or_default<'a>(name: &'a str, otherwise: &'a str) -> &'a str {
    if is_blank(name) { otherwise } else { name }
}
