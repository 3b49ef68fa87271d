//! From a database to accounts: the last checkpoint, and the changes since.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use sqlx::AnyConnection;

use super::{
    codec::{Controls, Line},
    tables::{self, DataError, StoredMerchant},
};
use crate::{
    books::{Books, change::Change, document::BooksState},
    merchant::{Account, Credentials, journal::Budget, snapshots::Snapshot},
    settings::Settings,
};

/// The account of a merchant as it was written down.
pub(crate) async fn account(
    connection: &mut AnyConnection,
    stored: StoredMerchant,
    settings: &Settings,
    journals: &Arc<Budget>,
) -> Result<Account, DataError> {
    let code = &stored.code;
    let controls = controls(code, &stored.controls)?;
    let founding =
        serde_json::from_str(&stored.founding).map_err(|_| unreadable(code, "founding"))?;
    let created_at = stored
        .created_at
        .parse()
        .map_err(|_| unreadable(code, "created_at"))?;
    let (number, books) = match tables::checkpoint(connection, code).await? {
        Some((number, text)) => {
            let state: BooksState<'_> =
                serde_json::from_str(&text).map_err(|_| unreadable(code, "checkpoint"))?;
            let books = Books::from_state(state, number).map_err(|what| unreadable(code, &what))?;
            (number, books)
        }
        None => (0, Books::default()),
    };
    let credentials = Credentials::new(code.to_string(), stored.password);
    let mut account = Account::stored(
        credentials,
        settings,
        founding,
        journals,
        created_at,
        controls,
        books,
    );
    account.checkpointed = number;
    account.position = stored.position;
    let mut restored = Restored::new();
    loop {
        let number = account.books.change_count();
        let lines = changes_after(connection, code, number, &mut restored).await?;
        if lines.is_empty() {
            break;
        }
        replay(&mut account, code, lines)?;
    }
    account.snapshots.set(snapshots(connection, code).await?);
    Ok(account)
}

/// Makes changes that were written down.
pub(crate) fn replay(account: &mut Account, code: &str, lines: Vec<Line>) -> Result<(), DataError> {
    account.replay(lines).map_err(|misfit| {
        let number = account.books.change_count() + 1;
        unreadable(code, &format!("change {number}: {misfit}"))
    })
}

/// Books that were restored, by the number of the change with which they are written down.
pub(crate) type Restored = HashMap<u64, Arc<Books>>;

/// The next changes after the one of a number; none where there are no more.
pub(crate) async fn changes_after(
    connection: &mut AnyConnection,
    code: &str,
    number: u64,
    restored: &mut Restored,
) -> Result<Vec<Line>, DataError> {
    let Some(text) = tables::changes_after(connection, code, number).await? else {
        return Ok(Vec::new());
    };
    let mut lines = Vec::new();
    for (number, text) in (number + 1..).zip(text.lines()) {
        let mut line = line(code, number, text)?;
        if let Change::Restored { books, same_as, .. } = &mut line.change {
            match same_as {
                None => drop(restored.insert(number, books.clone())),
                Some(first) => {
                    *books = restored_with(connection, code, *first, restored).await?;
                }
            }
        }
        lines.push(line);
    }
    Ok(lines)
}

/// The books that an earlier change restored.
async fn restored_with(
    connection: &mut AnyConnection,
    code: &str,
    number: u64,
    restored: &mut Restored,
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

fn line(code: &str, number: u64, text: &str) -> Result<Line, DataError> {
    serde_json::from_str(text).map_err(|_| unreadable(code, &format!("change {number}")))
}

pub(crate) fn controls(code: &str, text: &str) -> Result<Controls, DataError> {
    serde_json::from_str(text).map_err(|_| unreadable(code, "controls"))
}

/// The snapshots of a merchant.
pub(crate) async fn snapshots(
    connection: &mut AnyConnection,
    code: &str,
) -> Result<BTreeMap<String, Snapshot>, DataError> {
    let mut snapshots = BTreeMap::new();
    for (name, document) in tables::snapshots(connection, code).await? {
        let snapshot = Snapshot::from_json(document.as_bytes())
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

/// Books as a checkpoint holds them.
pub(crate) fn written(books: &Arc<Books>) -> String {
    super::codec::json(&books.state())
}
