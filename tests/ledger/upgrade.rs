//! A ledger from before accounts were written down.

use kakebarai::{buyers::ScreeningStatus, gateway::Outcome, ledger::Status};
use sqlx::{AnyPool, any::install_default_drivers, migrate::Migrator};

use super::{Database, received};
use crate::support;

const MIGRATIONS: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/integration/src/ledger/before_prefix"
);

/// Makes one with an order that is registered, one whose outcome is unknown, and a buyer.
async fn make(database: &Database) {
    let folder = tempfile::tempdir().unwrap();
    for file in ["0001_ledger.sql", "0002_indexes.sql"] {
        std::fs::copy(format!("{MIGRATIONS}/{file}"), folder.path().join(file)).unwrap();
    }
    install_default_drivers();
    let pool = AnyPool::connect(&database.url).await.unwrap();
    let before = Migrator::new(folder.path()).await.unwrap();
    before.run(&pool).await.unwrap();
    for row in [
        "INSERT INTO orders VALUES ('A-1', '1111', 1000, 0, 'KB_1', 1, '', 1)",
        "INSERT INTO orders VALUES ('A-2', '1111', 1000, 0, 'KB_1', 2, '', 2)",
        "INSERT INTO intents VALUES ('i', 'A-2', '{\"call\":\"cancel\",\"buyer_id\":\"1111\"}', 'unknown', '', 0, 0, '', 1, 1)",
        "INSERT INTO buyers VALUES ('000000000800', 8, 0, 'applied', '', '', 1)",
    ] {
        sqlx::query(row).execute(&pool).await.unwrap();
    }
    pool.close().await;
}

#[tokio::test]
async fn what_it_holds_belongs_to_any_account_and_what_is_unknown_is_not_sent() {
    let simulator = support::simulator();
    for database in Database::each().await {
        make(&database).await;
        let merchant = simulator.merchant();
        let gateway = database.gateway(&simulator, &merchant).await;
        // The buyer is asked for under its id, and not known to the simulator.
        let screening = gateway.screening(8).await.unwrap();
        assert!(
            matches!(screening, ScreeningStatus::Unavailable(_)),
            "{screening:?}"
        );
        // So is the order.
        let cancelled = gateway.cancel("A-1").await.unwrap();
        assert!(
            matches!(&cancelled, Outcome::Refused(code) if *code == "B020004"),
            "{cancelled:?}"
        );
        let before = received(&simulator, &merchant).await;
        assert_eq!(gateway.ledger().unknown_outcomes().await.unwrap().len(), 1);
        assert!(gateway.recover().await.unwrap().is_empty());
        assert_eq!(received(&simulator, &merchant).await, before);
        // An operator finds out.
        assert!(gateway.ledger().decide("i", true).await.unwrap());
        let order = gateway.ledger().order("A-2").await.unwrap().unwrap();
        assert_eq!(order.status, Status::Cancelled);
    }
}
