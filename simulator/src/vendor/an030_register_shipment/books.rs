//! 出荷登録: the conditions on the books.

use super::super::{assumptions::SlipOverLimit, rules::facts::Facts};
use super::items::{ORDER_NO, SLIP_NO};
use crate::books::{
    payments::{Payment, PaymentState},
    shipments::MAX_ORDERS_PER_SLIP,
};

/// Not judged without an order number.
pub(super) fn the_order_is_registered(facts: &Facts<'_>) -> bool {
    let asked = facts.text(ORDER_NO).is_some() && facts.books().is_some();
    !asked || facts.payment(ORDER_NO).is_some()
}

pub(super) fn the_order_accepts_a_shipment(facts: &Facts<'_>) -> bool {
    facts
        .payment(ORDER_NO)
        .is_none_or(|payment| match payment.state {
            PaymentState::Registered => true,
            // Unknown: whether a second shipment replaces the first; rules.replace_shipments.
            PaymentState::Shipped => facts.assumptions.rules.replace_shipments,
            PaymentState::Cancelled | PaymentState::Confirmed => false,
        })
}

pub(super) fn the_slip_number_is_free_for_one_more_order(facts: &Facts<'_>) -> bool {
    let others = others_under_the_slip(facts);
    others.len() < MAX_ORDERS_PER_SLIP
        && others
            .iter()
            .all(|payment| payment.state != PaymentState::Confirmed)
}

pub(super) fn the_slip_number_is_of_a_usable_service(facts: &Facts<'_>) -> bool {
    match (facts.books(), facts.text(SLIP_NO)) {
        (Some(books), Some(slip)) => !books.slip_is_unusable(slip),
        _ => true,
    }
}

pub(super) fn the_orders_under_one_slip_fit_the_limit(facts: &Facts<'_>) -> bool {
    let (Some(books), Some(payment), Some(_)) =
        (facts.books(), facts.payment(ORDER_NO), facts.text(SLIP_NO))
    else {
        return true;
    };
    let payer = books.payer(payment);
    let Some(buyer) = books.buyer(payer) else {
        return true;
    };
    // A buyer who is no longer accepted has no limit.
    if !buyer.standing.judgement.is_accepted() {
        return true;
    }
    let others = others_under_the_slip(facts);
    let of_the_payer = others.iter().filter(|other| books.payer(other) == payer);
    let sum = payment.owed() + of_the_payer.map(|other| other.owed()).sum::<u64>();
    // Unknown: what the sum is compared with, and whether each buyer's orders are summed apart; rules.slip_over_limit.
    match facts.assumptions.rules.slip_over_limit {
        SlipOverLimit::Limit => buyer.limit_covers(sum),
        SlipOverLimit::Available => {
            let elsewhere = buyer.used_amount.saturating_sub(sum);
            buyer.limit_covers(elsewhere.saturating_add(sum))
        }
    }
}

/// The payments under the slip number, besides the order's own.
fn others_under_the_slip<'a>(facts: &Facts<'a>) -> Vec<&'a Payment> {
    let (Some(books), Some(slip)) = (facts.books(), facts.text(SLIP_NO)) else {
        return Vec::new();
    };
    let order = facts.text(ORDER_NO);
    let others = books
        .payments_under(slip)
        .filter(|(other, _)| Some(*other) != order);
    others.map(|(_, payment)| payment).collect()
}
