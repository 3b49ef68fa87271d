//! AN010 決済登録: registers the payment of an order against the buyer's credit.

mod books;
mod items;
mod relations;
mod rules;

use super::{Endpoint, Outcome};
use super::{
    listed_values,
    rules::{facts::Facts, rule::Rule},
    wire::item::Items,
};
use crate::books::{change::Change, seen::BooksAtRequest};

/// 決済登録.
pub(crate) enum RegisterPayment {}

impl Endpoint for RegisterPayment {
    const API: &'static str = "AN010";
    const NAME: &'static str = "決済登録";
    const ITEMS: &'static [Items] = items::ITEMS;
    const LINE_ITEMS: &'static [Items] = items::LINE_ITEMS;
    const TRADER_CODE: Items = items::TRADER_CODE;
    const PASSWORD: Items = items::PASSWORD;
    const RULES: &'static [Rule] = rules::RULES;

    fn seen(facts: &Facts<'_>) -> BooksAtRequest {
        BooksAtRequest {
            buyer: BooksAtRequest::buyer(facts.buyer(items::BUYER_ID)).buyer,
            ..BooksAtRequest::payment(facts.books(), facts.payment(items::ORDER_NO))
        }
    }

    fn outcome(facts: &Facts<'_>) -> Option<Outcome> {
        let amount = |item| {
            facts
                .whole_number(item)
                .and_then(|yen| u32::try_from(yen).ok())
        };
        Some(Outcome::change(Change::PaymentRegistered {
            order: facts.text(items::ORDER_NO)?.into(),
            buyer: facts.text(items::BUYER_ID)?.into(),
            price: amount(items::SETTLE_PRICE)?,
            tax: amount(items::TAX)?,
            date: listed_values::date(facts.text(items::ORDER_DATE)?)?,
        }))
    }
}
