//! The provider's account under which a request was sent.

use crate::client::Address;

/// An account at the provider: its address and 加盟店コード. A request of one account is never sent again under another.
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

    /// Reads it as the ledger keeps it.
    pub(super) const fn read(text: String) -> Self {
        Self(text)
    }

    /// As the ledger keeps it: the address, and 加盟店コード.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a record belongs to this account. A record from before accounts were kept belongs to any.
    pub fn covers(&self, record: &Self) -> bool {
        record.0.is_empty() || record == self
    }
}
