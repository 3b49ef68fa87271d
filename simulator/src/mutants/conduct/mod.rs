//! Misbehaviours of processing: whether a request is processed, its change is made, which rules are checked, whether the answer arrives.

pub(crate) mod leniency;
pub(crate) mod mishaps;
pub(crate) mod refusals;

use self::{leniency::Leniency, mishaps::Mishap};
use crate::books::change::Change;

/// A change of the processing.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Conduct {
    /// The request is accepted, and nothing changes.
    NoChange,
    /// A payment is registered with twice the price and twice the tax.
    Doubled,
    /// A request is refused without a reason, and nothing changes. The end of the code, whose beginning depends on the API.
    Refuse(&'static str),
    /// Some rules are not checked.
    Lenient(Leniency),
    /// The request or its answer gets lost, or comes late.
    Mishap(Mishap),
}

/// Doubles a payment before it is registered.
pub(crate) fn double(change: &mut Change) {
    if let Change::PaymentRegistered { price, tax, .. } = change {
        *price = price.saturating_mul(2);
        *tax = tax.saturating_mul(2);
    }
}
