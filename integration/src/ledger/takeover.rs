//! Takes over a ledger from before its tables had a prefix: every row, or nothing.

use sqlx::{Any, Row as _, Transaction};

use super::{LedgerError, migrations::BEFORE_PREFIX};

/// Gives the tables their prefix. The migrations create the indexes again.
const RENAME: [&str; 13] = [
    "DROP INDEX orders_by_age",
    "DROP INDEX one_open_intent",
    "DROP INDEX intents_by_order",
    "DROP INDEX intents_by_state",
    "DROP INDEX shipments_by_age",
    "DROP INDEX buyers_by_user",
    "ALTER TABLE orders RENAME TO kakebarai_orders",
    "ALTER TABLE intents RENAME TO kakebarai_intents",
    "ALTER TABLE shipments RENAME TO kakebarai_shipments",
    "ALTER TABLE buyers RENAME TO kakebarai_buyers",
    "ALTER TABLE kakebarai_intents ADD COLUMN kind TEXT NOT NULL DEFAULT ''",
    // Requests were written with their kind first.
    "UPDATE kakebarai_intents SET kind = CASE WHEN request LIKE '{\"call\":\"register\"%' THEN 'register' \
     WHEN request LIKE '{\"call\":\"cancel\"%' THEN 'cancel' WHEN request LIKE '{\"call\":\"ship\"%' THEN 'ship' ELSE 'unship' END",
    "DROP TABLE _sqlx_migrations",
];

/// The names that PostgreSQL had given to the keys of the tables.
const RENAME_KEYS: [&str; 4] = [
    "ALTER INDEX orders_pkey RENAME TO kakebarai_orders_pkey",
    "ALTER INDEX intents_pkey RENAME TO kakebarai_intents_pkey",
    "ALTER INDEX shipments_pkey RENAME TO kakebarai_shipments_pkey",
    "ALTER INDEX buyers_of_accounts_pkey RENAME TO kakebarai_buyers_pkey",
];

/// Takes over an old ledger, if there is one. Tables of the same names made by another program stay as they are: the checksums of their
/// migrations tell the ledger's own.
pub(super) async fn take_over(
    transaction: &mut Transaction<'_, Any>,
    is_postgres: bool,
) -> Result<(), LedgerError> {
    let Some(last) = applied(transaction, is_postgres).await? else {
        return Ok(());
    };
    for migration in BEFORE_PREFIX
        .iter()
        .filter(|migration| migration.version > last)
    {
        sqlx::raw_sql(migration.sql.clone())
            .execute(&mut **transaction)
            .await?;
    }
    let keys = RENAME_KEYS.iter().filter(|_| is_postgres);
    for statement in RENAME.iter().chain(keys) {
        sqlx::raw_sql(*statement)
            .execute(&mut **transaction)
            .await?;
    }
    Ok(())
}

/// The last migration of an old ledger; `None` if there is no such ledger.
async fn applied(
    transaction: &mut Transaction<'_, Any>,
    is_postgres: bool,
) -> Result<Option<i64>, LedgerError> {
    let tables = if is_postgres {
        "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = '_sqlx_migrations'"
    } else {
        "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = '_sqlx_migrations'"
    };
    let tables: i64 = sqlx::query_scalar(tables)
        .fetch_one(&mut **transaction)
        .await?;
    if tables == 0 {
        return Ok(None);
    }
    let rows = sqlx::query("SELECT version, checksum FROM _sqlx_migrations ORDER BY version")
        .fetch_all(&mut **transaction)
        .await?;
    let mut last = None;
    for row in &rows {
        let version: i64 = row.try_get("version")?;
        // A checksum of another type is not sqlx's, so this is not an old ledger.
        let Ok(checksum) = row.try_get::<Vec<u8>, _>("checksum") else {
            return Ok(None);
        };
        let is_ours = |known: &sqlx::migrate::Migration| {
            known.version == version && *known.checksum == *checksum
        };
        if !BEFORE_PREFIX.iter().any(is_ours) {
            return Ok(None);
        }
        last = Some(version);
    }
    Ok(last)
}
