//! The shop's connection to クロネコ掛け払い, made anew where its settings have changed.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use jiff::Timestamp;

use super::{
    config::Config,
    security::key::digest,
    store::{Secret, Settings, Store, StoreError, User},
};
use kakebarai::{
    buyers::{
        eligibility::{CreditStatus, Customer, Eligibility, Ineligible, Offer},
        test_buyer,
    },
    client::{Address, Client, Credentials, CustomAddress, Judgement, SetupError, TimeOuts},
    clock::Clock,
    gateway::{Gateway, Retries},
    ledger::{Account, ApplicationState, Ledger},
};

/// How long an answer about a buyer's limit is good for the pages of a checkout.
const KEPT: Duration = Duration::from_secs(30);

/// So long a page of a checkout waits for クロネコ掛け払い.
pub(super) const PATIENCE: Duration = Duration::from_secs(4);

/// So long nobody is made to wait again once it has been silent.
const SILENT: Duration = Duration::from_secs(10);

/// How クロネコ掛け払い stands for somebody at the checkout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum BuyerStatus {
    /// It can be chosen.
    Offered(CreditStatus),
    /// Nobody knows: it does not answer.
    Silent,
    /// 審査中.
    Screened,
    /// It is not for this customer, or not for anybody.
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
    Setup(SetupError),
}

/// What a shop talks to クロネコ掛け払い with.
#[derive(Debug)]
pub(super) struct Connection {
    pub(super) gateway: Gateway,
    pub(super) checkout: Eligibility,
}

#[derive(Debug)]
pub(super) struct Payments {
    ledger: Ledger,
    test_address: Option<CustomAddress>,
    production: bool,
    password: Option<Secret>,
    time_outs: TimeOuts,
    retries: Retries,
    /// The connection, and a digest of the settings that it was made by.
    current: Mutex<Option<(String, Arc<Connection>)>>,
    clock: Clock,
    silent_until: Mutex<Option<Timestamp>>,
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
            current: Mutex::default(),
            clock: config.clock.clone(),
            silent_until: Mutex::default(),
        }
    }

    pub(super) const fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Where the requests go by the settings.
    pub(super) fn environment(&self, settings: &Settings) -> Address {
        match (&settings.method.environment, &self.test_address) {
            (Address::Test, Some(address)) => Address::Custom(address.clone()),
            (environment, _) => environment.clone(),
        }
    }

    /// The account that the settings name. テスト環境 is one, wherever it is.
    pub(super) fn account(settings: &Settings) -> Account {
        Account::new(&settings.method.environment, &settings.addon.merchant_code)
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
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, connection)) = &*current
            && *known == made_by
        {
            return Ok(connection.clone());
        }
        let credentials = Credentials::new(merchant, password);
        let client = Client::with_time_outs(environment, credentials, self.time_outs)
            .map_err(NotConnected::Setup)?;
        let gateway = Gateway::new(client.clone(), self.ledger.clone())
            .with_account(Self::account(settings))
            .with_retries(self.retries);
        let connection = Arc::new(Connection {
            gateway,
            checkout: Eligibility::new(client, KEPT),
        });
        // Another connection may well answer.
        *self
            .silent_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = None;
        *current = Some((made_by, connection.clone()));
        Ok(connection)
    }

    /// 取引先ID of a user: a test buyer's, or the one that was applied for. None before.
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

    /// How クロネコ掛け払い stands for a user at the checkout. Never waits longer than [`PATIENCE`], and not at all where it
    /// has been silent a moment ago: the other ways to pay must not stand still with it.
    pub(super) async fn standing(
        &self,
        store: &Store,
        user: &User,
        settings: &Settings,
    ) -> Result<BuyerStatus, StoreError> {
        let Ok(connection) = self.connect(settings) else {
            return Ok(BuyerStatus::NotOffered);
        };
        let customer = Customer {
            buyer_id: self.buyer_id(user, settings).await?,
            groups: store.memberships(user.id).await?,
        };
        let rules = settings.method.rules(&settings.addon);
        // Whoever it is not for waits for nobody, and hears nothing of a silence.
        if rules.judge(Some(&customer)).is_err() {
            return Ok(BuyerStatus::NotOffered);
        }
        if self.is_silent() {
            return Ok(BuyerStatus::Silent);
        }
        let offer = connection.checkout.offer(Some(&customer), &rules);
        let reason = match tokio::time::timeout(PATIENCE, offer).await {
            Ok(Offer::Offered(usage)) => return Ok(BuyerStatus::Offered(usage)),
            Ok(Offer::NotOffered(reason)) => reason,
            Err(_) => Ineligible::NoAnswer,
        };
        tracing::debug!(user = user.id, %reason, "クロネコ掛け払い is not offered");
        Ok(match reason {
            Ineligible::NoAnswer => {
                self.was_silent();
                BuyerStatus::Silent
            }
            Ineligible::NotUsable(_) | Ineligible::Refused(_)
                if self.is_screened(user, settings).await? =>
            {
                BuyerStatus::Screened
            }
            Ineligible::Refused(_) => BuyerStatus::Silent,
            _ => BuyerStatus::NotOffered,
        })
    }

    /// Whether the newest application of a user is still being looked at, as far as is known.
    async fn is_screened(&self, user: &User, settings: &Settings) -> Result<bool, StoreError> {
        let account = Self::account(settings);
        let applied = self.ledger.application(&account, user.id).await?;
        Ok(applied.is_some_and(|applied| {
            applied.state == ApplicationState::Applied
                && ["", Judgement::Pending.as_str()].contains(&applied.judgement.as_str())
        }))
    }

    fn is_silent(&self) -> bool {
        let until = *self
            .silent_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        until.is_some_and(|until| self.clock.now() < until)
    }

    fn was_silent(&self) {
        let until = self.clock.now().checked_add(SILENT).ok();
        *self
            .silent_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = until;
    }
}
