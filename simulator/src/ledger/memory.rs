//! The time line of one merchant: the last changes, in memory, up to a fixed number of them.

use std::collections::VecDeque;

use jiff::civil::DateTime;

use crate::books::{
    Books,
    change::{Cause, Change},
};

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
}

impl Ledger {
    pub(crate) fn new(most: usize) -> Self {
        Self {
            most,
            changes: VecDeque::new(),
            complete_from: 1,
            base: Books::default(),
        }
    }

    /// A time line that begins after so many changes, with these books.
    pub(crate) fn after(most: usize, number: u64, base: Books) -> Self {
        Self {
            most,
            changes: VecDeque::new(),
            complete_from: number + 1,
            base,
        }
    }

    /// The books before the first change that is still there, and the number of the change before it; `None` where no change
    /// is kept.
    pub(crate) fn base(&self) -> Option<(u64, &Books)> {
        (self.most > 0).then_some((self.complete_from - 1, &self.base))
    }

    /// Keeps a change and drops the oldest where there are too many; answers the number of the change.
    pub(crate) fn keep(&mut self, recorded: Recorded) -> u64 {
        let number = recorded.number;
        self.changes.push_back(recorded);
        while self.changes.len() > self.most {
            let Some(oldest) = self.changes.pop_front() else {
                break;
            };
            if self.most > 0 {
                self.base.apply(oldest.at, oldest.cause, &oldest.change);
            }
        }
        self.complete_from = number + 1 - self.changes.len() as u64;
        number
    }

    /// From which number on every change is there.
    pub(crate) const fn complete_from(&self) -> u64 {
        self.complete_from
    }

    /// The books after the change of a number, and when it was made; `None` where the time line does not go back so far.
    pub(crate) fn books_after(&self, number: u64) -> Option<(DateTime, Books)> {
        let last = self
            .changes
            .iter()
            .find(|recorded| recorded.number == number)?;
        let mut books = self.base.clone();
        for recorded in self.changes.iter().take_while(|kept| kept.number <= number) {
            books.apply(recorded.at, recorded.cause, &recorded.change);
        }
        Some((last.at, books))
    }

    pub(crate) fn from(&self, number: u64) -> impl Iterator<Item = &Recorded> {
        self.changes
            .iter()
            .filter(move |recorded| recorded.number >= number)
    }
}
