//! AN040 出荷取消: removes the slip number from an order.

mod books;
mod items;
mod rules;

use super::{Endpoint, Outcome};
use super::{
    rules::{facts::Facts, rule::Rule},
    wire::item::Items,
};
use crate::books::{change::Change, seen::BooksAtRequest};

/// 出荷取消.
pub(crate) enum CancelShipment {}

impl Endpoint for CancelShipment {
    const API: &'static str = "AN040";
    const NAME: &'static str = "出荷取消";
    const ITEMS: &'static [Items] = items::ITEMS;
    const LINE_ITEMS: &'static [Items] = &[];
    const TRADER_CODE: Items = items::TRADER_CODE;
    const PASSWORD: Items = items::PASSWORD;
    const RULES: &'static [Rule] = rules::RULES;

    fn seen(facts: &Facts<'_>) -> BooksAtRequest {
        BooksAtRequest::payment(facts.books(), facts.payment(items::ORDER_NO))
    }

    fn outcome(facts: &Facts<'_>) -> Option<Outcome> {
        let order = facts.text(items::ORDER_NO)?.into();
        Some(Outcome::change(Change::ShipmentCancelled { order }))
    }
}
