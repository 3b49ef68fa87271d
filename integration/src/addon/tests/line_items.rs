//! The lines of 決済登録.

use jiff::civil::date;
use proptest::prelude::*;

use crate::{
    addon::{
        line_items::{OrderProblem, state},
        order::{Item, Order, PartPayment, Rounding, Shipping, Tax, TaxCalculation},
        settings::{Fee, PaymentMethod},
        statement::{Note, Source},
    },
    client::Hundredths,
};

fn yen(text: &str) -> Hundredths {
    text.parse().unwrap()
}

fn item(name: &str, quantity: &str, unit_price: &str, tax: u32) -> Item {
    Item {
        name: name.into(),
        code: "A-1".into(),
        quantity: yen(quantity),
        unit_price: yen(unit_price),
        tax: Some(tax),
    }
}

fn tax(rate: u32, included: bool) -> Tax {
    Tax {
        id: rate,
        name: format!("消費税（{rate}%）"),
        rate: rate.into(),
        included,
        enabled: true,
    }
}

fn order(items: Vec<Item>, taxes: Vec<Tax>) -> Order {
    Order {
        number: "1001".into(),
        date: date(2026, 11, 24),
        items,
        shipping: Vec::new(),
        discount: 0,
        part_payments: Vec::new(),
        taxes,
        total: None,
    }
}

/// Name, code, amount and tax of each line.
fn lines(order: &Order, method: &PaymentMethod) -> Vec<(String, String, i32, i32)> {
    let statement = state(order, method).unwrap();
    statement
        .lines
        .into_iter()
        .map(|line| (line.name, line.code, line.price, line.tax))
        .collect()
}

fn row(name: &str, code: &str, price: i32, tax: i32) -> (String, String, i32, i32) {
    (name.to_owned(), code.to_owned(), price, tax)
}

#[test]
fn the_recorded_settlement() {
    let mut order = order(
        vec![item("業務用コピー用紙 A4 500枚×10冊", "3", "3980", 10)],
        vec![tax(10, false)],
    );
    order.items[0].code = "PAPER-A4-500X10".into();
    order.shipping.push(Shipping {
        name: String::new(),
        price: 800,
        tax: Some(10),
    });
    order.taxes[0].name = "消費税".into();
    let statement = state(&order, &PaymentMethod::default()).unwrap();
    assert_eq!(
        (statement.price, statement.tax, statement.total()),
        (12_740, 1_274, 14_014)
    );
    assert_eq!(
        lines(&order, &PaymentMethod::default()),
        [
            row("業務用コピー用紙 A4 500枚×10冊", "-A4-500X10", 11_940, 0),
            row("送料", "SHIPPING", 800, 0),
            row("消費税", "TAX1", 0, 1_274),
        ]
    );
    assert_eq!(statement.lines[0].unit_price, Some(yen("3980")));
    assert!(matches!(&statement.notes[..], [Note::CodeCut { cut, .. }] if cut == "PAPER"));
}

#[test]
fn a_tax_in_the_price_is_not_charged_twice() {
    let order = order(
        vec![item("コピー用紙", "1", "11000", 10)],
        vec![tax(10, true)],
    );
    let statement = state(&order, &PaymentMethod::default()).unwrap();
    assert_eq!((statement.price, statement.tax), (10_000, 1_000));
    assert_eq!(
        lines(&order, &PaymentMethod::default()),
        [
            row("コピー用紙", "A-1", 10_000, 0),
            row("消費税（10%）", "TAX1", 0, 1_000)
        ]
    );
    assert_eq!(statement.lines[0].unit_price, Some(yen("10000")));
}

#[test]
fn everything_at_once() {
    let mut order = order(
        vec![item("机", "2", "10000", 10), item("茶", "10", "108", 8)],
        vec![tax(10, false), tax(8, false)],
    );
    order.shipping.push(Shipping {
        name: "宅急便".into(),
        price: 1_000,
        tax: Some(10),
    });
    order.discount = 1_054;
    order.part_payments.push(PartPayment {
        name: "ギフト券".into(),
        amount: 500,
    });
    let method = PaymentMethod {
        fee: Fee {
            fixed: 300,
            percent: yen("1"),
        },
        fee_tax: Some(10),
        ..PaymentMethod::default()
    };
    // Of 21,080 yen of goods 20,000 are at 10 % and 1,080 at 8 %; of the discount of 5 %, 1,000 and 54.
    // Fee: 300 + 1 % of 20,000 + 1,080 - 1,054 + 1,000 = 21,026, so 510.26.
    // 10 %: 20,000 - 1,000 + 1,000 + 510 = 20,510, so 2,051. 8 %: 1,080 - 54 = 1,026, so 82.08.
    assert_eq!(
        lines(&order, &method),
        [
            row("机", "A-1", 20_000, 0),
            row("茶", "A-1", 1_080, 0),
            row("宅急便", "SHIPPING", 1_000, 0),
            row("ご注文割引", "DISCOUNT", -1_054, 0),
            row("支払手数料", "SURCHARGE", 510, 0),
            row("ギフト券", "PAYMENT", -500, 0),
            row("消費税（10%）", "TAX1", 0, 2_051),
            row("消費税（8%）", "TAX2", 0, 82),
        ]
    );
    let statement = state(&order, &method).unwrap();
    assert_eq!((statement.price, statement.tax), (21_036, 2_133));
}

#[test]
fn a_gift_certificate_may_pay_a_part_of_the_tax() {
    let mut order = order(vec![item("机", "1", "10000", 10)], vec![tax(10, false)]);
    order.part_payments.push(PartPayment {
        name: "ギフト券".into(),
        amount: 10_500,
    });
    let statement = state(&order, &PaymentMethod::default()).unwrap();
    assert_eq!((statement.price, statement.tax), (0, 500));
    assert_eq!(
        lines(&order, &PaymentMethod::default())[1],
        row("ギフト券", "PAYMENT", -10_000, -500)
    );
    order.part_payments[0].amount = 11_000;
    assert_eq!(
        state(&order, &PaymentMethod::default()).unwrap_err(),
        [OrderProblem::NothingToPay]
    );
    order.part_payments[0].amount = 11_001;
    assert_eq!(
        state(&order, &PaymentMethod::default()).unwrap_err(),
        [OrderProblem::PaidTooMuch]
    );
}

#[test]
fn more_than_99_lines_are_joined_and_said_so() {
    let items = (0..120)
        .map(|number| item(&format!("商品{number}"), "1", "10", 10))
        .collect();
    let order = order(items, vec![tax(10, false)]);
    let statement = state(&order, &PaymentMethod::default()).unwrap();
    assert_eq!(statement.lines.len(), 99);
    // 97 of their own, the other 23 in one, and the tax.
    assert_eq!(
        statement.lines[97].source,
        Source::JoinedItems {
            first: 97,
            count: 23
        }
    );
    assert_eq!(
        (statement.lines[97].price, statement.lines[97].name.as_str()),
        (230, "その他の商品23件")
    );
    assert_eq!((statement.price, statement.tax), (1_200, 120));
    assert_eq!(statement.notes, [Note::ItemsJoined(23)]);
    let exactly: Vec<Item> = order.items[..98].to_vec();
    let statement = state(
        &super::line_items::order(exactly, vec![tax(10, false)]),
        &PaymentMethod::default(),
    )
    .unwrap();
    assert_eq!((statement.lines.len(), statement.notes.len()), (99, 0));
}

#[test]
fn an_order_without_tax_is_pointed_out() {
    let mut order = order(vec![item("机", "1", "10000", 10)], vec![tax(10, false)]);
    order.taxes[0].enabled = false;
    let statement = state(&order, &PaymentMethod::default()).unwrap();
    assert_eq!(
        (statement.price, statement.tax, statement.lines.len()),
        (10_000, 0, 1)
    );
    assert_eq!(statement.notes, [Note::NoTax]);
    assert_eq!(PaymentMethod::default().warnings(&order.taxes).len(), 1);
}

#[test]
fn all_that_is_wrong_is_named_at_once() {
    let mut order = order(vec![item(" ", "0", "-1", 3)], vec![tax(10, false)]);
    order.discount = -1;
    order.shipping.push(Shipping {
        name: String::new(),
        price: -1,
        tax: None,
    });
    let problems = state(&order, &PaymentMethod::default()).unwrap_err();
    assert_eq!(problems.len(), 6, "{problems:?}");
    let mut order =
        super::line_items::order(vec![item("机", "1", "100", 10)], vec![tax(10, false)]);
    order.total = Some(111);
    assert_eq!(
        state(&order, &PaymentMethod::default()).unwrap_err(),
        [OrderProblem::TotalsDiffer {
            shown: 111,
            billed: 110
        }]
    );
    order.total = None;
    order.discount = 101;
    assert_eq!(
        state(&order, &PaymentMethod::default()).unwrap_err(),
        [OrderProblem::Discount {
            discount: 101,
            goods: 100
        }]
    );
}

#[test]
fn what_the_provider_has_no_room_for() {
    let most = order(vec![item("机", "1", "9999990", 10)], vec![tax(10, false)]);
    assert_eq!(
        state(&most, &PaymentMethod::default()).unwrap().tax,
        999_999
    );
    let beyond = order(vec![item("机", "1", "10000000", 10)], vec![tax(10, false)]);
    let problems = state(&beyond, &PaymentMethod::default()).unwrap_err();
    assert_eq!(
        problems,
        [OrderProblem::TooLarge {
            label: "消費税".into(),
            amount: 1_000_000
        }]
    );
    let beyond = order(vec![item("机", "10", "10000000", 0)], vec![tax(0, false)]);
    let problems = state(&beyond, &PaymentMethod::default()).unwrap_err();
    assert_eq!(
        problems,
        [OrderProblem::TooLarge {
            label: "机".into(),
            amount: 100_000_000
        }]
    );
}

#[test]
fn amounts_beyond_all_bounds_are_named_and_never_run_over() {
    let huge = Hundredths::from_hundredths(i64::MAX);
    let mut order = order(vec![item("机", "1", "1", 10); 3], vec![tax(10, true)]);
    for item in &mut order.items {
        (item.quantity, item.unit_price) = (huge, huge);
    }
    order.shipping.push(Shipping {
        name: String::new(),
        price: i64::MAX,
        tax: Some(10),
    });
    order.discount = i64::MAX;
    let fee = Fee {
        fixed: i64::MAX,
        percent: huge,
    };
    let method = PaymentMethod {
        fee,
        ..PaymentMethod::default()
    };
    let problems = state(&order, &method).unwrap_err();
    // Three products, postage and discount.
    let too_large = |problem: &&OrderProblem| matches!(problem, OrderProblem::TooLarge { .. });
    assert_eq!(problems.iter().filter(too_large).count(), 5, "{problems:?}");
    assert_eq!(problems.len(), 6, "{problems:?}");
    assert!(problems.contains(&OrderProblem::Fee));
}

prop_compose! {
    fn any_order()(
        items in prop::collection::vec((1i64..5_000, 0i64..2_000_000, 0u32..4), 1..130),
        shipping in prop::collection::vec((0i64..3_000, 0u32..4), 0..3),
        discount in 0i64..500,
        paid in prop::collection::vec(0i64..3_000, 0..3),
        included: [bool; 3],
        enabled: [bool; 3],
    ) -> Order {
        let rates = [8u32, 10, 10];
        let taxes = (0..3).map(|place| Tax { id: u32::try_from(place).unwrap(), enabled: enabled[place], ..tax(rates[place], included[place]) });
        let of = |tax: u32| (tax < 3).then_some(tax);
        let mut order = order(
            items.into_iter().map(|(quantity, price, tax)| Item {
                quantity: Hundredths::from_hundredths(quantity), unit_price: Hundredths::from_hundredths(price), tax: of(tax),
                ..item("商品", "1", "1", 0)
            }).collect(),
            taxes.collect(),
        );
        order.shipping = shipping.into_iter().map(|(price, tax)| Shipping { name: String::new(), price, tax: of(tax) }).collect();
        order.discount = discount;
        order.part_payments = paid.into_iter().map(|amount| PartPayment { name: "ポイント".into(), amount }).collect();
        order
    }
}

fn any_method() -> impl Strategy<Value = PaymentMethod> {
    let rounding = prop::sample::select(vec![Rounding::Down, Rounding::Up, Rounding::HalfUp]);
    let calculation = prop::sample::select(vec![
        TaxCalculation::OncePerRate,
        TaxCalculation::Subtotal,
        TaxCalculation::UnitPrice,
    ]);
    (rounding, calculation, 0i64..1_000, 0i64..500).prop_map(
        |(rounding, tax_calculation, fixed, percent)| PaymentMethod {
            rounding,
            tax_calculation,
            fee: Fee {
                fixed,
                percent: Hundredths::from_hundredths(percent),
            },
            fee_tax: Some(1),
            ..PaymentMethod::default()
        },
    )
}

proptest! {
    /// The published rules on amounts, written out here once more.
    #[test]
    fn no_order_breaks_a_rule_on_amounts(order in any_order(), method in any_method()) {
        let Ok(statement) = state(&order, &method) else {
            return Ok(());
        };
        let prices: i64 = statement.lines.iter().map(|line| i64::from(line.price)).sum();
        let taxes: i64 = statement.lines.iter().map(|line| i64::from(line.tax)).sum();
        prop_assert_eq!(prices, i64::from(statement.price));
        prop_assert_eq!(taxes, i64::from(statement.tax));
        prop_assert!(statement.lines.len() <= 99);
        for line in &statement.lines {
            prop_assert!(line.price >= 0 && line.tax >= 0 || line.price < 0 && line.tax <= 0, "{:?}", line);
            prop_assert!(line.price.to_string().len() <= 8 && line.tax.to_string().len() <= 8);
            prop_assert!(line.unit_price.is_none_or(|price| price.to_string().len() <= 8));
            prop_assert!(line.quantity.is_none_or(|quantity| quantity.to_string().len() <= 9));
        }
    }

    /// With every tax in the prices, the total is what the prices say, whatever the rounding.
    #[test]
    fn included_taxes_never_change_the_total(mut order in any_order(), method in any_method()) {
        order.taxes.iter_mut().for_each(|tax| tax.included = true);
        let goods: i64 = order.items.iter().map(|item| (item.quantity.as_hundredths() * item.unit_price.as_hundredths() + 5_000) / 10_000).sum();
        let before_fee = goods - order.discount + order.shipping.iter().map(|shipping| shipping.price).sum::<i64>();
        let fee = method.fee.fixed + (before_fee * method.fee.percent.as_hundredths() + 5_000) / 10_000;
        let paid: i64 = order.part_payments.iter().map(|paid| paid.amount).sum();
        if let Ok(statement) = state(&order, &method) {
            prop_assert_eq!(statement.total(), before_fee + fee - paid);
        }
    }
}
