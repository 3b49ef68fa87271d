//! Taxes.

use proptest::prelude::*;

use crate::{
    billing::taxes::{Part, PartKind, share, tax},
    client::Decimal2,
    order::{Rounding, Tax, TaxCalculation},
};

fn percent(percent: u32, included: bool) -> Tax {
    Tax {
        id: percent,
        name: format!("消費税（{percent}%）"),
        rate: percent.into(),
        included,
        enabled: true,
    }
}

fn goods(unit_price: i64, quantity: i64) -> Part {
    let kind = PartKind::Item {
        unit_price: unit_price * 1_000,
        quantity: quantity * 100,
    };
    Part {
        kind,
        amount: unit_price * quantity,
        tax: Some(0),
    }
}

use Rounding::{Down, HalfUp, Up};
use TaxCalculation::{OncePerRate, Subtotal, UnitPrice};

#[test]
fn one_rate_by_hand() {
    // Three times 99 yen and 50 yen of postage: 347 yen. 10 % on top: 34.7; in it: 347 × 10 ÷ 110 = 31.545….
    let shipping = Part {
        kind: PartKind::Shipping,
        amount: 50,
        tax: Some(0),
    };
    let parts = [goods(99, 3), shipping];
    for (included, calculation, rounding, expected) in [
        (false, OncePerRate, Down, 34),
        (false, OncePerRate, Up, 35),
        (false, OncePerRate, HalfUp, 35),
        // 29.7 and 5.
        (false, Subtotal, Down, 34),
        (false, Subtotal, Up, 35),
        // 9.9 for one of three, and 5.
        (false, UnitPrice, Down, 32),
        (false, UnitPrice, Up, 35),
        (true, OncePerRate, Down, 31),
        (true, OncePerRate, Up, 32),
        (true, OncePerRate, HalfUp, 32),
        // 27 and 4.545….
        (true, Subtotal, Down, 31),
        (true, Subtotal, Up, 32),
        // 9 for one of three, and 4.545….
        (true, UnitPrice, Down, 31),
        (true, UnitPrice, HalfUp, 32),
    ] {
        let outcome = tax(&parts, &[percent(10, included)], calculation, rounding);
        let case = format!("{included} {calculation:?} {rounding:?}");
        assert_eq!(outcome.taxes, [expected], "{case}");
        let net: i64 = outcome.net.iter().sum();
        assert_eq!(net, if included { 347 - expected } else { 347 }, "{case}");
    }
}

#[test]
fn two_rates_at_once() {
    let taxes = [percent(10, false), percent(8, false)];
    let parts = [
        goods(1_005, 1),
        Part {
            tax: Some(1),
            ..goods(108, 1)
        },
        Part {
            tax: None,
            ..goods(500, 1)
        },
    ];
    // 100.5 and 8.64.
    assert_eq!(tax(&parts, &taxes, OncePerRate, Down).taxes, [100, 8]);
    assert_eq!(tax(&parts, &taxes, OncePerRate, Up).taxes, [101, 9]);
    assert_eq!(tax(&parts, &taxes, OncePerRate, HalfUp).taxes, [101, 9]);
}

/// Goods and postage of 105 yen each, both of 10 %; whether the goods' price has its tax in it.
fn of_one_rate(is_included: bool) -> ([Tax; 2], [Part; 2]) {
    let taxes = [
        percent(10, is_included),
        Tax {
            id: 2,
            ..percent(10, false)
        },
    ];
    let parts = [
        goods(105, 1),
        Part {
            kind: PartKind::Shipping,
            amount: 105,
            tax: Some(1),
        },
    ];
    (taxes, parts)
}

#[test]
fn two_taxes_of_one_rate_are_rounded_together() {
    let (taxes, parts) = of_one_rate(false);
    // 10.5 and 10.5 are 21, not 20 or 22.
    for rounding in [Down, Up, HalfUp] {
        let outcome = tax(&parts, &taxes, OncePerRate, rounding).taxes;
        assert_eq!(outcome.iter().sum::<i64>(), 21, "{rounding:?}");
    }
}

#[test]
fn a_rate_is_rounded_once_though_some_prices_have_it_in_them() {
    let (taxes, parts) = of_one_rate(true);
    // 105 × 10 ÷ 110 = 9.545… and 10.5: together 20.045….
    for (calculation, rounding, expected) in [
        (OncePerRate, Down, [9, 11]),
        (OncePerRate, Up, [10, 11]),
        (OncePerRate, HalfUp, [10, 10]),
        (Subtotal, Down, [9, 10]),
    ] {
        let outcome = tax(&parts, &taxes, calculation, rounding).taxes;
        assert_eq!(outcome, expected, "{calculation:?} {rounding:?}");
    }
}

#[test]
fn as_cs_cart_does_two_taxes_of_one_rate_are_rounded_each() {
    let (taxes, parts) = of_one_rate(false);
    // 10.5 and 10.5.
    for (calculation, rounding, expected) in [
        (Subtotal, Down, [10, 10]),
        (Subtotal, Up, [11, 11]),
        (UnitPrice, Down, [10, 10]),
    ] {
        let outcome = tax(&parts, &taxes, calculation, rounding).taxes;
        assert_eq!(outcome, expected, "{calculation:?} {rounding:?}");
    }
}

#[test]
fn a_tax_in_the_prices_is_never_more_than_they_are() {
    // 100 pieces of half a yen: 0.045 yen of tax in each is rounded up to 1, and 100 yen are more than the 50.
    let halves = Part {
        kind: PartKind::Item {
            unit_price: 500,
            quantity: 10_000,
        },
        amount: 50,
        tax: Some(0),
    };
    let outcome = tax(&[halves], &[percent(10, true)], UnitPrice, Up);
    assert_eq!((outcome.taxes, outcome.net), (vec![50], vec![0]));
    // Beside 30 yen of something else, which have 2.7 yen of tax in them, so 3.
    let outcome = tax(&[halves, goods(30, 1)], &[percent(10, true)], UnitPrice, Up);
    assert_eq!((outcome.taxes, outcome.net), (vec![53], vec![0, 27]));
}

#[test]
fn a_discount_lowers_the_tax() {
    let discount = Part {
        kind: PartKind::Discount,
        amount: -200,
        tax: Some(0),
    };
    let parts = [goods(1_000, 1), discount];
    assert_eq!(
        tax(&parts, &[percent(10, false)], OncePerRate, Down).taxes,
        [80]
    );
    let outcome = tax(&parts, &[percent(10, true)], OncePerRate, Down);
    // 800 × 10 ÷ 110 = 72.7.
    assert_eq!(outcome.taxes, [72]);
    assert_eq!(outcome.net.iter().sum::<i64>(), 728);
}

#[test]
fn rates_with_fractions() {
    let rate = Tax {
        rate: Decimal2::from_hundredths(625),
        ..percent(6, false)
    };
    // 6.25 % of 1,000 yen.
    assert_eq!(
        tax(&[goods(1_000, 1)], &[rate], OncePerRate, Up).taxes,
        [63]
    );
}

#[test]
fn shares_by_hand() {
    assert_eq!(share(100, &[1, 1, 1]), [33, 34, 33]);
    assert_eq!(share(10, &[0, 5, 5]), [0, 5, 5]);
    assert_eq!(share(-7, &[1, 1]), [-4, -3]);
    assert_eq!(share(5, &[0, 0]), [5, 0]);
    assert_eq!(share(0, &[]), [0_i64; 0]);
    assert_eq!(share(80, &[1_000, -200]), [100, -20]);
}

proptest! {
    #[test]
    fn shares_are_the_whole(whole in -1_000_000i64..1_000_000, amounts in prop::collection::vec(-100_000i64..10_000_000, 1..120)) {
        prop_assert_eq!(share(whole, &amounts).iter().sum::<i64>(), whole);
    }

    /// Within a yen of the exact tax, and on the right side of it.
    #[test]
    fn once_per_rate_is_never_more_than_a_yen_off(
        prices in prop::collection::vec((0i64..1_000_000, 1i64..20), 1..50),
        rate in prop::sample::select(vec![8u32, 10]),
        included: bool,
    ) {
        let parts: Vec<Part> = prices.iter().map(|(price, quantity)| goods(*price, *quantity)).collect();
        let sum: i64 = prices.iter().map(|(price, quantity)| price * quantity).sum();
        let of = |rounding| tax(&parts, &[percent(rate, included)], OncePerRate, rounding).taxes[0];
        let divisor = if included { 100 + i64::from(rate) } else { 100 };
        let exact = sum * i64::from(rate);
        prop_assert!(of(Down) * divisor <= exact && exact < (of(Down) + 1) * divisor);
        prop_assert!((of(Up) - 1) * divisor < exact && exact <= of(Up) * divisor || exact == 0);
        prop_assert!((of(HalfUp) * divisor - exact).abs() * 2 <= divisor);
    }
}
