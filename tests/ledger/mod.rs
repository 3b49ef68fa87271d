//! The ledger on SQLite and on PostgreSQL: what two processes may do at once, and what a crash leaves behind.
//!
//! PostgreSQL is used where `KAKEBARAI_TEST_POSTGRES` names a server, as `.ci/run` does; each test makes a database there.

mod accounts;
mod applications;
mod full_disk;
mod golden;
mod imports;
mod local_rules;
mod purchases;
mod recovery;
mod shipments_here;
mod upgrade;

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering::SeqCst},
    },
    time::Duration,
};

use jiff::{Timestamp, civil::date};
use kakebarai::{
    billing::BillingTerms,
    client::{Address, Client, Credentials},
    clock::Clock,
    gateway::{Deleted, Gateway, NotSent, NotSettled, Outcome, Retries, Shipped},
    ledger::{IntentState, Ledger, OrderQuery, OrderSort, Status},
    order::{Item, Order},
};
use kakebarai_simulator::{Merchant, Simulator};
use serde_json::json;

use crate::support::{self, control::Control, database_file::DatabaseFile, postgres};

/// A database of a test's own, and a clock that the test sets.
struct Database {
    url: String,
    now: Arc<AtomicI64>,
    /// What it is kept in, if that is a file.
    _file: Option<DatabaseFile>,
}

impl Database {
    fn at(url: String) -> Self {
        let morning: Timestamp = "2026-11-24T01:00:00Z".parse().unwrap();
        Self {
            url,
            now: Arc::new(AtomicI64::new(morning.as_millisecond())),
            _file: None,
        }
    }

    /// A file of its own that does not exist yet.
    fn file() -> Self {
        Self::in_file(DatabaseFile::new())
    }

    fn in_file(file: DatabaseFile) -> Self {
        let url = file.url();
        Self {
            _file: Some(file),
            ..Self::at(url)
        }
    }

    /// One for each kind of database there is.
    async fn each() -> Vec<Self> {
        let mut databases = vec![Self::file()];
        databases.extend(postgres::database().await.map(Self::at));
        databases
    }

    /// As a process of its own would open it.
    async fn open(&self) -> Ledger {
        let now = self.now.clone();
        let clock = Clock::of(move || Timestamp::from_millisecond(now.load(SeqCst)).unwrap());
        Ledger::open(&self.url, clock).await.unwrap()
    }

    fn pass(&self, time: Duration) {
        self.now
            .fetch_add(i64::try_from(time.as_millis()).unwrap(), SeqCst);
    }

    fn go_back(&self, time: Duration) {
        self.now
            .fetch_sub(i64::try_from(time.as_millis()).unwrap(), SeqCst);
    }

    async fn gateway(&self, simulator: &Simulator, merchant: &Merchant) -> Gateway {
        let credentials = Credentials::new(merchant.code(), merchant.password());
        let client = Client::new(Address::custom(simulator.url()).unwrap(), credentials).unwrap();
        let retries = Retries {
            times: 0,
            first_wait: Duration::ZERO,
        };
        Gateway::new(client, self.open().await).with_retries(retries)
    }
}

/// An order of goods of its own.
fn order(number: &str) -> Order {
    let goods = Item::new(format!("商品{number}"), 1_u32, 1_000_u32).code("ITEM");
    Order::new(number, date(2026, 11, 24)).item(goods)
}

async fn settle(gateway: &Gateway, number: &str) -> Result<Outcome, NotSettled> {
    let settled = gateway
        .settle(&order(number), "1111", &BillingTerms::default())
        .await;
    settled.map(|(_, outcome)| outcome)
}

/// A process that crashes while what it asks is carried out, and its answer is on its way for ten minutes.
async fn crash(
    simulator: &Simulator,
    merchant: &Merchant,
    api: &str,
    asking: impl Future<Output: Send> + Send + 'static,
) {
    let late = json!({"api": api, "kind": "delay", "milliseconds": 600_000, "times": 1});
    let control = Control::of(simulator.url(), merchant.code());
    control.post("/faults", late).await;
    let asking = tokio::spawn(async move {
        asking.await;
    });
    while received(simulator, merchant).await == 0 {
        tokio::task::yield_now().await;
    }
    asking.abort();
    assert!(asking.await.unwrap_err().is_cancelled());
}

async fn received(simulator: &Simulator, merchant: &Merchant) -> usize {
    let journal = Control::of(simulator.url(), merchant.code())
        .get("/journal")
        .await;
    journal["entries"].as_array().unwrap().len()
}

#[tokio::test]
async fn a_whole_life_of_an_order() {
    let simulator = support::simulator();
    for database in Database::each().await {
        let merchant = simulator.merchant();
        let gateway = database.gateway(&simulator, &merchant).await;
        assert_eq!(settle(&gateway, "A-1").await.unwrap(), Outcome::Done);
        let shipped = gateway.ship("A-1", "1234-5678-9013", true).await.unwrap();
        assert_eq!(shipped, Shipped::Sent(Outcome::Done));
        let deleted = gateway.delete_shipment("A-1").await.unwrap();
        assert_eq!(deleted, Deleted::Sent(Outcome::Done));
        database.pass(Duration::from_secs(5));
        assert_eq!(gateway.cancel("A-1").await.unwrap(), Outcome::Done);
        // As the next start finds it.
        let ledger = database.open().await;
        let found = ledger.order("A-1").await.unwrap().unwrap();
        assert_eq!(
            (found.status, found.price, found.tax),
            (Status::Cancelled, 1_000, 0)
        );
        assert_eq!(found.sent_at.to_string(), "2026-11-24T01:00:05Z");
        assert_eq!(found.shipment, None);
        let intents = ledger.intents("A-1").await.unwrap();
        assert_eq!(intents.len(), 4, "{intents:?}");
        assert!(
            intents
                .iter()
                .all(|intent| intent.state == IntentState::Done)
        );
    }
}

#[tokio::test]
async fn two_processes_send_an_order_once() {
    let simulator = support::simulator();
    for database in Database::each().await {
        let merchant = simulator.merchant();
        let gateways = [
            database.gateway(&simulator, &merchant).await,
            database.gateway(&simulator, &merchant).await,
        ];
        let mut running = tokio::task::JoinSet::new();
        for number in 0..20 {
            let gateway = gateways[number % 2].clone();
            running.spawn(async move { settle(&gateway, "A-1").await });
        }
        let settled = running.join_all().await;
        let done = settled
            .iter()
            .filter(|settled| matches!(settled, Ok(Outcome::Done)));
        assert_eq!(done.count(), 1, "{settled:?}");
        let turned_away = settled
            .iter()
            .filter(|settled| matches!(settled, Err(NotSettled::NotSent(_))));
        assert_eq!(turned_away.count(), 19, "{settled:?}");
        assert_eq!(received(&simulator, &merchant).await, 1);
    }
}

#[tokio::test]
async fn what_a_crashed_process_was_sending_is_found_out_later() {
    let simulator = support::simulator();
    for database in Database::each().await {
        let merchant = simulator.merchant();
        let control = Control::of(simulator.url(), merchant.code());
        let crashing = database.gateway(&simulator, &merchant).await;
        let asking = async move { settle(&crashing, "A-1").await };
        crash(&simulator, &merchant, "AN010", asking).await;

        let gateway = database.gateway(&simulator, &merchant).await;
        // It may still be at it.
        assert!(gateway.recover().await.unwrap().is_empty());
        let again = settle(&gateway, "A-1").await;
        assert!(
            matches!(again, Err(NotSettled::NotSent(NotSent::Busy(_)))),
            "{again:?}"
        );
        // 30 seconds for the call, and a minute beyond.
        database.pass(Duration::from_secs(91));
        assert_eq!(gateway.ledger().unknown_outcomes().await.unwrap().len(), 1);
        let again = settle(&gateway, "A-1").await;
        assert!(
            matches!(again, Err(NotSettled::NotSent(NotSent::UnknownOutcome(_)))),
            "{again:?}"
        );
        let found = gateway.recover().await.unwrap();
        assert!(
            matches!(&found[..], [(_, Outcome::HadBeenDone)]),
            "{found:?}"
        );
        assert_eq!(
            gateway.ledger().order("A-1").await.unwrap().unwrap().status,
            Status::Registered
        );
        assert!(gateway.recover().await.unwrap().is_empty());
        assert_eq!(
            control.get("/orders").await["orders"]
                .as_array()
                .unwrap()
                .len(),
            1
        );
    }
}

#[tokio::test]
async fn two_processes_recover_an_order_once() {
    let simulator = support::simulator();
    for database in Database::each().await {
        let merchant = simulator.merchant();
        let control = Control::of(simulator.url(), merchant.code());
        control
            .post(
                "/faults",
                json!({"api": "AN010", "kind": "answerLost", "times": 1}),
            )
            .await;
        let gateways = [
            database.gateway(&simulator, &merchant).await,
            database.gateway(&simulator, &merchant).await,
        ];
        assert_eq!(settle(&gateways[0], "A-1").await.unwrap(), Outcome::Unknown);
        let (one, other) = tokio::join!(gateways[0].recover(), gateways[1].recover());
        let found: Vec<_> = [one.unwrap(), other.unwrap()].concat();
        assert_eq!(found.len(), 1, "{found:?}");
        // The one that was lost, and one to find out.
        assert_eq!(received(&simulator, &merchant).await, 2);
    }
}

#[tokio::test]
async fn a_provider_that_cannot_be_reached_leaves_nothing_behind() {
    for database in Database::each().await {
        let simulator = support::simulator();
        let merchant = simulator.merchant();
        let gateway = database.gateway(&simulator, &merchant).await;
        drop(simulator);
        assert_eq!(settle(&gateway, "A-1").await.unwrap(), Outcome::Unsent);
        assert!(
            gateway
                .ledger()
                .unknown_outcomes()
                .await
                .unwrap()
                .is_empty()
        );
        // Nothing stands in the way of the next try.
        assert_eq!(settle(&gateway, "A-1").await.unwrap(), Outcome::Unsent);
    }
}

#[tokio::test]
async fn orders_are_found_page_by_page() {
    let simulator = support::simulator();
    for database in Database::each().await {
        let merchant = simulator.merchant();
        let gateway = database.gateway(&simulator, &merchant).await;
        for number in ["A-1", "A-2", "B_3", "B%4", "B!5"] {
            assert_eq!(settle(&gateway, number).await.unwrap(), Outcome::Done);
            database.pass(Duration::from_secs(1));
        }
        assert!(gateway.cancel("A-2").await.unwrap().is_done());
        let ledger = gateway.ledger();
        let found = async |query: OrderQuery| {
            let orders = ledger.orders(&query).await.unwrap();
            let count = ledger.count_orders(&query).await.unwrap();
            let numbers: Vec<String> = orders.into_iter().map(|order| order.order_number).collect();
            (numbers.join(" "), count)
        };
        let all = || OrderQuery {
            limit: 10,
            ..OrderQuery::default()
        };
        let text = |numbers: &str, count: u64| (numbers.to_owned(), count);
        assert_eq!(found(all()).await, text("B!5 B%4 B_3 A-2 A-1", 5));
        assert_eq!(
            found(OrderQuery {
                sort: OrderSort::Oldest,
                skip: 1,
                limit: 2,
                ..all()
            })
            .await,
            text("A-2 B_3", 5)
        );
        assert_eq!(
            found(OrderQuery {
                sort: OrderSort::Number,
                ..all()
            })
            .await,
            text("A-1 A-2 B!5 B%4 B_3", 5)
        );
        for (search, expected) in [
            ("B_", "B_3"),
            ("%", "B%4"),
            ("!", "B!5"),
            ("A-", "A-2 A-1"),
            ("a-", "A-2 A-1"),
            ("9", ""),
        ] {
            let (numbers, _) = found(OrderQuery {
                search: search.into(),
                ..all()
            })
            .await;
            assert_eq!(numbers, expected, "{search}");
        }
        let cancelled = OrderQuery {
            status: Some(Status::Cancelled),
            ..all()
        };
        assert_eq!(found(cancelled).await, text("A-2", 1));
    }
}
