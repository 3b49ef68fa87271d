//! Marks in a journal: which test the following requests belong to.

use std::collections::VecDeque;

use jiff::civil::DateTime;

use super::masked::allocated;

/// The most marks of a journal; the oldest go first.
pub(crate) const MAX_MARKS: usize = 1_000;

/// The start of a test. The requests up to the next mark belong to it.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    /// Counts the marks of the journal, from 1.
    pub(crate) number: u64,
    /// The number of the last request before it; 0 for none.
    pub(crate) after: u64,
    pub(crate) at: DateTime,
    pub(crate) test: Box<str>,
    /// The codes that the test provokes on purpose.
    pub(crate) expects: Box<[Box<str>]>,
}

impl Mark {
    fn bytes(&self) -> usize {
        let expects = self.expects.iter().map(|code| allocated(code.len()));
        size_of::<Self>()
            + allocated(self.test.len())
            + allocated(self.expects.len() * size_of::<Box<str>>())
            + expects.sum::<usize>()
    }
}

/// The marks of a journal, in order.
#[derive(Debug, Default)]
pub(super) struct Marks {
    last_number: u64,
    queue: VecDeque<Mark>,
    bytes: usize,
}

impl Marks {
    /// Adds a mark and numbers it.
    pub(super) fn push(&mut self, mut mark: Mark) -> &Mark {
        if self.queue.len() == MAX_MARKS {
            self.drop_first();
        }
        self.last_number += 1;
        mark.number = self.last_number;
        self.bytes += mark.bytes();
        self.queue.push_back(mark);
        let last = self.queue.len() - 1;
        &self.queue[last]
    }

    /// Drops marks whose requests are all gone, and the oldest until the rest fits in `bytes`.
    pub(super) fn trim(&mut self, complete_from: u64, bytes: usize) {
        let is_over = |marks: &Self| {
            marks
                .queue
                .get(1)
                .is_some_and(|next| next.after < complete_from)
        };
        while is_over(self) || self.bytes > bytes {
            self.drop_first();
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Mark> {
        self.queue.iter()
    }

    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }

    fn drop_first(&mut self) {
        if let Some(dropped) = self.queue.pop_front() {
            self.bytes -= dropped.bytes();
        }
    }
}
