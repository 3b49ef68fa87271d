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
    /// How many it had sent when it was looked at last, if it was.
    seen: Mutex<Option<u64>>,
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

    /// Sends those away that asked for nothing since they were looked at last.
    pub(super) fn send_silent_away(&self) {
        for seat in self.taken.lock().seats.values() {
            let asked = seat.asked.load(Relaxed);
            let seen = seat.seen.lock().replace(asked);
            if seen == Some(asked) && !seat.is_asking.load(Relaxed) {
                seat.send_away();
            }
        }
    }
}

impl Taken {
    /// Sends the oldest one away that never asked for anything, else the oldest one that asks for nothing now.
    fn make_room(&mut self) -> bool {
        let idle = |seat: &&Arc<Seat>| !seat.is_asking.load(Relaxed);
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
