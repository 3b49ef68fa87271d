//! The settings of a shop that are given when it starts.

use std::{fmt, sync::Arc, time::Duration};

use jiff::Timestamp;

use kakebarai::{
    client::{CustomAddress, TimeOuts},
    clock::Clock,
    gateway::Retries,
};

use super::security::passwords::Hashing;

/// The settings of a shop that are given when it starts; everything else is set on its pages.
#[derive(Clone)]
pub struct Config {
    /// `sqlite://shop.db?mode=rwc`, `sqlite::memory:` or `postgres://user@host/database`. Shop and ledger share it.
    pub database: String,
    /// The clock.
    pub clock: Clock,
    /// Where テスト環境 is, if not at Yamato: a simulator.
    pub test_address: Option<CustomAddress>,
    /// Where the dashboard of that simulator is, without a slash at the end: pages link what it has received.
    pub dashboard: Option<String>,
    /// What the clock of that simulator shows.
    pub provider_clock: Option<ProviderClock>,
    /// Whether 本番環境 can be chosen. Not for a demonstration.
    pub production: bool,
    /// The provider's password, instead of the one in the database.
    pub password: Option<String>,
    /// The secret that seals cookies and forms, instead of the one in the database: at least 32 characters.
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
    /// How long a page of the checkout waits for the provider before it shows the other ways to pay: 4 seconds by default.
    pub checkout_patience: Duration,
    /// How long the provider's answer about a buyer's limit is good for the pages of a checkout: 30 seconds by default.
    pub checkout_memory: Duration,
    /// How often `Shop::run_jobs` runs the background jobs: every minute by default.
    pub jobs_interval: Duration,
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
            dashboard: None,
            provider_clock: None,
            production: true,
            password: None,
            key: None,
            behind_proxy: false,
            hashing: Hashing::default(),
            time_outs: TimeOuts::default(),
            retries: Retries::default(),
            patience: Patience::default(),
            checkout_patience: Duration::from_secs(4),
            checkout_memory: Duration::from_secs(30),
            jobs_interval: Duration::from_mins(1),
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

/// Tells a merchant what a simulator's clock shows.
#[derive(Clone)]
pub struct ProviderClock(Arc<ReadClock>);

type ReadClock = dyn Fn(&str) -> Option<Timestamp> + Send + Sync;

impl ProviderClock {
    /// A clock that is read by 加盟店コード; `None` if there is no such merchant.
    pub fn of(read: impl Fn(&str) -> Option<Timestamp> + Send + Sync + 'static) -> Self {
        Self(Arc::new(read))
    }

    pub(crate) fn now(&self, merchant: &str) -> Option<Timestamp> {
        (self.0)(merchant)
    }
}

impl fmt::Debug for ProviderClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProviderClock").finish_non_exhaustive()
    }
}

/// How patient a shop is with those who open its pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// How long the head of a request may take to arrive: 30 seconds by default. A connection that takes longer is closed.
    pub head: Duration,
    /// How long the body of a form may take to arrive: 30 seconds by default, and one second more for each 16 KiB of it. A
    /// connection that takes longer is closed.
    pub body: Duration,
    /// How long requests that are being answered may go on once the shop is told to stop: 8 seconds by default.
    pub end: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(30),
            body: Duration::from_secs(30),
            end: Duration::from_secs(8),
        }
    }
}
