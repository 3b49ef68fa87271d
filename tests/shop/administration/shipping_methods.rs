//! 配送方法: created and deleted, and what is shown of them at the checkout.

use crate::{
    shop::{KAKEBARAI, put},
    support::shop::OpenShop,
};

#[tokio::test]
async fn ways_of_shipping_are_created_and_deleted_and_one_remains() {
    let shop = OpenShop::open().await;
    let (mut operator, mut customer) = (shop.operator().await, shop.customer("1111").await);
    operator.open("/admin/shipping-methods/new").await;
    operator.fill("配送方法", "冷蔵便");
    operator.fill("送料（円）", "1,000,000");
    operator.press("追加する").await;
    let said = operator.said_of("送料（円）").join("");
    assert!(said.contains("0円から999,999円まで"), "{said}");
    operator.fill("送料（円）", "1,320");
    operator.fill("送料の税", "非課税（税をかけない）");
    operator.press("追加する").await;
    operator.sees("冷蔵便 | 1,320円 | ― | 非課税");
    put(&mut customer, &[(2, "10")]).await;
    customer.open("/checkout").await;
    customer.choose("配送方法", "冷蔵便");
    customer.choose("お支払い方法", KAKEBARAI);
    customer.press("注文内容を確認する").await;
    // 1,200, whose 10 % are 120, and 1,320.
    customer.sees("送料（冷蔵便）1,320円消費税（10%）120円合計2,640円");
    for id in [1, 2, 3, 101] {
        operator
            .open(&format!("/admin/shipping-methods/{id}/delete"))
            .await;
        operator.is_at("配送方法の削除の確認");
        operator.press("削除する").await;
    }
    operator.sees("最後の配送方法は削除できません。");
    operator.sees("冷蔵便");
    operator.does_not_see("宅急便");
}
