//! The memory budget of all journals together, and of all snapshots together.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

/// The byte limits of all journals together, and of all snapshots together.
#[derive(Debug)]
pub(crate) struct Budget {
    most: usize,
    used: AtomicUsize,
    most_of_snapshots: u64,
    used_by_snapshots: AtomicU64,
}

impl Budget {
    pub(crate) const fn new(most: usize, most_of_snapshots: u64) -> Self {
        Self {
            most,
            used: AtomicUsize::new(0),
            most_of_snapshots,
            used_by_snapshots: AtomicU64::new(0),
        }
    }

    /// Accounts for a snapshot in place of another, if any. Returns `false`, and changes nothing, if there is no room.
    pub(crate) fn take_for_snapshots(&self, bytes: u64, before: u64) -> bool {
        let take = |used: u64| {
            let then = (used + bytes).saturating_sub(before);
            (then <= self.most_of_snapshots || bytes <= before).then_some(then)
        };
        self.used_by_snapshots
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, take)
            .is_ok()
    }

    pub(crate) fn charge_for_snapshots(&self, bytes: u64) {
        self.used_by_snapshots.fetch_add(bytes, Ordering::Relaxed);
    }

    pub(crate) fn give_back_of_snapshots(&self, bytes: u64) {
        self.used_by_snapshots.fetch_sub(bytes, Ordering::Relaxed);
    }

    pub(super) fn add(&self, bytes: usize) {
        self.used.fetch_add(bytes, Ordering::Relaxed);
    }

    pub(super) fn give_back(&self, bytes: usize) {
        self.used.fetch_sub(bytes, Ordering::Relaxed);
    }

    pub(crate) fn used(&self) -> usize {
        self.used.load(Ordering::Relaxed)
    }

    pub(crate) fn is_exceeded(&self) -> bool {
        self.used() > self.full()
    }

    /// Returns the bytes to drop: a sixty-fourth more than needed, so that trimming is rare.
    pub(crate) fn excess(&self) -> usize {
        let target = self.full() - self.most / 64;
        self.used().saturating_sub(target)
    }

    /// Returns the limit less a sixty-fourth, for the overhead of the allocator.
    const fn full(&self) -> usize {
        self.most - self.most / 64
    }
}

/// The size to which the largest journals must shrink so that all together lose `excess` bytes.
pub(crate) fn level(sizes: &mut [usize], excess: usize) -> usize {
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    let mut above = 0;
    for (count, size) in (1..).zip(sizes.iter()) {
        above += size;
        let level = above.saturating_sub(excess) / count;
        // The remaining journals are already below the level.
        if sizes.get(count).is_none_or(|next| *next <= level) {
            return level;
        }
    }
    0
}
