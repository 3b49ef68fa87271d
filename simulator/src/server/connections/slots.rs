//! How many connections there are at once. Where there are too many, one makes room whose request is not being answered.

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

/// The connections that there are.
#[derive(Debug)]
pub(super) struct Seats {
    most: usize,
    taken: Mutex<Taken>,
}

#[derive(Debug, Default)]
struct Taken {
    last_number: u64,
    /// In the order in which they came.
    seats: BTreeMap<u64, Arc<Seat>>,
}

/// One connection.
#[derive(Debug)]
pub(super) struct Seat {
    number: u64,
    /// How many requests it sent.
    asked: AtomicU64,
    stage: Mutex<Stage>,
    /// What it took of the answers.
    pub(super) sent: Arc<Sent>,
    /// How many requests it had sent and how many bytes it had taken when it was looked at last, if it was.
    seen: Mutex<Option<(u64, u64)>>,
    /// What ends it.
    end: Mutex<Option<AbortHandle>>,
}

/// How far a connection is with a request.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Stage {
    /// No head of a request has arrived that is not answered yet.
    Idle,
    /// The rest of a body is waited for; nothing has been done yet.
    Incomplete { since: Instant },
    /// A request is being answered.
    Answering,
    /// The connection is being closed: no request of it may begin.
    Closing,
}

/// A request is being answered while this is there.
pub(super) struct Asking(Arc<Seat>);

impl Drop for Asking {
    fn drop(&mut self) {
        self.0.enter(Stage::Idle);
    }
}

impl Seat {
    /// Notes that a request's head has arrived. Returns `None` if the connection is being closed.
    pub(super) fn ask(self: &Arc<Self>) -> Option<Asking> {
        self.asked.fetch_add(1, Relaxed);
        self.enter(Stage::Answering).then(|| Asking(self.clone()))
    }

    /// Notes that the rest of a body is waited for.
    pub(super) fn body_is_incomplete(&self, since: Instant) {
        self.enter(Stage::Incomplete { since });
    }

    /// Notes that a body is not waited for any more. Returns `false` if the connection is being closed: what a request asks for must
    /// not begin then.
    pub(super) fn body_goes_on(&self) -> bool {
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
    pub(super) fn is_being_answered(&self) -> bool {
        *self.stage.lock() == Stage::Answering || self.sent.is_in_the_middle()
    }

    /// Says what ends the connection.
    pub(super) fn is_ended_by(&self, end: AbortHandle) {
        let stage = self.stage.lock();
        if *stage == Stage::Closing {
            end.abort();
        }
        *self.end.lock() = Some(end);
    }

    /// Whether nothing of it is being answered, and it has taken its answers.
    fn is_idle(&self) -> bool {
        *self.stage.lock() == Stage::Idle && !self.sent.is_in_the_middle()
    }

    fn incomplete_since(&self) -> Option<Instant> {
        match *self.stage.lock() {
            Stage::Incomplete { since } => Some(since),
            _ => None,
        }
    }

    /// Closes the connection unless a request of it has arrived whole by now.
    fn send_away(&self) -> bool {
        let mut stage = self.stage.lock();
        if *stage == Stage::Answering {
            return false;
        }
        *stage = Stage::Closing;
        if let Some(end) = &*self.end.lock() {
            end.abort();
        }
        true
    }
}

impl Seats {
    pub(super) fn new(most: usize) -> Self {
        Self {
            most,
            taken: Mutex::default(),
        }
    }

    /// A seat, if there is one or one can be made free.
    pub(super) fn take(&self) -> Option<Arc<Seat>> {
        let mut taken = self.taken.lock();
        if taken.seats.len() >= self.most && !taken.make_room() {
            return None;
        }
        taken.last_number += 1;
        let seat = Arc::new(Seat {
            number: taken.last_number,
            asked: AtomicU64::new(0),
            stage: Mutex::new(Stage::Idle),
            sent: Arc::default(),
            seen: Mutex::new(None),
            end: Mutex::new(None),
        });
        taken.seats.insert(seat.number, seat.clone());
        Some(seat)
    }

    pub(super) fn free(&self, seat: &Seat) {
        self.taken.lock().seats.remove(&seat.number);
    }

    pub(super) fn make_room(&self) {
        self.taken.lock().make_room();
    }

    /// Sends those away that neither asked for anything nor took anything since they were looked at last.
    pub(super) fn send_silent_away(&self) {
        for seat in self.taken.lock().seats.values() {
            let done = (seat.asked.load(Relaxed), seat.sent.bytes());
            let seen = seat.seen.lock().replace(done);
            if seen == Some(done) && *seat.stage.lock() == Stage::Idle {
                seat.send_away();
            }
        }
    }
}

impl Taken {
    /// Closes the oldest connection that never asked for anything, else the oldest one that asks for nothing now, else the one whose body
    /// is waited for the longest.
    fn make_room(&mut self) -> bool {
        let idle = |seat: &&Arc<Seat>| seat.is_idle() && seat.send_away();
        let silent = |seat: &&Arc<Seat>| seat.asked.load(Relaxed) == 0 && idle(seat);
        let slowest = || {
            let incomplete = |seat: &Arc<Seat>| Some((seat.incomplete_since()?, seat.number));
            let (_, number) = self.seats.values().filter_map(incomplete).min()?;
            self.seats.get(&number).filter(|seat| seat.send_away())
        };
        let mut seats = self.seats.values();
        let found = seats
            .find(silent)
            .or_else(|| self.seats.values().find(idle))
            .or_else(slowest);
        let Some(seat) = found.cloned() else {
            return false;
        };
        self.seats.remove(&seat.number);
        true
    }
}
