//! Loads merchants: the last checkpoint, and the changes since.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use sqlx::AnyConnection;

use super::{
    codec::ChangeLine,
    data_error::DataError,
    tables::{self, MerchantRow},
};
use crate::{
    books::{Books, change::Change, document::BooksState},
    merchant::{
        budget::Budget,
        snapshots::{Snapshot, Snapshots},
        state::State,
        stored::{StoredChange, StoredMerchant},
    },
    settings::Settings,
};

/// How many restored books are held in memory while a merchant is loaded.
const MAX_BOOKS_IN_MEMORY: usize = 8;

/// A merchant as it is stored.
pub(crate) async fn state(
    connection: &mut AnyConnection,
    row: MerchantRow,
    settings: &Arc<Settings>,
    budget: &Arc<Budget>,
) -> Result<State, DataError> {
    let stored = merchant(row)?;
    let code = stored.code.clone();
    let books = match tables::checkpoint(connection, &code).await? {
        Some((number, text)) => {
            let state: BooksState<'_> =
                serde_json::from_str(&text).map_err(|_| unreadable(&code, "checkpoint"))?;
            Books::from_state(state, number).map_err(|what| unreadable(&code, &what))?
        }
        None => Books::default(),
    };
    let mut state = State::stored(stored, settings, Snapshots::new(budget.clone()), books);
    replay(connection, &code, &mut state).await?;
    state.set_snapshots(snapshots(connection, &code).await?);
    Ok(state)
}

/// Reads a merchant from its row.
pub(crate) fn merchant(row: MerchantRow) -> Result<StoredMerchant, DataError> {
    let code = &row.code;
    let controls = serde_json::from_str(&row.controls).map_err(|_| unreadable(code, "controls"))?;
    let initial_state =
        serde_json::from_str(&row.initial_state).map_err(|_| unreadable(code, "founding"))?;
    let created_at = row.created_at.parse();
    Ok(StoredMerchant {
        password: row.password,
        created_at: created_at.map_err(|_| unreadable(code, "created_at"))?,
        initial_state,
        controls,
        sync: row.sync,
        code: row.code,
    })
}

/// All changes after a number.
pub(crate) async fn changes_since(
    connection: &mut AnyConnection,
    code: &str,
    number: u64,
) -> Result<Vec<StoredChange>, DataError> {
    let (mut changes, mut restored) = (Vec::new(), RestoredBooks::new());
    loop {
        let after = number + changes.len() as u64;
        let next = changes_after(connection, code, after, &mut restored).await?;
        if next.is_empty() {
            return Ok(changes);
        }
        changes.extend(next);
    }
}

/// Applies changes that another simulator wrote.
pub(crate) fn read_on(
    state: &mut State,
    code: &str,
    changes: Vec<StoredChange>,
) -> Result<(), DataError> {
    let last = state.books().change_count() + changes.len() as u64;
    let replayed = state.replay(changes, last);
    replayed.map_err(|(number, misfit)| unreadable(code, &format!("change {number}: {misfit}")))
}

/// Applies all stored changes that are not in the state yet.
async fn replay(
    connection: &mut AnyConnection,
    code: &str,
    state: &mut State,
) -> Result<(), DataError> {
    let last = tables::last_change(connection, code).await?;
    let mut restored = RestoredBooks::new();
    loop {
        let number = state.books().change_count();
        let changes = changes_after(connection, code, number, &mut restored).await?;
        if changes.is_empty() {
            return Ok(());
        }
        let replayed = state.replay(changes, last);
        replayed
            .map_err(|(number, misfit)| unreadable(code, &format!("change {number}: {misfit}")))?;
    }
}

/// Restored books, by the number of the change that stores them.
type RestoredBooks = HashMap<u64, Arc<Books>>;

/// The next changes after a number; empty if there are no more.
async fn changes_after(
    connection: &mut AnyConnection,
    code: &str,
    number: u64,
    restored: &mut RestoredBooks,
) -> Result<Vec<StoredChange>, DataError> {
    let Some(text) = tables::changes_after(connection, code, number).await? else {
        return Ok(Vec::new());
    };
    let mut lines = Vec::new();
    for (number, text) in (number + 1..).zip(text.lines()) {
        let mut line = line(code, number, text)?;
        if let Change::Restored { books, same_as, .. } = &mut line.change {
            match same_as {
                None => {
                    // Few: restoring many large snapshots reads them again.
                    if restored.len() >= MAX_BOOKS_IN_MEMORY {
                        restored.clear();
                    }
                    restored.insert(number, books.clone());
                }
                Some(first) => {
                    *books = restored_with(connection, code, *first, restored).await?;
                }
            }
        }
        let ChangeLine { at, cause, change } = line;
        lines.push(StoredChange { at, cause, change });
    }
    Ok(lines)
}

/// The books that an earlier change restored.
async fn restored_with(
    connection: &mut AnyConnection,
    code: &str,
    number: u64,
    restored: &mut RestoredBooks,
) -> Result<Arc<Books>, DataError> {
    if let Some(books) = restored.get(&number) {
        return Ok(books.clone());
    }
    let missing = || unreadable(code, &format!("change {number}"));
    let text = tables::change(connection, code, number).await?;
    let line = line(code, number, &text.ok_or_else(missing)?)?;
    let books = line.change.restored().ok_or_else(missing)?;
    restored.insert(number, books.clone());
    Ok(books.clone())
}

fn line(code: &str, number: u64, text: &str) -> Result<ChangeLine, DataError> {
    serde_json::from_str(text).map_err(|_| unreadable(code, &format!("change {number}")))
}

/// The snapshots of a merchant.
pub(crate) async fn snapshots(
    connection: &mut AnyConnection,
    code: &str,
) -> Result<BTreeMap<String, Snapshot>, DataError> {
    let mut snapshots = BTreeMap::new();
    for (name, document) in tables::snapshots(connection, code).await? {
        let snapshot = Snapshot::from_stored(&document)
            .map_err(|what| unreadable(code, &format!("snapshot {name}: {what}")))?;
        snapshots.insert(name, snapshot);
    }
    Ok(snapshots)
}

fn unreadable(code: &str, what: &str) -> DataError {
    DataError::Unreadable {
        merchant: code.to_owned(),
        what: what.to_owned(),
    }
}
