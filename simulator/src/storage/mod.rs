//! Where changes are kept: in memory, and on wish in a file of SQLite or in PostgreSQL.

use std::sync::Arc;

pub(crate) mod codec;
pub(crate) mod loading;
pub(crate) mod postgres;
pub(crate) mod sqlite;
pub(crate) mod tables;

use self::{codec::Record, postgres::Replica, sqlite::Queue};

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

/// Something could not be written down.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum NotKept {
    /// The file cannot be written, and nothing was done.
    File,
    /// The file could not be written just then. It may have been since.
    FileInDoubt,
    /// The database does not do what it is asked, and nothing was done.
    Database,
    /// The database did not say whether it has written.
    DatabaseInDoubt,
}

impl NotKept {
    /// What is wrong, and what to do.
    pub(crate) const fn text(self) -> (&'static str, &'static str) {
        match self {
            Self::File => (
                "データを書き込めないため、要求は処理されていません。",
                "ディスクの空きと権限を確認してください。書き込めるようになれば、起動し直さなくても使えます。",
            ),
            Self::FileInDoubt => (
                "データを書き込めず、要求が処理されたかどうかはまだ決まっていません。",
                "ディスクの空きと権限を確認し、書き込めるようになってから、処理されたかどうかを確かめてください。",
            ),
            Self::Database => (
                "データベースが応答しないため、要求は処理されていません。",
                "PostgreSQL が動いていて接続できるかを確認してください。応答するようになれば、起動し直さなくても使えます。",
            ),
            Self::DatabaseInDoubt => (
                "データベースの応答がなく、要求が処理されたかどうか分かりません。",
                "PostgreSQL が応答するようになってから、処理されたかどうかを確かめてください。",
            ),
        }
    }
}
