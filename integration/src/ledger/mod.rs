//! The ledger: what was asked of the provider, what is known to have come of it, and what is not.
//!
//! In SQLite by default and in PostgreSQL through the same queries. Every request is written down before it is sent, and a
//! unique index lets no two processes hold an open one for the same order.

mod account;
mod buyers;
mod effects;
mod intents;
mod orders;
mod request;

use std::time::Duration;

use sqlx::{
    AnyPool,
    any::{AnyPoolOptions, install_default_drivers},
};

use crate::clock::Clock;

pub use account::Account;
pub use buyers::{ApplicationState, Applied};
pub use intents::{Intent, IntentState};
pub(super) use orders::Changed;
pub use orders::{OrderQuery, OrderRecord, OrderSort, Shipment, Status};
pub use request::{Request, StoredLine, StoredPayment};

/// The ledger of one shop. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Ledger {
    pool: AnyPool,
    clock: Clock,
}

/// The ledger cannot be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// The database.
    #[error("台帳のデータベースを使えません：{0}")]
    Database(#[from] sqlx::Error),
    /// Its tables cannot be brought up to date.
    #[error("台帳のデータベースを更新できません：{0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A row that nobody can read; `0` says which.
    #[error("台帳の{0}を読めません。")]
    Unreadable(String),
}

impl Ledger {
    /// Opens a ledger by its URL: `sqlite://ledger.db?mode=rwc`, `sqlite::memory:`, `postgres://user@host/database`.
    ///
    /// # Errors
    /// [`LedgerError`] where it cannot be reached.
    pub async fn open(url: &str, clock: Clock) -> Result<Self, LedgerError> {
        Self::open_in(connect(url).await?, clock).await
    }

    /// Opens a ledger in a database that its shop has connected to.
    ///
    /// # Errors
    /// [`LedgerError`] where its tables cannot be made.
    pub async fn open_in(pool: AnyPool, clock: Clock) -> Result<Self, LedgerError> {
        sqlx::migrate!("src/ledger/migrations").run(&pool).await?;
        Ok(Self { pool, clock })
    }

    /// Whether the database is PostgreSQL, and not SQLite.
    fn is_postgres(&self) -> bool {
        let options = self.pool.connect_options();
        options.database_url.scheme().starts_with("postgres")
    }

    /// Milliseconds since 1970, UTC.
    pub(super) fn now(&self) -> i64 {
        self.clock.now().as_millisecond()
    }
}

/// How long a database may be out of reach, or its connections be taken.
const PATIENCE: Duration = Duration::from_secs(10);

/// Connects to a database by its URL.
///
/// # Errors
/// [`LedgerError`] where it cannot be reached.
pub async fn connect(url: &str) -> Result<AnyPool, LedgerError> {
    install_default_drivers();
    let is_memory = url.contains(":memory:");
    // A database in memory is its one connection's.
    let options = AnyPoolOptions::new()
        .acquire_timeout(PATIENCE)
        .max_connections(if is_memory { 1 } else { 8 });
    let options = if is_memory {
        options.idle_timeout(None).max_lifetime(None)
    } else {
        options
    };
    let pool = options.connect(url).await?;
    if url.starts_with("sqlite:") && !is_memory {
        // Readers do not wait for a writer.
        sqlx::query("PRAGMA journal_mode = WAL")
            .execute(&pool)
            .await?;
    }
    Ok(pool)
}
