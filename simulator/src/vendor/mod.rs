//! The seven APIs of the vendor: their items, their checks, and the effect of a good request. Pure: no network, no lock, no clock.

pub(crate) mod an010_register_payment;
pub(crate) mod an020_cancel_payment;
pub(crate) mod an030_register_shipment;
pub(crate) mod an040_cancel_shipment;
pub(crate) mod an050_inquire_usage;
pub(crate) mod an060_register_buyer;
pub(crate) mod an070_inquire_screening;
pub(crate) mod assumptions;
mod books;
mod inquiry;
pub(crate) mod listed_values;
pub mod messages;
pub(crate) mod rules;
pub(crate) mod wire;

pub(crate) use self::{
    an010_register_payment::RegisterPayment, an020_cancel_payment::CancelPayment,
    an030_register_shipment::RegisterShipment, an040_cancel_shipment::CancelShipment,
    an050_inquire_usage::InquireUsage, an060_register_buyer::RegisterBuyer,
    an070_inquire_screening::InquireScreening,
};
use self::{
    rules::{
        facts::{Facts, FormFacts},
        rule::Rule,
    },
    wire::{
        fields::{MAX_LINE_ITEMS, item_named, line_item_named},
        item::Items,
        reply::Element,
    },
};
use crate::books::{buyers::Judgement, change::Change, seen::BooksAtRequest};

/// One of the seven: its items, its rules, and the effect of a good request.
pub(crate) trait Endpoint {
    const API: &'static str;
    const NAME: &'static str;
    /// The items, by position.
    const ITEMS: &'static [Items];
    /// The items of a line, by position.
    const LINE_ITEMS: &'static [Items];
    const TRADER_CODE: Items;
    /// パスワード.
    const PASSWORD: Items;
    const RULES: &'static [Rule];

    /// Items that another item of the request rules out.
    fn ruled_out(_: &FormFacts<'_>) -> Vec<Items> {
        Vec::new()
    }

    /// The buyer and the order that a request names, as the books have them.
    fn seen(facts: &Facts<'_>) -> BooksAtRequest;

    /// The change and the answer of a request that broke no rule.
    fn outcome(facts: &Facts<'_>) -> Option<Outcome>;
}

/// The effect of a good request.
pub(crate) struct Outcome {
    pub(crate) change: Option<Change>,
    pub(crate) elements: Vec<Element>,
    /// The judgement, if the request asked for it.
    pub(crate) judgement: Option<Judgement>,
}

impl Outcome {
    pub(crate) fn change(change: Change) -> Self {
        Self {
            change: Some(change),
            elements: Vec::new(),
            judgement: None,
        }
    }

    pub(crate) fn answer(elements: Vec<Element>) -> Self {
        Self {
            change: None,
            elements,
            judgement: None,
        }
    }

    pub(crate) fn judged(self, judgement: Judgement) -> Self {
        Self {
            judgement: Some(judgement),
            ..self
        }
    }
}

/// An API in the tables.
pub(crate) struct Api {
    pub(crate) number: &'static str,
    pub(crate) name: &'static str,
    /// The items, by position.
    pub(crate) items: &'static [Items],
    /// The items of a line, by position.
    pub(crate) line_items: &'static [Items],
    pub(crate) rules: &'static [Rule],
}

impl Api {
    /// Whether one of its items has this wire name. `unit_name` is that of the lines' unit.
    pub(crate) fn has_item(&self, name: &str, unit_name: &str) -> bool {
        item_named(self.items, name).is_some()
            || line_item_named(self.line_items, name, unit_name).is_some()
    }
}

const fn listed<E: Endpoint>() -> Api {
    assert!(
        E::LINE_ITEMS.len() <= MAX_LINE_ITEMS,
        "a line has no place for so many items"
    );
    Api {
        number: E::API,
        name: E::NAME,
        items: E::ITEMS,
        line_items: E::LINE_ITEMS,
        rules: E::RULES,
    }
}

/// The seven APIs.
pub(crate) static APIS: [Api; 7] = [
    listed::<RegisterPayment>(),
    listed::<CancelPayment>(),
    listed::<RegisterShipment>(),
    listed::<CancelShipment>(),
    listed::<InquireUsage>(),
    listed::<RegisterBuyer>(),
    listed::<InquireScreening>(),
];

/// Finds an API by its number.
pub(crate) fn numbered(number: &str) -> Option<&'static Api> {
    APIS.iter().find(|api| api.number == number)
}

/// The host names of the provider: production, and its test environment.
pub(crate) const HOSTS: [&str; 2] = ["yamato-credit-finance.jp", "demo.yamato-credit-finance.jp"];

/// The code for a body that is not a form.
pub(crate) const MALFORMED: &str = "Z020001";
/// The code for a request that passes the rules and cannot be carried out.
pub(crate) const NO_OUTCOME: &str = "9900001";

/// The codes that every API can answer: errors of the system, not of the request.
const SYSTEM_CODES: [&str; 5] = ["0400001", "0500001", "0500002", "9900001", MALFORMED];

/// Returns the code from the tables: one of the API, or a code of the system.
pub(crate) fn listed_code(rules: &[Rule], code: &str) -> Option<&'static str> {
    let own = rules.iter().map(|rule| rule.code).find(|own| *own == code);
    own.or_else(|| SYSTEM_CODES.into_iter().find(|system| *system == code))
}

/// A rule together with the API that it belongs to.
#[derive(Clone, Copy, Debug)]
pub struct ListedRule {
    /// `AN010` … `AN070`.
    pub api: &'static str,
    /// The Japanese name of the API.
    pub api_name: &'static str,
    /// The error code.
    pub code: &'static str,
    rule: &'static Rule,
}

impl std::ops::Deref for ListedRule {
    type Target = Rule;

    fn deref(&self) -> &Rule {
        self.rule
    }
}

/// Every rule of the seven APIs, each API's in the order in which they are checked.
pub fn every_rule() -> impl Iterator<Item = ListedRule> {
    APIS.iter().flat_map(|api| {
        api.rules.iter().map(|rule| ListedRule {
            api: api.number,
            api_name: api.name,
            code: rule.code,
            rule,
        })
    })
}
