//! Writes to the tables, for SQLite and PostgreSQL alike.

use std::fmt::Write as _;

use sqlx::{AnyConnection, AssertSqlSafe};

use super::{
    codec::{MerchantRecord, Record, RecordKind},
    data_error::DataError,
    tables::signed,
};

/// The most changes of one statement. Each distinct number becomes one prepared statement, and a connection caches a limited number of
/// those.
const RUN: usize = 64;

/// Writes records in order, inside the caller's transaction. `again`: an earlier transaction, whose outcome is unknown, may have
/// written them.
pub(crate) async fn write(
    connection: &mut AnyConnection,
    records: &[Record],
    again: bool,
) -> sqlx::Result<()> {
    let mut rest = records;
    while let Some(first) = rest.first() {
        let changes = rest
            .iter()
            .take_while(|record| matches!(record.kind, RecordKind::Change { .. }))
            .count();
        let run = changes.clamp(1, RUN);
        if changes > 0 {
            write_changes(connection, &rest[..run], again).await?;
        } else {
            write_one(connection, first, again).await?;
        }
        rest = &rest[run..];
    }
    Ok(())
}

async fn write_changes(
    connection: &mut AnyConnection,
    records: &[Record],
    again: bool,
) -> sqlx::Result<()> {
    let mut sql = "INSERT INTO changes (merchant, number, change) VALUES ".to_owned();
    for at in 0..records.len() {
        let comma = if at > 0 { ", " } else { "" };
        let [first, second, third] = [1, 2, 3].map(|n| at * 3 + n);
        let _ = write!(sql, "{comma}(${first}, ${second}, ${third})");
    }
    if again {
        sql.push_str(" ON CONFLICT (merchant, number) DO UPDATE SET change = excluded.change");
    }
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for record in records {
        if let RecordKind::Change { number, line } = &record.kind {
            query = query
                .bind(record.code.to_string())
                .bind(signed(*number))
                .bind(line.clone());
        }
    }
    query.execute(connection).await?;
    Ok(())
}

async fn write_merchant(
    connection: &mut AnyConnection,
    code: &str,
    new: &MerchantRecord,
    again: bool,
) -> sqlx::Result<()> {
    let unless_there = if again {
        " ON CONFLICT (code) DO UPDATE SET controls = excluded.controls"
    } else {
        ""
    };
    sqlx::query(AssertSqlSafe(format!(
        "INSERT INTO merchants (code, password, created_at, founding, controls, resets, incarnation) VALUES ($1, $2, $3, $4, $5, 0, $6){unless_there}"
    )))
    .bind(code.to_owned())
    .bind(new.password.to_string())
    .bind(new.created_at.to_string())
    .bind(new.initial_state.clone())
    .bind(new.controls.clone())
    .bind(new.incarnation)
    .execute(connection)
    .await?;
    Ok(())
}

async fn write_one(
    connection: &mut AnyConnection,
    record: &Record,
    again: bool,
) -> sqlx::Result<()> {
    let code = &*record.code;
    match &record.kind {
        RecordKind::Merchant(new) => write_merchant(connection, code, new, again).await?,
        RecordKind::Password(password) => {
            sqlx::query("UPDATE merchants SET password = $2 WHERE code = $1")
                .bind(code.to_owned())
                .bind(password.to_string())
                .execute(connection)
                .await?;
        }
        RecordKind::Removed => {
            let tables = [
                "DELETE FROM merchants WHERE code = $1",
                "DELETE FROM changes WHERE merchant = $1",
                "DELETE FROM checkpoints WHERE merchant = $1",
                "DELETE FROM snapshots WHERE merchant = $1",
            ];
            of_merchant(connection, code, &tables).await?;
        }
        RecordKind::Reset => {
            let tables = [
                "UPDATE merchants SET resets = resets + 1 WHERE code = $1",
                "DELETE FROM changes WHERE merchant = $1",
                "DELETE FROM checkpoints WHERE merchant = $1",
            ];
            of_merchant(connection, code, &tables).await?;
        }
        RecordKind::Change { .. } => {
            write_changes(connection, std::slice::from_ref(record), again).await?;
        }
        RecordKind::Controls(text) => {
            sqlx::query("UPDATE merchants SET controls = $2 WHERE code = $1")
                .bind(code.to_owned())
                .bind(text.clone())
                .execute(connection)
                .await?;
        }
        RecordKind::Snapshot { name, document } => {
            sqlx::query(
                "INSERT INTO snapshots (merchant, name, document) VALUES ($1, $2, $3)
                 ON CONFLICT (merchant, name) DO UPDATE SET document = excluded.document",
            )
            .bind(code.to_owned())
            .bind(name.clone())
            .bind(document.clone())
            .execute(&mut *connection)
            .await?;
            count_snapshots(connection, code).await?;
        }
        RecordKind::SnapshotDeleted { name } => {
            sqlx::query("DELETE FROM snapshots WHERE merchant = $1 AND name = $2")
                .bind(code.to_owned())
                .bind(name.clone())
                .execute(&mut *connection)
                .await?;
            count_snapshots(connection, code).await?;
        }
        RecordKind::Checkpoint { number, books } => {
            sqlx::query(
                "INSERT INTO checkpoints (merchant, number, books) VALUES ($1, $2, $3)
                 ON CONFLICT (merchant) DO UPDATE SET number = excluded.number, books = excluded.books",
            )
            .bind(code.to_owned())
            .bind(signed(*number))
            .bind(books.clone())
            .execute(connection)
            .await?;
        }
    }
    Ok(())
}

/// Statements about one merchant.
async fn of_merchant(
    connection: &mut AnyConnection,
    code: &str,
    statements: &[&'static str],
) -> sqlx::Result<()> {
    for statement in statements {
        sqlx::query(*statement)
            .bind(code.to_owned())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Tells other simulators that the snapshots of a merchant changed.
async fn count_snapshots(connection: &mut AnyConnection, code: &str) -> sqlx::Result<()> {
    sqlx::query("UPDATE merchants SET snapshots = snapshots + 1 WHERE code = $1")
        .bind(code.to_owned())
        .execute(connection)
        .await?;
    Ok(())
}

/// Tells other simulators that a merchant changed. Its row is locked.
pub(crate) async fn raise_version(
    connection: &mut AnyConnection,
    code: &str,
    version: i64,
) -> Result<(), DataError> {
    sqlx::query("UPDATE merchants SET version = $2 WHERE code = $1")
        .bind(code)
        .bind(version + 1)
        .execute(connection)
        .await?;
    Ok(())
}
