//! AN060 取引先登録: a buyer applies; the screening begins.

mod books;
mod items;
mod relations;
mod rules;

use super::{Endpoint, Outcome};
use super::{
    listed_values::legal_forms,
    rules::{
        facts::{Facts, FormFacts},
        rule::Rule,
    },
    wire::item::Items,
};
use crate::books::{
    buyers::{BuyerStatus, NewBuyer},
    change::Change,
    screening::{self, Application},
    seen::BooksAtRequest,
};

/// 取引先登録.
pub(crate) enum RegisterBuyer {}

impl Endpoint for RegisterBuyer {
    const API: &'static str = "AN060";
    const NAME: &'static str = "取引先登録";
    const ITEMS: &'static [Items] = items::ITEMS;
    const LINE_ITEMS: &'static [Items] = &[];
    const TRADER_CODE: Items = items::TRADER_CODE;
    const PASSWORD: Items = items::PASSWORD;
    const RULES: &'static [Rule] = rules::RULES;

    fn ruled_out(facts: &FormFacts<'_>) -> Vec<Items> {
        relations::ruled_out(facts)
    }

    fn seen(facts: &Facts<'_>) -> BooksAtRequest {
        BooksAtRequest::buyer(facts.buyer(items::BUYER_ID))
    }

    fn outcome(facts: &Facts<'_>) -> Option<Outcome> {
        let application = Application {
            buyer_id: facts.text(items::BUYER_ID)?,
            telephone: facts.text(items::TELEPHONE)?,
            name: facts.text(items::NAME)?,
        };
        let buyer = NewBuyer {
            id: application.buyer_id.into(),
            name: buyer_name(facts)?,
            telephone: application.telephone.to_owned(),
            standing: BuyerStatus::pending(),
            used_amount: 0,
            decided_at: None,
        };
        Some(Outcome::change(Change::BuyerApplied {
            buyer: Box::new(buyer),
            screening: screening::steps(
                facts.merchant?.screening,
                &application,
                facts.now,
                facts.time.calendar(),
            ),
        }))
    }
}

/// The name that the inquiries answer.
// Unknown: whether legal form and branch belong to it; texts.full_buyer_name.
fn buyer_name(facts: &Facts<'_>) -> Option<String> {
    let name = facts.text(items::NAME)?;
    if !facts.assumptions.texts.full_buyer_name {
        return Some(name.to_owned());
    }
    let legal_form = relations::the_buyer_is_a_corporation(facts)
        .then(|| facts.text(items::LEGAL_FORM).and_then(legal_forms::name))
        .flatten()
        .unwrap_or("");
    let mut full = match facts.text(items::LEGAL_FORM_POSITION) {
        Some("1") => format!("{name}{legal_form}"),
        _ => format!("{legal_form}{name}"),
    };
    if let Some(branch) = facts.text(items::BRANCH) {
        full.push('\u{3000}');
        full.push_str(branch);
    }
    Some(full)
}
