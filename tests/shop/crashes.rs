//! What a crash between two steps of an order leaves behind.

use std::time::Duration;

use serde_json::json;

use super::{KAKEBARAI, choose, put};
use crate::support::{database_file::DatabaseFile, shop::OpenShop};

#[tokio::test]
async fn an_order_of_a_process_that_crashed_is_found_by_the_next_one() {
    let file = DatabaseFile::new();
    let database = file.url();
    let shop = OpenShop::open_at(&database).await;
    let mut customer = shop.customer("1111").await;
    put(&mut customer, &[(2, "10")]).await;
    choose(&mut customer, KAKEBARAI).await;
    let confirmation = customer.page.clone();
    let pool = sqlx::AnyPool::connect(&database).await.unwrap();
    let kept = "SELECT token, choices FROM shop_checkouts";
    let (token, choices): (String, String) = sqlx::query_as(kept).fetch_one(&pool).await.unwrap();
    shop.control
        .post(
            "/faults",
            json!({"api": "AN010", "kind": "answerLost", "times": 1}),
        )
        .await;
    customer.press("注文する").await;
    // As if the process had ended before it could say what it knew.
    for change in [
        "UPDATE kakebarai_intents SET state = 'sending', held_until = 0",
        "UPDATE shop_orders SET outcome = 'open'",
        "INSERT INTO shop_cart_items VALUES ('u:101', 2, 10, 0)",
    ] {
        sqlx::query(change).execute(&pool).await.unwrap();
    }
    sqlx::query("INSERT INTO shop_checkouts VALUES (101, $1, $2)")
        .bind(token)
        .bind(choices)
        .execute(&pool)
        .await
        .unwrap();
    shop.pass(Duration::from_mins(6));
    shop.shop.run_jobs_once().await.unwrap();
    customer.open("/orders").await;
    customer.sees("注文番号 1001受付済み");

    // The cart that the first process could not empty any more is empty once the form is sent again.
    customer.page = confirmation;
    customer.press("注文する").await;
    assert_eq!(customer.page.path, "/orders/1001/complete");
    customer.open("/cart").await;
    customer.sees("カートに商品はありません。");
    assert_eq!(
        shop.control.get("/orders").await["orders"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn what_became_of_an_order_is_found_out_as_soon_as_the_shop_runs() {
    let shop = OpenShop::open().await;
    let (mut customer, mut operator) = (shop.customer("1111").await, shop.operator().await);
    put(&mut customer, &[(2, "10")]).await;
    choose(&mut customer, KAKEBARAI).await;
    let lost = json!({"api": "AN010", "kind": "answerLost", "times": 1});
    shop.control.post("/faults", lost).await;
    customer.press("注文する").await;
    operator.open("/admin/kakebarai").await;
    operator.sees("結果の分からない送信");
    operator.open("/admin/orders/1001").await;
    let found_out = async {
        while !operator.page.text().contains("決済登録済み") {
            operator.open("/admin/orders/1001").await;
        }
    };
    tokio::select! {
        () = shop.shop.run_jobs() => unreachable!("it never ends"),
        found = tokio::time::timeout(Duration::from_secs(30), found_out) => found.unwrap(),
    }
}

/// Not only when it starts: the answer is lost while the jobs run already.
#[tokio::test]
async fn what_became_of_an_order_is_found_out_again_and_again() {
    let shop = OpenShop::open_adjusted(|config| {
        config.jobs_interval = Duration::from_millis(20);
    })
    .await;
    let (mut customer, mut operator) = (shop.customer("1111").await, shop.operator().await);
    let orders = async {
        for number in ["1001", "1002"] {
            put(&mut customer, &[(2, "10")]).await;
            choose(&mut customer, KAKEBARAI).await;
            let lost = json!({"api": "AN010", "kind": "answerLost", "times": 1});
            shop.control.post("/faults", lost).await;
            customer.press("注文する").await;
            let page = format!("/admin/orders/{number}");
            operator.open(&page).await;
            while !operator.page.text().contains("決済登録済み") {
                operator.open(&page).await;
            }
        }
    };
    tokio::select! {
        () = shop.shop.run_jobs() => unreachable!("it never ends"),
        found = tokio::time::timeout(Duration::from_secs(30), orders) => found.unwrap(),
    }
}

#[tokio::test]
async fn an_order_of_which_nothing_was_sent_did_not_come_about() {
    let file = DatabaseFile::new();
    let database = file.url();
    let shop = OpenShop::open_at(&database).await;
    let mut customer = shop.customer("1111").await;
    put(&mut customer, &[(2, "10")]).await;
    choose(&mut customer, KAKEBARAI).await;
    shop.control
        .post(
            "/faults",
            json!({"api": "AN010", "kind": "lostBeforeProcessing", "times": 1}),
        )
        .await;
    let confirmation = customer.page.clone();
    customer.press("注文する").await;
    // As if the process had ended before anything was written down of what it was about to ask.
    let pool = sqlx::AnyPool::connect(&database).await.unwrap();
    for change in [
        "DELETE FROM kakebarai_intents",
        "DELETE FROM kakebarai_orders",
        "UPDATE shop_orders SET outcome = 'open'",
    ] {
        sqlx::query(change).execute(&pool).await.unwrap();
    }
    // For a while it might yet be in the making.
    customer.open("/orders/1001/complete").await;
    customer.is_at("ご注文を確認しています");
    shop.pass(Duration::from_mins(6));
    shop.shop.run_jobs_once().await.unwrap();
    customer.open("/orders").await;
    customer.sees("ご注文はまだありません。");
    customer.page = confirmation;
    customer.press("注文する").await;
    assert_eq!(
        customer.page.path, "/cart",
        "the cart was emptied with the first answer"
    );
}

#[tokio::test]
async fn two_windows_at_once_order_once() {
    let file = DatabaseFile::new();
    let database = file.url();
    let shop = OpenShop::open_at(&database).await;
    let mut customer = shop.customer("1111").await;
    put(&mut customer, &[(2, "10")]).await;
    choose(&mut customer, KAKEBARAI).await;
    let windows: Vec<_> = (0..4).map(|_| customer.clone()).collect();
    let mut running = tokio::task::JoinSet::new();
    for mut window in windows {
        running.spawn(async move { window.press("注文する").await.path.clone() });
    }
    for path in running.join_all().await {
        assert_eq!(path, "/orders/1001/complete");
    }
    let orders = shop.control.get("/orders").await;
    assert_eq!(orders["orders"].as_array().unwrap().len(), 1);
    customer.open("/orders").await;
    customer.does_not_see("1002");
}
