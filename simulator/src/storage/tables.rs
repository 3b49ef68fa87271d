//! The tables, for SQLite and PostgreSQL alike: brought up to date, read, written.

use std::{fmt::Write as _, sync::Arc};

use sqlx::{
    AnyConnection, AssertSqlSafe, Row as _,
    any::AnyRow,
    migrate::{MigrateError, Migrator},
};

use super::codec::{MerchantRecord, Record, RecordKind};
use crate::merchant::stored::SyncPoint;

/// All versions of the format.
pub(crate) static MIGRATIONS: Migrator = sqlx::migrate!();

/// How many changes are read at once.
const PAGE: i64 = 10_000;
/// And how many bytes of them: a database makes no text of more than a gigabyte.
const PAGE_BYTES: i64 = 32 << 20;
/// The most changes that one statement writes. For each number below it there is a statement that is prepared once; more than a
/// connection keeps there must not be.
const RUN: usize = 64;

/// Why what is kept cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// The database does not do what it is asked.
    #[error("データベースを使えません（{0}）")]
    Database(sqlx::Error),
    /// The database does not answer in time.
    #[error("データベースが時間内に答えません")]
    Silent,
    /// Others hold a lock for too long.
    #[error("ほかの要求が終わるのを待てませんでした")]
    Locked,
    /// Another process has it open.
    #[error("ほかのシミュレーターが使っています。止めるか、別のファイルを指定してください")]
    InUse,
    /// It is no database.
    #[error("SQLite のデータベースではありません。別のファイルを指定してください")]
    NoDatabase,
    /// A newer version of the simulator has written it.
    #[error("新しい版のシミュレーターが書いたデータです（形式 {0}）。その版以降で開いてください")]
    Newer(i64),
    /// Its tables cannot be brought up to date.
    #[error("データの形式を新しくできません（{0}）")]
    Migration(MigrateError),
    /// The file cannot be made.
    #[error("ファイルを作れません（{0}）")]
    File(#[from] std::io::Error),
    /// It is no file.
    #[error(
        "ファイルではありません（ディレクトリやデバイスは使えません）。別のファイルを指定してください"
    )]
    NoFile,
    /// Its tables are those of another program.
    #[error("ほかのプログラムのデータベースです。別の保存先を指定してください")]
    Foreign,
    /// Nothing can be written to it.
    #[error("書き込めません")]
    Unwritable,
    /// Something in it cannot be read.
    #[error(
        "加盟店 {merchant} のデータを読めません（{what}）。控えに戻すか、別の保存先を指定してください"
    )]
    Unreadable {
        /// 加盟店コード.
        merchant: String,
        /// What it is.
        what: String,
    },
}

impl From<sqlx::Error> for DataError {
    fn from(error: sqlx::Error) -> Self {
        let is_busy = |database: &dyn sqlx::error::DatabaseError| {
            // SQLITE_BUSY, by whichever of its names.
            database
                .code()
                .is_some_and(|code| ["5", "261", "517"].contains(&&*code))
        };
        if error.as_database_error().is_some_and(is_busy) {
            return Self::InUse;
        }
        // lock_not_available.
        let is_locked = |database: &dyn sqlx::error::DatabaseError| {
            database.code().is_some_and(|code| code == "55P03")
        };
        if error.as_database_error().is_some_and(is_locked) {
            return Self::Locked;
        }
        // SQLITE_NOTADB.
        let is_foreign = |database: &dyn sqlx::error::DatabaseError| {
            database.code().is_some_and(|code| code == "26")
        };
        if error.as_database_error().is_some_and(is_foreign) {
            return Self::NoDatabase;
        }
        Self::Database(error)
    }
}

/// A merchant as it was written down.
pub(crate) struct MerchantRow {
    pub(crate) code: Arc<str>,
    pub(crate) password: String,
    pub(crate) created_at: String,
    pub(crate) initial_state: String,
    pub(crate) controls: String,
    pub(crate) sync: SyncPoint,
}

impl MerchantRow {
    const COLUMNS: &str = "SELECT code, password, created_at, founding, controls, incarnation, version, resets, snapshots FROM merchants";

    fn of(row: &AnyRow) -> sqlx::Result<Self> {
        Ok(Self {
            code: row.try_get::<String, _>("code")?.into(),
            password: row.try_get("password")?,
            created_at: row.try_get("created_at")?,
            initial_state: row.try_get("founding")?,
            controls: row.try_get("controls")?,
            sync: SyncPoint {
                incarnation: row.try_get("incarnation")?,
                version: row.try_get("version")?,
                resets: row.try_get("resets")?,
                snapshots: row.try_get("snapshots")?,
            },
        })
    }
}

/// Looks whether the tables, if there are any, are a simulator's, and of a version that this one can bring up to date.
pub(crate) async fn look(connection: &mut AnyConnection) -> Result<(), DataError> {
    let tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
    let tables: Vec<String> = sqlx::query_scalar(tables)
        .fetch_all(&mut *connection)
        .await?;
    if tables.is_empty() {
        return Ok(());
    }
    if !OURS
        .iter()
        .all(|ours| tables.iter().any(|table| table == ours))
    {
        return Err(DataError::Foreign);
    }
    let newest = sqlx::query_scalar("SELECT COALESCE(MAX(version), 0) FROM _sqlx_migrations");
    let newest: i64 = newest.fetch_one(connection).await?;
    let known = MIGRATIONS.iter().map(|migration| migration.version).max();
    if newest > known.unwrap_or(0) {
        return Err(DataError::Newer(newest));
    }
    Ok(())
}

/// Tables that the first version had, and every one since.
const OURS: [&str; 3] = ["_sqlx_migrations", "merchants", "changes"];

/// Brings the tables up to date.
pub(crate) async fn migrate(connection: &mut AnyConnection) -> Result<(), DataError> {
    MIGRATIONS
        .run(connection)
        .await
        .map_err(|error| match error {
            MigrateError::VersionMissing(version) => DataError::Newer(version),
            MigrateError::Execute(error) => error.into(),
            other => DataError::Migration(other),
        })
}

/// All merchants.
pub(crate) async fn merchants(
    connection: &mut AnyConnection,
) -> Result<Vec<MerchantRow>, DataError> {
    let rows = sqlx::query(AssertSqlSafe(format!(
        "{} ORDER BY code",
        MerchantRow::COLUMNS
    )))
    .fetch_all(connection)
    .await?;
    Ok(rows
        .iter()
        .map(MerchantRow::of)
        .collect::<sqlx::Result<_>>()?)
}

/// One merchant.
pub(crate) async fn merchant(
    connection: &mut AnyConnection,
    code: &str,
) -> Result<Option<MerchantRow>, DataError> {
    let columns = MerchantRow::COLUMNS;
    let row = sqlx::query(AssertSqlSafe(format!("{columns} WHERE code = $1")))
        .bind(code)
        .fetch_optional(connection)
        .await?;
    Ok(row.as_ref().map(MerchantRow::of).transpose()?)
}

/// One merchant, whose row nobody else can read so before the transaction has ended. Only PostgreSQL locks rows.
pub(crate) async fn locked_merchant(
    connection: &mut AnyConnection,
    code: &str,
) -> Result<Option<MerchantRow>, DataError> {
    let columns = MerchantRow::COLUMNS;
    let row = sqlx::query(AssertSqlSafe(format!(
        "{columns} WHERE code = $1 FOR UPDATE"
    )))
    .bind(code)
    .fetch_optional(connection)
    .await?;
    Ok(row.as_ref().map(MerchantRow::of).transpose()?)
}

/// Tells other simulators that something is written of a merchant whose row is locked.
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

/// The last checkpoint of a merchant, and after how many changes it was made.
pub(crate) async fn checkpoint(
    connection: &mut AnyConnection,
    code: &str,
) -> Result<Option<(u64, String)>, DataError> {
    let row = sqlx::query("SELECT number, books FROM checkpoints WHERE merchant = $1")
        .bind(code)
        .fetch_optional(connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let number = row.try_get::<i64, _>("number")?;
    Ok(Some((number.unsigned_abs(), row.try_get("books")?)))
}

/// The lines of the changes after the one of a number, one below the other: up to [`PAGE`] of them, and no more than
/// [`PAGE_BYTES`] but where the first alone is longer. `None` where there are no more.
pub(crate) async fn changes_after(
    connection: &mut AnyConnection,
    code: &str,
    number: u64,
) -> Result<Option<String>, DataError> {
    let after = signed(number);
    // Glued together by the database: a row for each would take three times as long.
    let row = sqlx::query(
        "SELECT string_agg(change, $1 ORDER BY number) AS lines, COUNT(*) AS count, MIN(number) AS first, MAX(number) AS last
         FROM (
             SELECT number, change, SUM(OCTET_LENGTH(change)) OVER (ORDER BY number) AS bytes
             FROM changes WHERE merchant = $2 AND number > $3 AND number <= $4
         ) AS page
         WHERE bytes <= $5 OR number = $6",
    )
    .bind("\n")
    .bind(code)
    .bind(after)
    .bind(after.saturating_add(PAGE))
    .bind(PAGE_BYTES)
    .bind(after.saturating_add(1))
    .fetch_one(connection)
    .await?;
    let count: i64 = row.try_get("count")?;
    if count == 0 {
        return Ok(None);
    }
    let lines = row.try_get("lines")?;
    let (first, last): (i64, i64) = (row.try_get("first")?, row.try_get("last")?);
    if (first, last) != (after + 1, after + count) {
        return Err(DataError::Unreadable {
            merchant: code.to_owned(),
            what: format!("changes after {number}"),
        });
    }
    Ok(Some(lines))
}

/// The number of the last change of a merchant; 0 where there is none.
pub(crate) async fn last_change(
    connection: &mut AnyConnection,
    code: &str,
) -> Result<u64, DataError> {
    let last =
        sqlx::query_scalar("SELECT COALESCE(MAX(number), 0) FROM changes WHERE merchant = $1")
            .bind(code);
    let last: i64 = last.fetch_one(connection).await?;
    Ok(last.unsigned_abs())
}

/// The line of one change.
pub(crate) async fn change(
    connection: &mut AnyConnection,
    code: &str,
    number: u64,
) -> Result<Option<String>, DataError> {
    let line = sqlx::query_scalar("SELECT change FROM changes WHERE merchant = $1 AND number = $2")
        .bind(code)
        .bind(signed(number));
    Ok(line.fetch_optional(connection).await?)
}

/// The snapshots of a merchant: names and documents.
pub(crate) async fn snapshots(
    connection: &mut AnyConnection,
    code: &str,
) -> Result<Vec<(String, String)>, DataError> {
    let rows = sqlx::query("SELECT name, document FROM snapshots WHERE merchant = $1")
        .bind(code)
        .fetch_all(connection)
        .await?;
    let read = |row: &AnyRow| Ok((row.try_get("name")?, row.try_get("document")?));
    Ok(rows.iter().map(read).collect::<sqlx::Result<_>>()?)
}

/// Writes records in their order, as part of the caller's transaction. `again`: they may be there already, because it is not known
/// whether an earlier transaction was committed.
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
            write_changes(connection, &rest[..run]).await?;
        } else {
            write_one(connection, first, again).await?;
        }
        rest = &rest[run..];
    }
    Ok(())
}

async fn write_changes(connection: &mut AnyConnection, records: &[Record]) -> sqlx::Result<()> {
    let mut sql = "INSERT INTO changes (merchant, number, change) VALUES ".to_owned();
    for at in 0..records.len() {
        let comma = if at > 0 { ", " } else { "" };
        let [first, second, third] = [1, 2, 3].map(|n| at * 3 + n);
        let _ = write!(sql, "{comma}(${first}, ${second}, ${third})");
    }
    sql.push_str(" ON CONFLICT (merchant, number) DO UPDATE SET change = excluded.change");
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
            write_changes(connection, std::slice::from_ref(record)).await?;
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

/// Tells other simulators that the snapshots of a merchant are other ones.
async fn count_snapshots(connection: &mut AnyConnection, code: &str) -> sqlx::Result<()> {
    sqlx::query("UPDATE merchants SET snapshots = snapshots + 1 WHERE code = $1")
        .bind(code.to_owned())
        .execute(connection)
        .await?;
    Ok(())
}

/// A number of changes as a database counts.
pub(crate) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
