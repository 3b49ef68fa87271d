//! Whatever a shop sells and however it taxes: the simulator never refuses an order for its amounts, and bills its total.

use std::cell::Cell;

use kakebarai::{
    addon::{
        line_items::state,
        order::{Item, Order, PartPayment, Rounding, Shipping, TaxCalculation},
        settings::{Fee, PaymentMethod},
    },
    client::{Address, Client, Credentials, Hundredths},
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
    (items, shipping, 0i64..3_000, paid, taxes).prop_map(
        |(items, shipping, discount, paid, taxes)| {
            let mut order = order();
            order.taxes = [(1, 8), (2, 10), (3, 10)]
                .into_iter()
                .zip(taxes)
                .map(
                    |((id, rate), (included, enabled))| kakebarai::addon::order::Tax {
                        id,
                        enabled,
                        ..tax(rate, included)
                    },
                )
                .collect();
            let tax_of = |place: usize| [None, Some(1), Some(2), Some(3)][place];
            order.items = items
                .into_iter()
                .map(|(quantity, price, place, name)| Item {
                    name: format!("商{name}"),
                    code: "ITEM".into(),
                    quantity: Hundredths::from_hundredths(quantity),
                    unit_price: Hundredths::from_hundredths(price),
                    tax: tax_of(place),
                })
                .collect();
            order.shipping = shipping
                .into_iter()
                .map(|(price, place)| Shipping {
                    name: String::new(),
                    price,
                    tax: tax_of(place),
                })
                .collect();
            order.discount = discount;
            order.part_payments = paid
                .into_iter()
                .map(|amount| PartPayment {
                    name: "ポイント".into(),
                    amount,
                })
                .collect();
            order
        },
    )
}

fn any_method() -> impl Strategy<Value = PaymentMethod> {
    let rounding = prop::sample::select(vec![Rounding::Down, Rounding::Up, Rounding::HalfUp]);
    let calculation = prop::sample::select(vec![
        TaxCalculation::OncePerRate,
        TaxCalculation::Subtotal,
        TaxCalculation::UnitPrice,
    ]);
    (rounding, calculation, 0i64..500, 0i64..300).prop_map(
        |(rounding, tax_calculation, fixed, percent)| PaymentMethod {
            rounding,
            tax_calculation,
            fee: Fee {
                fixed,
                percent: Hundredths::from_hundredths(percent),
            },
            fee_tax: Some(2),
            ..PaymentMethod::default()
        },
    )
}

/// The total as anybody would add it up who knows the tax: goods, discount, shipping, fee, tax on top, less what is paid.
fn added_up(order: &Order, method: &PaymentMethod, tax_on_top: i64) -> i64 {
    let goods: i64 = order
        .items
        .iter()
        .map(|item| {
            (item.quantity.as_hundredths() * item.unit_price.as_hundredths() + 5_000) / 10_000
        })
        .sum();
    let shipping: i64 = order.shipping.iter().map(|shipping| shipping.price).sum();
    let paid: i64 = order.part_payments.iter().map(|paid| paid.amount).sum();
    let before = goods - order.discount + shipping;
    let fee = method.fee.fixed + (before * method.fee.percent.as_hundredths() + 5_000) / 10_000;
    before + fee + tax_on_top - paid
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
    let outcome = runner.run(&(any_order(), any_method()), |(mut order, method)| {
        number.set(number.get() + 1);
        order.number = number.get().to_string();
        let Ok(statement) = state(&order, &method) else {
            return Ok(());
        };
        if statement.total() > 20_000_000 {
            return Ok(());
        }
        let on_top: i64 = statement
            .lines
            .iter()
            .filter_map(|line| match line.source {
                kakebarai::addon::statement::Source::Tax(id) => Some((id, i64::from(line.tax))),
                _ => None,
            })
            .filter(|(id, _)| order.taxes.iter().any(|tax| tax.id == *id && !tax.included))
            .map(|(_, tax)| tax)
            .sum();
        prop_assert_eq!(statement.total(), added_up(&order, &method, on_top));
        let request = statement.request(&order, "1111", &method.cart_code);
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
