//! What a whole basket comes to, by hand.

use serde_json::{Value, json};

use crate::{
    amount::Rounding,
    faults::{Fault, Faults},
    lines::{Terms, state},
    statement::{Line, Statement},
    taxes::{Calculation, TaxRules},
};

fn statement(basket: Value, faults: Faults) -> Option<Statement> {
    let terms = Terms {
        taxes: TaxRules {
            calculation: Calculation::OncePerRate,
            rounding: Rounding::Down,
            faults,
        },
        codes: true,
        faults,
    };
    state(&serde_json::from_value(basket).unwrap(), terms).ok()
}

/// The items of a basket at 10 %, with whatever else it has.
fn basket(items: &[(&str, &str, &str)], included: bool, more: &Value) -> Value {
    let items: Vec<Value> = items
        .iter()
        .map(|(unit_price, quantity, tax)| {
            json!({"name": "商品", "code": "ITEM", "unitPrice": unit_price, "quantity": quantity, "tax": tax})
        })
        .collect();
    let tax = |key: &str, rate: &str| json!({"key": key, "name": key, "rate": rate, "included": included, "enabled": true});
    let mut basket = json!({"key": "A-1", "taxes": [tax("10", "10"), tax("8", "8")], "items": items,
        "shipping": [], "discount": "0", "partPayments": [], "fee": null});
    for (name, value) in more.as_object().unwrap() {
        basket[name] = value.clone();
    }
    basket
}

fn amounts(basket: Value) -> Option<(i64, i64, i64)> {
    let statement = statement(basket, Faults::none())?;
    let sum = |of: fn(&Line) -> i64| statement.lines.iter().map(of).sum::<i64>();
    assert_eq!(sum(|line| line.amount), statement.price);
    assert_eq!(sum(|line| line.tax), statement.tax);
    assert_eq!(statement.shown, statement.price + statement.tax);
    assert!(statement.lines.len() <= 99);
    Some((statement.price, statement.tax, statement.shown))
}

#[test]
fn prices_with_and_without_tax() {
    let postage = json!({"shipping": [{"price": "800", "tax": "10"}]});
    assert_eq!(
        amounts(basket(&[("3980", "3", "10")], false, &postage)),
        Some((12_740, 1_274, 14_014))
    );
    assert_eq!(
        amounts(basket(&[("1100", "1", "10")], true, &json!({}))),
        Some((1_000, 100, 1_100))
    );
    let mixed = [("1105", "1", "10"), ("111", "1", "8")];
    assert_eq!(
        amounts(basket(&mixed, true, &json!({}))),
        Some((1_108, 108, 1_216))
    );
}

#[test]
fn a_discount_lowers_the_tax_and_points_do_not() {
    let discount = json!({"discount": "1000"});
    assert_eq!(
        amounts(basket(&[("5000", "2", "10")], false, &discount)),
        Some((9_000, 900, 9_900))
    );
    for (points, expected) in [
        ("500", Some((9_500, 1_000, 10_500))),
        ("10000", Some((0, 1_000, 1_000))),
        ("10500", Some((0, 500, 500))),
        ("11000", None),
        ("11001", None),
    ] {
        let paid = json!({"partPayments": [{"name": "ポイント", "amount": points}]});
        assert_eq!(
            amounts(basket(&[("10000", "1", "10")], false, &paid)),
            expected,
            "{points}"
        );
    }
}

#[test]
fn a_thousand_products_fit_99_lines() {
    for kinds in [98, 99, 150, 1_000] {
        let items = vec![("10", "1", "10"); kinds];
        let yen = i64::try_from(kinds).unwrap() * 11;
        assert_eq!(
            amounts(basket(&items, false, &json!({}))).map(|all| all.2),
            Some(yen)
        );
    }
}

#[test]
fn fractions_stand_in_prices_and_quantities_alone() {
    let statement = statement(
        basket(&[("33.33", "7", "10")], false, &json!({})),
        Faults::none(),
    )
    .unwrap();
    let line = &statement.lines[0];
    assert_eq!(
        (line.amount, line.unit_price.as_deref()),
        (233, Some("33.33"))
    );
    assert_eq!((statement.tax, statement.shown), (23, 256));
}

#[test]
fn what_has_no_place_is_not_sent() {
    assert_eq!(
        amounts(basket(&[("10000000", "1", "10")], false, &json!({}))),
        None
    );
    assert_eq!(
        amounts(basket(&[("1000000000", "1", "10")], false, &json!({}))),
        None
    );
    assert_eq!(
        amounts(basket(&[("0", "1", "10")], false, &json!({}))),
        None
    );
    assert_eq!(
        amounts(basket(&[("100", "1", "unknown")], false, &json!({}))),
        None
    );
    assert_eq!(
        amounts(basket(
            &[("100", "1", "10")],
            false,
            &json!({"discount": "101"})
        )),
        None
    );
}

#[test]
fn each_switch_of_the_sums_is_one_mistake() {
    let sums = |fault, basket: Value| {
        let statement = statement(basket, Faults::one(fault)).unwrap();
        (statement.price, statement.tax, statement.shown)
    };
    let included = basket(&[("1100", "1", "10")], true, &json!({}));
    assert_eq!(sums(Fault::F40, included), (1_100, 100, 1_100));
    let on_top = || basket(&[("1005", "1", "10")], false, &json!({}));
    assert_eq!(sums(Fault::F39, on_top()), (1_105, 100, 1_105));
    assert_eq!(sums(Fault::F44, on_top()), (1_005, 101, 1_106));
    let points = json!({"partPayments": [{"name": "ポイント", "amount": "500"}]});
    assert_eq!(
        sums(Fault::F49, basket(&[("10000", "1", "10")], false, &points)),
        (10_000, 500, 10_500)
    );
    assert_eq!(
        sums(
            Fault::F53,
            basket(&[("33.33", "7", "10")], false, &json!({}))
        ),
        (233, 23, 257)
    );
    assert_eq!(
        sums(
            Fault::F50,
            basket(&[("10", "1", "10"); 150], false, &json!({}))
        ),
        (990, 0, 1_650)
    );
    let seven_digits = basket(&[("10000000", "1", "10")], false, &json!({}));
    assert_eq!(
        sums(Fault::F51, seven_digits),
        (10_000_000, 100_000, 11_000_000)
    );
}
