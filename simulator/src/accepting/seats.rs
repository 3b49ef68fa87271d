//! How many connections there are at once. Where there are too many, one that asks for nothing makes room.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
};

use parking_lot::Mutex;
use tokio::sync::Notify;

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
    /// Whether it ever sent a request.
    has_asked: AtomicBool,
    /// Whether a request of it is being answered.
    is_asking: AtomicBool,
    leave: Notify,
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
        self.has_asked.store(true, Relaxed);
        self.is_asking.store(true, Relaxed);
        Asking(self.clone())
    }

    /// Waits until the seat is needed for somebody else.
    pub(super) async fn sent_away(&self) {
        self.leave.notified().await;
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
            has_asked: AtomicBool::new(false),
            is_asking: AtomicBool::new(false),
            leave: Notify::new(),
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
}

impl Taken {
    /// Sends the oldest one away that never asked for anything, else the oldest one that asks for nothing now.
    fn make_room(&mut self) -> bool {
        let idle = |seat: &&Arc<Seat>| !seat.is_asking.load(Relaxed);
        let silent = |seat: &&Arc<Seat>| idle(seat) && !seat.has_asked.load(Relaxed);
        let mut seats = self.seats.values();
        let found = seats
            .find(silent)
            .or_else(|| self.seats.values().find(idle));
        let Some(seat) = found.cloned() else {
            return false;
        };
        self.seats.remove(&seat.number);
        seat.leave.notify_one();
        true
    }
}
