//! The lines of 決済登録.

use jiff::civil::date;

use crate::{
    billing::{BillingTerms, Fee, Note, OrderProblem, Source, Statement},
    client::Decimal2,
    order::{Item, Order, PartPayment, Shipping, Tax},
};

fn yen(text: &str) -> Decimal2 {
    text.parse().unwrap()
}

fn item(name: &str, quantity: &str, unit_price: &str, tax: u32) -> Item {
    Item {
        name: name.into(),
        code: "A-1".into(),
        quantity: yen(quantity),
        unit_price: yen(unit_price).into(),
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
fn lines(order: &Order, terms: &BillingTerms) -> Vec<(String, String, i32, i32)> {
    let statement = Statement::of(order, terms).unwrap();
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
    let statement = Statement::of(&order, &BillingTerms::default()).unwrap();
    assert_eq!(
        (statement.price, statement.tax, statement.total()),
        (12_740, 1_274, 14_014)
    );
    assert_eq!(
        lines(&order, &BillingTerms::default()),
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
    let statement = Statement::of(&order, &BillingTerms::default()).unwrap();
    assert_eq!((statement.price, statement.tax), (10_000, 1_000));
    assert_eq!(
        lines(&order, &BillingTerms::default()),
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
    let terms = BillingTerms {
        fee: Fee {
            fixed: 300,
            percent: yen("1"),
        },
        fee_tax: Some(10),
        ..BillingTerms::default()
    };
    // Of 21,080 yen of goods 20,000 are at 10 % and 1,080 at 8 %; of the discount of 5 %, 1,000 and 54.
    // Fee: 300 + 1 % of 20,000 + 1,080 - 1,054 + 1,000 = 21,026, so 510.26.
    // 10 %: 20,000 - 1,000 + 1,000 + 510 = 20,510, so 2,051. 8 %: 1,080 - 54 = 1,026, so 82.08.
    assert_eq!(
        lines(&order, &terms),
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
    let statement = Statement::of(&order, &terms).unwrap();
    assert_eq!((statement.price, statement.tax), (21_036, 2_133));
}

#[test]
fn a_gift_certificate_may_pay_a_part_of_the_tax() {
    let mut order = order(vec![item("机", "1", "10000", 10)], vec![tax(10, false)]);
    order.part_payments.push(PartPayment {
        name: "ギフト券".into(),
        amount: 10_500,
    });
    let statement = Statement::of(&order, &BillingTerms::default()).unwrap();
    assert_eq!((statement.price, statement.tax), (0, 500));
    assert_eq!(
        lines(&order, &BillingTerms::default())[1],
        row("ギフト券", "PAYMENT", -10_000, -500)
    );
    order.part_payments[0].amount = 11_000;
    assert_eq!(
        Statement::of(&order, &BillingTerms::default()).unwrap_err(),
        [OrderProblem::NothingToPay]
    );
    order.part_payments[0].amount = 11_001;
    assert_eq!(
        Statement::of(&order, &BillingTerms::default()).unwrap_err(),
        [OrderProblem::PaidTooMuch]
    );
}

#[test]
fn more_than_99_lines_are_joined_and_said_so() {
    let items = (0..120)
        .map(|number| item(&format!("商品{number}"), "1", "10", 10))
        .collect();
    let order = order(items, vec![tax(10, false)]);
    let statement = Statement::of(&order, &BillingTerms::default()).unwrap();
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
    let statement = Statement::of(
        &super::lines::order(exactly, vec![tax(10, false)]),
        &BillingTerms::default(),
    )
    .unwrap();
    assert_eq!((statement.lines.len(), statement.notes.len()), (99, 0));
}

#[test]
fn of_what_is_joined_neither_codes_nor_names_are_looked_at() {
    let mut items: Vec<Item> = (0..120)
        .map(|number| item(&format!("商品{number}"), "1", "10", 10))
        .collect();
    for joined in &mut items[97..] {
        joined.code = "全角コード".to_owned();
        joined.name = "長".repeat(31);
    }
    let statement = Statement::of(
        &order(items.clone(), vec![tax(10, false)]),
        &BillingTerms::default(),
    );
    assert_eq!(statement.unwrap().notes, [Note::ItemsJoined(23)]);
    items[96].code = "全角コード".to_owned();
    let problems = Statement::of(
        &order(items, vec![tax(10, false)]),
        &BillingTerms::default(),
    );
    assert!(matches!(
        &problems.unwrap_err()[..],
        [OrderProblem::Code { .. }]
    ));
}

#[test]
fn what_cannot_be_joined_is_counted_and_not_in_yen() {
    let mut order = order(vec![item("机", "1", "10", 10)], vec![tax(10, false)]);
    let shipping = Shipping {
        name: String::new(),
        price: 1,
        tax: None,
    };
    order.shipping = vec![shipping; 98];
    let problems = Statement::of(&order, &BillingTerms::default()).unwrap_err();
    // The product, 98 times postage, the tax.
    assert_eq!(problems, [OrderProblem::TooManyLines(100)]);
    assert!(problems[0].to_string().contains("100件"), "{}", problems[0]);
}

#[test]
fn a_name_of_nothing_that_can_be_seen_is_none() {
    let order = order(
        vec![item("\u{200b}\u{feff}", "1", "10", 10)],
        vec![tax(10, false)],
    );
    assert_eq!(
        Statement::of(&order, &BillingTerms::default()).unwrap_err(),
        [OrderProblem::NoName(1)]
    );
}

#[cfg(feature = "ledger")]
#[test]
fn what_was_bought_is_not_in_the_log() {
    let order = order(vec![item("秘密の品", "1", "10", 10)], vec![tax(10, false)]);
    let statement = Statement::of(&order, &BillingTerms::default()).unwrap();
    let request = statement.request(&order, "1111", "");
    let stored = crate::ledger::Request::Register(request.clone());
    for text in [
        format!("{order:?}"),
        format!("{:?}", statement.lines),
        format!("{:?}", request.lines),
        format!("{stored:?}"),
    ] {
        assert!(
            !text.contains("秘密の品") && !text.contains("A-1"),
            "{text}"
        );
    }
}

#[test]
fn amounts_in_messages_have_separators() {
    let differ = OrderProblem::TotalsDiffer {
        shown: 1_234_567,
        billed: -1_000,
    };
    let text = differ.to_string();
    assert!(
        text.contains("1,234,567円") && text.contains("-1,000円"),
        "{text}"
    );
}

#[test]
fn an_order_without_tax_is_pointed_out() {
    let mut order = order(vec![item("机", "1", "10000", 10)], vec![tax(10, false)]);
    order.taxes[0].enabled = false;
    let statement = Statement::of(&order, &BillingTerms::default()).unwrap();
    assert_eq!(
        (statement.price, statement.tax, statement.lines.len()),
        (10_000, 0, 1)
    );
    assert_eq!(statement.notes, [Note::NoTax]);
    assert_eq!(BillingTerms::default().warnings(&order.taxes).len(), 1);
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
    let problems = Statement::of(&order, &BillingTerms::default()).unwrap_err();
    assert_eq!(problems.len(), 6, "{problems:?}");
    let mut order = super::lines::order(vec![item("机", "1", "100", 10)], vec![tax(10, false)]);
    order.total = Some(111);
    assert_eq!(
        Statement::of(&order, &BillingTerms::default()).unwrap_err(),
        [OrderProblem::TotalsDiffer {
            shown: 111,
            billed: 110
        }]
    );
    order.total = None;
    order.discount = 101;
    assert_eq!(
        Statement::of(&order, &BillingTerms::default()).unwrap_err(),
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
        Statement::of(&most, &BillingTerms::default()).unwrap().tax,
        999_999
    );
    let beyond = order(vec![item("机", "1", "10000000", 10)], vec![tax(10, false)]);
    let problems = Statement::of(&beyond, &BillingTerms::default()).unwrap_err();
    assert_eq!(
        problems,
        [OrderProblem::TooLarge {
            label: "消費税".into(),
            amount: 1_000_000
        }]
    );
    let beyond = order(vec![item("机", "10", "10000000", 0)], vec![tax(0, false)]);
    let problems = Statement::of(&beyond, &BillingTerms::default()).unwrap_err();
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
    let huge = Decimal2::from_hundredths(i64::MAX);
    let mut order = order(vec![item("机", "1", "1", 10); 3], vec![tax(10, true)]);
    for item in &mut order.items {
        (item.quantity, item.unit_price) = (huge, huge.into());
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
    let terms = BillingTerms {
        fee,
        ..BillingTerms::default()
    };
    let problems = Statement::of(&order, &terms).unwrap_err();
    // Three products, postage and discount.
    let too_large = |problem: &&OrderProblem| matches!(problem, OrderProblem::TooLarge { .. });
    assert_eq!(problems.iter().filter(too_large).count(), 5, "{problems:?}");
    assert_eq!(problems.len(), 6, "{problems:?}");
    assert!(problems.contains(&OrderProblem::Fee));
}
