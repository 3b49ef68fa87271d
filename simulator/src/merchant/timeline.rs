//! The time line of one merchant: the last changes, in memory, up to a fixed number of them.

use std::{collections::VecDeque, sync::Arc};

use jiff::civil::DateTime;

use crate::books::{
    Books,
    change::{Cause, Change, Origin},
};

/// The most that restored books on one time line may hold together: buyers and orders, of some 250 bytes each. Books that are
/// restored again are counted once.
const MOST_RESTORED: usize = 200_000;

/// A change that was made.
#[derive(Clone, Debug)]
pub(crate) struct Recorded {
    /// Counts from 1, without gaps.
    pub(crate) number: u64,
    pub(crate) at: DateTime,
    pub(crate) cause: Cause,
    pub(crate) change: Change,
}

/// The last changes.
#[derive(Debug)]
pub(crate) struct Ledger {
    most: usize,
    changes: VecDeque<Recorded>,
    /// The number of the first change that is still there, or will be the next.
    complete_from: u64,
    /// The books before that change. Not kept up where no change is kept.
    base: Books,
    /// How large the restored books are that the changes hold.
    restored_size: usize,
}

impl Ledger {
    pub(crate) fn new(most: usize) -> Self {
        Self {
            most,
            changes: VecDeque::new(),
            complete_from: 1,
            base: Books::default(),
            restored_size: 0,
        }
    }

    /// A time line that begins after so many changes, with these books.
    pub(crate) fn after(most: usize, number: u64, base: Books) -> Self {
        Self {
            most,
            changes: VecDeque::new(),
            complete_from: number + 1,
            base,
            restored_size: 0,
        }
    }

    /// The books before the first change that is still there, and the number of the change before it; `None` where no change
    /// is kept.
    pub(crate) fn base(&self) -> Option<(u64, &Books)> {
        (self.most > 0).then_some((self.complete_from - 1, &self.base))
    }

    /// Keeps a change and drops the oldest where there is too much.
    pub(crate) fn keep(&mut self, recorded: Recorded) {
        self.keep_all([recorded]);
    }

    /// Keeps changes, one after the other.
    pub(crate) fn keep_all(&mut self, recorded: impl IntoIterator<Item = Recorded>) {
        for recorded in recorded {
            if let Some(books) = recorded.change.restored() {
                let before = self.restored().next_back();
                if before.is_none_or(|(_, before)| !Arc::ptr_eq(before, books)) {
                    self.restored_size += books.size();
                }
            }
            self.changes.push_back(recorded);
        }
        let mut dropped = Vec::new();
        while self.changes.len() > self.most.min(1)
            && (self.changes.len() > self.most || self.restored_size > MOST_RESTORED)
        {
            let Some(oldest) = self.changes.pop_front() else {
                break;
            };
            if let Some(books) = oldest.change.restored() {
                let next = self.restored().next();
                if next.is_none_or(|(_, next)| !Arc::ptr_eq(next, books)) {
                    self.restored_size -= books.size();
                }
            }
            dropped.push(oldest);
        }
        self.complete_from += dropped.len() as u64;
        if self.most == 0 {
            return;
        }
        // What was before books that were restored does not matter to the books after them.
        let restored = dropped
            .iter()
            .rposition(|dropped| dropped.change.restored().is_some());
        for (
            place,
            Recorded {
                at, cause, change, ..
            },
        ) in dropped.iter().enumerate()
        {
            if restored.is_some_and(|restored| place < restored) {
                self.base.pass_over();
            } else {
                // A change before restored books was not looked at when it was read; what comes after them does not need it.
                let _ = self.base.try_apply(*at, *cause, change);
            }
        }
    }

    /// The changes that restored books, with where these came from.
    fn restored(&self) -> impl DoubleEndedIterator<Item = (&Origin, &Arc<Books>)> {
        self.changes
            .iter()
            .filter_map(|recorded| match &recorded.change {
                Change::Restored { from, books, .. } => Some((from, books)),
                _ => None,
            })
    }

    /// From which number on every change is there.
    pub(crate) const fn complete_from(&self) -> u64 {
        self.complete_from
    }

    /// The books after the change of a number, and when it was made; `None` where the time line does not go back so far.
    pub(crate) fn books_after(&self, number: u64) -> Option<(DateTime, Arc<Books>)> {
        let last = self
            .changes
            .iter()
            .find(|recorded| recorded.number == number)?;
        // Whoever goes back to the same place again and again shares what was found there.
        let known = self
            .restored()
            .rfind(|(from, _)| **from == Origin::Number(number));
        if let Some((_, books)) = known {
            return Some((last.at, books.clone()));
        }
        let mut books = self.base.clone();
        for recorded in self.changes.iter().take_while(|kept| kept.number <= number) {
            let _ = books.try_apply(recorded.at, recorded.cause, &recorded.change);
        }
        Some((last.at, Arc::new(books)))
    }

    pub(crate) fn from(&self, number: u64) -> impl Iterator<Item = &Recorded> {
        self.changes
            .iter()
            .filter(move |recorded| recorded.number >= number)
    }
}
