//! Whose orders are whose.

use super::{TRANSFER, choose, put};
use crate::support::shop::OpenShop;

#[tokio::test]
async fn nobody_sees_the_orders_of_others() {
    let shop = OpenShop::open().await;
    let (mut one, mut other) = (shop.customer("1111").await, shop.customer("2222").await);
    put(&mut one, &[(2, "1")]).await;
    choose(&mut one, TRANSFER).await;
    one.press("注文する").await;
    one.is_at("ご注文ありがとうございました");
    for path in ["/orders/1001", "/orders/1001/complete"] {
        assert_eq!(one.open(path).await.status, 200);
        // Just as where there is no such order.
        let found = other.open(path).await.clone();
        let nothing = other.open(&path.replace("1001", "4711")).await;
        assert_eq!((found.status, found.body), (404, nothing.body.clone()));
        let nobody = shop.visitor().open(path).await.path.clone();
        assert!(nobody.starts_with("/login?next="), "{nobody}");
    }
    other.open("/orders").await;
    other.sees("ご注文はまだありません。");
}

#[tokio::test]
async fn the_token_of_somebody_elses_order_opens_nothing() {
    let shop = OpenShop::open().await;
    let (mut one, mut other) = (shop.customer("1111").await, shop.customer("2222").await);
    put(&mut one, &[(2, "1")]).await;
    choose(&mut one, TRANSFER).await;
    let form = one
        .page
        .forms
        .iter()
        .find(|form| form.action == "/checkout/confirm");
    let token = form
        .unwrap()
        .controls
        .iter()
        .find(|control| control.name == "token");
    let token = token.unwrap().value.clone();
    one.press("注文する").await;
    put(&mut other, &[(2, "1")]).await;
    choose(&mut other, TRANSFER).await;
    for form in &mut other.page.forms {
        for control in form
            .controls
            .iter_mut()
            .filter(|control| control.name == "token")
        {
            control.value.clone_from(&token);
        }
    }
    assert_eq!(other.press("注文する").await.status, 404);
}

#[tokio::test]
async fn the_history_has_twenty_orders_a_page_and_the_newest_comes_first() {
    let shop = OpenShop::open().await;
    let mut customer = shop.customer("1111").await;
    for _ in 0..21 {
        put(&mut customer, &[(2, "1")]).await;
        choose(&mut customer, TRANSFER).await;
        customer.press("注文する").await;
        shop.pass(std::time::Duration::from_mins(1));
    }
    customer.open("/orders").await;
    customer.sees("注文番号 1021");
    customer.sees("1 / 2ページ");
    customer.does_not_see("注文番号 1001");
    customer.follow("次のページ").await;
    customer.sees("注文番号 1001");
    customer.does_not_see("注文番号 1002");
    customer.open("/orders?page=99").await;
    customer.sees("2 / 2ページ");
}

#[tokio::test]
async fn an_order_stays_as_it_was_when_the_customer_moves() {
    let shop = OpenShop::open().await;
    let mut customer = shop.customer("1111").await;
    put(&mut customer, &[(12, "2")]).await;
    customer.open("/checkout").await;
    customer.fill("住所", "東京都豊島区高田9-9-9");
    customer.choose("配送方法", "店頭受け取り");
    customer.choose("お支払い方法", TRANSFER);
    customer.press("注文内容を確認する").await;
    // 5,460 × 2 = 10,920, and 1,092 of tax; what costs nothing is no line.
    customer.sees("商品合計10,920円送料（店頭受け取り）0円消費税（10%）1,092円合計12,012円");
    customer.press("注文する").await;
    customer.open("/orders/1001").await;
    customer.sees("東京都豊島区高田9-9-9");
    customer.sees("5,460円 × 2ケース");
    // The next one begins with the customer's own address again.
    put(&mut customer, &[(2, "1")]).await;
    customer.open("/checkout").await;
    assert_eq!(customer.value("住所"), "東京都豊島区高田3-15-10");
}
