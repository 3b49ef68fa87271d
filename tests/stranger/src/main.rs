//! Settles, ships, loses an answer and recovers, in a database with tables and migrations of its own:
//! `kakebarai-simulator exec -- stranger URL`.

use std::{env, error::Error, path::Path, time::Duration};

use jiff::civil::date;
use kakebarai::{
    Address, BillingTerms, Client, Clock, Credentials, Gateway, Item, Ledger, Order, Outcome, Tax,
    gateway::{Retries, Shipped},
    ledger::give_up_in_transaction,
};
use sqlx::{
    any::{AnyPoolOptions, install_default_drivers},
    migrate::{MigrateError, Migrator},
};

fn order(number: &str) -> Order {
    Order::new(number, date(2026, 11, 24))
        .tax(Tax::on_top(1, "消費税（10%）", 10_u32))
        .item(Item::new("机", 1_u32, 10_000_u32).code("DESK-1").taxed(1))
}

/// The program's own. Read when it starts, for sqlx's macro takes long to build.
async fn migrations() -> Result<Migrator, MigrateError> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations"));
    Migrator::new(folder).await
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let url = env::args().nth(1).ok_or("the URL of a database")?;
    // What the program has done for years, before it heard of kakebarai.
    install_default_drivers();
    let options = give_up_in_transaction(AnyPoolOptions::new().max_connections(4));
    let pool = options.connect(&url).await?;
    migrations().await?.run(&pool).await?;

    let simulator = env::var("KAKEBARAI_URL")?;
    let merchant = env::var("KAKEBARAI_TRADER_CODE")?;
    let credentials = Credentials::new(&*merchant, &*env::var("KAKEBARAI_PASSWORD")?);
    let client = Client::new(Address::custom(&simulator)?, credentials)?;
    let ledger = Ledger::open_in(pool.clone(), Clock::system()).await?;
    let gateway = Gateway::new(client, ledger).with_retries(Retries {
        times: 0,
        first_wait: Duration::ZERO,
    });
    let terms = BillingTerms::default();

    let (statement, outcome) = gateway.settle(&order("S-1"), "1111", &terms).await?;
    assert_eq!((statement.total(), outcome), (11_000, Outcome::Done));
    let shipped = gateway.ship("S-1", "1234-5678-9013", true).await?;
    assert_eq!(shipped, Shipped::Sent(Outcome::Done));

    lose_an_answer(&simulator, &merchant).await?;
    let (_, outcome) = gateway.settle(&order("S-2"), "1111", &terms).await?;
    assert!(outcome.is_unknown());
    let recovered = gateway.recover().await?;
    assert!(
        matches!(&recovered[..], [(_, Outcome::HadBeenDone)]),
        "{recovered:?}"
    );

    #[cfg(feature = "careless")]
    gateway.cancel("S-2").await?;

    // A second start finds everything, the program's migrations included.
    migrations().await?.run(&pool).await?;
    let again = Ledger::open_in(pool.clone(), Clock::system()).await?;
    assert!(
        again
            .order("S-1")
            .await?
            .is_some_and(|order| order.shipment.is_some())
    );
    let own: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM orders")
        .fetch_one(&pool)
        .await?;
    assert_eq!(own, 1);
    println!("settled, shipped, lost and recovered");
    Ok(())
}

async fn lose_an_answer(simulator: &str, merchant: &str) -> Result<(), Box<dyn Error>> {
    let url = format!("{simulator}/_simulator/v1/merchants/{merchant}/faults");
    let fault = r#"{"api": "AN010", "kind": "answerLost", "times": 1}"#;
    let http = reqwest::Client::builder().no_proxy().build()?;
    let request = http.post(url).header("content-type", "application/json");
    request.body(fault).send().await?.error_for_status()?;
    Ok(())
}
