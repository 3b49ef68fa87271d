//! The journals of all merchants: numbered together, and bounded together.

use std::sync::atomic::Ordering;

use super::AppState;
use crate::merchant::{
    Account, budget,
    journal::{Entry, Journal},
};

impl AppState {
    /// Adds a request to the journal of its merchant, or to that of unattributed requests. Returns its number among all requests.
    pub(crate) fn push_entry(&self, merchant: Option<&Account>, entry: Entry) -> u64 {
        let push = |journal: &mut Journal| {
            // Under the journal's lock, so that its numbers rise.
            let request = self.requests.fetch_add(1, Ordering::Relaxed) + 1;
            journal.push(entry, request);
            request
        };
        let (request, next_entry) = if let Some(merchant) = merchant {
            (push(&mut merchant.journal_mut()), &merchant.next_entry)
        } else {
            (push(&mut self.unattributed.lock()), &self.next_unattributed)
        };
        next_entry.notify_waiters();
        self.trim_journals();
        request
    }

    /// Drops the oldest entries of the largest journals while all together exceed their limit.
    pub(crate) fn trim_journals(&self) {
        if !self.budget.is_exceeded() {
            return;
        }
        let Some(_alone) = self.trimming.try_lock() else {
            return;
        };
        let merchants = self.merchants();
        let mut sizes: Vec<usize> = merchants
            .iter()
            .map(|merchant| merchant.journal().bytes())
            .collect();
        sizes.push(self.unattributed.lock().bytes());
        let level = budget::level(&mut sizes, self.budget.excess());
        for merchant in &merchants {
            // Dropped after the lock of the journal is released.
            drop(merchant.trim_journal(level));
        }
        let trimmed = self.unattributed.lock().trim_to(level);
        drop(trimmed);
    }

    /// The bytes of all journals.
    pub(crate) fn journal_bytes(&self) -> usize {
        self.budget.used()
    }

    /// Requests so far.
    pub(crate) fn request_count(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }
}
