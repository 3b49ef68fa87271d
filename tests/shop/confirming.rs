//! 注文内容の確認: what is ordered is what was seen, and once.

use super::{KAKEBARAI, TRANSFER, choose, put, registered};
use crate::support::shop::OpenShop;

#[tokio::test]
async fn pressing_twice_orders_once() {
    let shop = OpenShop::open().await;
    let mut customer = shop.customer("1111").await;
    put(&mut customer, &[(2, "10")]).await;
    choose(&mut customer, KAKEBARAI).await;
    let confirmation = customer.page.clone();
    customer.press("注文する").await;
    customer.is_at("ご注文ありがとうございました");
    customer.page = confirmation;
    customer.press("注文する").await;
    assert_eq!(customer.page.path, "/orders/1001/complete");
    assert_eq!(registered(&shop).await.len(), 1);
    customer.open("/orders").await;
    customer.does_not_see("1002");
}

#[tokio::test]
async fn other_goods_for_the_same_amount_are_shown_again() {
    let shop = OpenShop::open().await;
    let mut customer = shop.customer("2222").await;
    // One at 480 yen, and then four at 120.
    put(&mut customer, &[(3, "1")]).await;
    choose(&mut customer, KAKEBARAI).await;
    // 480 + 880 of postage = 1,360, and 136 of tax.
    customer.sees("合計1,496円");
    let confirmation = customer.page.clone();
    customer.open("/cart").await;
    customer
        .press("削除（2穴リングファイル A4 背幅35mm）")
        .await;
    put(&mut customer, &[(2, "4")]).await;
    customer.page = confirmation;
    customer.press("注文する").await;
    customer.is_at("注文内容の確認");
    customer.sees("別の画面で内容が変更されました。もう一度ご確認ください。");
    customer.sees("ゲルインクボールペン");
    customer.sees("合計1,496円");
    assert_eq!(registered(&shop).await, []);
    // What is seen now is ordered.
    customer.press("注文する").await;
    customer.is_at("ご注文ありがとうございました");
    assert_eq!(registered(&shop).await, [("1001".to_owned(), 1_496)]);
}

#[tokio::test]
async fn what_has_changed_since_it_was_shown_is_shown_again() {
    let shop = OpenShop::open().await;
    let mut customer = shop.customer("1111").await;
    put(&mut customer, &[(2, "10")]).await;
    choose(&mut customer, KAKEBARAI).await;
    let confirmation = customer.page.clone();
    put(&mut customer, &[(2, "1")]).await;
    customer.page = confirmation.clone();
    customer.press("注文する").await;
    customer.is_at("注文内容の確認");
    customer.sees("ご注文の金額が変わりました。もう一度ご確認ください。");
    // 1,320 + 880 = 2,200, and 220 of tax.
    customer.sees("合計2,420円");

    // Another choice in another window.
    choose(&mut customer, TRANSFER).await;
    customer.page = confirmation;
    customer.press("注文する").await;
    customer.sees("別の画面で内容が変更されました。もう一度ご確認ください。");
    assert_eq!(registered(&shop).await, []);
}
