//! The tables, for SQLite and PostgreSQL alike: brought up to date, read, written.

use std::{fmt::Write as _, sync::Arc};

use sqlx::{
    AnyConnection, AssertSqlSafe, Row as _,
    any::AnyRow,
    migrate::{MigrateError, Migrator},
};

use super::{codec::Record, postgres::Position};

/// All versions of the format.
pub(crate) static MIGRATIONS: Migrator = sqlx::migrate!();

/// How many changes are read at once.
const PAGE: i64 = 10_000;
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
pub(crate) struct StoredMerchant {
    pub(crate) code: Arc<str>,
    pub(crate) password: String,
    pub(crate) created_at: String,
    pub(crate) founding: String,
    pub(crate) controls: String,
    pub(crate) position: Position,
}

impl StoredMerchant {
    const COLUMNS: &str = "SELECT code, password, created_at, founding, controls, incarnation, version, resets, snapshots FROM merchants";

    fn of(row: &AnyRow) -> sqlx::Result<Self> {
        Ok(Self {
            code: row.try_get::<String, _>("code")?.into(),
            password: row.try_get("password")?,
            created_at: row.try_get("created_at")?,
            founding: row.try_get("founding")?,
            controls: row.try_get("controls")?,
            position: Position {
                incarnation: row.try_get("incarnation")?,
                version: row.try_get("version")?,
                resets: row.try_get("resets")?,
                snapshots: row.try_get("snapshots")?,
            },
        })
    }
}

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
) -> Result<Vec<StoredMerchant>, DataError> {
    let rows = sqlx::query(AssertSqlSafe(format!(
        "{} ORDER BY code",
        StoredMerchant::COLUMNS
    )))
    .fetch_all(connection)
    .await?;
    Ok(rows
        .iter()
        .map(StoredMerchant::of)
        .collect::<sqlx::Result<_>>()?)
}

/// One merchant.
pub(crate) async fn merchant(
    connection: &mut AnyConnection,
    code: &str,
) -> Result<Option<StoredMerchant>, DataError> {
    let columns = StoredMerchant::COLUMNS;
    let row = sqlx::query(AssertSqlSafe(format!("{columns} WHERE code = $1")))
        .bind(code)
        .fetch_optional(connection)
        .await?;
    Ok(row.as_ref().map(StoredMerchant::of).transpose()?)
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

/// The lines of up to [`PAGE`] changes after the one of a number, one below the other.
pub(crate) async fn changes_after(
    connection: &mut AnyConnection,
    code: &str,
    number: u64,
) -> Result<Option<String>, DataError> {
    let after = signed(number);
    let row = sqlx::query(
        "SELECT string_agg(change, $1 ORDER BY number) AS lines, COUNT(*) AS count, MIN(number) AS first, MAX(number) AS last
         FROM changes WHERE merchant = $2 AND number > $3 AND number <= $4",
    )
    .bind("\n")
    .bind(code)
    .bind(after)
    .bind(after.saturating_add(PAGE))
    .fetch_one(connection)
    .await?;
    let Some(lines) = row.try_get("lines")? else {
        return Ok(None);
    };
    let count: i64 = row.try_get("count")?;
    let (first, last): (i64, i64) = (row.try_get("first")?, row.try_get("last")?);
    if (first, last) != (after + 1, after + count) {
        return Err(DataError::Unreadable {
            merchant: code.to_owned(),
            what: format!("changes after {number}"),
        });
    }
    Ok(Some(lines))
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

/// Writes records in their order, as part of the caller's transaction. What was written before, by a transaction of which it
/// is not known whether it was committed, may be written again.
pub(crate) async fn write(connection: &mut AnyConnection, records: &[Record]) -> sqlx::Result<()> {
    let mut rest = records;
    while let Some(first) = rest.first() {
        let changes = rest
            .iter()
            .take_while(|record| matches!(record, Record::Change { .. }))
            .count();
        let run = changes.clamp(1, RUN);
        if changes > 0 {
            write_changes(connection, &rest[..run]).await?;
        } else {
            write_one(connection, first).await?;
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
        if let Record::Change { code, number, line } = record {
            query = query
                .bind(code.to_string())
                .bind(signed(*number))
                .bind(line.clone());
        }
    }
    query.execute(connection).await?;
    Ok(())
}

async fn write_one(connection: &mut AnyConnection, record: &Record) -> sqlx::Result<()> {
    match record {
        Record::Merchant(new) => {
            sqlx::query(
                "INSERT INTO merchants (code, password, created_at, founding, controls, resets, incarnation) VALUES ($1, $2, $3, $4, $5, 0, $6)",
            )
            .bind(new.code.to_string())
            .bind(new.password.clone())
            .bind(new.created_at.to_string())
            .bind(new.founding.clone())
            .bind(new.controls.clone())
            .bind(new.incarnation)
            .execute(connection)
            .await?;
        }
        Record::Password { code, password } => {
            sqlx::query("UPDATE merchants SET password = $2 WHERE code = $1")
                .bind(code.to_string())
                .bind(password.clone())
                .execute(connection)
                .await?;
        }
        Record::Removed { code } => {
            for table in [
                "DELETE FROM merchants WHERE code = $1",
                "DELETE FROM changes WHERE merchant = $1",
                "DELETE FROM checkpoints WHERE merchant = $1",
                "DELETE FROM snapshots WHERE merchant = $1",
            ] {
                sqlx::query(table)
                    .bind(code.to_string())
                    .execute(&mut *connection)
                    .await?;
            }
        }
        Record::Reset { code } => {
            for table in [
                "UPDATE merchants SET resets = resets + 1 WHERE code = $1",
                "DELETE FROM changes WHERE merchant = $1",
                "DELETE FROM checkpoints WHERE merchant = $1",
            ] {
                sqlx::query(table)
                    .bind(code.to_string())
                    .execute(&mut *connection)
                    .await?;
            }
        }
        Record::Change { .. } => {
            write_changes(connection, std::slice::from_ref(record)).await?;
        }
        Record::Controls { code, text } => {
            sqlx::query("UPDATE merchants SET controls = $2 WHERE code = $1")
                .bind(code.to_string())
                .bind(text.clone())
                .execute(connection)
                .await?;
        }
        Record::Snapshot {
            code,
            name,
            document,
        } => {
            sqlx::query(
                "INSERT INTO snapshots (merchant, name, document) VALUES ($1, $2, $3)
                 ON CONFLICT (merchant, name) DO UPDATE SET document = excluded.document",
            )
            .bind(code.to_string())
            .bind(name.clone())
            .bind(document.clone())
            .execute(&mut *connection)
            .await?;
            count_snapshots(connection, code).await?;
        }
        Record::SnapshotDeleted { code, name } => {
            sqlx::query("DELETE FROM snapshots WHERE merchant = $1 AND name = $2")
                .bind(code.to_string())
                .bind(name.clone())
                .execute(&mut *connection)
                .await?;
            count_snapshots(connection, code).await?;
        }
        Record::Checkpoint {
            code,
            number,
            books,
        } => {
            sqlx::query(
                "INSERT INTO checkpoints (merchant, number, books) VALUES ($1, $2, $3)
                 ON CONFLICT (merchant) DO UPDATE SET number = excluded.number, books = excluded.books",
            )
            .bind(code.to_string())
            .bind(signed(*number))
            .bind(books.clone())
            .execute(connection)
            .await?;
        }
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
