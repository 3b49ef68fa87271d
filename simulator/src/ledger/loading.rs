//! From a database to accounts: the last checkpoint, and the changes since.

use std::{collections::BTreeMap, sync::Arc};

use sqlx::AnyConnection;

use super::{
    record::{Controls, Line},
    tables::{self, DataError, StoredMerchant},
};
use crate::{
    account::{Account, Credentials},
    books::{Books, state::BooksState},
    journal::Budget,
    settings::Settings,
    snapshots::Snapshot,
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
    while let Some(text) =
        tables::changes_after(connection, code, account.books.change_count()).await?
    {
        for line in lines(code, account.books.change_count(), &text) {
            account.replay(line?);
        }
    }
    account.snapshots.set(snapshots(connection, code).await?);
    Ok(account)
}

/// Lines of changes after the one of a number, read.
pub(crate) fn lines<'a>(
    code: &'a str,
    after: u64,
    text: &'a str,
) -> impl Iterator<Item = Result<Line, DataError>> + 'a {
    (after + 1..).zip(text.lines()).map(move |(number, line)| {
        serde_json::from_str(line).map_err(|_| unreadable(code, &format!("change {number}")))
    })
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
    super::record::json(&books.state())
}
