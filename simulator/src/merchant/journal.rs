//! The journal: requests, answers, and their reasons. Bounded in bytes; without passwords and personal data.

use std::{borrow::Cow, collections::VecDeque, sync::Arc};

use jiff::civil::DateTime;

use super::{
    budget::Budget,
    expectations::{Expectation, Expectations},
    faults::FaultKind,
    marks::{Mark, Marks},
    masked::{MaskedFields, allocated},
    transport::Transport,
};
use crate::{
    books::seen::BooksAtRequest,
    vendor::{
        rules::{judge::Broken, rule::Rule},
        wire::form::Malformed,
    },
};

/// One request and its answer. [`Journal::push`] numbers it.
#[derive(Debug)]
pub(crate) struct Entry {
    /// Counts from 1 in this journal, without gaps.
    pub(crate) number: u64,
    /// Counts all requests of the simulator, from 1.
    pub(crate) request: u64,
    pub(crate) at: DateTime,
    /// `AN010` … `AN070`.
    pub(crate) api: &'static str,
    pub(crate) received: MaskedFields,
    /// Why the bytes are not a form, if they are not.
    pub(crate) malformed: Option<Box<Malformed>>,
    /// The fields whose bytes were not UTF-8, by name.
    pub(crate) not_utf8: Box<[Box<str>]>,
    /// Likely causes of missing fields.
    pub(crate) hints: Box<[Box<str>]>,
    /// The rules of the API, which `broken` points into.
    pub(crate) rules: &'static [Rule],
    pub(crate) broken: Box<[Broken]>,
    /// The buyer and the order at that time.
    pub(crate) seen: BooksAtRequest,
    pub(crate) fault: Option<Box<FaultKind>>,
    /// The misbehaviour that met the request, alone or beside the fault.
    pub(crate) mutant: Option<&'static str>,
    /// Whether what was sent has a returnCode, in whole or in part.
    pub(crate) answers: bool,
    /// Whether the answer is a refusal, with a code or without.
    pub(crate) refused: bool,
    /// Whether the request was processed; `false` if a fault came first.
    pub(crate) processed: bool,
    /// The answered code.
    pub(crate) code: Option<Cow<'static, str>>,
    pub(crate) answered: MaskedFields,
    /// The number of the change that the request made.
    pub(crate) change: Option<u64>,
    /// The time to the decision, in microseconds.
    pub(crate) microseconds: u32,
    /// The transport, if recorded.
    pub(crate) transport: Option<Box<Transport>>,
}

impl Entry {
    /// The code of the refusal, or `0` for an accepted request; `None` if undecided.
    pub(crate) fn outcome(&self) -> Option<&str> {
        match &self.code {
            Some(code) => Some(code),
            None => self.processed.then_some("0"),
        }
    }

    fn bytes(&self) -> usize {
        // Its place in the queue, which has up to an eighth more places than entries.
        allocated(size_of::<Self>() + 2 * size_of::<usize>())
            + size_of::<Arc<Self>>() / 8 * 9
            + self.received.bytes()
            + self.answered.bytes()
            + allocated(self.broken.len() * size_of::<Broken>())
            + self.malformed.as_ref().map_or(0, |malformed| {
                allocated(size_of::<Malformed>()) + malformed.bytes()
            })
            + names_bytes(&self.not_utf8)
            + names_bytes(&self.hints)
            + self
                .fault
                .as_ref()
                .map_or(0, |fault| allocated(size_of::<FaultKind>()) + fault.bytes())
            + self
                .transport
                .as_ref()
                .map_or(0, |transport| transport.bytes())
            + match &self.code {
                Some(Cow::Owned(code)) => allocated(code.len()),
                _ => 0,
            }
    }
}

/// The memory of names, in bytes.
fn names_bytes(names: &[Box<str>]) -> usize {
    let texts = names.iter().map(|name| allocated(name.len()));
    allocated(size_of_val(names)) + texts.sum::<usize>()
}

/// The last requests of a merchant.
#[derive(Debug)]
pub(crate) struct Journal {
    budget: Arc<Budget>,
    bytes: usize,
    last_number: u64,
    entries: VecDeque<Arc<Entry>>,
    marks: Marks,
    expectations: Expectations,
}

impl Journal {
    pub(crate) fn new(budget: Arc<Budget>) -> Self {
        Self {
            budget,
            bytes: 0,
            last_number: 0,
            entries: VecDeque::new(),
            marks: Marks::default(),
            expectations: Expectations::default(),
        }
    }

    /// Adds an entry and numbers it. The caller trims the journals afterwards.
    pub(crate) fn push(&mut self, mut entry: Entry, request: u64) {
        self.last_number += 1;
        entry.number = self.last_number;
        entry.request = request;
        let bytes = entry.bytes();
        self.bytes += bytes;
        self.budget.add(bytes);
        if self.entries.len() == self.entries.capacity() {
            self.entries.reserve_exact(self.entries.len() / 8 + 4);
        }
        self.entries.push_back(Arc::new(entry));
    }

    /// Marks the requests from here on as those of a test. The caller trims the journals afterwards.
    pub(crate) fn mark(&mut self, at: DateTime, test: &str, expects: Box<[Box<str>]>) -> Mark {
        let before = self.witness_bytes();
        let mark = self.marks.push(Mark {
            number: 0,
            after: self.last_number,
            at,
            test: test.into(),
            expects,
        });
        let mark = mark.clone();
        self.changed_witnesses(before);
        mark
    }

    /// Notes the amounts that the shop showed for an order. The caller trims the journals afterwards.
    pub(crate) fn expect(
        &mut self,
        at: DateTime,
        order: &str,
        total: u64,
        tax: Option<u64>,
    ) -> Expectation {
        let before = self.witness_bytes();
        let expectation = Expectation {
            after: self.last_number,
            at,
            total,
            tax,
        };
        self.expectations.push(order, expectation.clone());
        self.changed_witnesses(before);
        expectation
    }

    /// The expectations by order number, the newest last.
    pub(crate) fn expectations(&self) -> impl Iterator<Item = (&str, &Expectation)> {
        self.expectations.iter()
    }

    pub(crate) fn marks(&self) -> impl Iterator<Item = &Mark> {
        self.marks.iter()
    }

    /// The bytes of marks and expectations.
    const fn witness_bytes(&self) -> usize {
        self.marks.bytes() + self.expectations.bytes()
    }

    /// Updates the bytes of marks and expectations.
    fn changed_witnesses(&mut self, before: usize) {
        let now = self.witness_bytes();
        self.bytes = self.bytes - before + now;
        if now > before {
            self.budget.add(now - before);
        } else {
            self.budget.give_back(before - now);
        }
    }

    /// Removes the oldest entries until at most a number of bytes is left. The caller drops them after releasing its lock.
    pub(crate) fn trim_to(&mut self, bytes: usize) -> VecDeque<Arc<Entry>> {
        let mut left = self.bytes;
        let dropped = self.entries.iter().take_while(|entry| {
            let is_too_much = left > bytes;
            left -= if is_too_much { entry.bytes() } else { 0 };
            is_too_much
        });
        let dropped = dropped.count();
        let trimmed = self.entries.drain(..dropped).collect();
        // Frees capacity for the other journals.
        let wanted = self.entries.len() / 8 * 9 + 4;
        if self.entries.capacity() > wanted {
            self.entries.shrink_to(wanted);
        }
        self.budget.give_back(self.bytes - left);
        self.bytes = left;
        let before = self.witness_bytes();
        self.marks.trim(self.complete_from(), bytes);
        self.expectations
            .trim(bytes.saturating_sub(self.marks.bytes()));
        self.changed_witnesses(before);
        trimmed
    }

    /// The number of the last request, kept or not.
    pub(crate) const fn last_number(&self) -> u64 {
        self.last_number
    }

    /// The number from which on the journal has every request.
    pub(crate) fn complete_from(&self) -> u64 {
        self.last_number + 1 - self.entries.len() as u64
    }

    pub(crate) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// The capacity, in entries.
    #[cfg(test)]
    pub(crate) fn capacity(&self) -> usize {
        self.entries.capacity()
    }

    pub(crate) fn entries(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter().map(|entry| &**entry)
    }

    /// The newest entries before a request, by its simulator-wide number; the newest first, at most `most`. They can be read without the
    /// lock.
    pub(crate) fn shared_before(&self, request: u64, most: usize) -> Vec<Arc<Entry>> {
        let end = self
            .entries
            .partition_point(|entry| entry.request < request);
        let start = end.saturating_sub(most);
        self.entries.range(start..end).rev().cloned().collect()
    }

    /// The entry of a request, by its simulator-wide number.
    pub(crate) fn request(&self, request: u64) -> Option<&Entry> {
        let place = self
            .entries
            .binary_search_by_key(&request, |entry| entry.request);
        self.entries.get(place.ok()?).map(|entry| &**entry)
    }

    /// Drops the entries, the marks and the expectations; numbering continues.
    pub(crate) fn clear(&mut self) {
        drop(self.trim_to(0));
        self.entries = VecDeque::new();
    }

    /// Removes all entries and counts from 1 again.
    pub(crate) fn reset(&mut self) {
        self.clear();
        self.last_number = 0;
        self.marks = Marks::default();
        self.expectations = Expectations::default();
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        self.budget.give_back(self.bytes);
    }
}
