//! The order for sentences that mention no taxes except 税抜.

use super::super::{halt::Halt, table::Matched, world::World};
use crate::adapter::message::{
    amount::Amount,
    order::{Item, Order, Tax},
};

/// One article at this many yen without the usual tax of 10 %, which is added, or included if a shop has only such prices.
pub(super) fn simple(world: &World, key: &str, name: &str, yen: i64) -> Order {
    let included = !world.accepts().tax_included.has(&false);
    let price = if included { yen + yen / 10 } else { yen };
    Order {
        key: key.to_owned(),
        taxes: Some(vec![Tax {
            key: "T1".to_owned(),
            name: "消費税（10％）".to_owned(),
            rate: Amount::yen(10),
            included,
            enabled: true,
        }]),
        items: vec![Item {
            name: name.to_owned(),
            code: "PAPER-500".to_owned(),
            unit_price: Amount::yen(price),
            quantity: Amount::yen(1),
            tax: Some("T1".to_owned()),
        }],
        shipping: Vec::new(),
        discount: Amount::yen(0),
        part_payments: Vec::new(),
        fee: None,
    }
}

/// The order of a sentence: key, yen, and perhaps the name of the article.
pub(super) fn simple_of(world: &World, step: &Matched) -> Result<Order, Halt> {
    let name = if step.has(2) {
        step.text(2)
    } else {
        "コピー用紙 A4"
    };
    Ok(simple(world, step.text(0), name, step.yen(1)?))
}
