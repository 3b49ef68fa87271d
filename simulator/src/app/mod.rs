//! All mutable state of a simulator: its merchants and their storage, the global faults, and all that belongs to no merchant.

mod journals;
mod lifecycle;
pub(crate) mod missed;
mod opening;

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering},
    },
    time::Duration,
};

use jiff::civil::DateTime;
use parking_lot::Mutex;
use tokio::sync::Notify;

pub(crate) use self::lifecycle::NotCreated;
use self::opening::CHECKPOINT_WORTH;
use crate::{
    books::values::is_merchant_code,
    clock::{Clock, Stopwatch},
    log::{Log, LogEvent},
    merchant::{
        Account,
        budget::Budget,
        coverage::Coverage,
        credentials::Credentials,
        faults::{Faults, Injected, Owner},
        journal::Journal,
        masked::Fingerprints,
        registry::Registry,
        state::State,
    },
    metrics::Durations,
    random::random,
    settings::Settings,
    storage::{Storage, StorageError, Transacted},
};

/// The state of a simulator.
#[derive(Debug)]
pub(crate) struct AppState {
    pub(crate) settings: Arc<Settings>,
    merchants: Registry,
    storage: Storage,
    /// Held while a merchant with sample data is added, so that the sum of all is known.
    adding: tokio::sync::Mutex<()>,
    /// The journal of requests that belong to no merchant.
    pub(crate) unattributed: Mutex<Journal>,
    /// Requests that reached none of the seven.
    misses: Mutex<missed::Misses>,
    /// Wakes tasks that wait for the next request that belongs to no merchant.
    pub(crate) next_unattributed: Notify,
    /// The coverage of requests that belong to no merchant, and of deleted merchants.
    pub(crate) unattributed_coverage: Coverage,
    /// The byte limits of all journals, and of all snapshots.
    budget: Arc<Budget>,
    /// Held while the journals are trimmed.
    trimming: Mutex<()>,
    /// Requests so far.
    requests: AtomicU64,
    faults: Mutex<Faults>,
    /// Whether there may be global faults. Saves each request a lock.
    any_faults: AtomicBool,
    started_at: DateTime,
    /// Runs since the start.
    running: Stopwatch,
    /// Whether the simulator is stopping.
    stopping: AtomicBool,
    pub(crate) durations: Durations,
    /// Fingerprints that distinguish masked values in the journals, if enabled.
    pub(crate) fingerprints: Option<Fingerprints>,
    pub(crate) log: Option<Arc<Log>>,
    /// Open dashboards.
    pub(crate) dashboards: AtomicUsize,
}

impl AppState {
    fn with_storage(
        settings: Arc<Settings>,
        budget: Arc<Budget>,
        log: Option<Arc<Log>>,
        storage: Storage,
    ) -> Self {
        Self {
            merchants: Registry::default(),
            storage,
            adding: tokio::sync::Mutex::default(),
            unattributed: Mutex::new(Journal::new(budget.clone())),
            misses: Mutex::default(),
            next_unattributed: Notify::new(),
            unattributed_coverage: Coverage::default(),
            budget,
            trimming: Mutex::default(),
            requests: AtomicU64::new(0),
            faults: Mutex::default(),
            any_faults: AtomicBool::new(false),
            started_at: Clock::new(settings.clock.frozen_at).now(),
            running: Stopwatch::start(),
            stopping: AtomicBool::new(false),
            durations: Durations::new(),
            fingerprints: settings.transport_facts.then(Fingerprints::default),
            log,
            dashboards: AtomicUsize::new(0),
            settings,
        }
    }

    /// Runs a function on a merchant's state, once, and stores its events. Returns `None` if there is no such merchant.
    ///
    /// # Errors
    /// The events could not be stored, or the function was not run.
    pub(crate) async fn transact<T>(
        &self,
        code: &str,
        act: impl FnOnce(&mut State) -> T,
    ) -> Result<Option<T>, StorageError> {
        match self.find(code).await? {
            Some(merchant) => self.transact_on(merchant, act).await,
            None => Ok(None),
        }
    }

    /// Like [`Self::transact`], on a merchant already found.
    pub(crate) async fn transact_on<T>(
        &self,
        mut merchant: Arc<Account>,
        act: impl FnOnce(&mut State) -> T,
    ) -> Result<Option<T>, StorageError> {
        let mut act = |state: &mut State| (act(state), state.is_checkpoint_due(CHECKPOINT_WORTH));
        loop {
            match self.storage.transact(&merchant, act).await? {
                Transacted::Done((done, is_due)) => {
                    if is_due {
                        self.checkpoint(&merchant);
                    }
                    return Ok(Some(done));
                }
                Transacted::Gone(again) => act = again,
            }
            self.merchants
                .remove_this(&merchant, |merchant| self.keep_coverage(merchant));
            // Another merchant may have its code by now.
            match self.find(merchant.code()).await? {
                Some(other) => merchant = other,
                None => return Ok(None),
            }
        }
    }

    /// Lets everything due happen to a merchant, and reads what other simulators did. Where neither is the case it waits for nobody,
    /// and nobody waits for it.
    ///
    /// # Errors
    /// As with [`Self::transact`].
    pub(crate) async fn catch_up(&self, code: &str) -> Result<(), StorageError> {
        if let Some(merchant) = self.merchant(code) {
            let is_behind = merchant.state().is_behind();
            if !is_behind && self.storage.is_current(&merchant).await? {
                return Ok(());
            }
        }
        let caught_up = self.transact(code, |state| drop(state.catch_up()));
        caught_up.await.map(|_| ())
    }

    /// A merchant, known or stored.
    pub(crate) async fn find(&self, code: &str) -> Result<Option<Arc<Account>>, StorageError> {
        if let Some(merchant) = self.merchants.get(code) {
            return Ok(Some(merchant));
        }
        // No other text is a code, so the database need not be asked.
        if !is_merchant_code(code) {
            return Ok(None);
        }
        match &self.storage {
            Storage::Memory => Ok(None),
            Storage::Sqlite(_) => match self.merchants.unreadable(code) {
                Some(reason) => Err(StorageError::Unreadable(reason)),
                None => Ok(None),
            },
            Storage::Postgres(postgres) => {
                let state = postgres.load(code).await?;
                Ok(state.map(|state| {
                    let merchant = Account::new(state, self.budget.clone());
                    self.merchants.get_or_insert(merchant)
                }))
            }
        }
    }

    /// Returns a merchant in memory.
    pub(crate) fn merchant(&self, code: &str) -> Option<Arc<Account>> {
        self.merchants.get(code)
    }

    /// Returns the merchants in memory, in the order of their codes.
    pub(crate) fn merchants(&self) -> Vec<Arc<Account>> {
        self.merchants.all()
    }

    /// Returns the codes of the merchants in memory, in order.
    pub(crate) fn codes(&self) -> Vec<Arc<str>> {
        self.merchants.codes()
    }

    pub(crate) fn merchant_count(&self) -> usize {
        self.merchants.len()
    }

    pub(crate) const fn storage(&self) -> &Storage {
        &self.storage
    }

    /// The time of requests that belong to no merchant.
    pub(crate) fn now(&self) -> DateTime {
        Clock::new(self.settings.clock.frozen_at).now()
    }

    pub(crate) fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Acquire)
    }

    pub(crate) fn begin_to_stop(&self) {
        self.stopping.store(true, Ordering::Release);
        self.note(&LogEvent::Stopping);
    }

    /// Writes to the log, if there is one.
    pub(crate) fn note(&self, event: &LogEvent<'_>) {
        if let Some(log) = &self.log {
            log.write(event);
        }
    }

    /// Returns the time since the start.
    pub(crate) fn runs_for(&self) -> Duration {
        self.running.elapsed()
    }

    pub(crate) const fn started_at(&self) -> DateTime {
        self.started_at
    }

    /// Credentials; where none are given, with a free code and a password of 64 random bits.
    #[expect(clippy::expect_used, reason = "random codes do not come to an end")]
    pub(crate) fn fresh_credentials(
        &self,
        code: Option<&str>,
        password: Option<&str>,
    ) -> Credentials {
        let free = || {
            // From 910000000 on: people seldom choose these.
            let codes = std::iter::repeat_with(|| 910_000_000 + random() % 89_999_999);
            let mut codes = codes.map(|code| code.to_string());
            codes
                .find(|code| self.merchant(code).is_none())
                .expect("there is a free code among the random ones")
        };
        let code = code.map_or_else(free, Into::into);
        let password = password.map_or_else(|| format!("{:016x}", random()), Into::into);
        Credentials::new(&code, &password)
    }

    /// The coverage of all merchants together, deleted ones included.
    pub(crate) fn coverage(&self) -> Coverage {
        let all = Coverage::default();
        all.add(&self.unattributed_coverage);
        for merchant in self.merchants() {
            all.add(merchant.coverage());
        }
        all
    }

    /// Another number than before where the coverage of all is another one. Cheaper than the coverage itself.
    pub(crate) fn coverage_changes(&self) -> u64 {
        let merchants = self.merchants();
        let changes = merchants
            .iter()
            .map(|merchant| merchant.coverage().changes());
        self.unattributed_coverage.changes() + changes.sum::<u64>()
    }

    pub(crate) fn clear_coverage(&self) {
        self.unattributed_coverage.clear();
        for merchant in self.merchants() {
            merchant.coverage().clear();
        }
    }

    /// Draws the global faults that apply to a request to an API.
    pub(crate) fn draw_faults(&self, api: &str) -> Injected {
        let mut injected = Injected::default();
        if self.any_faults.load(Ordering::Acquire) {
            self.with_faults(|faults| faults.draw(api, Owner::All, &mut injected));
        }
        injected
    }

    /// Whether a global fault's misbehaviour may strike a request to an API, and counts it.
    pub(crate) fn strike(&self, id: u64, api: &str) -> bool {
        self.with_faults(|faults| faults.strike(id, api))
    }

    pub(crate) fn with_faults<T>(&self, act: impl FnOnce(&mut Faults) -> T) -> T {
        let mut faults = self.faults.lock();
        let result = act(&mut faults);
        self.any_faults.store(!faults.is_empty(), Ordering::Release);
        result
    }
}
