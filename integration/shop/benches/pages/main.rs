//! How long pages take with 10,000 orders, how soon the shop is ready, and how long the workbench takes:
//! `cargo bench -p kakebarai-shop --bench pages`.
//!
//! Every page is asked for over loopback, one request after the other. A missed bound ends the run with exit code 1.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench prints and stops at the first surprise"
)]

mod visitor;
mod workbench;

use std::{
    net::SocketAddr,
    process::ExitCode,
    time::{Duration, Instant},
};

use kakebarai_shop::{Config, DemoSetup, Hashing, Shop};
use kakebarai_simulator::{Settings, Simulator};

use visitor::{REQUESTS, Visitor};

const ORDERS: u32 = 10_000;
/// At the 99th percentile.
const PAGE_BOUND: Duration = Duration::from_millis(10);
const START_BOUND: Duration = Duration::from_millis(300);
const PASSWORD: &str = "customers' password";

/// Lists of an operator, searched, sorted and turned over; all other pages of the administration are found by their links.
const LISTS: &[&str] = &[
    "/admin/orders?sort=total",
    "/admin/orders?page=200",
    "/admin/orders?q=9512",
    "/admin/orders?q=made-up",
    "/admin/orders?q=nothing+like+this",
    "/admin/orders?q=example.jp",
    "/admin/kakebarai?sort=oldest",
    "/admin/kakebarai?status=cancelled",
    "/admin/kakebarai?page=160",
    "/admin/kakebarai?q=9512",
    "/admin/kakebarai?q=nothing+like+this",
    "/admin/shipments?page=50",
    "/admin/shipments?q=9512",
    "/admin/customers?q=made-up",
    "/admin/customers?sort=email&page=20",
    "/admin/kakebarai?status=unshipped",
];

/// Pages of a customer.
const STOREFRONT: &[&str] = &["/", "/products/1", "/cart", "/orders", "/kakebarai"];

/// A shop beside a simulator, as the program has it.
fn config(database: &str, simulator: &Simulator) -> Config {
    let mut config = Config::new(database);
    config.test_address = Some(simulator.url().parse().unwrap());
    config.hashing = Hashing {
        memory: 8,
        passes: 1,
    };
    config
}

async fn run() -> bool {
    let folder = tempfile::tempdir().unwrap();
    let database = format!(
        "sqlite://{}?mode=rwc",
        folder.path().join("shop.db").display()
    );
    let simulator = Simulator::start(Settings::default()).unwrap();
    let shop = Shop::open(config(&database, &simulator)).await.unwrap();
    let demonstration = DemoSetup {
        merchant_code: simulator.merchant().code().to_owned(),
        merchant_password: simulator.merchant().password().to_owned(),
        customers_password: PASSWORD.to_owned(),
    };
    shop.set_up_demo(&demonstration).await.unwrap();
    let password = shop.operator_password(true).await.unwrap().unwrap();
    // Customers and orders as the program has them for lists to be long; about a fifth are paid by transfer.
    let made_up = shop.generate_sample_data(ORDERS).await.unwrap();
    shop.add_sample_data(made_up, PASSWORD).await.unwrap();
    drop(shop);

    let begun = Instant::now();
    let shop = Shop::open(config(&database, &simulator)).await.unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let pages = shop
        .router()
        .into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, pages).await });
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    http.get(format!("{base}/")).send().await.unwrap();
    let started = begun.elapsed();
    let mut all_met = started <= START_BOUND;
    println!("start to the first page: {started:.1?} (bound {START_BOUND:?})");

    let fields = [("name", "admin"), ("password", password.as_str())];
    let operator = Visitor::log_in(&base, "/admin/login", &fields).await;
    let fields = [("email", "1@made-up.example"), ("password", PASSWORD)];
    let customer = Visitor::log_in(&base, "/login", &fields).await;
    let found = operator.finds("/admin", "/admin", LISTS).await;
    let storefront = STOREFRONT.iter().map(ToString::to_string).collect();
    for (visitor, paths) in [(&operator, found), (&customer, storefront)] {
        for path in paths {
            let (median, slow) = visitor.measures(&path).await;
            let is_met = slow <= PAGE_BOUND;
            all_met &= is_met;
            let missed = if is_met { "" } else { "  MISSED" };
            let [median, slow] = [median, slow].map(|time| format!("{time:.2?}"));
            println!("{slow:>9} (median {median:>8}) {path}{missed}");
        }
    }
    all_met &= workbench::is_met(&operator).await;
    let begun = Instant::now();
    operator.opens("/admin/export/users.csv").await;
    println!("export of the users: {:.1?}", begun.elapsed());
    println!("99th percentile of {REQUESTS}, {ORDERS} orders, bound {PAGE_BOUND:?}");
    all_met
}

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    if runtime.block_on(run()) {
        ExitCode::SUCCESS
    } else {
        println!("a bound was missed");
        ExitCode::FAILURE
    }
}
