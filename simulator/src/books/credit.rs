//! Credit (与信): the unused part of a buyer's limit. Amounts are yen.

use super::buyers::Buyer;

impl Buyer {
    /// Returns the unused part of the limit.
    pub(crate) fn available(&self) -> u64 {
        u64::from(self.standing.credit_limit).saturating_sub(self.used_amount)
    }

    /// Whether the limit itself covers an amount, used or not.
    pub(crate) fn limit_covers(&self, amount: u64) -> bool {
        amount <= u64::from(self.standing.credit_limit)
    }

    /// Whether the unused part of the limit covers an amount.
    pub(crate) fn can_take(&self, amount: u64) -> bool {
        amount <= self.available()
    }
}
