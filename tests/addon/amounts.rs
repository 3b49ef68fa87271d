//! Whatever a shop sells and however it taxes: the simulator never refuses an order for its amounts, and bills its total.

use std::cell::Cell;

use kakebarai::{
    billing::{BillingTerms, OrderProblem, Source, Statement},
    client::{Address, Client, Credentials, Decimal2},
    order::{Item, Order, PartPayment, Rounding, Shipping, TaxCalculation},
};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use serde_json::json;

use super::{order, tax};
use crate::support::{self, control::Control};

fn any_order() -> impl Strategy<Value = Order> {
    let amounts = prop_oneof![0i64..300, 0i64..100_000, 0i64..10_000_000];
    let items = prop::collection::vec((1i64..2_000, amounts, 0usize..4, "\\PC{1,40}"), 1..110);
    let shipping = prop::collection::vec((0i64..3_000, 0usize..4), 0..3);
    let paid = prop::collection::vec(0i64..2_000, 0..3);
    let taxes = any::<[(bool, bool); 3]>();
    (
        items,
        shipping,
        prop_oneof![Just(0i64), 0i64..3_000],
        paid,
        taxes,
    )
        .prop_map(|(items, shipping, discount, paid, taxes)| {
            let mut order = order();
            order.taxes = [(1, 8), (2, 10), (3, 10)]
                .into_iter()
                .zip(taxes)
                .map(|((id, rate), (included, enabled))| {
                    let mut tax = tax(rate, included);
                    (tax.id, tax.enabled) = (id, enabled);
                    tax
                })
                .collect();
            let tax_of = |place: usize| [None, Some(1), Some(2), Some(3)][place];
            order.items = items
                .into_iter()
                .map(|(quantity, price, place, name)| {
                    let (quantity, price) = (
                        Decimal2::from_hundredths(quantity),
                        Decimal2::from_hundredths(price),
                    );
                    let mut item = Item::new(format!("商{name}"), quantity, price).code("ITEM");
                    item.tax = tax_of(place);
                    item
                })
                .collect();
            order.shipping = shipping
                .into_iter()
                .map(|(price, place)| {
                    let mut shipping = Shipping::new(price);
                    shipping.tax = tax_of(place);
                    shipping
                })
                .collect();
            order.discount = discount;
            order.part_payments = paid
                .into_iter()
                .map(|amount| PartPayment::new("ポイント", amount))
                .collect();
            order
        })
}

fn any_method() -> impl Strategy<Value = BillingTerms> {
    let rounding = prop::sample::select(vec![Rounding::Down, Rounding::Up, Rounding::HalfUp]);
    let calculation = prop::sample::select(vec![
        TaxCalculation::OncePerRate,
        TaxCalculation::Subtotal,
        TaxCalculation::UnitPrice,
    ]);
    (rounding, calculation, 0i64..500, 0i64..300).prop_map(
        |(rounding, tax_calculation, fixed, percent)| {
            let mut terms = BillingTerms::default();
            terms.rounding = rounding;
            terms.tax_calculation = tax_calculation;
            terms.fee.fixed = fixed;
            terms.fee.percent = Decimal2::from_hundredths(percent);
            terms.fee_tax = Some(2);
            terms
        },
    )
}

/// An amount and what it is divided by, as a whole number. What is negative is rounded as if it were not.
fn rounded(rounding: Rounding, amount: i128, divisor: i128) -> i64 {
    let whole = match rounding {
        Rounding::Down => amount.abs() / divisor,
        Rounding::Up => -((-amount.abs()).div_euclid(divisor)),
        Rounding::HalfUp => (amount.abs() + divisor / 2) / divisor,
    };
    i64::try_from(whole * amount.signum()).unwrap()
}

/// Goods at the price of all their pieces; half a yen is one.
fn price(item: &Item) -> i64 {
    (item.quantity.as_hundredths() * item.unit_price.as_hundredths() + 5_000) / 10_000
}

/// Goods, discount and shipping.
fn before_fee(order: &Order) -> i64 {
    let goods: i64 = order.items.iter().map(price).sum();
    let shipping: i64 = order.shipping.iter().map(|shipping| shipping.price).sum();
    goods - order.discount + shipping
}

fn fee(order: &Order, terms: &BillingTerms) -> i64 {
    terms.fee.fixed + (before_fee(order) * terms.fee.percent.as_hundredths() + 5_000) / 10_000
}

/// The tax on top of the prices, and how many yen it may be off: how a discount is shared among the taxes is not looked at
/// to the yen here.
fn tax_on_top(order: &Order, terms: &BillingTerms) -> (i64, i64) {
    let rounding = terms.rounding;
    let goods: i64 = order.items.iter().map(price).sum();
    let discount = |of: i64| {
        if goods == 0 {
            0
        } else {
            order.discount * of / goods
        }
    };
    let fee = (terms.fee_tax, fee(order, terms));
    let others = |tax: Option<u32>| {
        let shipping = order
            .shipping
            .iter()
            .map(|shipping| (shipping.tax, shipping.price));
        shipping
            .chain([fee])
            .filter(move |(of, _)| *of == tax)
            .map(|(_, price)| price)
    };
    let items = |tax: Option<u32>| order.items.iter().filter(move |item| item.tax == tax);
    let mut on_top = 0;
    let charged = order.taxes.iter().filter(|tax| tax.enabled);
    if terms.tax_calculation == TaxCalculation::OncePerRate {
        for rate in [8_i64, 10] {
            let of_rate = charged
                .clone()
                .filter(|tax| tax.rate.as_hundredths() == rate * 100);
            let sum = |included: bool| -> i64 {
                let taxes = of_rate.clone().filter(|tax| tax.included == included);
                let sums = taxes.map(|tax| {
                    let of = items(Some(tax.id)).map(price).sum::<i64>();
                    of - discount(of) + others(Some(tax.id)).sum::<i64>()
                });
                sums.sum()
            };
            let (top, within) = (i128::from(sum(false)), i128::from(sum(true)));
            let rate = i128::from(rate);
            // Once for the rate, of which the prices hold a part.
            let whole = rounded(
                rounding,
                (top * (100 + rate) + within * 100) * rate,
                100 * (100 + rate),
            );
            let held = rounded(rounding, within * rate, 100 + rate);
            if of_rate.clone().any(|tax| !tax.included) {
                on_top += (whole - held).max(0);
            }
        }
    } else {
        for tax in charged.filter(|tax| !tax.included) {
            let rate = i128::from(tax.rate.as_hundredths());
            let of = |yen: i64| rounded(rounding, i128::from(yen) * rate, 10_000);
            let sum: i64 = items(Some(tax.id)).map(price).sum();
            let of_goods = if terms.tax_calculation == TaxCalculation::Subtotal {
                of(sum - discount(sum))
            } else {
                let pieces = items(Some(tax.id)).map(|item| {
                    let piece = i128::from(item.unit_price.as_hundredths()) * rate;
                    let piece = i128::from(rounded(rounding, piece, 1_000_000));
                    rounded(
                        rounding,
                        piece * i128::from(item.quantity.as_hundredths()),
                        100,
                    )
                });
                pieces.sum::<i64>() - of(discount(sum))
            };
            on_top += of_goods.max(0) + others(Some(tax.id)).map(of).sum::<i64>();
        }
    }
    let off = if order.discount == 0 { 0 } else { 6 };
    (on_top, off)
}

/// Only these can be wrong with such an order.
fn expected(problems: &[OrderProblem]) -> Result<(), TestCaseError> {
    let is_expected = |problem: &OrderProblem| {
        matches!(
            problem,
            OrderProblem::Discount { .. }
                | OrderProblem::PaidTooMuch
                | OrderProblem::NothingToPay
                | OrderProblem::TooLarge { .. }
        )
    };
    prop_assert!(!problems.is_empty());
    prop_assert!(problems.iter().all(is_expected), "{:?}", problems);
    Ok(())
}

proptest! {
    /// The published rules on amounts, and the total: goods, discount, shipping, fee, tax on top, less what is paid.
    #[test]
    fn lines_add_up_to_what_anybody_would(order in any_order(), terms in any_method()) {
        let statement = match Statement::of(&order, &terms) {
            Ok(statement) => statement,
            Err(problems) => return expected(&problems),
        };
        let prices: i64 = statement.lines.iter().map(|line| i64::from(line.price)).sum();
        let taxes: i64 = statement.lines.iter().map(|line| i64::from(line.tax)).sum();
        prop_assert_eq!((prices, taxes), (i64::from(statement.price), i64::from(statement.tax)));
        prop_assert!(statement.lines.len() <= 99);
        for line in &statement.lines {
            prop_assert!(line.price >= 0 && line.tax >= 0 || line.price < 0 && line.tax <= 0, "{:?}", line);
            let is_of_an_item = matches!(line.source, Source::Item(_) | Source::JoinedItems { .. });
            prop_assert!(!is_of_an_item || line.price >= 0, "{:?}", line);
        }
        let paid: i64 = order.part_payments.iter().map(|paid| paid.amount).sum();
        let (on_top, off) = tax_on_top(&order, &terms);
        let total = before_fee(&order) + fee(&order, &terms) + on_top - paid;
        prop_assert!((statement.total() - total).abs() <= off, "{} and {total}", statement.total());
    }
}

#[test]
fn no_order_is_refused_for_its_amounts() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let simulator = support::simulator();
    let merchant = simulator.merchant();
    let credentials = Credentials::new(merchant.code(), merchant.password());
    let client = Client::new(Address::custom(simulator.url()).unwrap(), credentials).unwrap();
    let control = Control::of(simulator.url(), merchant.code());
    let (sent, number) = (Cell::new(0), Cell::new(0));
    let mut runner = TestRunner::new(Config {
        cases: 300,
        failure_persistence: None,
        ..Config::default()
    });
    let outcome = runner.run(&(any_order(), any_method()), |(mut order, terms)| {
        number.set(number.get() + 1);
        order.number = number.get().to_string();
        let statement = match Statement::of(&order, &terms) {
            Ok(statement) => statement,
            Err(problems) => return expected(&problems),
        };
        if statement.total() > 20_000_000 {
            return Ok(());
        }
        let request = statement.request(&order, "1111", &terms.cart_code);
        let billed = runtime.block_on(async {
            let free = json!({"usedAmount": 0, "creditLimit": 20_000_000});
            control.send("PATCH", "/buyers/1111", free).await;
            client
                .register_payment(&request)
                .await
                .map_err(|error| error.to_string())?;
            let found = control.get(&format!("/orders/{}", order.number)).await;
            found["total"].as_i64().ok_or_else(|| found.to_string())
        });
        prop_assert_eq!(billed, Ok(statement.total()));
        sent.set(sent.get() + 1);
        Ok(())
    });
    outcome.unwrap();
    let sent: u32 = sent.get();
    assert!(sent > 150, "only {sent} of 300 orders could be sent");
}
