//! The merchants that a simulator knows, by their codes.

use std::{
    collections::{BTreeMap, btree_map::Entry},
    sync::Arc,
};

use parking_lot::RwLock;

use super::Account;

/// The merchants by 加盟店コード.
#[derive(Debug, Default)]
pub(crate) struct Registry {
    merchants: RwLock<BTreeMap<Arc<str>, Arc<Account>>>,
    /// Stored merchants that cannot be read, with the reason.
    unreadable: RwLock<BTreeMap<Arc<str>, String>>,
}

/// Why a merchant is not inserted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum NotInserted {
    /// The code is in use.
    Taken,
    TooMany,
}

impl Registry {
    pub(crate) fn get(&self, code: &str) -> Option<Arc<Account>> {
        self.merchants.read().get(code).cloned()
    }

    /// All, in the order of their codes.
    pub(crate) fn all(&self) -> Vec<Arc<Account>> {
        self.merchants.read().values().cloned().collect()
    }

    pub(crate) fn codes(&self) -> Vec<Arc<str>> {
        self.merchants.read().keys().cloned().collect()
    }

    pub(crate) fn len(&self) -> usize {
        self.merchants.read().len()
    }

    /// Inserts a merchant if there are fewer than `most`. `on_insert` runs before the merchant can be found.
    pub(crate) fn insert(
        &self,
        merchant: Account,
        most: usize,
        on_insert: impl FnOnce(&Account),
    ) -> Result<Arc<Account>, NotInserted> {
        let code = merchant.code().clone();
        let mut merchants = self.merchants.write();
        let is_full = merchants.len() >= most;
        if self.unreadable.read().contains_key(&code) {
            return Err(NotInserted::Taken);
        }
        match merchants.entry(code) {
            Entry::Occupied(_) => Err(NotInserted::Taken),
            Entry::Vacant(_) if is_full => Err(NotInserted::TooMany),
            Entry::Vacant(place) => {
                on_insert(&merchant);
                Ok(place.insert(Arc::new(merchant)).clone())
            }
        }
    }

    /// Returns the merchant of the code, after inserting this one if there was none.
    pub(crate) fn get_or_insert(&self, merchant: Account) -> Arc<Account> {
        let mut merchants = self.merchants.write();
        let place = merchants.entry(merchant.code().clone());
        place.or_insert_with(|| Arc::new(merchant)).clone()
    }

    /// Removes a merchant. `on_remove` runs before its code can be used again.
    pub(crate) fn remove(&self, code: &str, on_remove: impl FnOnce(&Account)) {
        let mut merchants = self.merchants.write();
        if let Some(merchant) = merchants.remove(code) {
            on_remove(&merchant);
        }
        self.unreadable.write().remove(code);
    }

    /// Removes this merchant, but no other of the same code.
    pub(crate) fn remove_this(&self, merchant: &Arc<Account>, on_remove: impl FnOnce(&Account)) {
        let mut merchants = self.merchants.write();
        let code = merchant.code();
        if merchants
            .get(code)
            .is_some_and(|known| Arc::ptr_eq(known, merchant))
        {
            merchants.remove(code);
            on_remove(merchant);
        }
    }

    /// Notes that a merchant is stored and cannot be read.
    pub(crate) fn note_unreadable(&self, code: &str, reason: String) {
        self.unreadable.write().insert(code.into(), reason);
    }

    /// Why a stored merchant cannot be read.
    pub(crate) fn unreadable(&self, code: &str) -> Option<String> {
        self.unreadable.read().get(code).cloned()
    }
}
