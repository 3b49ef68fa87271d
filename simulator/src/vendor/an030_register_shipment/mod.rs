//! AN030 出荷登録: registers the slip number under which an order was shipped.

mod books;
mod items;
mod rules;

use super::{Endpoint, Outcome};
use super::{
    rules::{facts::Facts, rule::Rule},
    wire::item::Items,
};
use crate::books::{change::Change, seen::BooksAtRequest};

/// 出荷登録.
pub(crate) enum RegisterShipment {}

impl Endpoint for RegisterShipment {
    const API: &'static str = "AN030";
    const NAME: &'static str = "出荷登録";
    const ITEMS: &'static [Items] = items::ITEMS;
    const LINE_ITEMS: &'static [Items] = &[];
    const TRADER_CODE: Items = items::TRADER_CODE;
    const PASSWORD: Items = items::PASSWORD;
    const RULES: &'static [Rule] = rules::RULES;

    fn seen(facts: &Facts<'_>) -> BooksAtRequest {
        BooksAtRequest::payment(facts.books(), facts.payment(items::ORDER_NO))
    }

    fn outcome(facts: &Facts<'_>) -> Option<Outcome> {
        Some(Outcome::change(Change::ShipmentRegistered {
            order: facts.text(items::ORDER_NO)?.into(),
            slip: facts.text(items::SLIP_NO)?.into(),
            confirm_at: facts.time.confirmation(facts.now),
        }))
    }
}
