//! Translates events of a merchant to rows, and rows back.

use std::sync::Arc;

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::{
    books::{
        Books,
        change::{Cause, Change},
    },
    merchant::{
        event::{Created, Unwritten},
        timeline::Recorded,
    },
};

/// A record to write to the tables.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) code: Arc<str>,
    pub(crate) kind: RecordKind,
}

/// The content of a record. Texts are JSON.
#[derive(Debug)]
pub(crate) enum RecordKind {
    /// The merchant was created.
    Merchant(Box<MerchantRecord>),
    Password(Arc<str>),
    /// The merchant was deleted with all its data.
    Removed,
    /// Its changes are void; the following ones count from 1 again.
    Reset,
    Change {
        number: u64,
        /// A [`ChangeLine`].
        line: String,
    },
    /// Clock, faults and screening.
    Controls(String),
    Snapshot {
        name: String,
        document: String,
    },
    SnapshotDeleted {
        name: String,
    },
    /// The books after a number of changes.
    Checkpoint {
        number: u64,
        books: String,
    },
}

/// A merchant as it is first written.
pub(crate) struct MerchantRecord {
    pub(crate) password: Arc<str>,
    pub(crate) created_at: DateTime,
    pub(crate) initial_state: String,
    pub(crate) controls: String,
    pub(crate) incarnation: i64,
}

impl std::fmt::Debug for MerchantRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MerchantRecord")
            .field("created_at", &self.created_at)
            .finish_non_exhaustive()
    }
}

/// A change with its circumstances. Its number is stored beside it.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct ChangeLine<C = Change> {
    pub(crate) at: DateTime,
    pub(crate) cause: Cause,
    pub(crate) change: C,
}

/// Encodes an event of a merchant as a record.
pub(crate) fn encode(code: &Arc<str>, unwritten: &Unwritten) -> Record {
    let kind = match unwritten {
        Unwritten::Created(created) => RecordKind::Merchant(Box::new(merchant(created))),
        Unwritten::Change(recorded) => RecordKind::Change {
            number: recorded.number,
            line: line(recorded),
        },
        Unwritten::Controls(controls) => RecordKind::Controls(json(controls)),
        Unwritten::Password(password) => RecordKind::Password(password.clone()),
        Unwritten::Snapshot { name, document } => RecordKind::Snapshot {
            name: name.clone(),
            document: document.clone(),
        },
        Unwritten::SnapshotDeleted { name } => RecordKind::SnapshotDeleted { name: name.clone() },
        Unwritten::Reset => RecordKind::Reset,
    };
    Record {
        code: code.clone(),
        kind,
    }
}

fn merchant(created: &Created) -> MerchantRecord {
    MerchantRecord {
        password: created.password.clone(),
        created_at: created.at,
        initial_state: created.initial_state.clone(),
        controls: json(&created.controls),
        incarnation: created.incarnation,
    }
}

/// Books that were restored are written with the first change that restored them.
fn line(recorded: &Recorded) -> String {
    let (at, cause) = (recorded.at, recorded.cause);
    match &recorded.change {
        Change::Restored {
            from,
            same_as: Some(first),
            ..
        } => json(&ChangeLine {
            at,
            cause,
            change: Change::Restored {
                from: from.clone(),
                books: Arc::default(),
                same_as: Some(*first),
            },
        }),
        change => json(&ChangeLine { at, cause, change }),
    }
}

/// Encodes books for a checkpoint.
pub(crate) fn books(books: &Books) -> String {
    json(&books.state())
}

#[expect(
    clippy::expect_used,
    reason = "texts, numbers and names: what cannot be JSON would be a map with other keys"
)]
fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("it can be written as JSON")
}
