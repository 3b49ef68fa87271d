//! What is sent for typical orders, item by item.

use std::fmt::Write as _;

use kakebarai::{
    billing::{BillingTerms, Fee, ProductCodes, Statement},
    client::{Address, Client, Credentials},
    order::{Order, PartPayment, Rounding, Shipping, TaxCalculation},
};

use super::{item, order, tax};
use crate::{support, wire::client::stub::Stub};

const ACCEPTED: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<return><returnDate>20261124100000</returnDate><returnCode>0</returnCode></return>";

fn shipping(price: i64, tax: u32) -> Shipping {
    Shipping::new(price).taxed(tax)
}

fn part(name: &str, amount: i64) -> PartPayment {
    PartPayment::new(name, amount)
}

fn fee(fixed: i64, percent: &str) -> Fee {
    Fee {
        fixed,
        percent: percent.parse().unwrap(),
    }
}

type Typical = (&'static str, fn(&mut Order, &mut BillingTerms));

/// On top of a desk for 10,000 yen, 10 % on top: what is different.
#[rustfmt::skip]
const ORDERS: &[Typical] = &[
    ("plain", |_, _| {}),
    ("recorded", |o, _| { o.items = vec![item("業務用コピー用紙 A4 500枚×10冊", "PAPER-A4-500X10", "3980", "3", 10)]; o.shipping = vec![shipping(800, 10)]; o.taxes[0].name = "消費税".into(); }),
    ("code-not-sent", |_, m| m.product_codes = ProductCodes::NotSent),
    ("code-of-ten", |o, _| o.items[0].code = "1234567890".into()),
    ("code-missing", |o, _| o.items[0].code = String::new()),
    ("name-too-long", |o, _| o.items[0].name = "とても長い名前の机".repeat(4)),
    ("name-respelt", |o, _| o.items[0].name = "㈱髙橋製①号机😀".into()),
    ("tax-included", |o, _| o.taxes[0].included = true),
    ("tax-included-fraction", |o, _| { o.taxes[0].included = true; o.items = vec![item("鉛筆", "PENCIL", "99", "3", 10)]; }),
    ("two-rates", |o, _| { o.items.push(item("茶", "TEA", "108", "10", 8)); o.taxes.push(tax(8, false)); }),
    ("two-rates-included", |o, _| { o.items.push(item("茶", "TEA", "108", "10", 8)); o.taxes = vec![tax(10, true), tax(8, true)]; }),
    ("tax-per-piece", |o, m| { o.items = vec![item("鉛筆", "PENCIL", "99", "3", 10)]; m.tax_calculation = TaxCalculation::UnitPrice; }),
    ("tax-rounded-up", |o, m| { o.items = vec![item("鉛筆", "PENCIL", "99", "3", 10)]; m.rounding = Rounding::Up; }),
    ("tax-disabled", |o, _| o.taxes[0].enabled = false),
    ("fractions", |o, _| o.items = vec![item("布", "CLOTH", "120.5", "2.75", 10)]),
    ("discount", |o, _| o.discount = 1_000),
    ("discount-over-two-rates", |o, _| { o.items.push(item("茶", "TEA", "108", "10", 8)); o.taxes.push(tax(8, false)); o.discount = 1_108; }),
    ("gift-certificate", |o, _| o.part_payments = vec![part("ギフト券", 500), part("ポイント", 250)]),
    ("gift-certificate-into-the-tax", |o, _| o.part_payments = vec![part("ギフト券", 10_500)]),
    ("fee", |o, m| { o.shipping = vec![shipping(500, 10)]; m.fee = fee(300, "1.5"); m.fee_tax = Some(10); }),
    ("hundred-items", |o, _| o.items = (1..=100).map(|n| item(&format!("商品{n}"), &format!("ITEM-{n}"), "10", "1", 10)).collect()),
];

#[tokio::test]
async fn typical_orders() {
    for (name, change) in ORDERS {
        let (mut order, mut terms) = (order(), BillingTerms::default());
        order.items.push(item("机", "DESK-1", "10000", "1", 10));
        order.taxes.push(tax(10, false));
        change(&mut order, &mut terms);
        let statement = Statement::of(&order, &terms).unwrap();
        let request = statement.request(&order, "1111", &terms.cart_code);
        let stub = Stub::answering(ACCEPTED).await;
        let credentials = Credentials::new("900000001", "not-to-be-shown");
        let client = Client::new(Address::custom(&stub.url).unwrap(), credentials).unwrap();
        client.register_payment(&request).await.unwrap();
        let mut text = String::new();
        for (item, value) in stub.received().await.pairs() {
            let value = if item == "passWord" { "…" } else { &value };
            writeln!(text, "{item} = {value}").unwrap();
        }
        for note in &statement.notes {
            writeln!(text, "※ {note}").unwrap();
        }
        support::snapshots().bind(|| insta::assert_snapshot!(format!("request-{name}"), text));
    }
}

/// The add-on that was recorded sent the very same bytes.
#[tokio::test]
async fn the_recorded_settlement_to_the_byte() {
    let mut order = order();
    order.date = jiff::civil::date(2026, 11, 23);
    order.items.push(item(
        "業務用コピー用紙 A4 500枚×10冊",
        "PAPER-A4-500X10",
        "3980",
        "3",
        10,
    ));
    order.shipping.push(shipping(800, 10));
    order.taxes.push(tax(10, false));
    order.taxes[0].name = "消費税".into();
    let terms = BillingTerms::default();
    let request = Statement::of(&order, &terms)
        .unwrap()
        .request(&order, "1111", &terms.cart_code);
    let stub = Stub::answering(ACCEPTED).await;
    let credentials = Credentials::new("900000001", "kakebarai-test");
    let client = Client::new(Address::custom(&stub.url).unwrap(), credentials).unwrap();
    client.register_payment(&request).await.unwrap();
    let recorded = include_str!("../wire/recordings/an010-settlement.form");
    assert_eq!(stub.received().await.body, recorded.trim_end());
}
