//! Where changes are kept: in memory, and on wish in a file of SQLite or in PostgreSQL.

use std::sync::Arc;

pub(crate) mod file;
pub(crate) mod loading;
pub(crate) mod memory;
pub(crate) mod record;
pub(crate) mod replica;
pub(crate) mod tables;

use self::{file::Queue, record::Record, replica::Replica};

/// Where everything is kept besides memory.
#[derive(Debug)]
pub(crate) enum Keeping {
    /// Nowhere: all is gone when the simulator is.
    Memory,
    /// In a file of SQLite.
    File(Arc<Queue>),
    /// In PostgreSQL, together with other simulators.
    Replica(Replica),
}

/// Where an account's records go.
#[derive(Debug, Default)]
pub(crate) enum Outbox {
    /// They are not made.
    #[default]
    Nowhere,
    /// They wait in the order in which they were made.
    Held(Vec<Record>),
    /// They are written as soon as may be.
    Queue(Arc<Queue>),
}

impl Outbox {
    /// Whether anything is kept.
    pub(crate) const fn is_somewhere(&self) -> bool {
        !matches!(self, Self::Nowhere)
    }

    pub(crate) fn put(&mut self, record: impl FnOnce() -> Record) {
        match self {
            Self::Nowhere => {}
            Self::Held(held) => held.push(record()),
            Self::Queue(queue) => queue.put(record()),
        }
    }
}

/// What was done could not be written down, so it does not count as done.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct NotKept;
