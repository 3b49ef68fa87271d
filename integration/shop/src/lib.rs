//! The reference shop: the screens of the manual, on the add-on's rules.
//!
//! [`Shop::open`] opens its database, [`Shop::router`] has its pages, [`Shop::run_jobs`] does what has to be done now and
//! then. Whoever visits sees Japanese; the pages need no script, and nothing of another host.

mod billing;
mod catalogue;
mod demo;
mod extract;
mod forms;
mod icons;
mod pages;
mod payments;
mod registration_number;
#[cfg(feature = "demo")]
mod sample_data;
mod security;
mod serving;
mod settings;
mod store;
#[cfg(test)]
mod tests;
mod visit;

use std::{fmt, sync::Arc, time::Duration};

use axum::Router;

use kakebarai::{
    client::{CustomAddress, TimeOuts},
    clock::Clock,
    gateway::Retries,
    ledger::LedgerError,
};

use payments::Payments;
use security::{
    attempts::Attempts,
    key::{self, Key},
    passwords::Passwords,
};
use store::{Secret, Store};

pub use demo::DemoSetup;
pub use payments::NotConnected;
pub use security::passwords::{Hashing, NotHashed};
pub use serving::Patience;
pub use store::StoreError;

/// The name of the one operator.
pub const OPERATOR: &str = "admin";

/// How a shop is set up by whoever starts it; everything else is set on its pages.
#[derive(Clone)]
pub struct Config {
    /// `sqlite://shop.db?mode=rwc`, `sqlite::memory:` or `postgres://user@host/database`. Shop and ledger share it.
    pub database: String,
    /// What time it is.
    pub clock: Clock,
    /// Where テスト環境 is, if not at Yamato: a simulator.
    pub test_address: Option<CustomAddress>,
    /// Whether 本番環境 can be chosen. Not for a demonstration.
    pub production: bool,
    /// The provider's password, where it is not to be kept in the database.
    pub password: Option<String>,
    /// What cookies and forms are sealed with, where it is not to be kept in the database: at least 32 characters.
    pub key: Option<String>,
    /// Whether a proxy that speaks https stands before the shop. Cookies are then [Secure] and the visitor's address is the
    /// last of `X-Forwarded-For`.
    ///
    /// [Secure]: https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#secure
    pub behind_proxy: bool,
    /// What hashing a password costs.
    pub hashing: Hashing,
    /// How long the shop waits for the provider.
    pub time_outs: TimeOuts,
    /// How often it tries to reach the provider.
    pub retries: Retries,
    /// How long the shop waits for those who open its pages.
    pub patience: Patience,
    /// What a test environment does with certain applications: what is entered, and what happens. Shown beside the form.
    pub application_hints: Vec<(String, String)>,
}

impl Config {
    /// A shop on a database, with the system's clock and the defaults.
    pub fn new(database: impl Into<String>) -> Self {
        Self {
            database: database.into(),
            clock: Clock::system(),
            test_address: None,
            production: true,
            password: None,
            key: None,
            behind_proxy: false,
            hashing: Hashing::default(),
            time_outs: TimeOuts::default(),
            retries: Retries::default(),
            patience: Patience::default(),
            application_hints: Vec::new(),
        }
    }
}

impl fmt::Debug for Config {
    /// Shows no secret: the database's address may hold one, too.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("test_address", &self.test_address)
            .field("production", &self.production)
            .field("behind_proxy", &self.behind_proxy)
            .finish_non_exhaustive()
    }
}

/// Why a shop could not be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The ledger in it.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// A password could not be hashed.
    #[error(transparent)]
    Hashing(#[from] NotHashed),
    /// The key is too short.
    #[error("お店の鍵（KAKEBARAI_SHOP_KEY）は32文字以上にしてください")]
    Key,
}

/// A shop. Cheap to clone.
#[derive(Clone)]
pub struct Shop(Arc<Inner>);

struct Inner {
    config: Config,
    key: Key,
    store: Store,
    payments: Payments,
    passwords: Passwords,
    attempts: Attempts,
}

impl Shop {
    /// Opens a shop: makes its tables where there are none, and fills its shelves once.
    ///
    /// # Errors
    /// [`OpenError`] says what is in the way.
    pub async fn open(config: Config) -> Result<Self, OpenError> {
        let store = Store::open(&config.database, config.clock.clone()).await?;
        let secret = match &config.key {
            Some(key) if key.chars().count() < 32 => return Err(OpenError::Key),
            Some(key) => Secret(key.clone()),
            None => store.key(&key::fresh()).await?,
        };
        catalogue::fill(&store).await?;
        Ok(Self(Arc::new(Inner {
            key: Key::of(&secret.0),
            payments: Payments::new(store.ledger().clone(), &config),
            passwords: Passwords::new(config.hashing)?,
            attempts: Attempts::new(config.clock.clone()),
            store,
            config,
        })))
    }

    /// All pages.
    pub fn router(&self) -> Router {
        pages::router(self)
    }

    /// Closes the database, once nobody asks for pages any more.
    pub async fn close(&self) {
        self.0.store.pool().close().await;
    }

    /// Gives the operator a fresh password and says it; none where there is one already and `anew` is not wished.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn operator_password(&self, anew: bool) -> Result<Option<String>, OpenError> {
        let rooms = &self.0;
        if !anew && rooms.store.operator_password(OPERATOR).await?.is_some() {
            return Ok(None);
        }
        let fresh = key::fresh();
        let parts: Vec<&str> = (0..4).map(|part| &fresh[part * 5..part * 5 + 5]).collect();
        let password = parts.join("-");
        let hash = rooms.passwords.hash(&password).await?;
        let is_saved = if anew {
            rooms.store.save_operator(OPERATOR, &hash).await?;
            true
        } else {
            // Of those that start at once on one database, one.
            rooms.store.add_operator(OPERATOR, &hash).await?
        };
        Ok(is_saved.then_some(password))
    }

    /// Finds out what became of requests whose answers never came, and forgets what is too old: at once, and then every
    /// minute. Never returns; drop it to stop.
    pub async fn run_jobs(&self) {
        let mut minutes = tokio::time::interval(Duration::from_mins(1));
        minutes.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            minutes.tick().await;
            if let Err(error) = self.run_jobs_once().await {
                tracing::error!(%error, "the shop could not be tidied up");
            }
        }
    }

    /// One round of [`run_jobs`](Self::run_jobs).
    ///
    /// # Errors
    /// [`OpenError`] where the database cannot be used; the provider being out of reach is none.
    pub async fn run_jobs_once(&self) -> Result<(), OpenError> {
        self.recover_unknown().await?;
        let store = &self.0.store;
        store.close_crashed_orders().await?;
        store.forget_old_carts().await?;
        Ok(())
    }

    /// Asks what became of requests whose answers never came.
    async fn recover_unknown(&self) -> Result<(), OpenError> {
        let rooms = &self.0;
        if rooms.store.ledger().count_unknown_outcomes().await? == 0 {
            return Ok(());
        }
        let settings = rooms.store.settings().await?;
        match rooms.payments.connect(&settings) {
            Ok(connection) => {
                for (intent, outcome) in connection.gateway.recover().await? {
                    let order = intent.order_number;
                    tracing::info!(%order, ?outcome, "asked what became of it");
                }
            }
            Err(why) => tracing::warn!(%why, "what became of unanswered requests cannot be asked"),
        }
        Ok(())
    }
}

impl fmt::Debug for Shop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shop")
            .field("config", &self.0.config)
            .finish_non_exhaustive()
    }
}
