//! PostgreSQL for several simulators. For each request a simulator locks the merchant's row, reads what the others wrote, runs the
//! request, and writes its events, in one transaction.

mod write;

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use sqlx::{
    Any, AnyConnection, AnyPool, Connection as _, Transaction, any::AnyPoolOptions,
    any::install_default_drivers, error::DatabaseError,
};
use tokio::time::Instant;

use self::write::{Write, encode};
use super::{
    StorageError, Transacted,
    codec::{Record, RecordKind},
    data_error::DataError,
    finish, loading,
    tables::{self, MerchantRow},
    writing,
};
use crate::{
    log::{Log, LogEvent},
    merchant::{
        Account, budget::Budget, event::Unwritten, registry::NotInserted, state::State,
        sync_point::SyncPoint,
    },
    settings::Settings,
};

/// Connections to the database.
const CONNECTIONS: u32 = 8;
/// The time-out of a probe.
const PROBE_TIMEOUT: Duration = Duration::from_secs(2);
/// The time-out of a request, all waiting for the database included. Clients give up after 20 to 30 seconds, so they hear of it before.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(5);
/// The time-out for reading all of a merchant.
const LOAD_TIMEOUT: Duration = Duration::from_secs(30);
/// The same as [`REQUEST_TIMEOUT`] for the database itself, so that a statement that was given up here does not go on there. Waiting for a
/// lock ends a little earlier.
const SERVER_TIMEOUTS: [&str; 2] = ["SET statement_timeout = 5000", "SET lock_timeout = 4500"];

/// The database, as one of several simulators.
#[derive(Debug)]
pub(crate) struct Postgres {
    pool: AnyPool,
    settings: Arc<Settings>,
    budget: Arc<Budget>,
    log: Option<Arc<Log>>,
    /// How often a request found that another simulator had written.
    synced: AtomicU64,
}

/// A transaction that holds the lock of a merchant's row.
type Locked = Transaction<'static, Any>;

impl Postgres {
    pub(crate) async fn open(
        url: &str,
        settings: Arc<Settings>,
        budget: Arc<Budget>,
        log: Option<Arc<Log>>,
    ) -> Result<Self, DataError> {
        install_default_drivers();
        // Without a server a pool would keep trying for a while.
        let mut connection = AnyConnection::connect(url).await?;
        tables::migrate(&mut connection).await?;
        connection.close().await?;
        // The second connection reveals a pooler that gives each transaction another connection; the pool would try until its time-out.
        let mut connection = AnyConnection::connect(url).await?;
        for timeout in SERVER_TIMEOUTS {
            sqlx::query(timeout).execute(&mut connection).await?;
        }
        connection.close().await?;
        let pool = AnyPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(REQUEST_TIMEOUT)
            .after_connect(|connection, _| {
                Box::pin(async move {
                    for timeout in SERVER_TIMEOUTS {
                        sqlx::query(timeout).execute(&mut *connection).await?;
                    }
                    Ok(())
                })
            })
            .connect(url)
            .await?;
        Ok(Self {
            pool,
            settings,
            budget,
            log,
            synced: AtomicU64::new(0),
        })
    }

    /// How often a request found that another simulator had written.
    pub(crate) fn synced(&self) -> u64 {
        self.synced.load(Ordering::Relaxed)
    }

    /// Whether the database answers within two seconds.
    pub(crate) async fn answers(&self) -> bool {
        let asked = sqlx::query("SELECT 1").execute(&self.pool);
        matches!(tokio::time::timeout(PROBE_TIMEOUT, asked).await, Ok(Ok(_)))
    }

    /// Closes the connections. A database that does not answer prevents nobody from stopping.
    pub(crate) async fn close(&self) {
        let _ = tokio::time::timeout(PROBE_TIMEOUT, self.pool.close()).await;
    }

    /// The codes of all merchants, in order.
    pub(crate) async fn codes(&self) -> Result<Vec<String>, StorageError> {
        let codes = sqlx::query_scalar("SELECT code FROM merchants ORDER BY code");
        let codes = within(REQUEST_TIMEOUT, async {
            Ok(codes.fetch_all(&self.pool).await?)
        });
        codes.await.map_err(|error| self.not_done(&error))
    }

    /// The state of a merchant, if there is one.
    pub(crate) async fn load(&self, code: &str) -> Result<Option<State>, StorageError> {
        let loaded = self.load_at_one_moment(code).await;
        loaded.map_err(|error| self.not_done(&error))
    }

    async fn load_at_one_moment(&self, code: &str) -> Result<Option<State>, DataError> {
        let found = within(REQUEST_TIMEOUT, async {
            let mut transaction = self.pool.begin_with(AT_ONE_MOMENT).await?;
            let row = tables::merchant(&mut transaction, code).await?;
            Ok(row.map(|row| (transaction, row)))
        });
        let Some((mut transaction, row)) = found.await? else {
            return Ok(None);
        };
        let state = loading::state(&mut transaction, row, &self.settings, &self.budget);
        within(LOAD_TIMEOUT, state).await.map(Some)
    }

    /// Runs a function on a merchant's state and stores its events. See [`super::Storage::transact`].
    pub(super) async fn transact<T, F: FnOnce(&mut State) -> T>(
        self: &Arc<Self>,
        merchant: &Arc<Account>,
        act: F,
    ) -> Result<Transacted<T, F>, StorageError> {
        let deadline = Instant::now() + REQUEST_TIMEOUT;
        let lock = merchant.request_lock.clone().lock_owned();
        // Requests of one merchant wait here, not for a connection, so that they leave the pool to other merchants.
        let Ok(lock) = tokio::time::timeout_at(deadline, lock).await else {
            return Err(StorageError::Busy);
        };
        let locked = tokio::time::timeout_at(deadline, self.lock_row(merchant)).await;
        let locked = locked.unwrap_or(Err(DataError::Silent));
        let Some((mut transaction, row)) = locked.map_err(|error| self.not_done(&error))? else {
            return Ok(Transacted::Gone(act));
        };
        let synced = self.sync(&mut transaction, merchant, row).await;
        synced.map_err(|error| self.not_done(&error))?;
        let (done, unwritten, sync) = {
            let mut state = merchant.state_mut();
            let done = act(&mut state);
            let unwritten = state.take_unwritten();
            if unwritten.is_empty() {
                finish(merchant, &mut state);
            }
            (done, unwritten, state.sync)
        };
        if unwritten.is_empty() {
            drop(transaction);
            return Ok(Transacted::Done(done));
        }
        // A task of its own: the events are written even if the client hangs up.
        let write = Write {
            postgres: self.clone(),
            merchant: merchant.clone(),
            transaction,
            unwritten,
            sync,
            _lock: lock,
        };
        let written = tokio::spawn(write.run());
        match tokio::time::timeout_at(deadline.max(Instant::now() + PROBE_TIMEOUT), written).await {
            Ok(Ok(Ok(()))) => Ok(Transacted::Done(done)),
            Ok(Ok(Err(error))) => Err(error),
            Ok(Err(_)) | Err(_) => Err(StorageError::DatabaseInDoubt),
        }
    }

    /// Whether what is stored of a merchant is what is known here. Looks without the lock of its row, so that it waits for nobody.
    pub(super) async fn is_current(&self, merchant: &Account) -> Result<bool, StorageError> {
        let stored = within(REQUEST_TIMEOUT, async {
            let mut connection = self.pool.acquire().await?;
            Ok(tables::version(&mut connection, merchant.code()).await?)
        });
        let stored = stored.await.map_err(|error| self.not_done(&error))?;
        let known = merchant.state().sync;
        Ok(stored == Some((known.incarnation, known.version)))
    }

    /// Begins a transaction and locks the row of a merchant. Returns `None` if it was deleted, even if a new merchant has its code.
    async fn lock_row(
        &self,
        merchant: &Account,
    ) -> Result<Option<(Locked, MerchantRow)>, DataError> {
        let incarnation = merchant.state().sync.incarnation;
        let mut transaction = self.pool.begin().await?;
        let row = tables::locked_merchant(&mut transaction, merchant.code()).await?;
        Ok(row
            .filter(|row| row.sync.incarnation == incarnation)
            .map(|row| (transaction, row)))
    }

    /// Reads what other simulators wrote of a merchant.
    async fn sync(
        &self,
        transaction: &mut Locked,
        merchant: &Account,
        row: MerchantRow,
    ) -> Result<(), DataError> {
        let known = merchant.state().sync;
        if row.sync.version == known.version {
            return Ok(());
        }
        self.synced.fetch_add(1, Ordering::Relaxed);
        let stored = row.sync;
        if stored.resets != known.resets {
            let read = loading::state(transaction, row, &self.settings, &self.budget);
            let read = within(LOAD_TIMEOUT, read).await?;
            merchant.state_mut().replace(read);
            // Negative: the state was forgotten here, not reset elsewhere.
            if known.resets >= 0 {
                merchant.journal_mut().reset();
            }
            return Ok(());
        }
        let code = merchant.code();
        let number = merchant.state().books().change_count();
        let read = within(REQUEST_TIMEOUT, async {
            let changes = loading::changes_since(transaction, code, number).await?;
            if stored.snapshots == known.snapshots {
                return Ok((changes, None));
            }
            Ok((changes, Some(loading::snapshots(transaction, code).await?)))
        });
        let (changes, snapshots) = read.await?;
        let stored = loading::merchant(row)?;
        let mut state = merchant.state_mut();
        // Forgotten first, so that a failure on the way leaves a state that is read anew.
        state.sync.forget();
        loading::read_on(&mut state, code, changes)?;
        if let Some(snapshots) = snapshots {
            state.set_snapshots(snapshots);
        }
        state.read_on(stored);
        Ok(())
    }

    /// Writes a new merchant if its code is free and the maximum number is not reached.
    pub(crate) async fn add(
        &self,
        code: &Arc<str>,
        unwritten: &[Unwritten],
        most: usize,
    ) -> Result<Result<(), NotInserted>, StorageError> {
        let records: Vec<Record> = encode(code, unwritten);
        let added = within(LOAD_TIMEOUT, async {
            let mut transaction = self.pool.begin().await?;
            if most < usize::MAX && tables::count_alone(&mut transaction).await? >= most {
                return Ok(Err(NotInserted::TooMany));
            }
            match writing::write(&mut transaction, &records, false).await {
                Err(error)
                    if error
                        .as_database_error()
                        .is_some_and(DatabaseError::is_unique_violation) =>
                {
                    return Ok(Err(NotInserted::Taken));
                }
                written => written?,
            }
            transaction.commit().await?;
            Ok(Ok(()))
        });
        added.await.map_err(|error| self.not_done(&error))
    }

    pub(crate) async fn remove(&self, code: &str) -> Result<(), StorageError> {
        let record = Record {
            code: code.into(),
            kind: RecordKind::Removed,
        };
        self.write_apart(&[record]).await
    }

    /// Writes the books after a number of changes, unless the merchant went back to its initial state since.
    pub(crate) async fn write_checkpoint(
        &self,
        code: &Arc<str>,
        at: SyncPoint,
        number: u64,
        books: String,
    ) -> Result<(), StorageError> {
        let written = within(LOAD_TIMEOUT, async {
            let mut transaction = self.pool.begin().await?;
            let row = tables::locked_merchant(&mut transaction, code).await?;
            let is_same = row.is_some_and(|row| {
                (row.sync.incarnation, row.sync.resets) == (at.incarnation, at.resets)
            });
            if is_same {
                let record = Record {
                    code: code.clone(),
                    kind: RecordKind::Checkpoint { number, books },
                };
                writing::write(&mut transaction, &[record], false).await?;
            }
            transaction.commit().await?;
            Ok(())
        });
        written.await.map_err(|error| self.not_done(&error))
    }

    async fn write_apart(&self, records: &[Record]) -> Result<(), StorageError> {
        let written = within(REQUEST_TIMEOUT, async {
            let mut transaction = self.pool.begin().await?;
            writing::write(&mut transaction, records, false).await?;
            transaction.commit().await?;
            Ok(())
        });
        written.await.map_err(|error| self.not_done(&error))
    }

    /// The error of a request that was not carried out.
    fn not_done(&self, error: &DataError) -> StorageError {
        match error {
            DataError::Locked => return StorageError::Busy,
            DataError::Unreadable { what, .. } => {
                self.note(error);
                return StorageError::Unreadable(what.clone());
            }
            _ => self.note(error),
        }
        StorageError::Database
    }

    fn note(&self, error: &DataError) {
        if let Some(log) = &self.log {
            log.write(&LogEvent::Unwritable {
                reason: error.to_string(),
            });
        }
    }
}

/// The answer of the database, or [`DataError::Silent`] after the time-out.
async fn within<T>(
    timeout: Duration,
    asked: impl Future<Output = Result<T, DataError>>,
) -> Result<T, DataError> {
    let answered = tokio::time::timeout(timeout, asked).await;
    answered.unwrap_or(Err(DataError::Silent))
}

/// A transaction that reads one moment's state.
const AT_ONE_MOMENT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
