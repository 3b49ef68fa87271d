//! All mutable state of a simulator: its merchants, the faults that meet everybody, and what belongs to no merchant.

mod keeping;
mod sharing;

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering},
    },
};

use jiff::civil::DateTime;
use parking_lot::{Mutex, RwLock};
use prometheus_client::metrics::{family::Family, histogram::Histogram};

use crate::{
    clock::Clock,
    log::{Event, Log},
    merchant::{
        Account, Credentials,
        coverage::Coverage,
        faults::{Faults, Struck},
        journal::{self, Budget, Journal},
    },
    server::probes::OfApi,
    settings::Settings,
    storage::{Keeping, NotKept},
};

/// The state of a simulator.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) settings: Settings,
    accounts: RwLock<BTreeMap<String, Arc<Mutex<Account>>>>,
    /// Held by who adds a merchant to those that several simulators share.
    adding: tokio::sync::Mutex<()>,
    /// Held by who adds a merchant with made-up buyers and orders.
    making_up: tokio::sync::Mutex<()>,
    /// Requests that belong to no merchant.
    pub(crate) strays: Mutex<Journal>,
    /// What requests that belong to no merchant have exercised, and merchants that are gone.
    pub(crate) stray_coverage: Mutex<Coverage>,
    /// What all journals may take.
    journals: Arc<Budget>,
    /// Held by who makes room in the journals.
    making_room: Mutex<()>,
    /// How many requests there have been.
    requests: AtomicU64,
    faults: Mutex<Faults>,
    /// Whether there may be faults for everybody: spares every request a lock.
    any_faults: AtomicBool,
    started_at: DateTime,
    keeping: Keeping,
    /// Whether it was told to stop.
    stopping: AtomicBool,
    /// How long requests take, by API, in seconds.
    pub(crate) durations: Family<OfApi, Histogram, fn() -> Histogram>,
    pub(crate) log: Option<Log>,
    /// How many dashboards are open.
    pub(crate) dashboards: AtomicUsize,
}

/// A merchant that waits for its lock.
type Shared = Arc<Mutex<Account>>;

/// Why a merchant cannot be made.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum NoMerchant {
    Taken,
    TooMany,
    TooMuchMadeUp,
    NotKept(NotKept),
}

impl NoMerchant {
    /// Why, and what to do.
    pub(crate) const fn text(self) -> (&'static str, &'static str) {
        match self {
            Self::Taken => (
                "その加盟店コードはすでに使われています。",
                "別のコードにするか、code を省いてください。",
            ),
            Self::TooMany => (
                "加盟店が多すぎます。",
                "使い終えた加盟店を DELETE するか、設定 max_merchants を増やしてください。",
            ),
            Self::TooMuchMadeUp => (
                "madeUp で作る取引先と注文が、全加盟店の合計で1,000,000件を超えます。",
                "madeUp の件数を減らすか、使い終えた加盟店を DELETE してください。",
            ),
            Self::NotKept(not_kept) => not_kept.text(),
        }
    }
}

impl World {
    /// A world in memory, with the settings' merchants.
    #[cfg(any(test, fuzzing))]
    pub(crate) fn new(settings: Settings) -> Self {
        let world = Self::keeping(settings, Keeping::Memory);
        world.found_merchants();
        world
    }

    fn keeping(settings: Settings, keeping: Keeping) -> Self {
        let journals = Arc::new(Budget::new(settings.journal_bytes, settings.snapshot_bytes));
        Self {
            accounts: RwLock::default(),
            adding: tokio::sync::Mutex::default(),
            making_up: tokio::sync::Mutex::default(),
            strays: Mutex::new(Journal::new(journals.clone())),
            stray_coverage: Mutex::default(),
            making_room: Mutex::default(),
            requests: AtomicU64::new(0),
            faults: Mutex::default(),
            any_faults: AtomicBool::new(false),
            journals,
            stopping: AtomicBool::new(false),
            durations: Family::new_with_constructor(durations),
            log: settings.log.map(Log::new),
            dashboards: AtomicUsize::new(0),
            started_at: Clock::new(settings.clock.frozen_at).now(),
            keeping,
            settings,
        }
    }

    /// The time for what belongs to no merchant.
    pub(crate) fn now(&self) -> DateTime {
        Clock::new(self.settings.clock.frozen_at).now()
    }

    pub(crate) fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Acquire)
    }

    pub(crate) fn begin_to_stop(&self) {
        self.stopping.store(true, Ordering::Release);
        self.note(&Event::Stopping);
    }

    /// Writes down what has happened, where there is a log.
    pub(crate) fn note(&self, event: &Event<'_>) {
        if let Some(log) = &self.log {
            log.write(event);
        }
    }

    /// Writes down why changes could not be kept.
    pub(crate) fn note_unwritable(&self, error: &impl ToString) {
        self.note(&Event::Unwritable {
            reason: error.to_string(),
        });
    }

    pub(crate) const fn started_at(&self) -> DateTime {
        self.started_at
    }

    /// The number of the next request. Under the lock of its journal, so that a journal's numbers rise.
    pub(crate) fn next_request(&self) -> u64 {
        self.requests.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// How many bytes the journals take.
    pub(crate) fn journal_bytes(&self) -> usize {
        self.journals.used()
    }

    /// How many requests there have been.
    pub(crate) fn request_count(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }

    /// Where the journals take more than they may, the oldest entries of the largest go.
    pub(crate) fn make_room_in_journals(&self) {
        if !self.journals.is_exceeded() {
            return;
        }
        let Some(_alone) = self.making_room.try_lock() else {
            return;
        };
        let accounts = self.accounts();
        let mut sizes: Vec<usize> = accounts
            .iter()
            .map(|account| account.lock().journal.bytes())
            .collect();
        sizes.push(self.strays.lock().bytes());
        let level = journal::level(&mut sizes, self.journals.excess());
        for account in accounts {
            account.lock().journal.shrink_to(level);
        }
        self.strays.lock().shrink_to(level);
    }

    pub(crate) fn account(&self, code: &str) -> Option<Arc<Mutex<Account>>> {
        self.accounts.read().get(code).cloned()
    }

    pub(crate) fn accounts(&self) -> Vec<Arc<Mutex<Account>>> {
        self.accounts.read().values().cloned().collect()
    }

    /// The codes of all merchants, in order.
    pub(crate) fn codes(&self) -> Vec<String> {
        self.accounts.read().keys().cloned().collect()
    }

    pub(crate) const fn kept_in(&self) -> &Keeping {
        &self.keeping
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

    /// What all merchants have exercised together, those that are gone included.
    pub(crate) fn coverage(&self) -> Coverage {
        let mut all = self.stray_coverage.lock().clone();
        for account in self.accounts() {
            all.add(&account.lock().coverage);
        }
        all
    }

    pub(crate) fn clear_coverage(&self) {
        *self.stray_coverage.lock() = Coverage::default();
        for account in self.accounts() {
            account.lock().coverage = Coverage::default();
        }
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

/// From 25 microseconds up to a second.
fn durations() -> Histogram {
    Histogram::new([
        0.000_025, 0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.05, 0.1,
        1.0,
    ])
}

/// Random bits of the operating system.
pub(crate) fn random() -> u64 {
    #[expect(
        clippy::expect_used,
        reason = "fails only where an operating system has no source of randomness"
    )]
    getrandom::u64().expect("the operating system gives random bits")
}
