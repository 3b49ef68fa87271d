//! How long pages take with 10,000 orders, and how soon the shop is ready: `cargo bench -p kakebarai-shop --bench pages`.
//!
//! Every page is asked for over loopback, one request after the other. A missed bound ends the run with exit code 1.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench prints and stops at the first surprise"
)]

use std::{
    net::SocketAddr,
    process::ExitCode,
    time::{Duration, Instant},
};

use kakebarai_shop::{Config, DemoSetup, Hashing, Shop};
use sqlx::{AnyConnection, AnyPool};

const ORDERS: i64 = 10_000;
const USERS: i64 = 1_000;
/// At the 99th percentile.
const PAGE_BOUND: Duration = Duration::from_millis(10);
const START_BOUND: Duration = Duration::from_millis(300);
const REQUESTS: usize = 300;
const PASSWORD: &str = "customers' password";

/// Pages of an operator.
const ADMINISTRATION: &[&str] = &[
    "/admin",
    "/admin/orders",
    "/admin/orders?sort=total",
    "/admin/orders?page=200",
    "/admin/orders?q=9512",
    "/admin/orders?q=user777",
    "/admin/orders?q=nothing+like+this",
    "/admin/orders?q=example.jp",
    "/admin/orders/9500",
    "/admin/orders/9500/sent",
    "/admin/orders/9502/shipment",
    "/admin/kakebarai",
    "/admin/kakebarai?sort=oldest",
    "/admin/kakebarai?status=cancelled",
    "/admin/kakebarai?page=160",
    "/admin/kakebarai?q=9512",
    "/admin/kakebarai?q=nothing+like+this",
    "/admin/shipments",
    "/admin/shipments?page=50",
    "/admin/shipments?q=9512",
    "/admin/customers",
    "/admin/customers?q=user777",
    "/admin/customers?sort=email&page=20",
    "/admin/payment-methods/kakebarai",
    "/admin/taxes",
];

/// Pages of a customer.
const STOREFRONT: &[&str] = &["/", "/products/1", "/cart", "/orders"];

fn config(database: &str) -> Config {
    let mut config = Config::new(database);
    config.hashing = Hashing {
        memory: 8,
        passes: 1,
    };
    config
}

async fn fill(url: &str) {
    let pool = AnyPool::connect(url).await.unwrap();
    let mut all = pool.begin().await.unwrap();
    let item = |product: i64, name: &str, code: &str, price: i64| {
        format!(
            r#"{{"product":{product},"name":"{name}","code":"{code}","unit":"箱","quantity":300,"unit_price":{price},"tax":1}}"#
        )
    };
    let items = [
        item(1, "コピー用紙 A4 500枚×10冊", "PAPER-A4-500X10B", 398_000),
        item(2, "ゲルインクボールペン 0.5mm 黒", "PEN-BK-05", 12_000),
        item(10, "LEDデスクライト 調光調色", "LAMP-LED-7", 748_000),
    ]
    .join(",");
    let contents = format!(
        r#"{{"date":"2026-11-24","recipient":{{"company":"株式会社青葉デザイン","name":"青木 葉子","postal_code":"1710033","address":"東京都豊島区高田3-15-10","telephone":"03-0000-1111"}},"payment_name":"クロネコ掛け払い","items":[{items}],"shipping":{{"name":"宅急便","price":880,"tax":1}},"taxes":[{{"id":1,"name":"消費税（10%）","rate":1000,"included":false,"enabled":true}}],"sums":[["商品合計",34740],["送料（宅急便）",880],["消費税（10%）",3562]]}}"#
    );
    let line = |name: &str, code: &str, price: i64, tax: i64| {
        format!(
            r#"{{"name":"{name}","code":"{code}","quantity":null,"unit_price":null,"price":{price},"tax":{tax}}}"#
        )
    };
    let lines = [
        line("コピー用紙 A4 500枚×10冊", "A4-500X10B", 11_940, 0),
        line("ゲルインクボールペン 0.5mm 黒", "PEN-BK-05", 360, 0),
        line("LEDデスクライト 調光調色", "LAMP-LED-7", 22_440, 0),
        line("送料", "SHIPPING", 880, 0),
        line("消費税（10%）", "TAX1", 0, 3_562),
    ]
    .join(",");
    let request = format!(
        r#"{{"call":"register","order_date":"2026-11-24","buyer_id":"1111","price":35620,"tax":3562,"cart_code":"cscart","lines":[{lines}]}}"#
    );
    for user in 1_000..1_000 + USERS {
        sqlx::query("INSERT INTO shop_users VALUES ($1, $2, '-', $3, '山田', '太郎', 'ヤマダ', 'タロウ', '1710033', '東京都豊島区高田3-15-10', '03-0000-0000', $4, $2 || ' ' || $3, '0300000000')")
            .bind(user)
            .bind(format!("user{user}@example.jp"))
            .bind(format!("株式会社見本{user}"))
            .bind(1_795_000_000_000 + user)
            .execute(&mut *all)
            .await
            .unwrap();
        sqlx::query("INSERT INTO shop_memberships VALUES ($1, 9, 'A')")
            .bind(user)
            .execute(&mut *all)
            .await
            .unwrap();
    }
    // The customer who opens the pages has a hundred of the orders.
    for order in 0..ORDERS {
        let number = (1_001 + order).to_string();
        let at = 1_795_000_000_000 + order * 60_000;
        let user = if order % 100 == 0 {
            101
        } else {
            1_000 + order % USERS
        };
        let is_kakebarai = order % 5 > 0;
        sqlx::query(
            "INSERT INTO shop_orders VALUES ($1, $2, $3, 'accepted', $4, 39182, $1, $5, '')",
        )
        .bind(&number)
        .bind(user)
        .bind(at)
        .bind(["transfer", "kakebarai"][usize::from(is_kakebarai)])
        .bind(&contents)
        .execute(&mut *all)
        .await
        .unwrap();
        if !is_kakebarai {
            continue;
        }
        settle(&mut all, &number, at, order, &request).await;
    }
    all.commit().await.unwrap();
}

/// What the ledger knows of an order that is paid by クロネコ掛け払い.
async fn settle(all: &mut AnyConnection, number: &str, at: i64, order: i64, request: &str) {
    sqlx::query(
            "INSERT INTO orders (order_number, buyer_id, price, tax, status, sent_at, error_code, created_at)
             VALUES ($1, '1111', 35620, 3562, $2, $3, '', $3)",
        )
            .bind(number)
            .bind(if order % 11 == 1 { "KB_2" } else { "KB_1" })
            .bind(at)
            .execute(&mut *all)
            .await
            .unwrap();
    sqlx::query(
            "INSERT INTO intents (id, order_number, request, state, holder, held_until, unanswered, error_code, recorded_at, changed_at)
             VALUES ($1, $2, $3, 'done', '', 0, 0, '', $4, $4)",
        )
            .bind(format!("intent-{number}"))
            .bind(number)
            .bind(request)
            .bind(at)
            .execute(&mut *all)
            .await
            .unwrap();
    if order % 3 == 0 {
        sqlx::query("INSERT INTO shipments VALUES ($1, $2, 1, $3)")
            .bind(number)
            .bind(format!("{}", 100_000_000_000 + order))
            .bind(at)
            .execute(&mut *all)
            .await
            .unwrap();
    }
}

/// Somebody who has logged in.
struct Visitor {
    http: reqwest::Client,
    base: String,
    cookie: String,
}

impl Visitor {
    async fn log_in(base: &str, path: &str, fields: &[(&str, &str)]) -> Self {
        let http = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        let page = http.get(format!("{base}{path}")).send().await.unwrap();
        let cookie = cookie(&page);
        let page = page.text().await.unwrap();
        let (_, token) = page.split_once("name=\"form_token\" value=\"").unwrap();
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        form.append_pair("form_token", token.split('"').next().unwrap());
        let answer = http
            .post(format!("{base}{path}"))
            .header("cookie", cookie)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form.finish())
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 303, "the login at {path}");
        Self {
            cookie: self::cookie(&answer),
            base: base.to_owned(),
            http,
        }
    }

    async fn opens(&self, path: &str) {
        let request = self.http.get(format!("{}{path}", self.base));
        let answer = request.header("cookie", &self.cookie).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        answer.bytes().await.unwrap();
    }

    /// The 99th percentile.
    async fn measures(&self, path: &str) -> Duration {
        for _ in 0..REQUESTS / 10 {
            self.opens(path).await;
        }
        let mut times = Vec::with_capacity(REQUESTS);
        for _ in 0..REQUESTS {
            let begun = Instant::now();
            self.opens(path).await;
            times.push(begun.elapsed());
        }
        times.sort_unstable();
        times[REQUESTS * 99 / 100]
    }
}

fn cookie(answer: &reqwest::Response) -> String {
    let cookie = answer.headers().get("set-cookie").unwrap();
    let (cookie, _) = cookie.to_str().unwrap().split_once(';').unwrap();
    cookie.to_owned()
}

async fn run() -> bool {
    let folder = tempfile::tempdir().unwrap();
    let database = format!(
        "sqlite://{}?mode=rwc",
        folder.path().join("shop.db").display()
    );
    let shop = Shop::open(config(&database)).await.unwrap();
    let demonstration = DemoSetup {
        merchant_code: "900000001".to_owned(),
        merchant_password: "kakebarai-test".to_owned(),
        customers_password: PASSWORD.to_owned(),
    };
    shop.set_up_demo(&demonstration).await.unwrap();
    let password = shop.operator_password(true).await.unwrap().unwrap();
    drop(shop);
    fill(&database).await;

    let begun = Instant::now();
    let shop = Shop::open(config(&database)).await.unwrap();
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
    let fields = [("email", "1111@cs-cart.jp"), ("password", PASSWORD)];
    let customer = Visitor::log_in(&base, "/login", &fields).await;
    for (visitor, paths) in [(&operator, ADMINISTRATION), (&customer, STOREFRONT)] {
        for path in paths {
            let slow = visitor.measures(path).await;
            let is_met = slow <= PAGE_BOUND;
            all_met &= is_met;
            let missed = if is_met { "" } else { "  MISSED" };
            println!("{:>9} {path}{missed}", format!("{slow:.2?}"));
        }
    }
    let begun = Instant::now();
    operator.opens("/admin/export/users.csv").await;
    println!("export of {USERS} users: {:.1?}", begun.elapsed());
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
