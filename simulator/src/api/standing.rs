//! What several of the seven ask the books.

use crate::checking::facts::Facts;

/// Not judged for what is no merchant code: its own checks speak.
pub(super) fn the_merchant_is_registered(facts: &Facts<'_>) -> bool {
    let is_code = |text: &str| text.len() == 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    facts.account.is_some() || !facts.trader_code.is_some_and(is_code)
}
