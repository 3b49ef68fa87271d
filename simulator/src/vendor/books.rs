//! The conditions on the books that several APIs share.

use super::rules::facts::Facts;
use crate::books::values::is_merchant_code;

/// Passes for an invalid merchant code, which has checks of its own.
pub(super) fn the_merchant_is_registered(facts: &Facts<'_>) -> bool {
    facts.merchant.is_some() || !facts.trader_code.is_some_and(is_merchant_code)
}

pub(super) fn the_password_is_given_and_right(facts: &Facts<'_>) -> bool {
    facts.password_matches()
}

/// Passes without a password, which has a check of its own.
pub(super) fn the_password_is_right(facts: &Facts<'_>) -> bool {
    facts.password.is_none() || facts.password_matches()
}
