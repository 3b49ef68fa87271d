//! The workbench: figures by hand, and those that were measured on the add-on.

mod basket_input;
mod codes;
mod comparison;
mod cs_cart;
mod scenario;

use crate::workbench::{Basket, BasketInput};

/// A basket by what is entered: the lines, and name and value of other fields.
fn basket(lines: &str, fields: &[(&str, &str)]) -> Basket {
    entry(lines, fields).basket().unwrap()
}

fn entry(lines: &str, fields: &[(&str, &str)]) -> BasketInput {
    BasketInput::of(|name| {
        let found = fields.iter().find(|(known, _)| *known == name);
        let value = found.map(|(_, value)| *value);
        value.or((name == "lines").then_some(lines))
    })
}

/// 送料 800, ご注文割引 500, 手数料 330, as `kind`.
fn charges(kind: &str) -> Vec<(&str, &str)> {
    vec![
        ("shipping", "800"),
        ("shipping_kind", kind),
        ("fee", "330"),
        ("fee_kind", kind),
        ("discount", "500"),
    ]
}
