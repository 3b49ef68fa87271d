//! The shop itself: what its pages stand on, and what it does by itself.

use std::{fmt, sync::Arc};

use kakebarai::ledger::{LedgerError, OrderQuery};

use super::{
    catalogue,
    config::Config,
    payments::Payments,
    security::{
        attempts::Attempts,
        key::{self, Key},
        passwords::{NotHashed, Passwords},
    },
    store::{OrderNumbers, Secret, Store, StoreError},
};

/// The name of the one operator.
pub const OPERATOR: &str = "admin";

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
    /// Nothing can be made up for want of something to order; what to do.
    #[error("作り物の注文を作れません。{0}")]
    NoSampleData(String),
}

/// A shop. Cheap to clone.
#[derive(Clone)]
pub struct Shop(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) config: Config,
    pub(crate) key: Key,
    pub(crate) store: Store,
    pub(crate) payments: Payments,
    pub(crate) passwords: Passwords,
    pub(crate) attempts: Attempts,
}

impl Shop {
    /// Opens a shop: makes its tables if there are none, and fills its shelves once.
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

    /// Closes the database, once no more pages are requested.
    pub async fn close(&self) {
        self.0.store.pool().close().await;
    }

    /// Gives the operator a new password and returns it; `None` if there is one already and `anew` is `false`.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn operator_password(&self, anew: bool) -> Result<Option<String>, OpenError> {
        let inner = &self.0;
        if !anew && inner.store.operator_password(OPERATOR).await?.is_some() {
            return Ok(None);
        }
        let fresh = key::fresh();
        let parts: Vec<&str> = (0..4).map(|part| &fresh[part * 5..part * 5 + 5]).collect();
        let password = parts.join("-");
        let hash = inner.passwords.hash(&password).await?;
        let is_saved = if anew {
            inner.store.save_operator(OPERATOR, &hash).await?;
            true
        } else {
            // If several shops start at once on one database, only one saves its password.
            inner.store.add_operator(OPERATOR, &hash).await?
        };
        Ok(is_saved.then_some(password))
    }

    /// Numbers orders from this moment on, if there are none yet: the provider may remember the numbers of an earlier shop.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn number_orders_from_now(&self) -> Result<(), OpenError> {
        let store = &self.0.store;
        let is_untouched = store.order_numbers().await? == OrderNumbers::default();
        if is_untouched && store.largest_order_number("").await?.is_none() {
            let now = self.0.config.clock.now();
            store.save_order_numbers(&OrderNumbers::from(now)).await?;
        }
        Ok(())
    }

    /// Whether any request about an order was ever recorded.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn has_settled(&self) -> Result<bool, OpenError> {
        let all = OrderQuery::default();
        Ok(self.0.payments.ledger().count_orders(&all).await? > 0)
    }

    /// Finds out what became of requests whose answers never came, and forgets what is too old: at once, and then at each
    /// [interval](Config::jobs_interval). Never returns; drop it to stop.
    pub async fn run_jobs(&self) {
        let mut ticks = tokio::time::interval(self.0.config.jobs_interval);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            if let Err(error) = self.run_jobs_once().await
                // One that is being stopped has closed its database.
                && !self.0.store.pool().is_closed()
            {
                tracing::error!(%error, "the shop could not be tidied up");
            }
        }
    }

    /// One round of [`run_jobs`](Self::run_jobs).
    ///
    /// # Errors
    /// [`OpenError`] if the database cannot be used; a provider that cannot be reached is not an error.
    pub async fn run_jobs_once(&self) -> Result<(), OpenError> {
        self.recover_unknown().await?;
        let store = &self.0.store;
        store.close_crashed_orders().await?;
        store.forget_old_carts().await?;
        Ok(())
    }

    /// Asks what became of requests whose answers never came.
    async fn recover_unknown(&self) -> Result<(), OpenError> {
        let inner = &self.0;
        if inner.store.ledger().count_unknown_outcomes().await? == 0 {
            return Ok(());
        }
        let settings = inner.store.settings().await?;
        for connection in inner.payments.all(&settings) {
            match connection {
                Ok(connection) => {
                    for (intent, outcome) in connection.gateway.recover_due().await? {
                        let order = intent.order_number;
                        tracing::info!(%order, ?outcome, "asked what became of it");
                    }
                }
                Err(why) => {
                    tracing::warn!(%why, "what became of unanswered requests cannot be asked");
                }
            }
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
