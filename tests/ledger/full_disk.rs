//! A disk that is full, and has room again.

use kakebarai::{
    clock::Clock,
    gateway::Outcome,
    ledger::{Ledger, Status, connect, give_up_in_transaction},
};
use sqlx::{
    AnyPool,
    any::{AnyPoolOptions, install_default_drivers},
};

use super::{Database, settle};
use crate::support;

/// As many connections as the pool has.
const CONNECTIONS: usize = 8;

/// How many pages the file may have, for every connection of a pool: SQLite says that the disk is full beyond.
async fn limit(pool: &AnyPool, pages: i64) {
    let mut all = Vec::new();
    for _ in 0..CONNECTIONS {
        all.push(pool.acquire().await.unwrap());
    }
    for connection in &mut all {
        let pragma = sqlx::AssertSqlSafe(format!("PRAGMA max_page_count = {pages}"));
        sqlx::query(pragma)
            .execute(&mut **connection)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn what_is_acknowledged_afterwards_is_written() {
    let database = Database::file();
    let pool = connect(&database.url).await.unwrap();
    fill_and_empty(&database, pool).await;
}

#[tokio::test]
async fn it_is_written_in_a_pool_of_the_shop_as_well() {
    let database = Database::file();
    install_default_drivers();
    let connections = u32::try_from(CONNECTIONS).unwrap();
    let options = AnyPoolOptions::new().max_connections(connections);
    let options = give_up_in_transaction(options);
    let pool = options.connect(&database.url).await.unwrap();
    fill_and_empty(&database, pool).await;
}

async fn fill_and_empty(database: &Database, pool: AnyPool) {
    let simulator = support::simulator();
    let merchant = simulator.merchant();
    let morning = "2026-11-24T01:00:00Z".parse().unwrap();
    let ledger = Ledger::open_in(pool.clone(), Clock::of(move || morning))
        .await
        .unwrap();
    let gateway = database.gateway(&simulator, &merchant).await;
    let gateway = kakebarai::Gateway::new(gateway.client().clone(), ledger);
    assert_eq!(settle(&gateway, "A-1").await.unwrap(), Outcome::Done);

    limit(&pool, 1).await;
    let mut acknowledged = Vec::new();
    let mut failed = 0;
    for number in (0..200).map(|number| format!("B-{number}")) {
        match settle(&gateway, &number).await {
            Ok(outcome) => {
                assert_eq!(outcome, Outcome::Done, "{number}");
                acknowledged.push(number);
            }
            Err(_) => failed += 1,
        }
    }
    // Each connection that has met the full disk is given up; the ones that come for it know of no limit. What fails may have met
    // it with two of them, one after the other.
    assert!((1..=CONNECTIONS).contains(&failed), "{failed} failed");

    limit(&pool, 1_000_000).await;
    for number in 0..20 {
        let number = format!("C-{number}");
        let settled = settle(&gateway, &number).await.unwrap();
        assert_eq!(settled, Outcome::Done);
        acknowledged.push(number);
    }
    // Another process sees it, so it is written.
    let other = database.open().await;
    for number in acknowledged {
        let order = other.order(&number).await.unwrap().unwrap();
        assert_eq!(order.status, Status::Registered, "{number}");
    }
}
