//! The reference shop, driven over HTTP as a browser would.

mod addresses;
pub(crate) mod administration;
mod application;
mod carts;
mod checkout;
mod confirming;
mod crashes;
mod databases;
mod logins;
mod made_up;
mod manual;
mod orders;
mod proxy;
mod safety;
mod silence;
mod stopping;
mod wording;

use crate::support::{shop::OpenShop, visitor::Visitor};

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

/// What クロネコ掛け払い has registered: order number and what is billed.
pub(crate) async fn registered(shop: &OpenShop) -> Vec<(String, i64)> {
    let orders = shop.control.get("/orders").await;
    let orders = orders["orders"].as_array().unwrap();
    orders
        .iter()
        .map(|order| {
            let number = order["orderNumber"].as_str().unwrap().to_owned();
            (number, order["total"].as_i64().unwrap())
        })
        .collect()
}

/// Makes the next answers of the provider go wrong.
async fn fault(shop: &OpenShop, fault: serde_json::Value) {
    shop.control.post("/faults", fault).await;
}

/// How often クロネコ掛け払い was asked of a buyer's limit.
async fn inquiries(shop: &OpenShop) -> usize {
    let journal = shop.control.get("/journal?api=AN050").await;
    journal["entries"].as_array().unwrap().len()
}
