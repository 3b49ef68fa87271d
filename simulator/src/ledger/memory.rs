//! The time line of one merchant: the last changes, in memory, up to a fixed number of them.

use std::collections::VecDeque;

use jiff::civil::DateTime;

use crate::books::change::{Cause, Change};

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
}

impl Ledger {
    pub(crate) const fn new(most: usize) -> Self {
        Self {
            most,
            changes: VecDeque::new(),
            complete_from: 1,
        }
    }

    /// Keeps a change and drops the oldest where there are too many; answers the number of the change.
    pub(crate) fn keep(&mut self, recorded: Recorded) -> u64 {
        let number = recorded.number;
        self.changes.push_back(recorded);
        while self.changes.len() > self.most {
            self.changes.pop_front();
        }
        self.complete_from = number + 1 - self.changes.len() as u64;
        number
    }

    /// From which number on every change is there.
    pub(crate) const fn complete_from(&self) -> u64 {
        self.complete_from
    }

    pub(crate) fn from(&self, number: u64) -> impl Iterator<Item = &Recorded> {
        self.changes
            .iter()
            .filter(move |recorded| recorded.number >= number)
    }
}
