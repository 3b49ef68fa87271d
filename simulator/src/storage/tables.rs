//! The tables, for both SQLite and PostgreSQL: migrates and reads them.

use std::sync::{Arc, LazyLock};

use sqlx::{
    AnyConnection, AssertSqlSafe, Row as _, SqlSafeStr as _,
    any::AnyRow,
    migrate::{MigrateError, Migration, MigrationType, Migrator},
};

use super::data_error::DataError;
use crate::merchant::sync_point::SyncPoint;

/// All versions of the format. Not by sqlx's macro: for it the compiler would build both drivers a second time.
pub(crate) static MIGRATIONS: LazyLock<Migrator> = LazyLock::new(|| {
    let to = |version, name: &'static str, sql: &'static str| {
        let kind = MigrationType::Simple;
        Migration::new(version, name.into(), kind, sql.into_sql_str(), false)
    };
    Migrator::with_migrations(vec![
        to(
            1,
            "merchants",
            include_str!("../../migrations/0001_merchants.sql"),
        ),
        to(
            2,
            "snapshots",
            include_str!("../../migrations/0002_snapshots.sql"),
        ),
        to(
            3,
            "versions",
            include_str!("../../migrations/0003_versions.sql"),
        ),
        to(
            4,
            "incarnations",
            include_str!("../../migrations/0004_incarnations.sql"),
        ),
    ])
});

/// Changes on a page.
const PAGE: i64 = 10_000;
/// Bytes on a page: a database makes no text of more than a gigabyte. Few in tests, so that they read many pages.
pub(crate) const PAGE_BYTES: i64 = if cfg!(test) { 32 << 10 } else { 32 << 20 };

/// A stored merchant.
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

/// Which merchant has a code by now, and the version of what is stored of it.
pub(crate) async fn version(
    connection: &mut AnyConnection,
    code: &str,
) -> sqlx::Result<Option<(i64, i64)>> {
    let version = sqlx::query_as("SELECT incarnation, version FROM merchants WHERE code = $1");
    version.bind(code).fetch_optional(connection).await
}

/// Checks that the tables, if any, are a simulator's, and of a version that can be migrated.
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

/// One merchant, with its row locked until the transaction ends. Only PostgreSQL locks rows.
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

/// The advisory lock for counting merchants: "kakebara" in ASCII, so that it differs from locks of other programs.
const COUNTING: i64 = 0x6b61_6b65_6261_7261;

/// Counts the merchants. No other simulator can count them before the transaction ends. Only PostgreSQL has such locks.
pub(crate) async fn count_alone(connection: &mut AnyConnection) -> Result<usize, DataError> {
    // The function returns `void`, which cannot be read.
    let locked = sqlx::query_scalar("SELECT pg_advisory_xact_lock($1) IS NULL").bind(COUNTING);
    let _: bool = locked.fetch_one(&mut *connection).await?;
    let count = sqlx::query_scalar("SELECT COUNT(*) FROM merchants");
    let count: i64 = count.fetch_one(connection).await?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// The last checkpoint of a merchant, and its number of changes.
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

/// The lines of the changes after a number, one below the other: up to [`PAGE`] of them, and no more than [`PAGE_BYTES`] unless the first
/// alone is longer. `None` if there are no more.
pub(crate) async fn changes_after(
    connection: &mut AnyConnection,
    code: &str,
    number: u64,
) -> Result<Option<String>, DataError> {
    let after = signed(number);
    // Joined by the database: a row for each change would take three times as long.
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
    .fetch_one(&mut *connection)
    .await?;
    let gap = || DataError::Unreadable {
        merchant: code.to_owned(),
        what: format!("changes after {number}"),
    };
    let count: i64 = row.try_get("count")?;
    if count == 0 {
        // After a gap the next change may be too long for the page, or too far away.
        let is_last = last_change(connection, code).await? <= number;
        return if is_last { Ok(None) } else { Err(gap()) };
    }
    let lines = row.try_get("lines")?;
    let (first, last): (i64, i64) = (row.try_get("first")?, row.try_get("last")?);
    if (first, last) != (after + 1, after + count) {
        return Err(gap());
    }
    Ok(Some(lines))
}

/// The number of the last change of a merchant; 0 without changes.
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

/// Converts a number of changes to a database's integer.
pub(crate) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
