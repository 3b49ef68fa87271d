//! The administration: who gets in, what an operator can do, what is said where something is wrong.

pub(super) mod access;
mod codes;
mod databases;
mod exchange;
mod icons;
mod lists;
mod people;
mod products;
mod records;
mod redemptions;
mod reductions;
mod sent;
mod settings;
mod settlements;
mod shipments;
mod shipping_methods;
mod simulator;
mod two_tabs;
mod workbench;

use super::{KAKEBARAI, choose, put};
use crate::support::{shop::OpenShop, visitor::Visitor};

/// Orders pieces of products by クロネコ掛け払い; the number of the order.
pub(crate) async fn ordered(customer: &mut Visitor, products: &[(u32, &str)]) -> String {
    put(customer, products).await;
    choose(customer, KAKEBARAI).await;
    customer.press("注文する").await;
    customer.is_at("ご注文ありがとうございました");
    let text = customer.page.text();
    let (_, rest) = text.split_once("注文番号は ").unwrap();
    rest.split(' ').next().unwrap().to_owned()
}

const REGISTERED: u64 = 1;
const CANCELLED: u64 = 2;
const SHIPPED: u64 = 3;
const CONFIRMED: u64 = 10;

/// The number of the state that the provider has an order in.
async fn state(shop: &OpenShop, number: &str) -> u64 {
    let orders = shop.control.get("/orders").await;
    let orders = orders["orders"].as_array().unwrap().clone();
    let found = orders
        .iter()
        .find(|order| order["orderNumber"] == number)
        .unwrap();
    found["state"].as_u64().unwrap()
}

/// The line of the page that has the number of an order in one of its cells.
fn row(visitor: &Visitor, number: &str) -> String {
    let text = visitor.page.text();
    let is_it = |line: &&str| {
        let mut cells = line.split(" | ");
        cells.any(|cell| cell.trim_matches(['|', ' ']) == number)
    };
    let found = text.lines().find(is_it);
    found
        .unwrap_or_else(|| panic!("{number}:\n{text}"))
        .to_owned()
}
