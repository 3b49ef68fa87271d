//! 取引先登録: what the books must say.

use super::super::rules::facts::Facts;
use super::items::BUYER_ID;

/// A refused id stays taken, too.
pub(super) fn the_buyer_id_is_unused(facts: &Facts<'_>) -> bool {
    facts.buyer(BUYER_ID).is_none()
}
