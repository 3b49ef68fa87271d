//! Settles an order, ships it and cancels another one: `cargo run -p kakebarai --features sqlite --example settle -- URL`.
//!
//! URL is a simulator's, `http://127.0.0.1:8110` by default; start one with `cargo run -p kakebarai-simulator`.
#![expect(clippy::print_stdout, reason = "an example says what it does")]

use jiff::civil::date;
use kakebarai::{
    Address, BillingTerms, Client, Clock, Credentials, Gateway, Item, Ledger, Order, Tax,
    gateway::{RequestKind, Shipped},
    order::Shipping,
};

fn order(number: &str) -> Order {
    Order::new(number, date(2026, 11, 24))
        .tax(Tax::on_top(1, "消費税（10%）", 10_u32))
        .item(
            Item::new("コピー用紙 A4", 3_u32, 3_980_u32)
                .code("PAPER-A4")
                .taxed(1),
        )
        .shipping(Shipping::new(800).taxed(1))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::args().nth(1);
    let url = url.as_deref().unwrap_or("http://127.0.0.1:8110");
    let credentials = Credentials::new("900000001", "kakebarai-test");
    let client = Client::new(Address::custom(url)?, credentials)?;
    let ledger = Ledger::open("sqlite::memory:", Clock::system()).await?;
    let gateway = Gateway::new(client, ledger);
    let run = std::process::id();

    let (first, second) = (format!("S{run}-1"), format!("S{run}-2"));
    let terms = BillingTerms::default();
    for number in [&first, &second] {
        let (statement, outcome) = gateway.settle(&order(number), "1111", &terms).await?;
        println!(
            "{number}: {} yen. {}",
            statement.total(),
            outcome.shown_to_operator(RequestKind::Settlement)
        );
    }
    if let Shipped::Sent(outcome) = gateway.ship(&first, "1234-5678-9013", true).await? {
        println!(
            "{first}: {}",
            outcome.shown_to_operator(RequestKind::Shipment)
        );
    }
    let outcome = gateway.cancel(&second).await?;
    println!(
        "{second}: {}",
        outcome.shown_to_operator(RequestKind::Cancellation)
    );
    Ok(())
}
