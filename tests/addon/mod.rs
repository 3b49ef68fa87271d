//! The add-on's requests: their bytes, and that no order is ever refused for its amounts.

mod amounts;
mod applications;
mod by_hand;
mod eligibility;
mod requests;

use jiff::civil::date;
use kakebarai::{
    client::Decimal2,
    order::{Item, Order, Tax},
};

/// An order of nothing.
fn order() -> Order {
    Order::new("1001", date(2026, 11, 24))
}

fn item(name: &str, code: &str, unit_price: &str, quantity: &str, tax: u32) -> Item {
    let quantity: Decimal2 = quantity.parse().unwrap();
    let unit_price: Decimal2 = unit_price.parse().unwrap();
    Item::new(name, quantity, unit_price).code(code).taxed(tax)
}

/// A tax of so many per cent, with that number for its id.
fn tax(rate: u32, included: bool) -> Tax {
    let name = format!("消費税（{rate}%）");
    if included {
        Tax::included(rate, name, rate)
    } else {
        Tax::on_top(rate, name, rate)
    }
}
