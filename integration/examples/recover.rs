//! Loses the answer to a settlement and finds out what became of it: `cargo run -p kakebarai --features sqlite --example recover -- URL`.
//!
//! The example has the simulator at the URL lose one answer; a real provider may do so at any time.
#![expect(clippy::print_stdout, reason = "an example says what it does")]

use jiff::civil::date;
use kakebarai::{
    Address, BillingTerms, Client, Clock, Credentials, Gateway, Item, Ledger, Order, Outcome,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::args().nth(1);
    let url = url.as_deref().unwrap_or("http://127.0.0.1:8110");
    let faults = format!("{url}/_simulator/v1/merchants/900000001/faults");
    let lost = r#"{"api": "AN010", "kind": "answerLost", "times": 1}"#;
    let http = reqwest::Client::builder().no_proxy().build()?;
    let json = http.post(faults).header("content-type", "application/json");
    json.body(lost).send().await?.error_for_status()?;

    let credentials = Credentials::new("900000001", "kakebarai-test");
    let client = Client::new(Address::custom(url)?, credentials)?;
    let ledger = Ledger::open("sqlite::memory:", Clock::system()).await?;
    let gateway = Gateway::new(client, ledger);
    let order = Order::new(format!("R{}", std::process::id()), date(2026, 11, 24)).item(Item::new(
        "コピー用紙 A4",
        1_u32,
        3_980_u32,
    ));

    let (_, outcome) = gateway
        .settle(&order, "1111", &BillingTerms::default())
        .await?;
    println!("{}: {outcome:?}", order.number);
    assert!(
        outcome.is_unknown(),
        "the order is neither shipped nor tried again now"
    );
    // At the next start, or every minute.
    for (intent, outcome) in gateway.recover().await? {
        println!("{}: {outcome:?}", intent.order_number);
        assert_eq!(outcome, Outcome::HadBeenDone);
    }
    Ok(())
}
