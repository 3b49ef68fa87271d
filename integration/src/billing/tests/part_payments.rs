//! Shares of an order's price and tax.

use super::super::{
    OrderProblem,
    part_payments::{Paid, pay},
};
use crate::order::PartPayment;

fn payment(amount: i64) -> PartPayment {
    PartPayment {
        name: "ギフト券".to_owned(),
        amount,
    }
}

fn shares(amounts: &[i64]) -> Result<Vec<(i64, i64)>, OrderProblem> {
    let payments: Vec<_> = amounts.iter().copied().map(payment).collect();
    let shares = pay(&payments, 10_000, 1_000)?;
    let of = |share: &Paid<'_>| (share.price, share.tax);
    Ok(shares.iter().map(of).collect())
}

#[test]
fn the_whole_is_not_to_be_paid_and_nothing_pays_nothing() {
    assert_eq!(shares(&[]).unwrap(), []);
    // What pays nothing has no line.
    assert_eq!(shares(&[0, 500]).unwrap(), [(500, 0)]);
    // Of 11,000 yen.
    assert_eq!(shares(&[9_000]).unwrap(), [(9_000, 0)]);
    assert_eq!(shares(&[10_999]).unwrap(), [(10_000, 999)]);
    assert_eq!(shares(&[9_000, 2_000]), Err(OrderProblem::NothingToPay));
    assert_eq!(shares(&[11_000]), Err(OrderProblem::NothingToPay));
    assert_eq!(shares(&[11_001]), Err(OrderProblem::PaidTooMuch));
}
