//! All mutable state of a simulator: its merchants, the faults that meet everybody, and what belongs to no merchant.

mod keeping;
mod sharing;

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use jiff::civil::DateTime;
use parking_lot::{Mutex, RwLock};

use crate::{
    account::{Account, Credentials},
    clock::Clock,
    faults::{Faults, Struck},
    journal::Journal,
    ledger::Keeping,
    settings::Settings,
};

/// The state of a simulator.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) settings: Settings,
    accounts: RwLock<BTreeMap<String, Arc<Mutex<Account>>>>,
    /// Requests that belong to no merchant.
    pub(crate) strays: Mutex<Journal>,
    faults: Mutex<Faults>,
    /// Whether there may be faults for everybody: spares every request a lock.
    any_faults: AtomicBool,
    started_at: DateTime,
    keeping: Keeping,
}

/// A merchant that waits for its lock.
type Shared = Arc<Mutex<Account>>;

/// Why a merchant cannot be made.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum NoMerchant {
    Taken,
    TooMany,
    NotKept,
}

impl World {
    /// A world in memory, with the settings' merchants.
    #[cfg(test)]
    pub(crate) fn new(settings: Settings) -> Self {
        let world = Self::keeping(settings, Keeping::Memory);
        world.found_merchants();
        world
    }

    fn keeping(settings: Settings, keeping: Keeping) -> Self {
        Self {
            accounts: RwLock::default(),
            strays: Mutex::new(Journal::new(settings.journal_bytes)),
            faults: Mutex::default(),
            any_faults: AtomicBool::new(false),
            started_at: Clock::new(settings.clock.frozen_at).now(),
            keeping,
            settings,
        }
    }

    /// The time for what belongs to no merchant.
    pub(crate) fn now(&self) -> DateTime {
        Clock::new(self.settings.clock.frozen_at).now()
    }

    pub(crate) const fn started_at(&self) -> DateTime {
        self.started_at
    }

    pub(crate) fn account(&self, code: &str) -> Option<Arc<Mutex<Account>>> {
        self.accounts.read().get(code).cloned()
    }

    pub(crate) fn accounts(&self) -> Vec<Arc<Mutex<Account>>> {
        self.accounts.read().values().cloned().collect()
    }

    pub(crate) fn codes(&self) -> Vec<String> {
        self.accounts.read().keys().cloned().collect()
    }

    /// Whether a request may have to be carried out more than once.
    pub(crate) const fn is_shared(&self) -> bool {
        matches!(self.keeping, Keeping::Replica(_))
    }

    pub(crate) fn account_count(&self) -> usize {
        self.accounts.read().len()
    }

    /// Credentials with a code that is free and a password of 64 random bits, where none are given.
    pub(crate) fn fresh_credentials(
        &self,
        code: Option<String>,
        password: Option<String>,
    ) -> Credentials {
        let free = || {
            // From 910000000 on: seldom the codes that people choose for themselves.
            let codes = std::iter::repeat_with(|| 910_000_000 + random() % 89_999_999);
            let mut codes = codes.map(|code| code.to_string());
            codes
                .find(|code| self.account(code).is_none())
                .unwrap_or_default()
        };
        let password = password.unwrap_or_else(|| format!("{:016x}", random()));
        Credentials::new(code.unwrap_or_else(free), password)
    }

    /// The fault for everybody that meets a request to an API.
    pub(crate) fn strike(&self, api: &str) -> Option<Struck> {
        if !self.any_faults.load(Ordering::Acquire) {
            return None;
        }
        self.with_faults(|faults| faults.strike(api))
    }

    pub(crate) fn with_faults<T>(&self, act: impl FnOnce(&mut Faults) -> T) -> T {
        let mut faults = self.faults.lock();
        let result = act(&mut faults);
        self.any_faults.store(!faults.is_empty(), Ordering::Release);
        result
    }
}

/// Random bits of the operating system.
pub(crate) fn random() -> u64 {
    #[expect(
        clippy::expect_used,
        reason = "fails only where an operating system has no source of randomness"
    )]
    getrandom::u64().expect("the operating system gives random bits")
}
