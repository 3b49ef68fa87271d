//! Gift certificates and points: they take from the price first, and from the tax only if that is not enough.

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

/// Shares an order's price and tax among what pays a part of them. The last take from the tax, and each of them from the price
/// too: a tax may be negative only there (documented, A130006).
pub(super) fn pay(
    payments: &[PartPayment],
    price: i64,
    tax: i64,
) -> Result<Vec<Paid<'_>>, OrderProblem> {
    let payments: Vec<_> = payments.iter().filter(|paid| paid.amount > 0).collect();
    let paid: i64 = payments.iter().map(|paid| paid.amount).sum();
    if paid > 0 && paid == price + tax {
        return Err(OrderProblem::NothingToPay);
    }
    let mut from_tax = (paid - price).max(0);
    let mut shares = Vec::with_capacity(payments.len());
    for payment in payments.iter().rev() {
        let tax = from_tax.min(payment.amount - 1);
        from_tax -= tax;
        shares.push(Paid {
            name: &payment.name,
            price: payment.amount - tax,
            tax,
        });
    }
    if paid > price + tax || from_tax > 0 {
        return Err(OrderProblem::PaidTooMuch);
    }
    shares.reverse();
    Ok(shares)
}
