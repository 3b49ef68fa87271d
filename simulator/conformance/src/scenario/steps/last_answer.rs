//! The answer to the last verb, whatever the verb.

use std::fmt::Write as _;

use crate::adapter::message::{
    after_sale::{Carried, CarriedOne, RecoveredOne, Unshipped},
    buyer::Applied,
    outcome::{Changed, Outcome, Placed, Problem, Told},
    verb::Verb,
};

/// The outcome of the last verb.
#[derive(Clone, Debug)]
pub struct LastAnswer {
    /// The verb.
    pub verb: Verb,
    /// The order; for an application, the customer.
    pub about: String,
    /// The outcome.
    pub result: Outcome,
    /// The provider's code.
    pub code: Option<String>,
    /// The messages to people.
    pub told: Told,
    /// Why nothing was sent.
    pub problems: Vec<Problem>,
    /// The 取引先ID of an application.
    pub buyer_id: Option<String>,
    /// Whether the shop still has a shipment that it should have deleted.
    pub kept: Option<bool>,
}

impl LastAnswer {
    fn new(verb: Verb, about: &str, result: Outcome, code: Option<&String>) -> Self {
        Self {
            verb,
            about: about.to_owned(),
            result,
            code: code.cloned(),
            told: Told::default(),
            problems: Vec::new(),
            buyer_id: None,
            kept: None,
        }
    }

    fn told(mut self, told: &Told, problems: &[Problem]) -> Self {
        self.told = told.clone();
        self.problems = problems.to_vec();
        self
    }

    /// Converts the answer to `placeOrder`.
    pub fn of_placed(key: &str, placed: &Placed) -> Self {
        Self::new(Verb::PlaceOrder, key, placed.result, placed.code.as_ref())
            .told(&placed.told, &placed.problems)
    }

    /// Converts the answer to `changeOrder`.
    pub fn of_changed(key: &str, changed: &Changed) -> Self {
        Self::new(
            Verb::ChangeOrder,
            key,
            changed.result,
            changed.code.as_ref(),
        )
        .told(&changed.told, &changed.problems)
    }

    /// Converts the answer to `cancelOrder` or `ship`.
    pub fn of_carried(verb: Verb, key: &str, carried: &Carried) -> Self {
        Self::new(verb, key, carried.result, carried.code.as_ref())
            .told(&carried.told, &carried.problems)
    }

    /// Converts the answer to one of several cancellations.
    pub fn of_one(one: &CarriedOne) -> Self {
        Self::new(Verb::CancelOrder, &one.key, one.result, one.code.as_ref())
    }

    /// Converts the answer to `unship`.
    pub fn of_unshipped(key: &str, unshipped: &Unshipped) -> Self {
        let answer = Self::new(Verb::Unship, key, unshipped.result, unshipped.code.as_ref());
        Self {
            kept: unshipped.kept,
            ..answer.told(&unshipped.told, &unshipped.problems)
        }
    }

    /// Converts the answer to `apply`.
    pub fn of_applied(customer: &str, applied: &Applied) -> Self {
        let answer = Self::new(Verb::Apply, customer, applied.result, applied.code.as_ref());
        Self {
            buyer_id: applied.buyer_id.clone(),
            ..answer.told(&applied.told, &applied.problems)
        }
    }

    /// Converts an outcome found by `recover`.
    pub fn of_recovered(one: &RecoveredOne) -> Self {
        let about = one.key.as_ref().or(one.customer.as_ref());
        let about = about.map(String::as_str).unwrap_or_default();
        Self::new(one.verb, about, one.result, one.code.as_ref())
    }

    /// The outcome in words.
    pub(super) fn in_words(&self) -> String {
        let code = self.code.as_deref().unwrap_or("エラーコードなし");
        let mut words = match self.result {
            Outcome::Done => "受け付けられた（done）".to_owned(),
            Outcome::Refused => format!("断られた（refused、{code}）"),
            Outcome::NotSent => "送信されなかった（notSent）".to_owned(),
            Outcome::Unknown => "結果は分からない（unknown）".to_owned(),
        };
        for problem in &self.problems {
            let _ = write!(words, "。{}：{}", problem.field, problem.message);
        }
        if !self.told.operator.is_empty() {
            let _ = write!(words, "。担当者に「{}」", self.told.operator);
        }
        words
    }

    /// All messages to the operator.
    pub(super) fn to_operator(&self) -> String {
        let problems = self.problems.iter().map(|problem| problem.message.as_str());
        let told = std::iter::once(self.told.operator.as_str()).chain(problems);
        told.filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }
}
