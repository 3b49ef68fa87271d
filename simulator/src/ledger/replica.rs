//! PostgreSQL for several simulators: each reads what the others wrote before it looks at a request, and writes what the
//! request did only if nobody else wrote in between.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use parking_lot::Mutex;
use sqlx::{
    AnyConnection, AnyPool, Connection as _, Row as _, any::AnyPoolOptions,
    any::install_default_drivers, error::DatabaseError,
};

use super::{
    loading,
    record::Record,
    tables::{self, DataError, StoredMerchant},
};
use crate::{account::Account, journal::Budget, settings::Settings};

/// So many requests can be at the database at once.
const CONNECTIONS: u32 = 8;
/// How long the database may take to say that it is there.
const SOON: Duration = Duration::from_secs(2);

/// The database, as one of several simulators.
#[derive(Debug)]
pub(crate) struct Replica {
    pool: AnyPool,
    /// How often a request met another one and was looked at again.
    conflicts: AtomicU64,
}

/// How far an account has read what is written of its merchant.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Position {
    pub(crate) version: i64,
    pub(crate) resets: i64,
    pub(crate) snapshots: i64,
}

impl Position {
    /// Nothing of what the account holds counts any more.
    pub(crate) const NOTHING: Self = Self {
        version: -1,
        resets: -1,
        snapshots: -1,
    };
}

impl Replica {
    pub(crate) async fn open(url: &str) -> Result<Self, DataError> {
        install_default_drivers();
        // A pool would go on trying for a while where there is no server.
        let mut connection = AnyConnection::connect(url).await?;
        tables::migrate(&mut connection).await?;
        connection.close().await?;
        let pool = AnyPoolOptions::new()
            .max_connections(CONNECTIONS)
            .connect(url)
            .await?;
        Ok(Self {
            pool,
            conflicts: AtomicU64::new(0),
        })
    }

    pub(crate) fn count_conflict(&self) {
        self.conflicts.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn conflicts(&self) -> u64 {
        self.conflicts.load(Ordering::Relaxed)
    }

    /// Whether the database answers, and soon.
    pub(crate) async fn answers(&self) -> bool {
        let asked = sqlx::query("SELECT 1").execute(&self.pool);
        matches!(tokio::time::timeout(SOON, asked).await, Ok(Ok(_)))
    }

    pub(crate) async fn close(&self) {
        self.pool.close().await;
    }

    pub(crate) async fn codes(&self) -> Result<Vec<String>, DataError> {
        let codes = sqlx::query_scalar("SELECT code FROM merchants ORDER BY code");
        Ok(codes.fetch_all(&self.pool).await?)
    }

    /// The account of a merchant, if there is one.
    pub(crate) async fn load(
        &self,
        code: &str,
        settings: &Settings,
        journals: &Arc<Budget>,
    ) -> Result<Option<Account>, DataError> {
        let mut connection = self.pool.acquire().await?;
        let mut transaction = connection.begin_with(AT_ONE_MOMENT).await?;
        let Some(stored) = tables::merchant(&mut transaction, code).await? else {
            return Ok(None);
        };
        let account = loading::account(&mut transaction, stored, settings, journals).await?;
        Ok(Some(account))
    }

    /// Reads what others wrote of a merchant; `false` where it is gone.
    pub(crate) async fn refresh(
        &self,
        code: &str,
        account: &Mutex<Account>,
        settings: &Settings,
        journals: &Arc<Budget>,
    ) -> Result<bool, DataError> {
        let version = sqlx::query("SELECT version FROM merchants WHERE code = $1")
            .bind(code)
            .fetch_optional(&self.pool)
            .await?;
        let Some(version) = version else {
            return Ok(false);
        };
        let position = account.lock().position;
        if version.try_get::<i64, _>("version")? == position.version {
            return Ok(true);
        }
        let mut connection = self.pool.acquire().await?;
        let mut transaction = connection.begin_with(AT_ONE_MOMENT).await?;
        let Some(stored) = tables::merchant(&mut transaction, code).await? else {
            return Ok(false);
        };
        if stored.position.resets != position.resets {
            let loaded = loading::account(&mut transaction, stored, settings, journals).await?;
            account.lock().replace(loaded);
            return Ok(true);
        }
        read(&mut transaction, account, &stored, position).await?;
        Ok(true)
    }

    /// Writes what was done on top of a version; `false` where there is a newer one, and then nothing is written.
    pub(crate) async fn commit(
        &self,
        code: &str,
        version: i64,
        records: &[Record],
    ) -> Result<bool, DataError> {
        let mut transaction = self.pool.begin().await?;
        // Whoever comes second waits here for the first, and then finds another version.
        let raised = sqlx::query(
            "UPDATE merchants SET version = version + 1 WHERE code = $1 AND version = $2",
        )
        .bind(code)
        .bind(version)
        .execute(&mut *transaction)
        .await?;
        if raised.rows_affected() == 0 {
            return Ok(false);
        }
        tables::write(&mut transaction, records).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Writes a new merchant; `false` where there is one with its code.
    pub(crate) async fn add(&self, records: &[Record]) -> Result<bool, DataError> {
        let mut transaction = self.pool.begin().await?;
        match tables::write(&mut transaction, records).await {
            Err(error)
                if error
                    .as_database_error()
                    .is_some_and(DatabaseError::is_unique_violation) =>
            {
                return Ok(false);
            }
            written => written?,
        }
        transaction.commit().await?;
        Ok(true)
    }

    pub(crate) async fn remove(&self, code: &str) -> Result<(), DataError> {
        let mut transaction = self.pool.begin().await?;
        let record = Record::Removed { code: code.into() };
        tables::write(&mut transaction, &[record]).await?;
        transaction.commit().await?;
        Ok(())
    }
}

/// All that a transaction reads was there at one moment.
const AT_ONE_MOMENT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// Reads changes, clock, faults, screening and snapshots that are new.
async fn read(
    connection: &mut AnyConnection,
    account: &Mutex<Account>,
    stored: &StoredMerchant,
    position: Position,
) -> Result<(), DataError> {
    let code = &stored.code;
    let controls = loading::controls(code, &stored.controls)?;
    let mut number = account.lock().books.change_count();
    let mut lines = Vec::new();
    while let Some(text) = tables::changes_after(connection, code, number).await? {
        for line in loading::lines(code, number, &text) {
            lines.push(line?);
            number += 1;
        }
    }
    let snapshots = if stored.position.snapshots == position.snapshots {
        None
    } else {
        Some(loading::snapshots(connection, code).await?)
    };
    let mut account = account.lock();
    for line in lines {
        account.replay(line);
    }
    account.set_controls(controls);
    account.restore_password(&stored.password);
    if let Some(snapshots) = snapshots {
        account.snapshots.set(snapshots);
    }
    account.position = stored.position;
    Ok(())
}
