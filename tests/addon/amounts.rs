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

/// Whether a whole number of yen is `amount / divisor` rounded so: by what each rounding means, without dividing.
const fn is_rounded(rounding: Rounding, yen: i128, amount: i128, divisor: i128) -> bool {
    match rounding {
        Rounding::Down => yen * divisor <= amount && amount < (yen + 1) * divisor,
        Rounding::Up => (yen - 1) * divisor < amount && amount <= yen * divisor,
        Rounding::HalfUp => {
            (2 * yen - 1) * divisor <= 2 * amount && 2 * amount < (2 * yen + 1) * divisor
        }
    }
}

/// The one number that it can be.
fn rounded(rounding: Rounding, amount: i128, divisor: i128) -> i128 {
    let near = amount / divisor;
    let mut numbers = near - 1..=near + 1;
    numbers
        .find(|yen| is_rounded(rounding, *yen, amount, divisor))
        .unwrap()
}

/// Goods at the price of all their pieces; half a yen is one.
fn price(item: &Item) -> i128 {
    let parts = item.quantity.as_hundredths() * item.unit_price.as_thousandths();
    rounded(Rounding::HalfUp, parts.into(), 100_000)
}

fn goods(order: &Order, tax: impl Fn(Option<u32>) -> bool) -> i128 {
    let items = order.items.iter().filter(|item| tax(item.tax));
    items.map(price).sum()
}

/// Goods, discount and shipping.
fn before_fee(order: &Order) -> i128 {
    let shipping: i64 = order.shipping.iter().map(|shipping| shipping.price).sum();
    goods(order, |_| true) + i128::from(shipping - order.discount)
}

fn fee(order: &Order, terms: &BillingTerms) -> i128 {
    let percent = before_fee(order) * i128::from(terms.fee.percent.as_hundredths());
    i128::from(terms.fee.fixed) + rounded(Rounding::HalfUp, percent, 10_000)
}

/// Shipping and fee that are taxed so, each for itself.
fn others(order: &Order, terms: &BillingTerms, tax: u32) -> Vec<i128> {
    let shipping = order.shipping.iter();
    let shipping = shipping.map(|shipping| (shipping.tax, i128::from(shipping.price)));
    let fee = Some(fee(order, terms)).filter(|fee| *fee > 0);
    let all = shipping.chain(fee.map(|fee| (terms.fee_tax, fee)));
    all.filter(|(of, _)| *of == Some(tax))
        .map(|(_, price)| price)
        .collect()
}

/// What each tax is taken of: goods, shipping and fee, less a share of the discount that is a yen from its proportion at most.
/// Returns the share of each tax that is charged.
fn shares(
    order: &Order,
    terms: &BillingTerms,
    statement: &Statement,
) -> Result<Vec<i128>, TestCaseError> {
    let (discount, all) = (i128::from(order.discount), goods(order, |_| true));
    let is_fair = |share: i128, of: i128| {
        (0..=of).contains(&share) && (share * all - discount * of).abs() <= all
    };
    let is_enabled = |id: Option<u32>| {
        order
            .taxes
            .iter()
            .any(|tax| tax.enabled && Some(tax.id) == id)
    };
    let mut found = Vec::new();
    for sum in &statement.taxes {
        prop_assert!(is_enabled(Some(sum.tax)));
        let of = goods(order, |tax| tax == Some(sum.tax));
        let others: i128 = others(order, terms, sum.tax).iter().sum();
        let share = of + others - i128::from(sum.base);
        prop_assert!(
            is_fair(share, of),
            "{share} of {discount}, for {of} of {all}"
        );
        found.push(share);
    }
    let charged: i128 = statement.taxes.iter().map(|sum| i128::from(sum.base)).sum();
    prop_assert!(charged <= before_fee(order) + fee(order, terms));
    let untaxed = goods(order, |tax| !is_enabled(tax));
    let rest = discount - found.iter().sum::<i128>();
    prop_assert!(
        is_fair(rest, untaxed),
        "{rest} of {discount}, for {untaxed} of {all}"
    );
    Ok(found)
}

/// Each tax, by what 税率ごとに1回, 小計 and 単価 mean.
fn are_taxed(
    order: &Order,
    terms: &BillingTerms,
    statement: &Statement,
) -> Result<(), TestCaseError> {
    let shares = shares(order, terms, statement)?;
    let rounding = terms.rounding;
    let tax_of = |id: u32| order.taxes.iter().find(|tax| tax.id == id).unwrap();
    if terms.tax_calculation == TaxCalculation::OncePerRate {
        for rate in [8_i128, 10] {
            let of = |included: bool| {
                let sums = statement.taxes.iter().filter(|sum| {
                    i128::from(sum.rate.as_hundredths()) == rate * 100
                        && tax_of(sum.tax).included == included
                });
                sums.fold((0, 0), |(base, amount), sum| {
                    (base + i128::from(sum.base), amount + i128::from(sum.amount))
                })
            };
            let ((top, on_top), (within, held)) = (of(false), of(true));
            prop_assert!(is_rounded(rounding, held, within * rate, 100 + rate));
            // Once for the rate, though the prices hold a part of it: top × rate + within × rate ÷ (100 + rate).
            let both = (top * (100 + rate) + within * 100) * rate;
            prop_assert!(is_rounded(
                rounding,
                on_top + held,
                both,
                100 * (100 + rate)
            ));
        }
        return Ok(());
    }
    for (sum, share) in statement.taxes.iter().zip(shares) {
        let tax = tax_of(sum.tax);
        let rate = i128::from(tax.rate.as_hundredths()) / 100;
        let whole = if tax.included { 100 + rate } else { 100 };
        let of = |yen: i128| rounded(rounding, yen * rate, whole);
        let items = order.items.iter().filter(|item| item.tax == Some(sum.tax));
        let of_goods = if terms.tax_calculation == TaxCalculation::Subtotal {
            of(items.map(price).sum::<i128>() - share)
        } else {
            let pieces = items.map(|item| {
                let piece = i128::from(item.unit_price.as_thousandths()) * rate;
                let piece = rounded(rounding, piece, whole * 1_000);
                let quantity = i128::from(item.quantity.as_hundredths());
                let all = rounded(rounding, piece * quantity, 100);
                // What a price holds is never more than it.
                if tax.included {
                    all.min(price(item))
                } else {
                    all
                }
            });
            (pieces.sum::<i128>() - of(share)).max(0)
        };
        let others = others(order, terms, sum.tax);
        let of_others: i128 = others.iter().map(|yen| of(*yen)).sum();
        prop_assert_eq!(i128::from(sum.amount), of_goods + of_others, "{:?}", sum);
    }
    Ok(())
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
        are_taxed(&order, &terms, &statement)?;
        let paid: i64 = order.part_payments.iter().map(|paid| paid.amount).sum();
        let on_top = statement.taxes.iter().filter(|sum| {
            order.taxes.iter().any(|tax| tax.id == sum.tax && !tax.included)
        });
        let on_top: i64 = on_top.map(|sum| sum.amount).sum();
        let total = before_fee(&order) + fee(&order, &terms) + i128::from(on_top - paid);
        prop_assert_eq!(i128::from(statement.total()), total);
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
