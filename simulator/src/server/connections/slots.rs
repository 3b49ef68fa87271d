//! A limited number of connections. When all slots are taken, a connection whose request is not being answered is evicted.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Instant,
};

use parking_lot::Mutex;
use tokio::task::AbortHandle;

use super::stream::Sent;

/// The open connections.
#[derive(Debug)]
pub(crate) struct Slots {
    most: usize,
    taken: Mutex<Taken>,
}

#[derive(Debug, Default)]
struct Taken {
    last_number: u64,
    /// By number, so oldest first.
    slots: BTreeMap<u64, Arc<Slot>>,
}

/// One connection.
#[derive(Debug)]
pub(crate) struct Slot {
    number: u64,
    /// Requests that it sent.
    asked: AtomicU64,
    stage: Mutex<Stage>,
    /// What its client took of the answers.
    pub(crate) sent: Arc<Sent>,
    /// Requests sent and bytes taken at the last sweep; `None` before the first.
    seen: Mutex<Option<(u64, u64)>>,
    /// The task that serves it.
    task: Mutex<Option<AbortHandle>>,
}

/// The progress of the current request.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Stage {
    /// Every request whose head has arrived is answered.
    Idle,
    /// The rest of the body is awaited; nothing has been done yet.
    Incomplete { since: Instant },
    /// A request is being answered.
    Answering,
    /// The connection is being closed: none of its requests may begin.
    Closing,
}

/// A request that is being answered, until it is dropped.
pub(crate) struct InFlight(Arc<Slot>);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.enter(Stage::Idle);
    }
}

impl Slot {
    /// Notes that a request's head has arrived. Returns `None` if the connection is being closed.
    pub(crate) fn ask(self: &Arc<Self>) -> Option<InFlight> {
        self.asked.fetch_add(1, Relaxed);
        self.enter(Stage::Answering).then(|| InFlight(self.clone()))
    }

    /// Notes that the rest of a body is awaited.
    pub(crate) fn body_is_incomplete(&self, since: Instant) {
        self.enter(Stage::Incomplete { since });
    }

    /// Notes that more of a body has arrived. Returns `false` if the connection is being closed: the request must not begin then.
    pub(crate) fn body_goes_on(&self) -> bool {
        self.enter(Stage::Answering)
    }

    fn enter(&self, next: Stage) -> bool {
        let mut stage = self.stage.lock();
        let is_open = *stage != Stage::Closing;
        if is_open {
            *stage = next;
        }
        is_open
    }

    /// Whether a request has arrived whole and its answer has not left yet.
    pub(crate) fn is_being_answered(&self) -> bool {
        *self.stage.lock() == Stage::Answering || self.sent.is_in_the_middle()
    }

    /// Sets the task that serves the connection; aborts it if the connection was closed meanwhile.
    pub(crate) fn set_task(&self, task: AbortHandle) {
        let stage = self.stage.lock();
        if *stage == Stage::Closing {
            task.abort();
        }
        *self.task.lock() = Some(task);
    }

    /// Whether no request is being answered and its client has taken all answers.
    fn is_idle(&self) -> bool {
        *self.stage.lock() == Stage::Idle && !self.sent.is_in_the_middle()
    }

    fn incomplete_since(&self) -> Option<Instant> {
        match *self.stage.lock() {
            Stage::Incomplete { since } => Some(since),
            _ => None,
        }
    }

    /// Closes the connection. Returns `false`, and leaves it open, if a whole request has arrived by now.
    fn close(&self) -> bool {
        let mut stage = self.stage.lock();
        if *stage == Stage::Answering {
            return false;
        }
        *stage = Stage::Closing;
        if let Some(task) = &*self.task.lock() {
            task.abort();
        }
        true
    }
}

impl Slots {
    pub(crate) fn new(most: usize) -> Self {
        Self {
            most,
            taken: Mutex::default(),
        }
    }

    /// Takes a free slot, or that of a connection that can be evicted. Returns `None` if every connection is being answered.
    pub(crate) fn take(&self) -> Option<Arc<Slot>> {
        let mut taken = self.taken.lock();
        if taken.slots.len() >= self.most && !taken.evict_idle() {
            return None;
        }
        taken.last_number += 1;
        let slot = Arc::new(Slot {
            number: taken.last_number,
            asked: AtomicU64::new(0),
            stage: Mutex::new(Stage::Idle),
            sent: Arc::default(),
            seen: Mutex::new(None),
            task: Mutex::new(None),
        });
        taken.slots.insert(slot.number, slot.clone());
        Some(slot)
    }

    pub(crate) fn free(&self, slot: &Slot) {
        self.taken.lock().slots.remove(&slot.number);
    }

    pub(crate) fn evict_idle(&self) {
        self.taken.lock().evict_idle();
    }

    /// Closes the connections that have neither sent a request nor taken a byte since the last sweep.
    pub(crate) fn close_idle(&self) {
        for slot in self.taken.lock().slots.values() {
            let done = (slot.asked.load(Relaxed), slot.sent.bytes());
            let seen = slot.seen.lock().replace(done);
            if seen == Some(done) && *slot.stage.lock() == Stage::Idle {
                slot.close();
            }
        }
    }
}

impl Taken {
    /// Closes the oldest connection that never sent a request, else the oldest idle one, else the one whose body is awaited the longest.
    /// Returns `false` if there is none of these.
    fn evict_idle(&mut self) -> bool {
        let idle = |slot: &&Arc<Slot>| slot.is_idle() && slot.close();
        let silent = |slot: &&Arc<Slot>| slot.asked.load(Relaxed) == 0 && idle(slot);
        let slowest = || {
            let incomplete = |slot: &Arc<Slot>| Some((slot.incomplete_since()?, slot.number));
            let (_, number) = self.slots.values().filter_map(incomplete).min()?;
            self.slots.get(&number).filter(|slot| slot.close())
        };
        let mut slots = self.slots.values();
        let found = slots
            .find(silent)
            .or_else(|| self.slots.values().find(idle))
            .or_else(slowest);
        let Some(slot) = found.cloned() else {
            return false;
        };
        self.slots.remove(&slot.number);
        true
    }
}
