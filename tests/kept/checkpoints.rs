//! Large merchants on one PostgreSQL: their books are written now and then, so that nobody reads all their changes, and who only
//! looks holds nobody up.

use std::time::{Duration, Instant};

use kakebarai_simulator::Simulator;
use serde_json::{Value, json};
use sqlx::{AnyConnection, Connection as _};

use super::{
    MERCHANT,
    shared::{order, replica},
    shown,
};
use crate::support::{control::Control, postgres, raw::post};

/// More than the 10,000 changes from which on a checkpoint is worth it, and the 1,000 of the time line.
const ORDERS: u32 = 12_000;
const LARGE: &str = "900000777";

async fn connection(url: &str) -> AnyConnection {
    AnyConnection::connect(url).await.unwrap()
}

/// A merchant with as many orders as that, made by a simulator.
async fn large(simulator: &Simulator) -> Control {
    let control = Control::of(simulator.url(), LARGE);
    let large = json!({ "code": LARGE, "password": "s3cret-word", "madeUp": { "buyers": 100, "orders": ORDERS } });
    let (status, made) = control.send_above("POST", "/merchants", large).await;
    assert_eq!(status, 201, "{made}");
    control
}

/// The number of the change after which the merchant's checkpoint is, once there is one.
async fn checkpoint(connection: &mut AnyConnection) -> i64 {
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        let number = sqlx::query_scalar("SELECT number FROM checkpoints WHERE merchant = $1");
        let number: Option<i64> = number
            .bind(LARGE)
            .fetch_optional(&mut *connection)
            .await
            .unwrap();
        match number {
            Some(number) => return number,
            None => assert!(Instant::now() < deadline, "no checkpoint was written"),
        }
        tokio::task::yield_now().await;
    }
}

/// How often a simulator found that another one had written.
async fn synchronizations(simulator: &Simulator) -> u64 {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let url = format!("{}/metrics", simulator.url());
    let metrics = http.get(url).send().await.unwrap().text().await.unwrap();
    let line = "kakebarai_simulator_synchronizations_total ";
    let count = metrics.lines().find_map(|metric| metric.strip_prefix(line));
    count.unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_large_merchant_has_a_checkpoint_and_quiet_requests_read_nothing() {
    let Some(url) = postgres::database().await else {
        return;
    };
    let simulator = replica(&url);
    let control = large(&simulator).await;
    control.get("").await;
    let mut connection = connection(&url).await;
    let number = checkpoint(&mut connection).await;
    // The books before the time line, which has the last thousand changes.
    assert_eq!(number, i64::from(ORDERS) + 100 + 4 - 1_000);
    connection.close().await.unwrap();

    let before = synchronizations(&simulator).await;
    for _ in 0..10 {
        control.get("/orders?limit=1").await;
        control.get("/clock").await;
        let usage = format!("traderCode={LARGE}&passWord=s3cret-word&buyerId=M000001");
        let answer = post(simulator.address(), "AN050", usage).await;
        assert_eq!(answer.code(), "0");
    }
    assert_eq!(synchronizations(&simulator).await, before);
    // It counts what another one wrote, and that alone.
    let other = replica(&url);
    let altered = json!({ "usable": false });
    Control::of(other.url(), LARGE)
        .send("PATCH", "/buyers/M000001", altered)
        .await;
    for _ in 0..3 {
        assert_eq!(control.get("/buyers/M000001").await["usable"], false);
    }
    assert_eq!(synchronizations(&simulator).await, before + 1);
}

#[tokio::test]
async fn a_checkpoint_that_one_has_written_another_one_uses() {
    let Some(url) = postgres::database().await else {
        return;
    };
    let simulator = replica(&url);
    large(&simulator).await.get("").await;
    let mut connection = connection(&url).await;
    let number = checkpoint(&mut connection).await;
    let seen = shown(&simulator, LARGE).await;

    // Without the changes that the checkpoint holds nothing else leads to these books.
    let dropped = sqlx::query("DELETE FROM changes WHERE merchant = $1 AND number <= $2")
        .bind(LARGE)
        .bind(number)
        .execute(&mut connection)
        .await
        .unwrap();
    assert_eq!(dropped.rows_affected(), number.cast_unsigned());
    let other = replica(&url);
    assert_eq!(shown(&other, LARGE).await, seen);
    assert_eq!(seen[""]["orders"], ORDERS);

    sqlx::query("DELETE FROM checkpoints WHERE merchant = $1")
        .bind(LARGE)
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    let third = replica(&url);
    let control = Control::of(third.url(), LARGE);
    let (status, problem) = control.send("GET", "", Value::Null).await;
    assert_eq!(status, 503, "{problem}");
}

#[tokio::test]
async fn who_looks_on_waits_for_nobody_and_sees_what_another_one_does() {
    let Some(url) = postgres::database().await else {
        return;
    };
    let (simulator, other) = (replica(&url), replica(&url));
    // Known before the row is locked.
    Control::of(simulator.url(), MERCHANT).get("").await;
    let mut connection = connection(&url).await;
    let mut lock = connection.begin().await.unwrap();
    sqlx::query("SELECT code FROM merchants WHERE code = $1 FOR UPDATE")
        .bind(MERCHANT)
        .fetch_one(&mut *lock)
        .await
        .unwrap();

    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let events = format!(
        "{}/_simulator/dashboard/events?merchant={MERCHANT}",
        simulator.url()
    );
    let mut events = http.get(events).send().await.unwrap();
    // A request gives up after five seconds.
    let first = tokio::time::timeout(Duration::from_secs(3), events.chunk());
    let first = first.await.expect("it comes at once").unwrap();
    assert!(first.unwrap().starts_with(b"event: change"));
    lock.rollback().await.unwrap();
    connection.close().await.unwrap();

    let settled = post(other.address(), "AN010", order("A-1", "1111", 1_000, 100)).await;
    assert_eq!(settled.code(), "0");
    let second = events.chunk().await.unwrap();
    assert!(second.unwrap().starts_with(b"event: change"));
    let seen = Control::of(simulator.url(), MERCHANT).get("/orders").await;
    assert_eq!(seen["orders"][0]["orderNumber"], "A-1");
}
