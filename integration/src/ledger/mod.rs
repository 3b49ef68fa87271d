//! The ledger: what was asked of the provider, what is known to have come of it, and what is not.
//!
//! In SQLite by default and in PostgreSQL through the same queries. Every request is written down before it is sent, and a
//! unique index lets no two processes hold an open one for the same order.

mod account;
mod buyers;
mod effects;
mod import;
mod intents;
mod migrations;
mod orders;
mod purchases;
mod request;
mod shipments;
mod takeover;
#[cfg(test)]
mod tests;
mod transmissions;

use std::{fmt::Write as _, io, path::Path, time::Duration};

use jiff::civil::Date;
use sqlx::{
    AnyPool, Connection as _,
    any::{AnyPoolOptions, install_default_drivers},
};

use self::migrations::migrations;
use crate::clock::Clock;

pub use account::Account;
pub use buyers::{ApplicationState, Applied};
pub use import::{ImportedApplication, ImportedOrder, ImportedRequest};
pub use intents::{Intent, IntentState};
pub use orders::{OrderQuery, OrderRecord, OrderSort, Shipment, Status};
pub use request::Request;
pub(crate) use shipments::Changed;
pub use shipments::{ListedShipment, ShipmentQuery};

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
    Database(#[source] sqlx::Error),
    /// There is a pooler before the database that gives each transaction another connection.
    #[error(
        "台帳のデータベースとの途中に接続プール（pgbouncer の transaction モードなど）があるようです。PostgreSQL に直接つなぐか、プールを session モードにしてください"
    )]
    Pooled(#[source] sqlx::Error),
    /// Its tables cannot be brought up to date.
    #[error("台帳のデータベースを更新できません：{0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A row that cannot be read; `0` says which.
    #[error("台帳の{0}を読めません。")]
    Unreadable(String),
}

impl From<sqlx::Error> for LedgerError {
    fn from(error: sqlx::Error) -> Self {
        let database = error.as_database_error();
        // duplicate_prepared_statement, invalid_sql_statement_name: the connection is another than the one before.
        match database
            .and_then(sqlx::error::DatabaseError::code)
            .as_deref()
        {
            Some("42P05" | "26000") => Self::Pooled(error),
            _ => Self::Database(error),
        }
    }
}

impl Ledger {
    /// Opens a ledger by its URL: `sqlite://ledger.db?mode=rwc`, `sqlite::memory:`, `postgres://user@host/database`. The
    /// database needs the feature of its name.
    ///
    /// # Errors
    /// [`LedgerError`] if it cannot be reached.
    pub async fn open(url: &str, clock: Clock) -> Result<Self, LedgerError> {
        Self::open_in(connect(url).await?, clock).await
    }

    /// Opens a ledger as a guest in a database that its shop has: all its tables begin with `kakebarai_`, the one that counts its
    /// migrations is `kakebarai_migrations`, and nothing else is touched. Brings the tables up to date; takes over a ledger from before
    /// the prefix.
    ///
    /// The pool is one of sqlx's [`AnyPool`]s. A shop that has one makes it with [`give_up_in_transaction`], without which a full
    /// disk may end in a SQLite connection that takes everything and writes nothing:
    ///
    /// ```no_run
    /// # #[cfg(feature = "sqlite")]
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// use kakebarai::{Clock, Ledger, ledger::give_up_in_transaction};
    /// use sqlx::any::{AnyPoolOptions, install_default_drivers};
    ///
    /// install_default_drivers();
    /// let options = give_up_in_transaction(AnyPoolOptions::new().max_connections(8));
    /// let pool = options.connect("sqlite://shop.db?mode=rwc").await?;
    /// let ledger = Ledger::open_in(pool.clone(), Clock::system()).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// From a pool of one kind it is reached by its options; [`connect`] does what is above by itself:
    ///
    /// ```no_run
    /// # #[cfg(all(feature = "postgres", feature = "sqlite"))]
    /// # async fn example(of_postgres: sqlx::PgPool, of_sqlite: sqlx::SqlitePool) -> Result<(), Box<dyn std::error::Error>> {
    /// use kakebarai::{Clock, Ledger, ledger::{connect, sqlite_url}};
    /// use sqlx::ConnectOptions as _;
    ///
    /// let url = of_postgres.connect_options().to_url_lossy();
    /// let ledger = Ledger::open_in(connect(url.as_str()).await?, Clock::system()).await?;
    ///
    /// let url = sqlite_url(of_sqlite.connect_options().get_filename())?;
    /// let ledger = Ledger::open_in(connect(&url).await?, Clock::system()).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// A database in SQLite's memory belongs to its only connection: share its `AnyPool` with the shop.
    ///
    /// # Errors
    /// [`LedgerError`] if its tables cannot be made.
    pub async fn open_in(pool: AnyPool, clock: Clock) -> Result<Self, LedgerError> {
        let is_postgres = is_postgres(&pool);
        // One process after the other, and all of it or nothing.
        let mut transaction = if is_postgres {
            let mut transaction = pool.begin().await?;
            sqlx::query("SELECT CAST(pg_advisory_xact_lock(72663227) AS TEXT)")
                .execute(&mut *transaction)
                .await?;
            transaction
        } else {
            pool.begin_with("BEGIN IMMEDIATE").await?
        };
        takeover::take_over(&mut transaction, is_postgres).await?;
        // `run` is this behind a trait that keeps its future from being sent between threads.
        let connection = &mut *transaction;
        migrations().run_direct(None, connection, false).await?;
        transaction.commit().await?;
        Ok(Self { pool, clock })
    }

    /// The day in Japan.
    pub(super) fn today(&self) -> Date {
        self.clock.today()
    }

    /// Milliseconds since 1970, UTC.
    pub(super) fn now(&self) -> i64 {
        self.clock.now().as_millisecond()
    }
}

/// Whether a database is PostgreSQL, and not SQLite.
fn is_postgres(pool: &AnyPool) -> bool {
    let options = pool.connect_options();
    options.database_url.scheme().starts_with("postgres")
}

/// How long a database may be out of reach, or its connections be taken.
const PATIENCE: Duration = Duration::from_secs(10);

/// The URL of an SQLite file, which is created if it does not exist. The path is taken literally: characters with a meaning in a URL
/// are escaped.
///
/// # Errors
/// If its folder does not exist, or its name is not UTF-8.
pub fn sqlite_url(file: &Path) -> io::Result<String> {
    let name = file.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.canonicalize()?,
        _ => Path::new(".").canonicalize()?,
    };
    let path = folder.join(name);
    let path = path.to_str().ok_or(io::ErrorKind::InvalidFilename)?;
    let mut url = "sqlite://".to_owned();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte) {
            url.push(char::from(byte));
        } else {
            let _ = write!(url, "%{byte:02X}");
        }
    }
    url.push_str("?mode=rwc");
    Ok(url)
}

/// Makes a pool close a connection that comes back while sqlx believes it is within a transaction.
///
/// SQLite ends a transaction by itself where its disk is full, and sqlx does not hear of it: such a connection would go on without
/// ever writing anything, and say that it has. It takes the place of an `after_release` of the options.
#[must_use]
pub fn give_up_in_transaction(options: AnyPoolOptions) -> AnyPoolOptions {
    options.after_release(|connection, _| {
        Box::pin(async move {
            connection.ping().await?;
            Ok(!connection.is_in_transaction())
        })
    })
}

/// Connects to a database by its URL, as a ledger needs it: with [`give_up_in_transaction`], and in SQLite with a write-ahead log.
///
/// # Errors
/// [`LedgerError`] if it cannot be reached.
pub async fn connect(url: &str) -> Result<AnyPool, LedgerError> {
    install_default_drivers();
    let is_memory = url.contains(":memory:") || url.contains("mode=memory");
    // A database in memory belongs to its only connection.
    let options = AnyPoolOptions::new()
        .acquire_timeout(PATIENCE)
        .max_connections(if is_memory { 1 } else { 8 });
    let options = give_up_in_transaction(options);
    let options = if is_memory {
        options.idle_timeout(None).max_lifetime(None)
    } else {
        options
    };
    let pool = options.connect(url).await?;
    if url.starts_with("sqlite:") && !is_memory {
        write_ahead(&pool).await?;
    }
    Ok(pool)
}

/// Turns on write-ahead logging: readers do not wait for a writer. While another process uses the file, `SQLite` refuses this change at
/// once instead of waiting as usual.
async fn write_ahead(pool: &AnyPool) -> Result<(), sqlx::Error> {
    const BUSY: &str = "5";
    let until = tokio::time::Instant::now() + PATIENCE;
    loop {
        let set = sqlx::query("PRAGMA journal_mode = WAL").execute(pool).await;
        let is_busy = matches!(&set, Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some(BUSY));
        if !is_busy || tokio::time::Instant::now() >= until {
            return set.map(drop);
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
