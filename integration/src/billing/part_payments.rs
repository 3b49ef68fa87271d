//! Gift certificates and points: they take from the price first, and from the tax only if that is not enough.

use std::cmp::Reverse;

use super::OrderProblem;
use crate::order::PartPayment;

/// What one of them pays, in yen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Paid<'a> {
    pub(super) name: &'a str,
    /// Of the price.
    pub(super) price: i64,
    /// Of the tax.
    pub(super) tax: i64,
}

/// Shares an order's price and tax among what pays a part of them, in its order. The largest take from the tax first: each keeps a
/// yen of the price, since a tax may be negative only where the price is (documented, A130006).
pub(super) fn pay(
    payments: &[PartPayment],
    price: i64,
    tax: i64,
) -> Result<Vec<Paid<'_>>, OrderProblem> {
    let mut shares: Vec<Paid<'_>> = payments
        .iter()
        .filter(|payment| payment.amount > 0)
        .map(|payment| Paid {
            name: &payment.name,
            price: payment.amount,
            tax: 0,
        })
        .collect();
    let paid: i64 = shares.iter().map(|share| share.price).sum();
    if paid > 0 && paid == price + tax {
        return Err(OrderProblem::NothingToPay);
    }
    if paid > price + tax {
        return Err(OrderProblem::PaidTooMuch);
    }
    let mut from_tax = (paid - price).max(0);
    let mut largest_first: Vec<&mut Paid<'_>> = shares.iter_mut().rev().collect();
    largest_first.sort_by_key(|share| Reverse(share.price));
    for share in largest_first {
        share.tax = from_tax.min(share.price - 1);
        share.price -= share.tax;
        from_tax -= share.tax;
    }
    if from_tax > 0 {
        return Err(OrderProblem::PartPaymentsTooSmall);
    }
    Ok(shares)
}
