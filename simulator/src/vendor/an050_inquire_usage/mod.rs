//! AN050 利用金額照会: whether a buyer may buy, up to what limit, and how much of it is used.

mod rules;

use super::{
    Endpoint, Outcome,
    inquiry::{books::sought, items},
};
use super::{
    rules::{facts::Facts, rule::Rule},
    wire::{item::Items, reply::Element},
};
use crate::books::seen::BooksAtRequest;

/// 利用金額照会.
pub(crate) enum InquireUsage {}

impl Endpoint for InquireUsage {
    const API: &'static str = "AN050";
    const NAME: &'static str = "利用金額照会";
    const ITEMS: &'static [Items] = items::ITEMS;
    const LINE_ITEMS: &'static [Items] = &[];
    const TRADER_CODE: Items = items::TRADER_CODE;
    const PASSWORD: Items = items::PASSWORD;
    const RULES: &'static [Rule] = rules::RULES;

    fn seen(facts: &Facts<'_>) -> BooksAtRequest {
        let buyer = sought(facts).and_then(|sought| sought.buyer());
        BooksAtRequest::buyer(buyer.map(|(_, buyer)| buyer))
    }

    fn outcome(facts: &Facts<'_>) -> Option<Outcome> {
        let (id, buyer) = sought(facts)?.buyer()?;
        // Unknown: the text for a buyer that may not buy; texts.not_usable.
        let usable = if buyer.may_buy() {
            "利用可"
        } else {
            &facts.assumptions.texts.not_usable
        };
        Some(Outcome::answer(vec![
            Element::open("buyerId", id),
            Element::personal("buyerName", &*buyer.name),
            Element::open("useUsable", usable),
            Element::open("useOverLimit", buyer.standing.credit_limit.to_string()),
            Element::open("usePayment", buyer.used_amount.to_string()),
        ]))
    }
}
