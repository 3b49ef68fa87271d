//! What one piece of a line costs.

use crate::client::{Decimal2, Decimal3};

/// The unit price of a line: as it is, or without tax where it divides to the hundredth; none where it does not, where it has
/// a third digit behind the point, or where it takes more than eight characters.
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
