//! The shop's connection to クロネコ掛け払い, made again when its settings change.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};

use super::{
    config::Config,
    security::key::digest,
    settings::{Payment, PaymentMethod},
    store::{Secret, Settings, Store, StoreError, User},
};
use kakebarai::{
    buyers::{
        ScreeningStatus,
        eligibility::{CreditStatus, Customer, Eligibility, Ineligible, Offer},
        test_buyer,
    },
    client::{Address, Client, Credentials, CustomAddress, Judgement, SetupError, TimeOuts},
    clock::Clock,
    gateway::{Gateway, Retries},
    ledger::{Account, ApplicationState, Ledger, LedgerError},
};

/// Connections that are kept: those of a test and a production environment, and of settings that have just been changed.
const MAX_CONNECTIONS: usize = 4;

/// After a time-out, the provider is not asked for this long.
const SILENT: SignedDuration = SignedDuration::from_secs(10);

/// The status of クロネコ掛け払い for a buyer at the checkout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum BuyerStatus {
    /// It can be chosen.
    Offered(CreditStatus),
    /// Not known: it does not answer.
    Silent,
    /// 取引先登録 is still to be done.
    NotApplied,
    /// 審査中.
    Screened,
    /// 申込不備.
    Incomplete,
    /// ご利用不可 or 取消.
    Rejected,
    /// Accepted once, but not usable now: 利用不可, stopped.
    Stopped,
    /// The shop has not made the customer active in the group クロネコ掛け払い取引先, or in one that the method is for.
    NotInTheGroup,
    /// For other customers, or for nobody: there is nothing to say about it.
    NotOffered,
}

/// Why the shop cannot talk to クロネコ掛け払い.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotConnected {
    /// The add-on is not installed.
    #[error("アドオン「クロネコ掛け払い」がインストールされていません。")]
    NotInstalled,
    /// 加盟店コード or パスワード is missing.
    #[error("アドオンの設定で、加盟店コードとパスワードを入力してください。")]
    NoCredentials,
    /// 本番環境 is chosen where it must not be.
    #[error(
        "このお店はデモのため、本番環境には接続しません。支払方法の詳細設定で「テスト環境」を選んでください。"
    )]
    NoProduction,
    /// TLS cannot be set up.
    #[error("クロネコ掛け払いへの接続を準備できません：{0}")]
    Setup(#[source] SetupError),
}

/// What a shop talks to クロネコ掛け払い with.
#[derive(Debug)]
pub(super) struct Connection {
    pub(super) gateway: Gateway,
    pub(super) checkout: Eligibility,
    /// How long a page waits for the provider.
    pub(super) patience: Duration,
    /// Until when nobody is made to wait for it.
    silent_until: Mutex<Option<Timestamp>>,
}

#[derive(Debug)]
pub(super) struct Payments {
    ledger: Ledger,
    test_address: Option<CustomAddress>,
    production: bool,
    password: Option<Secret>,
    time_outs: TimeOuts,
    retries: Retries,
    /// How long a page of a checkout waits for the provider.
    patience: Duration,
    /// How long an answer about a buyer's limit is good for the pages of a checkout.
    memory: Duration,
    /// The connections by a digest of the settings that they were made by; test and production may both be in use.
    connections: Mutex<HashMap<String, Arc<Connection>>>,
    clock: Clock,
}

impl Payments {
    pub(super) fn new(ledger: Ledger, config: &Config) -> Self {
        Self {
            ledger,
            test_address: config.test_address.clone(),
            production: config.production,
            password: config.password.clone().map(Secret),
            time_outs: config.time_outs,
            retries: config.retries,
            patience: config.checkout_patience,
            memory: config.checkout_memory,
            connections: Mutex::default(),
            clock: config.clock.clone(),
        }
    }

    pub(super) const fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Where the requests go by the settings.
    pub(super) fn environment(&self, settings: &Settings) -> Address {
        match (&settings.kakebarai.environment, &self.test_address) {
            (Address::Test, Some(address)) => Address::Custom(address.clone()),
            (environment, _) => environment.clone(),
        }
    }

    /// The account that the settings name. テスト環境 is one account, whatever its address.
    pub(super) fn account(settings: &Settings) -> Account {
        Account::new(
            &settings.kakebarai.environment,
            &settings.addon.merchant_code,
        )
    }

    /// The connection that the settings ask for.
    pub(super) fn connect(&self, settings: &Settings) -> Result<Arc<Connection>, NotConnected> {
        if !settings.installed {
            return Err(NotConnected::NotInstalled);
        }
        let password = &self.password.as_ref().unwrap_or(&settings.password).0;
        let merchant = &settings.addon.merchant_code;
        if merchant.is_empty() || password.is_empty() {
            return Err(NotConnected::NoCredentials);
        }
        let environment = self.environment(settings);
        if !environment.is_test() && !self.production {
            return Err(NotConnected::NoProduction);
        }
        let made_by = digest(&format!("{environment:?}\n{merchant}\n{password}"));
        let mut connections = self
            .connections
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(connection) = connections.get(&made_by) {
            return Ok(connection.clone());
        }
        // Drops all, since some are of earlier settings.
        if connections.len() >= MAX_CONNECTIONS {
            connections.clear();
        }
        let credentials = Credentials::new(merchant, password);
        let client = Client::with_time_outs(environment, credentials, self.time_outs)
            .map_err(NotConnected::Setup)?;
        let gateway = Gateway::new(client.clone(), self.ledger.clone())
            .with_account(Self::account(settings))
            .with_retries(self.retries);
        let connection = Arc::new(Connection {
            gateway,
            checkout: Eligibility::new(client, self.clock.clone(), self.memory),
            patience: self.patience,
            silent_until: Mutex::default(),
        });
        connections.insert(made_by, connection.clone());
        Ok(connection)
    }

    /// The settings of the account under which an order was settled; unchanged if it is none of the two environments'.
    pub(super) async fn settings_of(
        &self,
        settings: &Settings,
        order: &str,
    ) -> Result<Settings, LedgerError> {
        let Some(order) = self.ledger.order(order).await? else {
            return Ok(settings.clone());
        };
        let mut of_order = settings.clone();
        for environment in [
            &settings.kakebarai.environment,
            &Address::Test,
            &Address::Production,
        ] {
            of_order.kakebarai.environment.clone_from(environment);
            if Self::account(&of_order).covers(&order.account) {
                return Ok(of_order);
            }
        }
        Ok(settings.clone())
    }

    /// The connection by which an order was settled.
    pub(super) async fn connect_for(
        &self,
        settings: &Settings,
        order: &str,
    ) -> Result<Result<Arc<Connection>, NotConnected>, LedgerError> {
        Ok(self.connect(&self.settings_of(settings, order).await?))
    }

    /// The connections of all クロネコ掛け払い among the payment methods, one for each environment.
    pub(super) fn all(&self, settings: &Settings) -> Vec<Result<Arc<Connection>, NotConnected>> {
        let environments = environments(settings).into_iter();
        environments.map(|one| self.connect(&one)).collect()
    }

    /// The accounts that the payment methods name.
    pub(super) fn accounts(settings: &Settings) -> Vec<Account> {
        environments(settings).iter().map(Self::account).collect()
    }

    /// 取引先ID of a user: a test buyer's, or the one that was applied for; `None` before.
    pub(super) async fn buyer_id(
        &self,
        user: &User,
        settings: &Settings,
    ) -> Result<Option<String>, StoreError> {
        if let Some(buyer) = test_buyer(&user.email, &self.environment(settings)) {
            return Ok(Some(buyer.to_owned()));
        }
        let applied = self
            .ledger
            .application(&Self::account(settings), user.id)
            .await?;
        Ok(applied
            .filter(|applied| applied.state == ApplicationState::Applied)
            .map(|applied| applied.buyer_id))
    }

    /// The status of a クロネコ掛け払い for a user at the checkout. Never waits longer than its patience, and not at all if the provider
    /// has just been silent: the other payment methods must not wait for it.
    pub(super) async fn buyer_status(
        &self,
        store: &Store,
        user: &User,
        settings: &Settings,
    ) -> Result<BuyerStatus, StoreError> {
        let Ok(connection) = self.connect(settings) else {
            return Ok(BuyerStatus::NotOffered);
        };
        let customer = Customer::new(
            self.buyer_id(user, settings).await?,
            store.memberships(user.id).await?,
        );
        let rules = settings.kakebarai.rules(&settings.addon);
        // Customers whom the rules exclude do not wait, and do not hear that it is silent.
        let buyer = match rules.judge(Some(&customer)) {
            Ok(buyer) => buyer,
            Err(Ineligible::NotInTheGroup | Ineligible::OtherGroups)
                if customer.buyer_id.is_some() =>
            {
                return Ok(BuyerStatus::NotInTheGroup);
            }
            Err(Ineligible::NotInTheGroup | Ineligible::NotApplied) => {
                return Ok(BuyerStatus::NotApplied);
            }
            Err(_) => return Ok(BuyerStatus::NotOffered),
        };
        if self.is_silent(&connection) {
            return Ok(BuyerStatus::Silent);
        }
        let asked = async {
            match connection.checkout.offer(Some(&customer), &rules).await {
                Offer::Offered(usage) => BuyerStatus::Offered(usage),
                Offer::NotOffered(Ineligible::NoAnswer) => BuyerStatus::Silent,
                Offer::NotOffered(reason) => {
                    tracing::debug!(user = user.id, %reason, "クロネコ掛け払い is not offered");
                    let screening = connection.gateway.screening_of(buyer).await;
                    not_usable(&reason, &screening)
                }
                _ => BuyerStatus::NotOffered,
            }
        };
        let status = tokio::time::timeout(connection.patience, asked).await;
        let status = status.unwrap_or(BuyerStatus::Silent);
        if status == BuyerStatus::Silent {
            self.mark_silent(&connection);
        }
        Ok(status)
    }

    fn is_silent(&self, connection: &Connection) -> bool {
        let until = *connection
            .silent_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let now = self.clock.now();
        // One that is further ahead was set before the clock went back.
        until.is_some_and(|until| {
            let left = until.duration_since(now);
            left.is_positive() && left <= SILENT
        })
    }

    fn mark_silent(&self, connection: &Connection) {
        let until = self.clock.now().checked_add(SILENT).ok();
        *connection
            .silent_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = until;
    }
}

/// The settings by each environment that a クロネコ掛け払い has.
fn environments(settings: &Settings) -> Vec<Settings> {
    let is_other = |method: &&PaymentMethod| {
        method.processor == Payment::Kakebarai
            && method.environment != settings.kakebarai.environment
    };
    let other = settings.methods.iter().find(is_other);
    std::iter::once(settings.clone())
        .chain(other.map(|method| settings.by(method)))
        .collect()
}

/// Why a user who has applied cannot use it now, by the screening.
fn not_usable(reason: &Ineligible, screening: &ScreeningStatus) -> BuyerStatus {
    match screening {
        ScreeningStatus::Judged(Judgement::Pending) | ScreeningStatus::BeingSent => {
            BuyerStatus::Screened
        }
        ScreeningStatus::Judged(Judgement::Incomplete) => BuyerStatus::Incomplete,
        ScreeningStatus::Judged(Judgement::Rejected | Judgement::Cancelled) => {
            BuyerStatus::Rejected
        }
        _ if matches!(reason, Ineligible::NotUsable(_)) => BuyerStatus::Stopped,
        _ => BuyerStatus::Silent,
    }
}
