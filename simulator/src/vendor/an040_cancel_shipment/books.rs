//! 出荷取消: the conditions on the books. The named order and the order with the slip may differ.

use super::super::rules::facts::Facts;
use super::items::{ORDER_NO, SLIP_NO};
use crate::books::payments::PaymentState;

/// Not judged without an order number.
pub(super) fn the_order_is_registered(facts: &Facts<'_>) -> bool {
    let asked = facts.text(ORDER_NO).is_some() && facts.books().is_some();
    !asked || facts.payment(ORDER_NO).is_some()
}

pub(super) fn the_order_has_a_shipment_to_remove(facts: &Facts<'_>) -> bool {
    facts
        .payment(ORDER_NO)
        .is_none_or(|payment| payment.state == PaymentState::Shipped)
}

/// Not judged without a slip number, nor for one of more than twelve digits: no order can carry it, and D030002, which comes later, refuses
/// it.
pub(super) fn an_order_with_the_slip_number_exists(facts: &Facts<'_>) -> bool {
    let (Some(books), Some(slip)) = (facts.books(), facts.text(SLIP_NO)) else {
        return true;
    };
    if slip.len() > 12 {
        return true;
    }
    // Unknown: what is answered when another order carries the slip; rules.slip_must_be_of_the_order.
    let must_match = facts.assumptions.rules.slip_must_be_of_the_order;
    let mut carriers = books.payments_under(slip);
    carriers.any(|(order, _)| !must_match || Some(order) == facts.text(ORDER_NO))
}

/// If several orders share the slip number, the named order decides, provided it is among them.
pub(super) fn the_order_with_the_slip_number_is_shipped(facts: &Facts<'_>) -> bool {
    let (Some(books), Some(slip)) = (facts.books(), facts.text(SLIP_NO)) else {
        return true;
    };
    let named = books
        .payments_under(slip)
        .find(|(order, _)| Some(*order) == facts.text(ORDER_NO));
    let carrier = named.or_else(|| books.payments_under(slip).next());
    carrier.is_none_or(|(_, payment)| payment.state == PaymentState::Shipped)
}
