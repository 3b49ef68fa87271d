//! The same shop on SQLite in a file and on PostgreSQL, which is used where `KAKEBARAI_TEST_POSTGRES` names a server.

use std::net::SocketAddr;

use kakebarai_shop::{Config, Hashing, Shop};

use super::{KAKEBARAI, TRANSFER, choose, put};
use crate::support::{
    database_file::DatabaseFile,
    postgres,
    shop::{OpenShop, PASSWORD},
    visitor::Visitor,
};

/// A database of each kind there is, and what keeps the file.
async fn each() -> (DatabaseFile, Vec<String>) {
    let file = DatabaseFile::new();
    let mut urls = vec![file.url()];
    urls.extend(postgres::database().await);
    (file, urls)
}

#[tokio::test]
async fn a_customer_walks_through_the_shop_on_each_database() {
    let (_file, urls) = each().await;
    for url in urls {
        let shop = OpenShop::open_at(&url).await;
        let mut customer = shop.newcomer("hanako@example.jp", "03-0000-9010").await;
        put(&mut customer, &[(2, "10")]).await;
        customer.open("/kakebarai").await;
        super::application::fill(&mut customer);
        customer.press("クロネコ掛け払い取引先登録").await;
        customer.sees("審査状況ご利用可");
        choose(&mut customer, KAKEBARAI).await;
        customer.press("注文する").await;
        customer.is_at("ご注文ありがとうございました");
        put(&mut customer, &[(8, "2"), (2, "1"), (8, "1")]).await;
        customer.fill("数量（ゲルインクボールペン 0.5mm 黒）", "0");
        customer.press("数量を変更する").await;
        customer.press("削除（ラベルシール A4 24面 100枚）").await;
        customer.sees("カートに商品はありません。");
        put(&mut customer, &[(9, "3")]).await;
        choose(&mut customer, TRANSFER).await;
        customer.press("注文する").await;
        customer.open("/orders").await;
        customer.sees("注文番号 1002入金待ち");
        customer.sees("注文番号 1001受付済み");
        customer.press("ログアウト").await;
        shop.operator().await;
        let made_up = shop.shop.generate_sample_data(120).await.unwrap();
        shop.shop
            .add_sample_data(made_up, "made-up customers")
            .await
            .unwrap();
        shop.shop.run_jobs_once().await.unwrap();
        // After a new start everything is there.
        let again = OpenShop::open_at(&url).await;
        let mut customer = again.visitor();
        customer.open("/login?next=/orders/1002").await;
        customer.fill("メールアドレス", "hanako@example.jp");
        customer.fill("パスワード", PASSWORD);
        customer.press("ログイン").await;
        customer.sees("12.5円 × 3本");
    }
}

#[tokio::test]
async fn of_shops_that_start_at_once_one_says_the_password() {
    let (_file, urls) = each().await;
    for url in urls {
        let start = async || {
            let mut config = Config::new(&url);
            config.hashing = Hashing {
                memory: 8,
                passes: 1,
            };
            let shop = Shop::open(config).await.unwrap();
            let password = shop.operator_password(false).await.unwrap();
            (shop, password)
        };
        let starting = (0..6).map(|_| start());
        let started = futures::future::join_all(starting).await;
        let (shops, said): (Vec<_>, Vec<_>) = started.into_iter().unzip();
        let said: Vec<_> = said.into_iter().flatten().collect();
        assert_eq!(said.len(), 1, "{url}");
        // It is the one that opens the administration.
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let pages = shops[0]
            .router()
            .into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, pages).await });
        let mut operator = Visitor::of(&address);
        operator.open("/admin").await;
        operator.fill("パスワード", &said[0]);
        operator.press("ログイン").await;
        operator.is_at("ホーム");
        for shop in shops {
            shop.close().await;
        }
    }
}

#[tokio::test]
async fn made_up_customers_have_many_orders() {
    let shop = OpenShop::open().await;
    let made_up = shop.shop.generate_sample_data(100).await.unwrap();
    shop.shop
        .add_sample_data(made_up, "made-up customers")
        .await
        .unwrap();
    let mut customer = shop.visitor();
    customer.open("/login").await;
    customer.fill("メールアドレス", "1@made-up.example");
    customer.fill("パスワード", "made-up customers");
    customer.press("ログイン").await;
    customer.open("/orders").await;
    customer.sees("1 / ");
    customer.follow("次のページ").await;
    customer.sees("2 / ");
}

/// A shop's file of the format of before the ledger's tables had a prefix, made by the program of that time.
#[tokio::test]
async fn an_old_file_is_opened_and_goes_on() {
    let file = DatabaseFile::copy_of("tests/ledger/before_prefix/shop.db");
    let url = file.url();
    let shop = OpenShop::open_at(&url).await;
    let mut customer = shop.visitor();
    customer.open("/login?next=/orders").await;
    customer.fill("メールアドレス", "hanako@example.jp");
    customer.fill("パスワード", PASSWORD);
    customer.press("ログイン").await;
    customer.sees("注文番号 1002入金待ち");
    customer.sees("注文番号 1001受付済み");
    // Eight orders were in it, two of hers and six of sample customers.
    let mut operator = shop.operator().await;
    operator.open("/admin/orders").await;
    operator.sees("8件の注文");
    operator.open("/admin/orders/1001/sent").await;
    operator.sees("ゲルインクボールペン");
    let mut customer = shop.customer("1111").await;
    put(&mut customer, &[(9, "3")]).await;
    choose(&mut customer, TRANSFER).await;
    customer.press("注文する").await;
    customer.is_at("ご注文ありがとうございました");
    shop.shop.close().await;
}

/// A shop's file of before operators could change what is sold, made by the program of that time: an order of クロネコ掛け払い, one
/// of a transfer, and a third that is being confirmed.
#[tokio::test]
async fn a_file_of_before_products_could_be_changed_is_opened_and_goes_on() {
    let file = DatabaseFile::copy_of("tests/shop/golden/format-3.db");
    let url = file.url();
    let shop = OpenShop::open_at(&url).await;
    let mut customer = shop.visitor();
    customer.open("/login?next=/orders/1002").await;
    customer.fill("メールアドレス", "hanako@example.jp");
    customer.fill("パスワード", PASSWORD);
    customer.press("ログイン").await;
    customer.sees("12.5円 × 201本2,513円");
    customer.sees("合計3,732円");
    // Three screws: 37.5 → 38, with 880 of postage 918, whose 10 % are 91.8.
    customer.open("/checkout").await;
    customer.choose("お支払い方法", TRANSFER);
    customer.press("注文内容を確認する").await;
    customer.sees("12.5円 × 3本38円");
    customer.sees("合計1,009円");
    customer.press("注文する").await;
    customer.sees("注文番号は 1003 です。");
    let mut operator = shop.operator().await;
    operator.open("/admin/orders/1001").await;
    operator.sees("3,341円");
    operator.open("/admin/products/9").await;
    assert_eq!(operator.value("価格（円）"), "12.5");
    shop.shop.close().await;
}

/// On PostgreSQL two transactions go on side by side: the one that cancels waits for the one that ships, and sees its shipment.
#[tokio::test]
async fn an_order_that_is_being_shipped_is_not_cancelled() {
    let Some(url) = postgres::database().await else {
        return;
    };
    let shop = OpenShop::open_at(&url).await;
    let (mut customer, mut operator) = (shop.customer("1111").await, shop.operator().await);
    put(&mut customer, &[(2, "1")]).await;
    choose(&mut customer, TRANSFER).await;
    customer.press("注文する").await;
    operator.open("/admin/orders/1001/cancel").await;
    let pool = sqlx::AnyPool::connect(&url).await.unwrap();
    let mut shipping = pool.begin().await.unwrap();
    for change in [
        "UPDATE shop_orders SET transfer = transfer WHERE number = '1001'",
        "INSERT INTO shop_shipments (order_number, slip_number, created_at) VALUES ('1001', '123456789013', 0)",
    ] {
        sqlx::query(change).execute(&mut *shipping).await.unwrap();
    }
    let committed = async {
        // Until the cancellation waits for the order.
        let waiting = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        loop {
            let count: i64 = sqlx::query_scalar(waiting).fetch_one(&pool).await.unwrap();
            if count > 0 {
                break;
            }
            tokio::task::yield_now().await;
        }
        shipping.commit().await.unwrap();
    };
    {
        let mut pressed = std::pin::pin!(operator.press("注文を取り消す"));
        tokio::select! {
            _ = &mut pressed => panic!("The cancellation has not waited."),
            () = committed => {}
        }
        pressed.await;
    }
    operator.sees("この注文は、取り消せません。");
    operator.open("/admin/orders/1001").await;
    operator.does_not_see("注文取消済み");
}
