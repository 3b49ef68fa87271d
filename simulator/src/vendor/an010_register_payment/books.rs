//! 決済登録: the conditions on the books.

use super::super::{
    assumptions::{CreditCode, OverLimit},
    rules::facts::Facts,
};
use super::items::{BUYER_ID, ORDER_NO, SETTLE_PRICE, TAX};
use crate::books::{buyers::Judgement, payments::PaymentState};

pub(super) fn the_order_number_is_unused(facts: &Facts<'_>) -> bool {
    // Unknown: whether the number of a cancelled order may be used again; rules.reuse_cancelled_orders.
    facts.payment(ORDER_NO).is_none_or(|payment| {
        payment.state == PaymentState::Cancelled && facts.assumptions.rules.reuse_cancelled_orders
    })
}

pub(super) fn the_limit_covers_the_price(facts: &Facts<'_>) -> bool {
    limit_covers(facts, amount(facts, SETTLE_PRICE))
}

pub(super) fn the_limit_covers_price_and_tax(facts: &Facts<'_>) -> bool {
    limit_covers(facts, price_and_tax(facts))
}

// Unknown: which of A060004, A070004 and G55 is answered when; rules.over_limit.
fn limit_covers(facts: &Facts<'_>, amount: Option<u64>) -> bool {
    let (Some(buyer), Some(amount)) = (facts.buyer(BUYER_ID), amount) else {
        return true;
    };
    match facts.assumptions.rules.over_limit {
        OverLimit::Limit => !buyer.standing.judgement.is_accepted() || buyer.limit_covers(amount),
        OverLimit::Available => !buyer.standing.judgement.is_accepted() || buyer.can_take(amount),
        OverLimit::OnlyG55 => true,
    }
}

pub(super) fn what_is_left_of_the_limit_covers_price_and_tax(facts: &Facts<'_>) -> bool {
    let (Some(buyer), Some(amount)) = (facts.buyer(BUYER_ID), price_and_tax(facts)) else {
        return true;
    };
    !buyer.standing.judgement.is_accepted() || buyer.can_take(amount)
}

fn price_and_tax(facts: &Facts<'_>) -> Option<u64> {
    amount(facts, SETTLE_PRICE)?.checked_add(amount(facts, TAX)?)
}

fn amount(facts: &Facts<'_>, item: crate::vendor::wire::item::Items) -> Option<u64> {
    facts
        .whole_number(item)
        .and_then(|yen| u64::try_from(yen).ok())
}

pub(super) fn the_buyer_is_not_temporarily_unusable(facts: &Facts<'_>) -> bool {
    credit_code(facts) != Some(CreditCode::G12)
}

pub(super) fn the_buyer_is_not_stopped(facts: &Facts<'_>) -> bool {
    credit_code(facts) != Some(CreditCode::G61)
}

pub(super) fn the_buyer_is_a_member(facts: &Facts<'_>) -> bool {
    credit_code(facts) != Some(CreditCode::G65)
}

pub(super) fn the_buyer_can_be_handled(facts: &Facts<'_>) -> bool {
    credit_code(facts) != Some(CreditCode::G97)
}

/// The code that the buyer's status calls for. Returns `None` if the buyer may buy.
fn credit_code(facts: &Facts<'_>) -> Option<CreditCode> {
    let books = facts.books()?;
    let Some(buyer) = books.buyer(facts.text(BUYER_ID)?) else {
        return Some(CreditCode::G65);
    };
    let (standing, rules) = (&buyer.standing, &facts.assumptions.rules);
    // Unknown: the codes for buyers who are not accepted, cancelled, or not usable; rules.not_accepted_code,
    // rules.cancelled_code, rules.not_usable_code.
    match standing.judgement {
        Judgement::Pending | Judgement::Incomplete | Judgement::Refused => {
            Some(rules.not_accepted_code)
        }
        Judgement::Cancelled => Some(rules.cancelled_code),
        Judgement::Accepted | Judgement::LimitChanged => {
            if standing.stopped {
                Some(CreditCode::G61)
            } else if standing.temporarily_stopped {
                Some(CreditCode::G12)
            } else if standing.usable {
                None
            } else {
                Some(rules.not_usable_code)
            }
        }
    }
}
