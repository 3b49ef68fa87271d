//! What one piece of a line costs.

use crate::client::{Decimal2, Decimal3};

/// The unit price of a line: as it is if its amount has no tax to take out, else the net amount divided by the quantity. Returns `None`
/// if it has more than two decimal places or takes more than eight characters.
pub(super) fn unit_price(
    quantity: Decimal2,
    unit_price: Decimal3,
    amount: i64,
    net: i64,
) -> Option<Decimal2> {
    let found = if net == amount {
        Decimal2::try_from(unit_price).ok()?
    } else {
        let quantity = quantity.as_hundredths();
        let hundredths = i128::from(net) * 10_000;
        if hundredths % i128::from(quantity) != 0 {
            return None;
        }
        Decimal2::from_hundredths(i64::try_from(hundredths / i128::from(quantity)).ok()?)
    };
    (found.characters() <= 8).then_some(found)
}
