//! What of an account is written down: records of what happens, and checkpoints.

use std::sync::Arc;

use jiff::civil::DateTime;

use super::Account;
use super::snapshots::Snapshot;
use crate::{
    books::{
        Books,
        change::{Cause, Change},
    },
    storage::{
        Outbox,
        codec::{Controls, Line, Record, json},
        sqlite::Queue,
    },
};

impl Account {
    pub(super) fn controls(&self) -> Controls {
        Controls {
            clock: self.clock,
            faults: self.faults.clone(),
            screening: self.screening.clone(),
        }
    }

    /// Clock, faults and screening as they were written down.
    pub(crate) fn set_controls(&mut self, controls: Controls) {
        self.written = Some(controls.clone());
        self.clock = controls.clock;
        self.faults = controls.faults;
        self.screening = controls.screening;
    }

    /// Has clock, faults and screening written down if they are other ones.
    pub(crate) fn write_controls(&mut self) {
        let same = self.written.as_ref().is_some_and(|written| {
            written.clock == self.clock
                && written.faults == self.faults
                && written.screening == self.screening
        });
        if same || !self.outbox.is_somewhere() {
            return;
        }
        let controls = self.controls();
        let code = &self.code;
        self.outbox.put(|| Record::Controls {
            code: code.clone(),
            text: json(&controls),
        });
        self.written = Some(controls);
    }

    /// Has a change written down; books that were restored, with the first of the changes that restored them.
    pub(super) fn write_change(
        &mut self,
        number: u64,
        at: DateTime,
        cause: Cause,
        change: &Change,
    ) {
        if !self.outbox.is_somewhere() {
            return;
        }
        let line = match change {
            Change::Restored { from, books, .. } => {
                self.restored.retain(|(known, _)| known.strong_count() > 0);
                let mut known = self.restored.iter();
                let first = known.find(|(known, _)| known.as_ptr() == Arc::as_ptr(books));
                let same_as = first.map(|(_, first)| *first);
                if same_as.is_none() {
                    self.restored.push((Arc::downgrade(books), number));
                }
                let change = Change::Restored {
                    from: from.clone(),
                    books: if same_as.is_some() {
                        Arc::default()
                    } else {
                        books.clone()
                    },
                    same_as,
                };
                json(&Line { at, cause, change })
            }
            change => json(&Line { at, cause, change }),
        };
        let code = &self.code;
        self.outbox.put(|| Record::Change {
            code: code.clone(),
            number,
            line,
        });
    }

    /// Keeps a snapshot under a name, in place of one that has it; `false` where there is too much of them. Its document is made
    /// here, if one is to be written down and it was not made before.
    pub(crate) fn keep_snapshot(
        &mut self,
        name: &str,
        snapshot: Snapshot,
        document: Option<String>,
    ) -> bool {
        if !self.snapshots.insert(name.to_owned(), snapshot) {
            return false;
        }
        let code = &self.code;
        if let Some(snapshot) = self.snapshots.get(name) {
            self.outbox.put(|| Record::Snapshot {
                code: code.clone(),
                name: name.to_owned(),
                document: document.unwrap_or_else(|| snapshot.to_json()),
            });
        }
        true
    }

    /// Forgets a snapshot; `false` where there is none.
    pub(crate) fn delete_snapshot(&mut self, name: &str) -> bool {
        let code = &self.code;
        let found = self.snapshots.remove(name);
        if found {
            self.outbox.put(|| Record::SnapshotDeleted {
                code: code.clone(),
                name: name.to_owned(),
            });
        }
        found
    }

    /// Takes another password, if it is another one.
    pub(crate) fn set_password(&mut self, password: &str) {
        if self.credentials.password == password {
            return;
        }
        password.clone_into(&mut self.credentials.password);
        let code = &self.code;
        self.outbox.put(|| Record::Password {
            code: code.clone(),
            password: password.to_owned(),
        });
    }

    /// From now on records go to a queue, first of all those that wait.
    pub(crate) fn write_to(&mut self, queue: &Arc<Queue>) {
        if let Outbox::Held(held) = std::mem::take(&mut self.outbox) {
            for record in held {
                queue.put(record);
            }
        }
        self.outbox = Outbox::Queue(queue.clone());
    }

    /// From now on records wait for whoever takes them.
    pub(crate) fn hold_records(&mut self) {
        self.outbox = Outbox::Held(Vec::new());
    }

    /// The records that wait.
    pub(crate) fn take_records(&mut self) -> Vec<Record> {
        match &mut self.outbox {
            Outbox::Held(held) => std::mem::take(held),
            Outbox::Nowhere | Outbox::Queue(_) => Vec::new(),
        }
    }

    /// What was taken is written: the next version is this account's own.
    pub(crate) fn note_commit(&mut self, records: &[Record]) {
        self.position.version += 1;
        for record in records {
            match record {
                Record::Reset { .. } => self.position.resets += 1,
                Record::Snapshot { .. } | Record::SnapshotDeleted { .. } => {
                    self.position.snapshots += 1;
                }
                _ => {}
            }
        }
    }

    /// What was read anew takes the place of all but the journal and what was exercised.
    pub(crate) fn replace(&mut self, mut read: Self) {
        read.hold_records();
        std::mem::swap(&mut read.journal, &mut self.journal);
        std::mem::swap(&mut read.coverage, &mut self.coverage);
        std::mem::swap(&mut read.turn, &mut self.turn);
        *self = read;
    }

    /// The password as it was written down.
    pub(crate) fn restore_password(&mut self, password: &str) {
        password.clone_into(&mut self.credentials.password);
    }

    /// The last record: nothing of what still holds the account is written down any more.
    pub(crate) fn write_removal(&mut self) {
        let code = &self.code;
        self.outbox.put(|| Record::Removed { code: code.clone() });
        self.outbox = Outbox::Nowhere;
    }

    /// What a checkpoint would hold, if there are enough changes for one: so many, and a part of what it would be.
    pub(crate) fn begin_checkpoint(&self, worth: u64) -> Option<Checkpoint> {
        let current = (self.books.change_count(), &self.books);
        let (number, books) = self.ledger.base().unwrap_or(current);
        if number < self.checkpointed + worth.max(books.size() as u64 / 4) {
            return None;
        }
        Some(Checkpoint {
            number,
            resets: self.resets,
            books: Arc::new(books.clone()),
        })
    }

    /// Has a checkpoint written down, unless the account went back to its beginning since.
    pub(crate) fn finish_checkpoint(&mut self, checkpoint: &Checkpoint, books: String) {
        let code = &self.code;
        if checkpoint.resets == self.resets && checkpoint.number > self.checkpointed {
            self.checkpointed = checkpoint.number;
            self.outbox.put(|| Record::Checkpoint {
                code: code.clone(),
                number: checkpoint.number,
                books,
            });
        }
    }
}

/// The books after so many changes, on their way to where they are kept.
pub(crate) struct Checkpoint {
    number: u64,
    resets: u64,
    pub(crate) books: Arc<Books>,
}
