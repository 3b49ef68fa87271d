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
    codec::Record,
    loading::{self, Restored},
    tables::{self, DataError, StoredMerchant},
};
use crate::{
    merchant::{Account, journal::Budget},
    settings::Settings,
};

/// So many requests can be at the database at once.
const CONNECTIONS: u32 = 8;
/// How long the database may take to say that it is there.
const SOON: Duration = Duration::from_secs(2);
/// How long it may take for anything else. Clients give up after 20 to 30 seconds, and want to be told before.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long it may take to read all of a merchant.
const PATIENCE_FOR_ALL: Duration = Duration::from_secs(30);
/// The same as [`PATIENCE`], for the database itself, so that what was given up here does not go on there.
const PATIENCE_THERE: &str = "SET statement_timeout = 5000";

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
    /// Which of the merchants that had this code, one after the other.
    pub(crate) incarnation: i64,
    pub(crate) version: i64,
    pub(crate) resets: i64,
    pub(crate) snapshots: i64,
}

impl Position {
    /// Nothing of what the account holds counts any more.
    pub(crate) fn forget(&mut self) {
        *self = Self {
            incarnation: self.incarnation,
            version: -1,
            resets: -1,
            snapshots: -1,
        };
    }
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
            .acquire_timeout(PATIENCE)
            .after_connect(|connection, _| {
                Box::pin(async move {
                    let asked = sqlx::query(PATIENCE_THERE).execute(connection);
                    asked.await.map(drop)
                })
            })
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
        soon(async { Ok(codes.fetch_all(&self.pool).await?) }).await
    }

    /// The account of a merchant, if there is one.
    pub(crate) async fn load(
        &self,
        code: &str,
        settings: &Settings,
        journals: &Arc<Budget>,
    ) -> Result<Option<Account>, DataError> {
        within(PATIENCE_FOR_ALL, async {
            let mut connection = self.pool.acquire().await?;
            let mut transaction = connection.begin_with(AT_ONE_MOMENT).await?;
            let Some(stored) = tables::merchant(&mut transaction, code).await? else {
                return Ok(None);
            };
            let account = loading::account(&mut transaction, stored, settings, journals).await?;
            Ok(Some(account))
        })
        .await
    }

    /// Reads what others wrote of a merchant; `false` where it is gone, be it that another one has its code now.
    pub(crate) async fn refresh(
        &self,
        code: &str,
        account: &Mutex<Account>,
        settings: &Settings,
        journals: &Arc<Budget>,
    ) -> Result<bool, DataError> {
        let asked = sqlx::query("SELECT incarnation, version FROM merchants WHERE code = $1")
            .bind(code)
            .fetch_optional(&self.pool);
        let Some(found) = soon(async { Ok(asked.await?) }).await? else {
            return Ok(false);
        };
        let position = account.lock().position;
        if found.try_get::<i64, _>("incarnation")? != position.incarnation {
            return Ok(false);
        }
        if found.try_get::<i64, _>("version")? == position.version {
            return Ok(true);
        }
        let read = self.read_on(code, account, settings, journals, position);
        within(PATIENCE_FOR_ALL, read).await
    }

    async fn read_on(
        &self,
        code: &str,
        account: &Mutex<Account>,
        settings: &Settings,
        journals: &Arc<Budget>,
        position: Position,
    ) -> Result<bool, DataError> {
        let mut connection = self.pool.acquire().await?;
        let mut transaction = connection.begin_with(AT_ONE_MOMENT).await?;
        let Some(stored) = tables::merchant(&mut transaction, code).await? else {
            return Ok(false);
        };
        if stored.position.incarnation != position.incarnation {
            return Ok(false);
        }
        if stored.position.resets != position.resets {
            let loaded = loading::account(&mut transaction, stored, settings, journals).await?;
            let mut account = account.lock();
            account.replace(loaded);
            // Not where it only forgot what it had read.
            if position.resets >= 0 {
                account.journal.reset();
            }
            return Ok(true);
        }
        read(&mut transaction, account, &stored, position).await?;
        Ok(true)
    }

    /// Writes what was done where an account had read so far; `false` where somebody wrote since, and then nothing is written.
    ///
    /// # Errors
    /// The reason, and whether it may be written all the same.
    pub(crate) async fn commit(
        &self,
        code: &str,
        position: Position,
        records: &[Record],
    ) -> Result<bool, (DataError, Doubt)> {
        let prepared = soon(async {
            let mut transaction = self.pool.begin().await?;
            // Whoever comes second waits here for the first, and then finds another version.
            let raised = sqlx::query(
                "UPDATE merchants SET version = version + 1 WHERE code = $1 AND incarnation = $2 AND version = $3",
            )
            .bind(code)
            .bind(position.incarnation)
            .bind(position.version)
            .execute(&mut *transaction)
            .await?;
            if raised.rows_affected() == 0 {
                return Ok(None);
            }
            tables::write(&mut transaction, records).await?;
            Ok(Some(transaction))
        });
        let Some(transaction) = prepared.await.map_err(|error| (error, Doubt::None))? else {
            return Ok(false);
        };
        let committed = soon(async { Ok(transaction.commit().await?) });
        committed.await.map_err(|error| (error, Doubt::Some))?;
        Ok(true)
    }

    /// Writes a new merchant; `false` where there is one with its code.
    pub(crate) async fn add(&self, records: &[Record]) -> Result<bool, DataError> {
        soon(async {
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
        })
        .await
    }

    pub(crate) async fn remove(&self, code: &str) -> Result<(), DataError> {
        soon(async {
            let mut transaction = self.pool.begin().await?;
            let record = Record::Removed { code: code.into() };
            tables::write(&mut transaction, &[record]).await?;
            transaction.commit().await?;
            Ok(())
        })
        .await
    }
}

/// Whether what failed may have been done all the same.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Doubt {
    None,
    Some,
}

/// What the database answers, if it does so while somebody still waits for it.
async fn soon<T>(asked: impl Future<Output = Result<T, DataError>>) -> Result<T, DataError> {
    within(PATIENCE, asked).await
}

async fn within<T>(
    patience: Duration,
    asked: impl Future<Output = Result<T, DataError>>,
) -> Result<T, DataError> {
    let answered = tokio::time::timeout(patience, asked).await;
    answered.unwrap_or(Err(DataError::Silent))
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
    let number = account.lock().books.change_count();
    let (mut lines, mut restored) = (Vec::new(), Restored::new());
    loop {
        let after = number + lines.len() as u64;
        let next = loading::changes_after(connection, code, after, &mut restored).await?;
        if next.is_empty() {
            break;
        }
        lines.extend(next);
    }
    let snapshots = if stored.position.snapshots == position.snapshots {
        None
    } else {
        Some(loading::snapshots(connection, code).await?)
    };
    let mut account = account.lock();
    loading::replay(&mut account, code, lines)?;
    account.set_controls(controls);
    account.restore_password(&stored.password);
    if let Some(snapshots) = snapshots {
        account.snapshots.set(snapshots);
    }
    account.position = stored.position;
    Ok(())
}
