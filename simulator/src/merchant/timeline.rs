//! The time line of a merchant: the last changes, up to a fixed number, and how to undo them.

use std::{collections::VecDeque, sync::Arc};

use jiff::civil::DateTime;

use crate::books::{
    Books,
    change::{Cause, Change, Origin},
    undo::Undo,
};

/// The most buyers and orders, of some 250 bytes each, in all books on a time line: the restored ones and those before each restore.
/// Books that several changes share are counted once.
const MAX_RESTORED_SIZE: usize = 200_000;

/// A change that was made.
#[derive(Clone, Debug)]
pub(crate) struct Recorded {
    /// Counts from 1, without gaps.
    pub(crate) number: u64,
    pub(crate) at: DateTime,
    pub(crate) cause: Cause,
    pub(crate) change: Change,
}

/// A change on the time line.
#[derive(Debug)]
struct UndoableChange {
    recorded: Arc<Recorded>,
    undo: Undo,
}

impl UndoableChange {
    fn restored(&self) -> Option<&Arc<Books>> {
        self.recorded.change.restored()
    }
}

/// The last changes.
#[derive(Debug)]
pub(crate) struct Timeline {
    most: usize,
    entries: VecDeque<UndoableChange>,
    /// The number of the first kept change, or of the next one if none is kept.
    complete_from: u64,
    /// The size of the books that the entries hold.
    restored_size: usize,
}

/// The way from the present books to those before the first change of a time line.
#[derive(Debug)]
pub(crate) struct WayBack {
    /// The undo of the last change comes first.
    undo: Vec<Undo>,
}

impl WayBack {
    pub(crate) fn walk(&self, mut books: Books) -> Books {
        for undo in &self.undo {
            books.undo(undo);
        }
        books
    }
}

impl Timeline {
    /// An empty time line after a number of changes, of at most `most` changes.
    pub(crate) const fn new(most: usize, after: u64) -> Self {
        Self {
            most,
            entries: VecDeque::new(),
            complete_from: after + 1,
            restored_size: 0,
        }
    }

    /// Whether the change of a number is still kept after a later one.
    pub(crate) fn keeps(&self, number: u64, last: u64) -> bool {
        number + self.most as u64 > last
    }

    /// Adds a change, and drops the oldest ones beyond the limits.
    pub(crate) fn push(&mut self, recorded: Arc<Recorded>, undo: Undo) {
        let entry = UndoableChange { recorded, undo };
        self.restored_size += size_beside(&entry, self.entries.back());
        self.entries.push_back(entry);
        while self.entries.len() > self.most
            || (self.restored_size > MAX_RESTORED_SIZE && self.entries.len() > 1)
        {
            let Some(oldest) = self.entries.pop_front() else {
                break;
            };
            self.restored_size -= size_beside(&oldest, self.entries.front());
            self.complete_from += 1;
        }
    }

    /// The number from which on every change is kept.
    pub(crate) const fn complete_from(&self) -> u64 {
        self.complete_from
    }

    /// The way from the books after the last change to those before the first kept one.
    pub(crate) fn way_back(&self) -> WayBack {
        WayBack {
            undo: self
                .entries
                .iter()
                .rev()
                .map(|entry| entry.undo.clone())
                .collect(),
        }
    }

    /// The books after the change of a number, and when it was made. `now` are the books after the last change. `None` if the time line
    /// does not go back that far.
    pub(crate) fn books_after(&self, number: u64, now: &Books) -> Option<(DateTime, Arc<Books>)> {
        let place = usize::try_from(number.checked_sub(self.complete_from)?).ok()?;
        let at = self.entries.get(place)?.recorded.at;
        // Going back to the same place repeatedly shares one copy of the books.
        let known = self
            .entries
            .iter()
            .rev()
            .find_map(|entry| match &entry.recorded.change {
                Change::Restored { from, books, .. } if *from == Origin::Number(number) => {
                    Some(books.clone())
                }
                _ => None,
            });
        if let Some(books) = known {
            return Some((at, books));
        }
        let later = || self.entries.iter().skip(place + 1);
        // Begins at the last books that a restore replaced: changes after it do not matter.
        let replaced = later().position(|entry| entry.undo.books().is_some());
        let (mut books, undone) = match replaced {
            Some(replaced) => {
                let before = later().nth(replaced).and_then(|entry| entry.undo.books());
                (
                    before.map_or_else(|| now.clone(), |books| Books::clone(books)),
                    replaced,
                )
            }
            None => (now.clone(), self.entries.len() - place - 1),
        };
        for entry in later().take(undone).collect::<Vec<_>>().into_iter().rev() {
            books.undo(&entry.undo);
        }
        // Shared books carry the number of the first change that restored them.
        Some((at, Arc::new(books.after(number))))
    }

    /// The books that the last change restored, if it restored any.
    pub(crate) fn just_restored(&self) -> Option<&Arc<Books>> {
        self.entries.back()?.restored()
    }

    /// The changes from a number on.
    pub(crate) fn from(&self, number: u64) -> impl Iterator<Item = &Arc<Recorded>> {
        let skipped = number.saturating_sub(self.complete_from);
        self.entries
            .iter()
            .skip(usize::try_from(skipped).unwrap_or(usize::MAX))
            .map(|entry| &entry.recorded)
    }
}

/// The size of the books that an entry holds and its neighbour does not.
fn size_beside(entry: &UndoableChange, neighbour: Option<&UndoableChange>) -> usize {
    let held = [entry.restored(), entry.undo.books()];
    let others = neighbour.map_or([None, None], |other| [other.restored(), other.undo.books()]);
    let is_shared = |books: &Arc<Books>| {
        others
            .iter()
            .flatten()
            .any(|other| Arc::ptr_eq(other, books))
    };
    held.into_iter()
        .flatten()
        .filter(|books| !is_shared(books))
        .map(|books| books.size())
        .sum()
}
