//! The add-on's requests: their bytes, and that no order is ever refused for its amounts.

mod amounts;
mod requests;

use jiff::civil::date;
use kakebarai::order::{Item, Order, Tax};

/// An order of nothing.
fn order() -> Order {
    Order {
        number: "1001".into(),
        date: date(2026, 11, 24),
        items: Vec::new(),
        shipping: Vec::new(),
        discount: 0,
        part_payments: Vec::new(),
        taxes: Vec::new(),
        total: None,
    }
}

fn item(name: &str, code: &str, unit_price: &str, quantity: &str, tax: u32) -> Item {
    Item {
        name: name.into(),
        code: code.into(),
        quantity: quantity.parse().unwrap(),
        unit_price: unit_price.parse().unwrap(),
        tax: Some(tax),
    }
}

/// A tax of so many per cent, with that number for its id.
fn tax(rate: u32, included: bool) -> Tax {
    Tax {
        id: rate,
        name: format!("消費税（{rate}%）"),
        rate: rate.into(),
        included,
        enabled: true,
    }
}
