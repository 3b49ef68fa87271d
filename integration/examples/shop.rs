//! A shop of one page, in axum: `cargo run -p kakebarai --features sqlite --example shop -- URL`, then
//! `curl -d quantity=3 http://127.0.0.1:8130/orders`. A second argument is where it listens instead.
//!
//! What a shop owes its customers is here: the total that it shows is the total that is billed, an order whose answer was lost
//! is neither confirmed nor refused, and it is found out in the background.
#![expect(clippy::print_stdout, reason = "an example says where it is")]

use std::{sync::Arc, time::Duration};

use axum::{
    Form, Router,
    extract::{Path, State},
    http::StatusCode,
    routing::{get, post},
};
use kakebarai::{
    Address, BillingTerms, Client, Clock, Credentials, Gateway, Item, Ledger, Order, OrderProblem,
    Outcome, Statement, Tax,
    buyers::eligibility::{Customer, Eligibility, Offer, Rules},
    ledger::Status,
    order::Shipping,
};
use serde::Deserialize;

/// The buyer id of the one customer, who is logged in: a test buyer.
const BUYER: &str = "1111";

struct Shop {
    gateway: Gateway,
    eligibility: Eligibility,
    terms: BillingTerms,
    clock: Clock,
}

#[derive(Deserialize)]
struct Cart {
    quantity: u32,
}

type Answer = Result<String, (StatusCode, String)>;

fn failed(error: impl std::fmt::Display) -> (StatusCode, String) {
    (StatusCode::INTERNAL_SERVER_ERROR, error.to_string())
}

fn cannot_be_billed(problems: impl AsRef<[OrderProblem]>) -> (StatusCode, String) {
    let problems: Vec<String> = problems.as_ref().iter().map(ToString::to_string).collect();
    (StatusCode::UNPROCESSABLE_ENTITY, problems.join("\n"))
}

impl Shop {
    /// What is in the cart, as an order. The number is the shop's: never one that was used before.
    fn order(&self, cart: &Cart, number: &str) -> Order {
        Order::new(number, self.clock.today())
            .tax(Tax::on_top(1, "消費税（10%）", 10_u32))
            .item(
                Item::new("ボールペン 黒", cart.quantity, 120_u32)
                    .code("PEN-BK")
                    .taxed(1),
            )
            .shipping(Shipping::new(500).taxed(1))
    }
}

/// What it comes to, and whether it can be paid by クロネコ掛け払い.
async fn checkout(State(shop): State<Arc<Shop>>, Path(quantity): Path<u32>) -> Answer {
    let order = shop.order(&Cart { quantity }, "0");
    let statement = Statement::of(&order, &shop.terms).map_err(cannot_be_billed)?;
    let customer = Customer::new(Some(BUYER.to_owned()), Vec::new());
    let rules = Rules::for_everybody();
    let offer = shop.eligibility.offer(Some(&customer), &rules);
    Ok(match offer.await {
        Offer::Offered(status) => format!(
            "{}円。クロネコ掛け払いを使えます（残り{}円）。\n",
            statement.total(),
            status.available()
        ),
        _ => format!("{}円。\n", statement.total()),
    })
}

/// An order is placed.
async fn place(State(shop): State<Arc<Shop>>, Form(cart): Form<Cart>) -> Answer {
    let number = format!("E{}", shop.clock.now().as_millisecond());
    let shown = Statement::of(&shop.order(&cart, &number), &shop.terms);
    let shown = shown.map_err(cannot_be_billed)?;
    // Another amount than the one that was shown is never billed.
    let order = shop.order(&cart, &number).total(shown.total());
    let settled = shop.gateway.settle(&order, BUYER, &shop.terms).await;
    shop.eligibility.forget(BUYER);
    let (statement, outcome) = settled.map_err(failed)?;
    match outcome {
        Outcome::Done | Outcome::HadBeenDone => Ok(format!(
            "ご注文{number}、{}円を承りました。\n",
            statement.total()
        )),
        // Nothing is promised and nothing is refused: recover() finds out.
        unknown if unknown.is_unknown() => Ok(format!(
            "{}（ご注文{number}）\n",
            unknown.shown_to_buyer().unwrap_or_default()
        )),
        refused => Err((
            StatusCode::CONFLICT,
            refused.shown_to_buyer().unwrap_or_default().to_owned(),
        )),
    }
}

/// How an order stands.
async fn show(State(shop): State<Arc<Shop>>, Path(number): Path<String>) -> Answer {
    let order = shop.gateway.ledger().order(&number).await.map_err(failed)?;
    let order = order.ok_or((StatusCode::NOT_FOUND, "ご注文がありません".to_owned()))?;
    Ok(match order.status {
        _ if order.is_open => "確認中\n".to_owned(),
        Status::Registered => format!("受付済み、{}円\n", order.price + order.tax),
        Status::Cancelled => "取消\n".to_owned(),
        _ => "不成立\n".to_owned(),
    })
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::args().nth(1);
    let url = url.as_deref().unwrap_or("http://127.0.0.1:8110");
    let credentials = Credentials::new("900000001", "kakebarai-test");
    let client = Client::new(Address::custom(url)?, credentials)?;
    let clock = Clock::system();
    let ledger = Ledger::open("sqlite://example-shop.db?mode=rwc", clock.clone()).await?;
    let shop = Arc::new(Shop {
        gateway: Gateway::new(client.clone(), ledger),
        eligibility: Eligibility::new(client, clock.clone(), Duration::from_secs(30)),
        terms: BillingTerms::default(),
        clock,
    });
    let gateway = shop.gateway.clone();
    tokio::spawn(async move {
        let mut minutes = tokio::time::interval(Duration::from_mins(1));
        loop {
            minutes.tick().await;
            match gateway.recover().await {
                Ok(found) => found.iter().for_each(|(intent, outcome)| {
                    println!("{}: {outcome:?}", intent.order_number);
                }),
                Err(error) => println!("{error}"),
            }
        }
    });
    let pages = Router::new()
        .route("/checkout/{quantity}", get(checkout))
        .route("/orders", post(place))
        .route("/orders/{number}", get(show))
        .with_state(shop);
    let listen = std::env::args().nth(2);
    let listen = listen.as_deref().unwrap_or("127.0.0.1:8130");
    let listener = tokio::net::TcpListener::bind(listen).await?;
    println!("http://{}", listener.local_addr()?);
    axum::serve(listener, pages).await?;
    Ok(())
}
