//! What an order comes to, whichever way it is paid.

use jiff::civil::date;

use crate::{
    billing::{BillingTerms, OrderProblem, Statement, Totals},
    order::{Item, Order, PartPayment, Tax},
};

fn order(price: u32) -> Order {
    Order::new("1001", date(2026, 11, 24))
        .tax(Tax::on_top(1, "消費税（10%）", 10_u32))
        .item(Item::new("製造ライン", 1_u32, price).taxed(1))
}

#[test]
fn the_limits_of_the_provider_are_not_those_of_an_order() {
    // 10,000,000 yen and 10 %: 消費税 has six digits at most.
    let order = order(10_000_000);
    let totals = Totals::of(&order, &BillingTerms::default()).unwrap();
    assert_eq!(
        (totals.price, totals.tax, totals.total()),
        (10_000_000, 1_000_000, 11_000_000)
    );
    let refused = Statement::of(&order, &BillingTerms::default()).unwrap_err();
    assert_eq!(
        refused,
        [OrderProblem::TooLarge {
            label: "消費税".to_owned(),
            amount: 1_000_000
        }]
    );
}

#[test]
fn what_pays_a_part_leaves_the_totals_as_they_are() {
    let order = order(1_000).part_payment(PartPayment::new("ポイント", 1_100));
    let totals = Totals::of(&order, &BillingTerms::default()).unwrap();
    assert_eq!((totals.price, totals.tax), (1_000, 100));
}

#[test]
fn wrong_amounts_have_no_totals() {
    let order = order(1_000).discount(1_001);
    let problem = OrderProblem::Discount {
        discount: 1_001,
        goods: 1_000,
    };
    assert_eq!(
        Totals::of(&order, &BillingTerms::default()),
        Err(vec![problem])
    );
    let order = self::order(1_000).discount(-1);
    let problem = OrderProblem::Negative("ご注文割引".to_owned());
    assert_eq!(
        Totals::of(&order, &BillingTerms::default()),
        Err(vec![problem])
    );
}
