//! Under which of the provider's accounts something was asked.

use crate::client::Address;

/// Where and as whom the provider is asked: its address and 加盟店コード. What was asked of one account is never asked of
/// another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account(String);

impl Account {
    /// The account of a merchant at an address.
    pub fn new(address: &Address, merchant_code: &str) -> Self {
        let place = match address {
            Address::Test => "test".to_owned(),
            Address::Production => "production".to_owned(),
            Address::Custom(address) => address.to_string(),
        };
        Self(format!("{place} {merchant_code}"))
    }

    /// As it was written down.
    pub(super) const fn read(text: String) -> Self {
        Self(text)
    }

    /// As the ledger keeps it: the address, and 加盟店コード.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a record belongs to this account. One from before accounts were written down belongs to any.
    pub fn covers(&self, record: &Self) -> bool {
        record.0.is_empty() || record == self
    }
}
