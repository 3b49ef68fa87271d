//! What a crash between two steps of an order leaves behind.

use std::time::Duration;

use serde_json::json;

use super::{KAKEBARAI, choose, put};
use crate::support::shop::OpenShop;

#[tokio::test]
async fn an_order_of_a_process_that_crashed_is_found_by_the_next_one() {
    let file = std::env::temp_dir().join(format!("kakebarai-shop-{}.db", std::process::id()));
    let database = format!("sqlite://{}?mode=rwc", file.display());
    let shop = OpenShop::open_at(&database).await;
    let mut customer = shop.customer("1111").await;
    put(&mut customer, &[(2, "10")]).await;
    choose(&mut customer, KAKEBARAI).await;
    let confirmation = customer.page.clone();
    shop.control
        .post(
            "/faults",
            json!({"api": "AN010", "kind": "answerLost", "times": 1}),
        )
        .await;
    customer.press("注文する").await;
    // As if the process had ended before it could say what it knew.
    let pool = sqlx::AnyPool::connect(&database).await.unwrap();
    for change in [
        "UPDATE intents SET state = 'sending', held_until = 0",
        "UPDATE shop_orders SET outcome = 'open'",
    ] {
        sqlx::query(change).execute(&pool).await.unwrap();
    }
    shop.pass(Duration::from_mins(6));
    shop.shop.tidy_up().await.unwrap();
    customer.open("/orders").await;
    customer.sees("注文番号 1001受付済み");

    // An order of which nothing was sent did not come about, and the same form orders it anew.
    sqlx::query("DELETE FROM intents")
        .execute(&pool)
        .await
        .unwrap();
    sqlx::query("DELETE FROM orders")
        .execute(&pool)
        .await
        .unwrap();
    customer.open("/orders").await;
    customer.sees("ご注文はまだありません。");
    customer.page = confirmation;
    customer.press("注文する").await;
    assert_eq!(customer.page.path, "/cart");
    for suffix in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{suffix}", file.display()));
    }
}

#[tokio::test]
async fn two_windows_at_once_order_once() {
    let file = std::env::temp_dir().join(format!("kakebarai-shop-{}-twice.db", std::process::id()));
    let database = format!("sqlite://{}?mode=rwc", file.display());
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
    for suffix in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{suffix}", file.display()));
    }
}
