//! Amounts of items, to their limits.

use crate::{client::Decimal3, order::Item};

/// What there is no room for is the nearest that there is: nothing wraps around, and nothing changes its sign.
#[test]
fn an_amount_that_is_too_large_keeps_its_sign() {
    let of = |unit_price: i64| {
        let price = Decimal3::from_thousandths(unit_price);
        Item::new("机", 90_000_000_u32, price).amount()
    };
    assert_eq!(of(1_500), 135_000_000);
    assert_eq!(of(-1_500), -135_000_000);
    assert_eq!(of(i64::MAX), i64::MAX);
    assert_eq!(of(i64::MIN), i64::MIN);
}
