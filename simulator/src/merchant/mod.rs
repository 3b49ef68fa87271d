//! Merchants (加盟店): each is an account of its own. State, journal and coverage have a lock each, and none is held across an await.

use std::{
    collections::VecDeque,
    ops::Deref,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use jiff::civil::DateTime;
use parking_lot::{Mutex, MutexGuard};
use tokio::sync::Notify;

pub(crate) mod budget;
pub(crate) mod coverage;
pub(crate) mod credentials;
pub(crate) mod event;
pub(crate) mod expectations;
pub(crate) mod faults;
pub(crate) mod history;
pub(crate) mod initial_state;
pub(crate) mod journal;
pub(crate) mod marks;
pub(crate) mod masked;
pub(crate) mod registry;
pub(crate) mod sample_data;
pub(crate) mod snapshots;
pub(crate) mod state;
pub(crate) mod stored;
pub(crate) mod sync_point;
pub(crate) mod timeline;
pub(crate) mod transport;
mod view;

use self::{
    budget::Budget,
    coverage::Coverage,
    journal::{Entry, Journal},
    state::State,
};

/// A merchant.
#[derive(Debug)]
pub(crate) struct Account {
    code: Arc<str>,
    created_at: DateTime,
    state: Mutex<State>,
    journal: Mutex<Journal>,
    coverage: Arc<Coverage>,
    /// Held for a whole request on PostgreSQL. Requests wait here in order of arrival.
    pub(crate) request_lock: Arc<tokio::sync::Mutex<()>>,
    /// Counts changes of the journal.
    journal_changes: AtomicU64,
    /// Wakes tasks that wait for the next entry of the journal.
    pub(crate) next_entry: Notify,
}

/// The locked state of a merchant, which cannot be altered.
pub(crate) struct ReadState<'a>(MutexGuard<'a, State>);

impl Deref for ReadState<'_> {
    type Target = State;

    fn deref(&self) -> &State {
        &self.0
    }
}

impl Account {
    pub(crate) fn new(state: State, budget: Arc<Budget>) -> Self {
        Self {
            code: state.credentials().code.clone(),
            created_at: state.created_at(),
            coverage: state.coverage().clone(),
            state: Mutex::new(state),
            journal: Mutex::new(Journal::new(budget)),
            request_lock: Arc::default(),
            journal_changes: AtomicU64::new(0),
            next_entry: Notify::new(),
        }
    }

    /// 加盟店コード.
    pub(crate) const fn code(&self) -> &Arc<str> {
        &self.code
    }

    pub(crate) const fn created_at(&self) -> DateTime {
        self.created_at
    }

    /// The state, to read.
    pub(crate) fn state(&self) -> ReadState<'_> {
        ReadState(self.state.lock())
    }

    /// The state, to alter. Only storage does, and what starts and stops a simulator: an alteration that storage does not
    /// see is lost, and on PostgreSQL it overwrites what another simulator did.
    pub(crate) fn state_mut(&self) -> MutexGuard<'_, State> {
        self.state.lock()
    }

    pub(crate) fn journal(&self) -> MutexGuard<'_, Journal> {
        self.journal.lock()
    }

    /// The journal, to alter.
    pub(crate) fn journal_mut(&self) -> MutexGuard<'_, Journal> {
        self.journal_changes.fetch_add(1, Ordering::Relaxed);
        self.journal.lock()
    }

    /// See [`Journal::trim_to`].
    pub(crate) fn trim_journal(&self, bytes: usize) -> VecDeque<Arc<Entry>> {
        let trimmed = self.journal.lock().trim_to(bytes);
        if !trimmed.is_empty() {
            self.journal_changes.fetch_add(1, Ordering::Relaxed);
        }
        trimmed
    }

    pub(crate) fn coverage(&self) -> &Coverage {
        &self.coverage
    }

    /// The number of changes of the journal.
    pub(crate) fn journal_changes(&self) -> u64 {
        self.journal_changes.load(Ordering::Relaxed)
    }
}
