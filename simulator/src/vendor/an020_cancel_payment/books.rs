//! 決済取消: the conditions on the books.

use super::super::rules::facts::Facts;
use super::items::{BUYER_ID, ORDER_NO};
use crate::books::payments::PaymentState;

/// Passes without an order number. An invalid buyer id is not compared: its own checks come later.
pub(super) fn the_order_is_registered_for_the_buyer(facts: &Facts<'_>) -> bool {
    let (Some(_), Some(books)) = (facts.text(ORDER_NO), facts.books()) else {
        return true;
    };
    let Some(payment) = facts.payment(ORDER_NO) else {
        return false;
    };
    // Unknown: what is answered for the order of another buyer; rules.cancel_needs_the_buyer.
    let buyer_is_right = facts
        .text(BUYER_ID)
        .filter(|buyer| may_be_a_buyer(buyer))
        .is_none_or(|buyer| books.payer(payment) == buyer);
    buyer_is_right || !facts.assumptions.rules.cancel_needs_the_buyer
}

/// Whether B030002 and B030003 pass.
fn may_be_a_buyer(id: &str) -> bool {
    let usual = |byte: u8| byte.is_ascii_digit() || byte == b'-';
    id.len() <= 20 && id.bytes().all(usual)
}

pub(super) fn the_order_can_still_be_cancelled(facts: &Facts<'_>) -> bool {
    let rules = &facts.assumptions.rules;
    facts
        .payment(ORDER_NO)
        .is_none_or(|payment| match payment.state {
            PaymentState::Registered => true,
            // Unknown: whether a shipped order can be cancelled; rules.cancel_after_shipment.
            PaymentState::Shipped => rules.cancel_after_shipment,
            // Unknown: whether a confirmed order can; rules.cancel_after_confirmation.
            PaymentState::Confirmed => rules.cancel_after_confirmation,
            PaymentState::Cancelled => false,
        })
}

/// Returns may have made the buyer's total smaller than the order to cancel.
pub(super) fn the_settled_total_stays_zero_or_more(facts: &Facts<'_>) -> bool {
    let (Some(books), Some(payment)) = (facts.books(), facts.payment(ORDER_NO)) else {
        return true;
    };
    // Unknown: whether returns of an order still count against it when it is cancelled; rules.cancel_after_return.
    let taken_off = if facts.assumptions.rules.cancel_after_return {
        payment.owed()
    } else {
        payment.total()
    };
    let taken_off = i64::try_from(taken_off).unwrap_or(i64::MAX);
    books.buyer(books.payer(payment)).is_none_or(|buyer| {
        payment.state == PaymentState::Cancelled || buyer.settled_total >= taken_off
    })
}
