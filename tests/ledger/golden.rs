//! Ledgers of the format of before the tables had a prefix, made by the program of that time: they open and go on.

use std::time::Duration;

use kakebarai::{
    buyers::ScreeningStatus,
    client::{Address, Client, Credentials, Judgement},
    gateway::{Gateway, Outcome, Retries},
    ledger::{Account, ApplicationState, IntentState, Request, ShipmentQuery, Status},
};
use kakebarai_simulator::{Merchant, Simulator};
use serde_json::json;
use sqlx::AnyPool;

use super::{Database, settle};
use crate::support::{self, control::Control, database_file::DatabaseFile, postgres};

/// A copy of the file, and a database that the dump is played into.
async fn each() -> Vec<Database> {
    let file = DatabaseFile::copy_of("tests/ledger/before_prefix/ledger.db");
    let mut databases = vec![Database::in_file(file)];
    if let Some(url) = postgres::database().await {
        let pool = AnyPool::connect(&url).await.unwrap();
        let dump = include_str!("before_prefix/ledger.sql");
        sqlx::raw_sql(sqlx::AssertSqlSafe(dump))
            .execute(&pool)
            .await
            .unwrap();
        pool.close().await;
        databases.push(Database::at(url));
    }
    for database in &databases {
        database.pass(Duration::from_hours(1));
    }
    databases
}

/// Under the account that the ledger was written under.
async fn gateway(database: &Database, simulator: &Simulator, merchant: &Merchant) -> Gateway {
    let credentials = Credentials::new(merchant.code(), merchant.password());
    let client = Client::new(Address::custom(simulator.url()).unwrap(), credentials).unwrap();
    Gateway::new(client, database.open().await)
        .with_account(Account::new(&Address::Test, "900000001"))
        .with_retries(Retries {
            times: 0,
            first_wait: Duration::ZERO,
        })
}

#[tokio::test]
async fn everything_is_there_and_goes_on() {
    let simulator = support::simulator();
    for database in each().await {
        let merchant = simulator.merchant();
        let gateway = gateway(&database, &simulator, &merchant).await;
        let ledger = gateway.ledger();
        let numbers: Vec<String> = (1..=8).map(|number| format!("A-{number}")).collect();
        let orders = ledger.orders_by_number(&numbers).await.unwrap();
        let found: Vec<_> = orders
            .values()
            .map(|order| {
                let slip = order.shipment.as_ref();
                let slip = slip.map(|slip| (slip.slip_number.as_str(), slip.sent));
                (order.status, slip, order.error_code.as_str(), order.is_open)
            })
            .collect();
        let slip = "123456789013";
        assert_eq!(
            found,
            [
                (Status::Registered, None, "", false),
                (Status::Cancelled, None, "", false),
                (Status::Registered, Some((slip, true)), "", false),
                // No answer; and the process crashed.
                (Status::None, None, "", true),
                (Status::None, None, "", true),
                (Status::None, None, "A060004", false),
                (Status::Registered, Some((slip, false)), "", false),
                (Status::Registered, Some((slip, true)), "D030005", false),
            ]
        );
        let query = ShipmentQuery {
            limit: 10,
            ..ShipmentQuery::default()
        };
        let refused: Vec<_> = ledger.shipments(&query).await.unwrap();
        let refused: Vec<_> = refused
            .iter()
            .map(|shipment| (shipment.order_number.as_str(), shipment.deletion_refused))
            .collect();
        assert_eq!(refused, [("A-8", true), ("A-7", false), ("A-3", false)]);
        let applied = ledger.application(gateway.account(), 8).await.unwrap();
        let applied = applied.unwrap();
        assert_eq!(
            (
                applied.buyer_id.as_str(),
                applied.state,
                applied.judgement.as_str()
            ),
            ("000000000800", ApplicationState::Applied, "審査中")
        );
        // The request is whole: 1,000 yen, one line, to be sent once more.
        let intents = ledger.intents("A-4").await.unwrap();
        assert_eq!(intents.len(), 1);
        assert_eq!(intents[0].state, IntentState::Unknown);
        let Request::Register(payment) = &intents[0].request else {
            panic!("{intents:?}");
        };
        assert_eq!((payment.price, payment.lines.len()), (1_000, 1));
        assert_eq!(payment.lines[0].name, "商品");

        // This simulator has never heard of them.
        let recovered = gateway.recover().await.unwrap();
        let recovered: Vec<_> = recovered
            .into_iter()
            .map(|(intent, outcome)| (intent.order_number, outcome))
            .collect();
        assert_eq!(
            recovered,
            [
                ("A-4".to_owned(), Outcome::Done),
                ("A-5".to_owned(), Outcome::Done)
            ]
        );
        let control = Control::of(simulator.url(), merchant.code());
        assert_eq!(control.get("/orders/A-5").await["total"], 1_000);
        assert_eq!(settle(&gateway, "A-9").await.unwrap(), Outcome::Done);
        control.post("/buyers", json!({"id": "000000000800"})).await;
        let screening = gateway.screening(8).await.unwrap();
        assert!(
            matches!(screening, ScreeningStatus::Judged(Judgement::Approved)),
            "{screening:?}"
        );
        // A second start finds it as the first has left it.
        let again = database.open().await;
        assert_eq!(
            again.order("A-5").await.unwrap().unwrap().status,
            Status::Registered
        );
    }
}

#[tokio::test]
async fn two_processes_take_it_over_at_once() {
    for database in each().await {
        let (one, other) = tokio::join!(database.open(), database.open());
        for ledger in [one, other] {
            let order = ledger.order("A-1").await.unwrap().unwrap();
            assert_eq!(order.status, Status::Registered);
        }
    }
}

/// Whoever opens a file waits while another process looks at it, though `SQLite` says at once that it is busy.
#[tokio::test]
async fn a_file_that_another_process_reads_is_waited_for() {
    let database = Database::file();
    sqlx::any::install_default_drivers();
    let reader = AnyPool::connect(&database.url).await.unwrap();
    sqlx::query("CREATE TABLE theirs (id BIGINT PRIMARY KEY)")
        .execute(&reader)
        .await
        .unwrap();
    let mut reading = reader.begin().await.unwrap();
    sqlx::query("SELECT * FROM theirs")
        .fetch_all(&mut *reading)
        .await
        .unwrap();
    let mut opening = std::pin::pin!(database.open());
    let still_waits = tokio::time::timeout(Duration::from_millis(100), opening.as_mut()).await;
    assert!(still_waits.is_err());
    reading.rollback().await.unwrap();
    let ledger = opening.await;
    assert_eq!(ledger.count_unknown_outcomes().await.unwrap(), 0);
    // From now on readers and a writer do not wait for each other.
    let fresh = AnyPool::connect(&database.url).await.unwrap();
    let mode: String = sqlx::query_scalar("PRAGMA journal_mode")
        .fetch_one(&fresh)
        .await
        .unwrap();
    assert_eq!(mode, "wal");
}

/// A shop's tables of the same names and migrations of its own are no old ledger.
#[tokio::test]
async fn what_is_somebody_elses_stays_as_it_is() {
    for database in Database::each().await {
        sqlx::any::install_default_drivers();
        let pool = AnyPool::connect(&database.url).await.unwrap();
        for sql in [
            "CREATE TABLE orders (id BIGINT PRIMARY KEY)",
            "CREATE TABLE buyers (id BIGINT PRIMARY KEY)",
            // A first migration, but not the ledger's.
            if database.url.starts_with("postgres") {
                "CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY, checksum BYTEA NOT NULL)"
            } else {
                "CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY, checksum BLOB NOT NULL)"
            },
            if database.url.starts_with("postgres") {
                "INSERT INTO _sqlx_migrations VALUES (1, '\\x07')"
            } else {
                "INSERT INTO _sqlx_migrations VALUES (1, X'07')"
            },
            "INSERT INTO orders VALUES (7)",
        ] {
            sqlx::query(sql).execute(&pool).await.unwrap();
        }
        let ledger = database.open().await;
        assert_eq!(ledger.count_unknown_outcomes().await.unwrap(), 0);
        let theirs: i64 = sqlx::query_scalar("SELECT id FROM orders")
            .fetch_one(&pool)
            .await
            .unwrap();
        assert_eq!(theirs, 7);
        pool.close().await;
    }
}
