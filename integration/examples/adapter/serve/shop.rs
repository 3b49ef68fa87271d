//! A shop: where it sends, what it keeps, and what time it is there.

use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, Ordering::Relaxed},
    },
    time::Duration,
};

use jiff::Timestamp;
use kakebarai::{
    BillingTerms, Clock, Eligibility, Gateway, Ledger,
    buyers::{
        eligibility::{Customer, Ineligible, Rules},
        test_buyer,
    },
    client::{Address, Authorities, Client, Credentials, TimeOuts},
    gateway::{Outcome, RequestKind},
    ledger::{Account, ApplicationState, Applied, ImportedApplication, sqlite_url},
};
use sqlx::{
    AnyPool,
    any::{AnyPoolOptions, install_default_drivers},
};
use tokio::sync::OwnedMutexGuard;

use super::{
    answer::Failure,
    log::Log,
    message::{Connection, Person},
    settings::Settings,
    store::{Member, Store},
};

/// How long an answer about a buyer's limit is good for a page.
const KEPT: Duration = Duration::from_secs(30);

/// A shop, of one session.
pub(super) struct Shop {
    pub(super) gateway: Gateway,
    pub(super) eligibility: Eligibility,
    pub(super) store: Store,
    pub(super) terms: BillingTerms,
    pub(super) rules: Rules,
    /// The group クロネコ掛け払い取引先.
    pub(super) group: Option<u32>,
    pub(super) clock: Clock,
    pub(super) log: Log,
    environment: Address,
    time: ShopTime,
    folder: PathBuf,
    /// The page that each customer has looked at last.
    views: Mutex<HashMap<u64, String>>,
    /// One turn for each order: a second click waits for the answer to the first.
    turns: Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>,
}

/// A customer of the shop's, as the library sees one.
pub(super) struct Visitor {
    pub(super) user: u64,
    /// With the 取引先ID of an application, or of a test buyer.
    pub(super) customer: Customer,
}

/// How far the shop's time is from the system's, in milliseconds.
#[derive(Clone, Default)]
struct ShopTime(Arc<AtomicI64>);

impl ShopTime {
    fn set(&self, now: Timestamp) {
        let system = Clock::system().now().as_millisecond();
        self.0.store(now.as_millisecond() - system, Relaxed);
    }

    fn clock(&self) -> Clock {
        let (system, ahead) = (Clock::system(), self.0.clone());
        Clock::of(move || {
            let now = system.now();
            let there = now.as_millisecond() + ahead.load(Relaxed);
            Timestamp::from_millisecond(there).unwrap_or(now)
        })
    }
}

impl Shop {
    /// A new shop.
    pub(super) async fn begin(
        folder: &Path,
        connection: &Connection,
        settings: Settings,
        now: Timestamp,
    ) -> Result<Self, Failure> {
        match fs::remove_dir_all(folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            _ => fs::create_dir_all(folder)?,
        }
        let (store, ledger, time) = open(folder, now).await?;
        store.keep_settings(&settings).await?;
        Self::with(folder, connection, &settings, (store, ledger, time))
    }

    /// The shop that is kept in a folder.
    pub(super) async fn resume(
        folder: &Path,
        connection: &Connection,
        now: Timestamp,
    ) -> Result<Self, Failure> {
        if !folder.is_dir() {
            return Err(Failure::Failed(
                "nothing is kept of this session".to_owned(),
            ));
        }
        let (store, ledger, time) = open(folder, now).await?;
        let settings = store.settings().await?;
        Self::with(folder, connection, &settings, (store, ledger, time))
    }

    fn with(
        folder: &Path,
        connection: &Connection,
        settings: &Settings,
        (store, ledger, time): (Store, Ledger, ShopTime),
    ) -> Result<Self, Failure> {
        let environment = settings.environment()?;
        let client = client(connection)?;
        // The provider's test environment is one account, whatever its address.
        let account = Account::new(&environment, client.merchant_code());
        let clock = time.clock();
        Ok(Self {
            gateway: Gateway::new(client.clone(), ledger).with_account(account),
            eligibility: Eligibility::new(client, clock.clone(), KEPT),
            store,
            terms: settings.terms()?,
            rules: settings.rules()?,
            group: settings.group()?,
            log: Log::in_folder(folder, clock.clone()),
            clock,
            environment,
            time,
            folder: folder.to_owned(),
            views: Mutex::default(),
            turns: Mutex::default(),
        })
    }

    /// Closes the shop, and keeps nothing of its session.
    pub(super) async fn close(&self) -> Result<(), Failure> {
        self.store.close().await;
        Ok(fs::remove_dir_all(&self.folder)?)
    }

    pub(super) fn set_clock(&self, now: Timestamp) {
        self.time.set(now);
    }

    /// Waits until no other message works on an order.
    pub(super) async fn turn(&self, order: &str) -> OwnedMutexGuard<()> {
        let turn = {
            let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
            turns.entry(order.to_owned()).or_default().clone()
        };
        turn.lock_owned().await
    }

    /// The customer of a message.
    pub(super) async fn visitor(&self, person: &Person) -> Result<Visitor, Failure> {
        let member = self.store.customer(person).await?;
        self.visitor_of(member).await
    }

    /// The same for a customer who has ordered before.
    pub(super) async fn visitor_by_id(&self, user: u64) -> Result<Visitor, Failure> {
        let member = self.store.customer_by_id(user).await?;
        self.visitor_of(member).await
    }

    async fn visitor_of(&self, member: Member) -> Result<Visitor, Failure> {
        let applied = self.application(member.user).await?;
        let is_new = applied.is_none();
        let applied = applied.filter(|one| one.state == ApplicationState::Applied);
        let buyer_id = applied.map(|one| one.buyer_id);
        let tested = || test_buyer(&member.email, &self.environment).map(str::to_owned);
        let visitor = Visitor {
            user: member.user,
            customer: Customer::new(
                buyer_id.or_else(|| member.buyer_id.clone()).or_else(tested),
                member.groups.as_slice().to_vec(),
            ),
        };
        if let Some(buyer_id) = member.buyer_id.filter(|_| is_new) {
            let known = ImportedApplication::new(member.user, buyer_id, self.clock.now());
            let (ledger, account) = (self.gateway.ledger(), self.gateway.account());
            ledger.import_applications(account, &[known]).await?;
        }
        Ok(visitor)
    }

    /// The newest application of a user.
    pub(super) async fn application(&self, user: u64) -> Result<Option<Applied>, Failure> {
        let account = self.gateway.account();
        Ok(self.gateway.ledger().application(account, user).await?)
    }

    /// 取引先ID of a customer who may order by the shop's rules. The provider is not asked.
    pub(super) fn buyer_of(&self, visitor: &Visitor) -> Result<String, Ineligible> {
        let judged = self.rules.judge(Some(&visitor.customer));
        judged.map(str::to_owned)
    }

    /// A new page shows what the provider says now.
    pub(super) fn turn_page(&self, visitor: &Visitor, view: &str) {
        let before = {
            let mut views = self.views.lock().unwrap_or_else(PoisonError::into_inner);
            views.insert(visitor.user, view.to_owned())
        };
        if let Some(buyer_id) = &visitor.customer.buyer_id
            && before.is_none_or(|before| before != view)
        {
            self.eligibility.forget(buyer_id);
        }
    }

    /// Logs a request and its outcome.
    pub(super) fn note(
        &self,
        asked: RequestKind,
        number: &str,
        outcome: &Outcome,
    ) -> Result<(), Failure> {
        let said = outcome.shown_to_operator(asked);
        Ok(self.log.add(&format!("受注{number} {said}"))?)
    }
}

async fn open(folder: &Path, now: Timestamp) -> Result<(Store, Ledger, ShopTime), Failure> {
    let time = ShopTime::default();
    time.set(now);
    let pool = database(&sqlite_url(&folder.join("shop.db"))?).await?;
    let ledger = Ledger::open_in(pool.clone(), time.clock()).await?;
    Ok((Store::open(pool).await?, ledger, time))
}

/// The shop's database, in which the ledger is a guest. It need not survive a crash of the machine, unlike that of a real shop, which
/// opens it by [`connect`](kakebarai::ledger::connect): the harness opens hundreds, and stops processes only.
async fn database(url: &str) -> Result<AnyPool, sqlx::Error> {
    install_default_drivers();
    let options = AnyPoolOptions::new().max_connections(1);
    let pool = options.test_before_acquire(false).connect(url).await?;
    for pragma in ["PRAGMA journal_mode = WAL", "PRAGMA synchronous = OFF"] {
        sqlx::query(pragma).execute(&pool).await?;
    }
    Ok(pool)
}

fn client(connection: &Connection) -> Result<Client, Failure> {
    let address = Address::custom(&connection.url)?;
    let credentials = Credentials::new(
        connection.trader_code.as_str(),
        connection.pass_word.as_str(),
    );
    let time_outs = TimeOuts::default();
    Ok(match &connection.ca_file {
        None => Client::with_time_outs(address, credentials, time_outs)?,
        Some(file) => {
            let authorities = Authorities::from_pem(&fs::read(file)?)?;
            Client::trusting(address, credentials, time_outs, &authorities)?
        }
    })
}
