//! A session: one shop, its clock, its log, and one hand at a time on each order.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError, atomic::AtomicBool},
};

use jiff::{
    Timestamp, ToSpan as _,
    civil::{Date, DateTime},
    tz,
};
use serde_json::Value;
use tokio::sync::OwnedMutexGuard;

use crate::{
    amount::Rounding,
    answer::Reply,
    faults::{Fault, Faults},
    groups,
    lines::Terms,
    message::{Begin, Connection, Customer, Resume, ShopWords},
    refusals::is_of_the_connection,
    screening::Usage,
    store::{CustomerRecord, Settings, Shop},
    taxes::{Calculation, TaxRules},
    wire::{Api, Form, Provider},
};

/// Why a message has no answer of its own.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// The shop cannot express it.
    Unsupported(String),
    /// The shop broke.
    Failed(String),
}

/// What a verb comes to.
pub(crate) type Answer = Result<Value, Trouble>;

/// A shop.
pub(crate) struct Session {
    faults: Faults,
    provider: Provider,
    shop: Mutex<Shop>,
    file: Option<PathBuf>,
    now: Mutex<Timestamp>,
    log: Mutex<String>,
    busy: Mutex<BTreeMap<String, Arc<tokio::sync::Mutex<()>>>>,
    /// What each page has heard of its buyer.
    pub(crate) views: tokio::sync::Mutex<BTreeMap<(String, String), Usage>>,
    /// Whether the checkout has broken down for good.
    pub(crate) is_broken: AtomicBool,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Session {
    /// A fresh shop.
    pub(crate) fn begin(
        begin: &Begin,
        data: Option<&Path>,
        faults: Faults,
    ) -> Result<Self, Trouble> {
        let shop = Shop::new(settings(&begin.settings)?);
        let file = data.map(|data| file_of(data, &begin.session));
        let session = Self::over(shop, file, &begin.connection, &begin.now, faults)?;
        session.note(&format!("「{}」を始めます", begin.scenario));
        session.change(|_| ())?;
        Ok(session)
    }

    /// The shop of an earlier process.
    pub(crate) fn resume(
        resume: &Resume,
        data: Option<&Path>,
        faults: Faults,
    ) -> Result<Self, Trouble> {
        let file = data.map(|data| file_of(data, &resume.session));
        let shop = file.as_deref().and_then(|file| Shop::load(file).ok());
        let shop =
            shop.ok_or_else(|| Trouble::Failed("このセッションは残っていません".to_owned()))?;
        Self::over(shop, file, &resume.connection, &resume.now, faults)
    }

    fn over(
        shop: Shop,
        file: Option<PathBuf>,
        connection: &Connection,
        now: &str,
        faults: Faults,
    ) -> Result<Self, Trouble> {
        Ok(Self {
            faults,
            provider: Provider::new(connection.clone(), faults),
            shop: Mutex::new(shop),
            file,
            now: Mutex::new(time(now)?),
            log: Mutex::default(),
            busy: Mutex::default(),
            views: tokio::sync::Mutex::default(),
            is_broken: AtomicBool::new(false),
        })
    }

    pub(crate) fn has(&self, fault: Fault) -> bool {
        self.faults.has(fault)
    }

    pub(crate) const fn faults(&self) -> Faults {
        self.faults
    }

    /// Looks at the shop.
    pub(crate) fn look<R>(&self, look: impl FnOnce(&Shop) -> R) -> R {
        look(&locked(&self.shop))
    }

    /// Changes the shop, and keeps that.
    pub(crate) fn change<R>(&self, change: impl FnOnce(&mut Shop) -> R) -> Result<R, Trouble> {
        self.write(true, change)
    }

    /// Writes down what is about to be sent, so that it is known whatever happens meanwhile.
    pub(crate) fn intend<R>(&self, change: impl FnOnce(&mut Shop) -> R) -> Result<R, Trouble> {
        self.write(!self.has(Fault::F79), change)
    }

    fn write<R>(&self, is_kept: bool, change: impl FnOnce(&mut Shop) -> R) -> Result<R, Trouble> {
        let mut shop = locked(&self.shop);
        let result = change(&mut shop);
        if let Some(file) = self.file.as_ref().filter(|_| is_kept) {
            let saved = shop.save(file);
            saved.map_err(|error| Trouble::Failed(format!("書き込めません：{error}")))?;
        }
        Ok(result)
    }

    /// Waits until nobody else has a hand on this.
    pub(crate) async fn hold(&self, what: &str) -> OwnedMutexGuard<()> {
        self.lock_of(what).lock_owned().await
    }

    /// Whether somebody has a hand on this; if nobody has, it is held from now on.
    pub(crate) fn try_hold(&self, what: &str) -> Option<OwnedMutexGuard<()>> {
        self.lock_of(what).try_lock_owned().ok()
    }

    fn lock_of(&self, what: &str) -> Arc<tokio::sync::Mutex<()>> {
        locked(&self.busy)
            .entry(what.to_owned())
            .or_default()
            .clone()
    }

    /// Asks the provider, and logs that.
    pub(crate) async fn ask(&self, api: Api, form: Form, about: &str) -> Reply {
        let signed = self.provider.signed(api, &form);
        let number = api.number();
        let mut tries = 0;
        loop {
            tries += 1;
            if self.has(Fault::F10) {
                self.note(&format!("{number} 送信 {about} {}", signed.encoded()));
            } else {
                self.note(&format!("{number} 送信 {about}"));
            }
            let reply = self.provider.send(api, &signed).await;
            let ended = match &reply {
                Reply::Accepted(_) => "受付".to_owned(),
                Reply::Refused(code) => format!("断り {code}"),
                Reply::Unknown {
                    code: Some(code), ..
                } => format!("結果不明 {code}"),
                Reply::Unknown { code: None, .. } => "結果不明".to_owned(),
                Reply::NotSent => "接続できません".to_owned(),
            };
            self.note(&format!("{number} {ended}"));
            let most = match &reply {
                Reply::Refused(code) if self.has(Fault::F106) && is_of_the_connection(code) => 10,
                Reply::Refused(code) if self.has(Fault::F107) && code == "A090002" => 6,
                _ => 1,
            };
            if tries >= most {
                return reply;
            }
        }
    }

    /// A line of the log.
    pub(crate) fn note(&self, line: &str) {
        let time = self.japan().time();
        locked(&self.log).extend([&time.strftime("%H:%M:%S").to_string(), " ", line, "\n"]);
    }

    pub(crate) fn log(&self) -> String {
        locked(&self.log).clone()
    }

    pub(crate) fn set_time(&self, now: &str) -> Result<(), Trouble> {
        *locked(&self.now) = time(now)?;
        Ok(())
    }

    fn japan(&self) -> DateTime {
        tz::offset(9).to_datetime(*locked(&self.now))
    }

    /// The day in Japan.
    pub(crate) fn today(&self) -> Date {
        self.japan().date()
    }

    /// 受注日 as it is sent.
    pub(crate) fn order_date(&self) -> String {
        if self.has(Fault::F06) {
            return self.today().strftime("%Y/%m/%d").to_string();
        }
        let date = if self.has(Fault::F66) {
            let utc = tz::Offset::UTC.to_datetime(*locked(&self.now)).date();
            utc.saturating_add(1.day())
        } else {
            self.today()
        };
        date.strftime("%Y%m%d").to_string()
    }

    /// How lines are written.
    pub(crate) fn terms(&self) -> Terms {
        self.look(|shop| Terms {
            taxes: TaxRules {
                calculation: shop.settings.calculation,
                rounding: shop.settings.rounding,
                faults: self.faults,
            },
            codes: shop.settings.codes,
            faults: self.faults,
        })
    }

    /// Makes a customer who is seen for the first time, and serves them.
    pub(crate) fn meet(&self, customer: &Customer) -> Result<(), Trouble> {
        self.change(|shop| {
            let number = shop.customers.len() as u64 + 1;
            let known = shop.customers.entry(customer.key.clone());
            known.or_insert_with(|| CustomerRecord {
                number,
                email: customer.email.clone(),
                buyer_id: customer.buyer_id.clone(),
                groups: customer
                    .groups
                    .as_deref()
                    .and_then(|text| groups::read(text).ok())
                    .unwrap_or_default(),
                application: None,
            });
            let served = shop.customers.get(&customer.key);
            shop.last_buyer = served.and_then(|served| self.buyer_of(served, &shop.settings));
        })
    }

    /// 取引先ID of a customer: their own, that of a test buyer, or that of their application.
    pub(crate) fn buyer_id(&self, customer: &Customer) -> Option<String> {
        self.look(|shop| {
            let known = shop.customers.get(&customer.key)?;
            self.buyer_of(known, &shop.settings)
        })
    }

    fn buyer_of(&self, customer: &CustomerRecord, settings: &Settings) -> Option<String> {
        let test = || {
            let is_test = !settings.production || self.has(Fault::F102);
            let email = customer.email.as_deref()?.to_ascii_lowercase();
            let name = email.strip_suffix("@cs-cart.jp")?;
            let is_buyer = ["1111", "2222", "3333", "4444"].contains(&name);
            (is_buyer && is_test && !self.has(Fault::F101)).then(|| name.to_owned())
        };
        let applied = || {
            customer
                .application
                .as_ref()
                .map(|application| application.buyer_id.clone())
        };
        customer.buyer_id.clone().or_else(test).or_else(applied)
    }

    /// The words with which a clerk is told something, password and all where the client is so careless.
    pub(crate) fn operator_told(&self, words: &str) -> String {
        if self.has(Fault::F11) {
            return format!("{words}（パスワード：{}）", self.provider.password());
        }
        words.to_owned()
    }
}

fn time(now: &str) -> Result<Timestamp, Trouble> {
    now.parse()
        .map_err(|_| Trouble::Failed("now を読めません".to_owned()))
}

/// The file of a session, whatever is in its name.
fn file_of(data: &Path, session: &str) -> PathBuf {
    let name: Vec<String> = session.bytes().map(|byte| format!("{byte:02x}")).collect();
    data.join(name.concat()).with_extension("json")
}

fn settings(words: &ShopWords) -> Result<Settings, Trouble> {
    let unsupported =
        |name: &str, word: &str| Trouble::Unsupported(format!("settings.{name}={word}"));
    Ok(Settings {
        rounding: match words.rounding.as_deref().unwrap_or("down") {
            "down" => Rounding::Down,
            "up" => Rounding::Up,
            "halfUp" => Rounding::HalfUp,
            other => return Err(unsupported("rounding", other)),
        },
        calculation: match words.tax_calculation.as_deref().unwrap_or("perRate") {
            "perRate" => Calculation::OncePerRate,
            "perLine" => Calculation::PerLine,
            "perUnit" => Calculation::PerUnit,
            other => return Err(unsupported("taxCalculation", other)),
        },
        codes: match words.product_codes.as_deref().unwrap_or("cutFromHead") {
            "cutFromHead" => true,
            "notSent" => false,
            other => return Err(unsupported("productCodes", other)),
        },
        only_for_group: words.only_for_group.unwrap_or(false),
        group: match words.group_id.as_deref().unwrap_or("9").parse() {
            Ok(group) => group,
            Err(_) => return Err(unsupported("groupId", "")),
        },
        production: match words.environment.as_deref().unwrap_or("test") {
            "test" => false,
            "production" => true,
            other => return Err(unsupported("environment", other)),
        },
    })
}

/// Makes the folder for what survives the process.
pub(crate) fn open(data: Option<&Path>) -> std::io::Result<()> {
    data.map_or(Ok(()), fs::create_dir_all)
}
