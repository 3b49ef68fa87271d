//! 取引先登録: the conditions on the books.

use super::super::rules::facts::Facts;
use super::items::BUYER_ID;

/// A refused id stays taken, too.
pub(super) fn the_buyer_id_is_unused(facts: &Facts<'_>) -> bool {
    facts.buyer(BUYER_ID).is_none()
}
