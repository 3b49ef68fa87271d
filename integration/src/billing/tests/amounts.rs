//! Prices with three digits behind the point.

use jiff::civil::date;

use crate::{
    billing::{BillingTerms, Statement},
    client::Decimal3,
    order::{Item, Order, Tax, TaxCalculation},
};

/// 12.345 yen × 201 are 2,481.345 yen. By the piece, 10 % of 12.345 are 1.2345, so 1 yen each: 201; of the whole 2,481: 248.
#[test]
fn a_third_digit_is_counted_exactly_and_the_price_of_a_piece_is_not_sent() {
    for (calculation, tax) in [
        (TaxCalculation::OncePerRate, 248),
        (TaxCalculation::UnitPrice, 201),
    ] {
        let price: Decimal3 = "12.345".parse().unwrap();
        let order = Order::new("1001", date(2026, 11, 24))
            .item(Item::new("ねじ", 201_u32, price).taxed(1))
            .tax(Tax::on_top(1, "消費税（10%）", 10_u32));
        let terms = BillingTerms {
            tax_calculation: calculation,
            ..BillingTerms::default()
        };
        let statement = Statement::of(&order, &terms).unwrap();
        assert_eq!((statement.price, statement.tax), (2_481, tax));
        assert_eq!(statement.lines[0].unit_price, None);
        assert_eq!(statement.lines[0].quantity, Some(201_u32.into()));
    }
}
