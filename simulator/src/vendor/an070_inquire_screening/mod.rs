//! AN070 審査状況照会: answers the screening of a buyer.

mod books;
mod rules;

use super::{
    Endpoint, Outcome,
    inquiry::{books::sought, items},
};
use super::{
    rules::{facts::Facts, rule::Rule},
    wire::{item::Items, reply::Element},
};
use crate::books::{buyers::Judgement, seen::BooksAtRequest};

/// 審査状況照会.
pub(crate) enum InquireScreening {}

impl Endpoint for InquireScreening {
    const API: &'static str = "AN070";
    const NAME: &'static str = "審査状況照会";
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
        let judgement = match buyer.standing.judgement {
            // Unknown: the text while the screening runs; texts.pending.
            Judgement::Pending => &facts.assumptions.texts.pending,
            decided => decided.text(),
        };
        let answer = Outcome::answer(vec![
            Element::open("buyerId", id),
            Element::personal("buyerName", &*buyer.name),
            Element::open("judgeStatus", judgement),
        ]);
        Some(answer.judged(buyer.standing.judgement))
    }
}
