//! Rules that are not checked.

use crate::{
    books::{payments::PaymentState, seen::BooksAtRequest},
    vendor::rules::rule::Rule,
};

/// Which rules are not checked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Leniency {
    /// Whether the lines add up.
    Sums,
    /// Lengths and characters.
    Lengths,
    /// Whether an order is shipped already.
    States,
    /// Credit limits.
    Limit,
}

pub(in crate::mutants) const SUMS: &[&str] = &["A060005", "A070005"];
pub(in crate::mutants) const STATES: &[&str] = &["B020005", "C020005"];
pub(in crate::mutants) const LIMIT: &[&str] = &["A060004", "A070004", "G55"];

impl Leniency {
    /// Whether a broken rule is ignored.
    pub(crate) fn excuses(self, rule: &Rule, seen: &BooksAtRequest) -> bool {
        match self {
            Self::Sums => SUMS.contains(&rule.code),
            Self::Lengths => rule.check.looks_at_lengths_or_characters(),
            Self::States => {
                let is_shipped = seen
                    .payment
                    .is_some_and(|payment| payment.state == PaymentState::Shipped);
                is_shipped && STATES.contains(&rule.code)
            }
            Self::Limit => LIMIT.contains(&rule.code),
        }
    }
}
