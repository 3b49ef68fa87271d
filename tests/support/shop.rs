//! A shop of a test's own: in memory, on a free port, with a clock that the test sets and a merchant of its own.

use std::{
    net::SocketAddr,
    sync::{
        Arc, LazyLock,
        atomic::{AtomicI64, Ordering::SeqCst},
    },
    time::Duration,
};

use jiff::{Timestamp, tz::Offset};
use kakebarai::{clock::Clock, gateway::Retries};
use kakebarai_shop::{Config, DemoSetup, Hashing, ProviderClock, SampleChange, SampleEvent, Shop};
use kakebarai_simulator::{PastChange, PastEvent, Simulator};

use super::{control::Control, visitor::Visitor};

/// One for all shops: the merchants keep them apart.
static SIMULATOR: LazyLock<Simulator> = LazyLock::new(super::watching_simulator);

/// The password of the four customers.
pub(crate) const PASSWORD: &str = "customers' password";

/// An open shop.
#[derive(Debug)]
pub(crate) struct OpenShop {
    pub(crate) shop: Shop,
    pub(crate) url: String,
    /// The provider's side of its merchant.
    pub(crate) control: Control,
    /// 加盟店コード.
    pub(crate) merchant_code: String,
    /// The password that the shop tells the provider.
    pub(crate) merchant_password: String,
    /// The password of the operator.
    pub(crate) operator_password: String,
    now: Arc<AtomicI64>,
}

impl OpenShop {
    /// A shop that is set up as a demonstration.
    pub(crate) async fn open() -> Self {
        Self::open_at("sqlite::memory:").await
    }

    /// The same, on a database.
    pub(crate) async fn open_at(database: &str) -> Self {
        Self::open_with(database, true, SIMULATOR.url(), |_| {}).await
    }

    /// A shop that knows its simulator's dashboard and clock.
    pub(crate) async fn open_linked() -> Self {
        Self::open_with("sqlite::memory:", true, SIMULATOR.url(), |config| {
            config.dashboard = Some(SIMULATOR.url().to_owned());
            config.provider_clock = Some(ProviderClock::of(|merchant| {
                let shown = SIMULATOR.clock(merchant)?;
                Offset::constant(9).to_timestamp(shown).ok()
            }));
        })
        .await
    }

    /// The same, started with the provider's password in its environment.
    pub(crate) async fn open_with_password(password: &str) -> Self {
        Self::open_with("sqlite::memory:", true, SIMULATOR.url(), |config| {
            config.password = Some(password.to_owned());
        })
        .await
    }

    /// A shop where nobody has set anything up yet.
    pub(crate) async fn open_untouched() -> Self {
        Self::open_with("sqlite::memory:", false, SIMULATOR.url(), |_| {}).await
    }

    /// A shop that is set up and takes another server for the provider.
    pub(crate) async fn open_towards(provider: &str) -> Self {
        Self::open_with("sqlite::memory:", true, provider, |_| {}).await
    }

    /// A shop that is set up, and started in a way of the test's own.
    pub(crate) async fn open_adjusted(adjust: impl FnOnce(&mut Config)) -> Self {
        Self::open_with("sqlite::memory:", true, SIMULATOR.url(), adjust).await
    }

    async fn open_with(
        database: &str,
        is_set_up: bool,
        provider: &str,
        adjust: impl FnOnce(&mut Config),
    ) -> Self {
        let merchant = SIMULATOR.merchant();
        let morning: Timestamp = "2026-11-24T01:00:00Z".parse().unwrap();
        let now = Arc::new(AtomicI64::new(morning.as_millisecond()));
        let clock = now.clone();
        let mut config = Config::new(database);
        config.clock = Clock::of(move || Timestamp::from_millisecond(clock.load(SeqCst)).unwrap());
        config.production = false;
        config.hashing = Hashing {
            memory: 8,
            passes: 1,
        };
        config.retries = Retries {
            times: 0,
            first_wait: Duration::ZERO,
        };
        config.test_address = Some(provider.parse().unwrap());
        adjust(&mut config);
        let shop = Shop::open(config).await.unwrap();
        if is_set_up {
            let demonstration = DemoSetup {
                merchant_code: merchant.code().to_owned(),
                merchant_password: merchant.password().to_owned(),
                customers_password: PASSWORD.to_owned(),
            };
            shop.set_up_demo(&demonstration).await.unwrap();
        }
        let operator_password = shop.operator_password(true).await.unwrap().unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let pages = shop
            .router()
            .into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, pages).await });
        Self {
            control: Control::of(SIMULATOR.url(), merchant.code()),
            merchant_code: merchant.code().to_owned(),
            merchant_password: merchant.password().to_owned(),
            operator_password,
            shop,
            url,
            now,
        }
    }

    /// Lets the shop's time pass.
    pub(crate) fn pass(&self, time: Duration) {
        let time = i64::try_from(time.as_millis()).unwrap();
        self.now.fetch_add(time, SeqCst);
    }

    /// Makes customers and orders up, as the program does with its simulator.
    pub(crate) async fn add_sample_data(&self, orders: u32) {
        let made_up = self.shop.generate_sample_data(orders).await.unwrap();
        let past = made_up.events().iter().cloned().map(past).collect();
        SIMULATOR.enter_history(&self.merchant_code, past).unwrap();
        self.shop.add_sample_data(made_up, PASSWORD).await.unwrap();
    }

    /// Somebody with a browser.
    pub(crate) fn visitor(&self) -> Visitor {
        Visitor::of(&self.url)
    }

    /// One of the four customers, logged in.
    pub(crate) async fn customer(&self, buyer: &str) -> Visitor {
        let mut visitor = self.visitor();
        visitor.open("/login").await;
        visitor.fill("メールアドレス", &format!("{buyer}@cs-cart.jp"));
        visitor.fill("パスワード", PASSWORD);
        visitor.press("ログイン").await;
        visitor.is_at("商品一覧");
        visitor
    }

    /// Somebody who has just registered: 株式会社花子商会, with a telephone number.
    pub(crate) async fn newcomer(&self, email: &str, telephone: &str) -> Visitor {
        let mut visitor = self.visitor();
        visitor.open("/register").await;
        for (label, value) in [
            ("メールアドレス", email),
            ("パスワード", PASSWORD),
            ("会社名", "株式会社花子商会"),
            ("姓", "山田"),
            ("名", "花子"),
            ("郵便番号", "171-0033"),
            ("住所", "東京都豊島区高田1-2-3"),
            ("電話番号", telephone),
        ] {
            visitor.fill(label, value);
        }
        visitor.press("会員登録する").await;
        visitor.is_at("商品一覧");
        visitor
    }

    /// The operator, logged in.
    pub(crate) async fn operator(&self) -> Visitor {
        let mut visitor = self.visitor();
        visitor.open("/admin").await;
        visitor.fill("パスワード", &self.operator_password);
        visitor.press("ログイン").await;
        visitor.is_at("ホーム");
        visitor
    }
}

fn past(SampleEvent { at, what }: SampleEvent) -> PastEvent {
    use PastChange as Past;
    use SampleChange as Made;
    let what = match what {
        Made::BuyerAccepted {
            buyer,
            name,
            telephone,
            credit_limit,
        } => Past::BuyerAccepted {
            buyer,
            name,
            telephone,
            credit_limit,
        },
        Made::BuyerStopped { buyer } => Past::BuyerStopped { buyer },
        Made::PaymentRegistered {
            order,
            buyer,
            price,
            tax,
        } => Past::PaymentRegistered {
            order,
            buyer,
            price,
            tax,
        },
        Made::PaymentCancelled { order } => Past::PaymentCancelled { order },
        Made::ShipmentRegistered { order, slip } => Past::ShipmentRegistered { order, slip },
        Made::ShipmentConfirmed { order } => Past::ShipmentConfirmed { order },
    };
    PastEvent { at, what }
}
