//! AN020 決済取消: cancels the payment of an order and gives the buyer the credit back.

mod books;
mod items;
mod rules;

use super::{Endpoint, Outcome};
use super::{
    rules::{facts::Facts, rule::Rule},
    wire::item::Items,
};
use crate::books::{change::Change, seen::BooksAtRequest};

/// 決済取消.
pub(crate) enum CancelPayment {}

impl Endpoint for CancelPayment {
    const API: &'static str = "AN020";
    const NAME: &'static str = "決済取消";
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
        Some(Outcome::change(Change::PaymentCancelled { order }))
    }
}
