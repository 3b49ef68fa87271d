//! The reference shop, driven over HTTP as a browser would.

mod addresses;
pub(crate) mod administration;
mod application;
mod carts;
mod checkout;
mod crashes;
mod databases;
mod logins;
mod orders;
mod proxy;
mod safety;
mod stopping;
mod wording;

use crate::support::visitor::Visitor;

/// Puts pieces of products into the cart.
pub(crate) async fn put(visitor: &mut Visitor, products: &[(u32, &str)]) {
    for (product, quantity) in products {
        visitor.open(&format!("/products/{product}")).await;
        visitor.fill("数量", quantity);
        visitor.press("カートに入れる").await;
        visitor.is_at("カート");
    }
}

/// From the cart to the confirmation, by 宅急便.
pub(crate) async fn choose(visitor: &mut Visitor, payment: &str) {
    visitor.open("/checkout").await;
    visitor.choose("配送方法", "宅急便");
    visitor.choose("お支払い方法", payment);
    visitor.press("注文内容を確認する").await;
}

pub(crate) const KAKEBARAI: &str = "クロネコ掛け払い";
pub(crate) const TRANSFER: &str = "銀行振込（前払い）";
