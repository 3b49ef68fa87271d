//! How many connections there are at once. Where there are too many, one that asks for nothing makes room.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    },
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
    /// Whether a request of it is being answered.
    is_asking: AtomicBool,
    /// What it took of the answers.
    pub(super) sent: Arc<Sent>,
    /// How many requests it had sent and how many bytes it had taken when it was looked at last, if it was.
    seen: Mutex<Option<(u64, u64)>>,
    /// What ends it.
    end: Mutex<Option<AbortHandle>>,
}

/// A request is being answered while this is there.
pub(super) struct Asking(Arc<Seat>);

impl Drop for Asking {
    fn drop(&mut self) {
        self.0.is_asking.store(false, Relaxed);
    }
}

impl Seat {
    pub(super) fn ask(self: &Arc<Self>) -> Asking {
        self.asked.fetch_add(1, Relaxed);
        self.is_asking.store(true, Relaxed);
        Asking(self.clone())
    }

    /// Says what ends the connection.
    pub(super) fn is_ended_by(&self, end: AbortHandle) {
        *self.end.lock() = Some(end);
    }

    /// Whether nothing of it is being answered, and it has taken its answers.
    fn is_idle(&self) -> bool {
        !self.is_asking.load(Relaxed) && !self.sent.is_in_the_middle()
    }

    fn send_away(&self) {
        if let Some(end) = &*self.end.lock() {
            end.abort();
        }
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
            is_asking: AtomicBool::new(false),
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
            if seen == Some(done) && !seat.is_asking.load(Relaxed) {
                seat.send_away();
            }
        }
    }
}

impl Taken {
    /// Sends the oldest one away that never asked for anything, else the oldest one that asks for nothing now.
    fn make_room(&mut self) -> bool {
        let idle = |seat: &&Arc<Seat>| seat.is_idle();
        let silent = |seat: &&Arc<Seat>| idle(seat) && seat.asked.load(Relaxed) == 0;
        let mut seats = self.seats.values();
        let found = seats
            .find(silent)
            .or_else(|| self.seats.values().find(idle));
        let Some(seat) = found.cloned() else {
            return false;
        };
        self.seats.remove(&seat.number);
        seat.send_away();
        true
    }
}
