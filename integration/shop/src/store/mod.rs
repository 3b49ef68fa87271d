//! Everything that the shop knows, in one database: SQLite or PostgreSQL, through the same queries.

mod applications;
mod applied_reductions;
mod carts;
mod checkouts;
mod contents;
mod customers;
mod discounts;
mod exported_orders;
mod gift_certificates;
mod group_files;
mod groups;
mod icons;
mod migrations;
mod operators;
mod order_list;
mod order_numbers;
mod orders;
#[cfg(feature = "demo")]
mod past;
mod payment_methods;
mod products;
mod redemptions;
mod searching;
mod sessions;
mod settings;
mod shipments;
mod shipping_methods;
mod taxes;
mod transfers;
mod users;

use std::time::Duration;

use kakebarai::{
    clock::Clock,
    ledger::{Ledger, LedgerError, connect},
};
use sqlx::{AnyConnection, AnyPool, Connection as _, Row as _, any::install_default_drivers};

use self::migrations::migrations;

pub(super) use applied_reductions::AppliedReductions;
pub(super) use carts::{CartItem, MAX_QUANTITY, Owner};
pub(super) use checkouts::{Choices, ReductionInput};
pub(super) use contents::{
    OrderSnapshot, RateSum, Recipient, Reduction, ReductionKind, StoredItem, StoredShipping,
    StoredTax,
};
pub(super) use customers::{CustomerQuery, CustomerSort, ListedCustomer};
pub(super) use discounts::{Discount, DiscountValue};
pub(super) use gift_certificates::GiftCertificate;
pub(super) use groups::UserGroup;
pub(super) use order_list::{ListedOrder, OrderListQuery, OrderListSort};
pub(super) use order_numbers::OrderNumbers;
pub(super) use orders::{BegunOrder, NewOrder, OrderStatus, PlacedOrder};
#[cfg(feature = "demo")]
pub(super) use past::{PastOrder, PastUser};
pub(super) use products::Product;
pub(super) use redemptions::Offers;
pub(super) use searching::fold;
pub(super) use sessions::LoggedIn;
pub(super) use settings::{Secret, Settings, TaxRounding};
pub(super) use shipments::{ListedShipment, ShipmentScope};
pub(super) use shipping_methods::ShippingMethod;
pub(super) use taxes::TaxUses;
pub(super) use users::{NewUser, User, folded};

/// How long a server of databases may take to answer at first.
const PATIENCE: Duration = Duration::from_secs(10);

/// The shop's tables. Cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Store {
    pool: AnyPool,
    ledger: Ledger,
    clock: Clock,
}

/// The database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database.
    #[error("お店のデータベースを使えません：{0}")]
    Database(#[source] sqlx::Error),
    /// There is no database at its address.
    #[error(
        "お店のデータベースに接続できません（{0}）。データベースが動いていることと、ホスト名とポート番号を確かめてください"
    )]
    Unreachable(#[source] sqlx::Error),
    /// The database does not answer.
    #[error(
        "お店のデータベースが応答しません。データベースが動いていることと、ホスト名とポート番号を確かめてください"
    )]
    Silent,
    /// There is a pooler before the database that gives each transaction another connection.
    #[error(
        "お店のデータベースとの途中に接続プール（pgbouncer の transaction モードなど）があるようです。PostgreSQL に直接つなぐか、プールを session モードにしてください"
    )]
    Pooled,
    /// Its tables cannot be brought up to date.
    #[error("お店のデータベースを更新できません：{0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// The ledger, which lies in the same database.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// Another customer has the e-mail address.
    #[error("メールアドレスがほかの会員に使われています")]
    Taken,
    /// Something in it cannot be read; `0` says what.
    #[error("お店のデータベースの{0}を読めません。")]
    Unreadable(String),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let database = error.as_database_error();
        let code = database.and_then(sqlx::error::DatabaseError::code);
        // duplicate_prepared_statement, invalid_sql_statement_name: the connection is another than the one before.
        match code.as_deref() {
            Some("42P05" | "26000") => Self::Pooled,
            _ => Self::Database(error),
        }
    }
}

type Result<T, E = StoreError> = std::result::Result<T, E>;

impl Store {
    /// Opens a database by its URL and brings the shop's tables and the ledger in it up to date.
    pub(super) async fn open(url: &str, clock: Clock) -> Result<Self> {
        if !url.starts_with("sqlite:") {
            reach(url).await?;
        }
        let pool = connect(url).await?;
        // One process after the other: of several that start at once, one makes the tables.
        let mut transaction = if url.starts_with("sqlite:") {
            pool.begin_with("BEGIN IMMEDIATE").await?
        } else {
            let mut transaction = pool.begin().await?;
            sqlx::query("SELECT CAST(pg_advisory_xact_lock(72663228) AS TEXT)")
                .execute(&mut *transaction)
                .await?;
            transaction
        };
        migrations().run(&mut *transaction).await?;
        payment_methods::take_over(&mut transaction).await?;
        transaction.commit().await?;
        let store = Self {
            ledger: Ledger::open_in(pool.clone(), clock.clone()).await?,
            pool,
            clock,
        };
        store.fold_users().await?;
        Ok(store)
    }

    /// What is known of orders that are paid by クロネコ掛け払い.
    pub(super) const fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    pub(super) const fn pool(&self) -> &AnyPool {
        &self.pool
    }

    fn now(&self) -> i64 {
        self.clock.now().as_millisecond()
    }
}

/// Connects to a server once: a pool would try again and again, and say in the end that it has waited.
async fn reach(url: &str) -> Result<()> {
    install_default_drivers();
    let connecting = AnyConnection::connect(url);
    match tokio::time::timeout(PATIENCE, connecting).await {
        Ok(Ok(connection)) => Ok(connection.close().await?),
        Ok(Err(error @ sqlx::Error::Io(_))) => Err(StoreError::Unreachable(error)),
        Ok(Err(error)) => Err(error.into()),
        Err(_) => Err(StoreError::Silent),
    }
}

/// The next number of a kind. It is the first thing that its transaction writes, so that nobody waits in vain.
async fn next_number(
    transaction: &mut sqlx::Transaction<'_, sqlx::Any>,
    name: &str,
) -> Result<i64> {
    let row =
        sqlx::query("UPDATE shop_counters SET last = last + 1 WHERE name = $1 RETURNING last")
            .bind(name)
            .fetch_one(&mut **transaction)
            .await?;
    Ok(row.try_get("last")?)
}

/// The first of as many numbers of a kind.
#[cfg(feature = "demo")]
async fn next_numbers(
    transaction: &mut sqlx::Transaction<'_, sqlx::Any>,
    name: &str,
    count: u32,
) -> Result<i64> {
    let sql = "UPDATE shop_counters SET last = last + $1 WHERE name = $2 RETURNING last";
    let row = sqlx::query(sql)
        .bind(i64::from(count))
        .bind(name)
        .fetch_one(&mut **transaction)
        .await?;
    Ok(row.try_get::<i64, _>("last")? - i64::from(count) + 1)
}

/// An id as the code has it.
fn id(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(0)
}
