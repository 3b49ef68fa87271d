//! What the buyer is shown adds up to what is billed.

use jiff::civil::date;

use kakebarai::{
    billing::{BillingTerms, OrderProblem},
    order::{Rounding, Tax},
};

use crate::{
    billing::{bill, fee_text},
    settings::Payment,
    store::{
        CartItem, OrderSnapshot, Product, Recipient, Reduction, ReductionKind, ShippingMethod,
        StoredItem, StoredShipping, StoredTax,
    },
};

/// Goods of 1,000 at tax 1 and 12.5 × 3 at tax 2, postage 500 at tax 1.
fn contents(included: bool, enabled: bool) -> OrderSnapshot {
    let product = |id, price: &str| Product {
        id,
        name: format!("商品{id}"),
        code: String::new(),
        price: price.parse().unwrap(),
        unit: "個".to_owned(),
        tax: Some(id),
        description: String::new(),
        picture: String::new(),
    };
    let items = [(product(1, "1000"), 1), (product(2, "12.5"), 3)];
    let shipping = ShippingMethod {
        id: 1,
        name: "宅急便".to_owned(),
        description: String::new(),
        price: 500,
        free_from: None,
        tax: Some(1),
    };
    let taxes = [(1, "消費税（10%）", 10_u32), (2, "消費税（8%）", 8)];
    OrderSnapshot {
        date: date(2026, 11, 24),
        recipient: Recipient::default(),
        payment_name: String::new(),
        payment_method: 0,
        items: items
            .map(|(product, quantity)| StoredItem::of(&CartItem { product, quantity }))
            .to_vec(),
        shipping: StoredShipping::of(&shipping, 1_038),
        taxes: taxes
            .map(|(id, name, rate)| {
                StoredTax::of(&Tax::on_top(id, name, rate).set_up(included, enabled))
            })
            .to_vec(),
        sums: Vec::new(),
        rates: Vec::new(),
        untaxed: 0,
        reductions: Vec::new(),
        registration_number: String::new(),
    }
}

fn sums(contents: &OrderSnapshot) -> Vec<(&str, i64)> {
    let sums = contents.sums.iter();
    sums.map(|(name, amount)| (name.as_str(), *amount))
        .collect()
}

/// Rate in per cent, whether it is in the prices, what is taxed, the tax.
fn rates(contents: &OrderSnapshot) -> Vec<(String, bool, i64, i64)> {
    let rates = contents.rates.iter();
    rates
        .map(|rate| {
            (
                rate.percent().to_string(),
                rate.included,
                rate.base,
                rate.tax,
            )
        })
        .collect()
}

#[test]
fn tax_on_top_is_added() {
    let mut contents = contents(false, true);
    let total = bill(&mut contents, Payment::Kakebarai, &BillingTerms::default()).unwrap();
    // 37.5 is 38; 10 % of 1,500 is 150; 8 % of 38 is 3.04.
    let expected = [
        ("商品合計", 1_038),
        ("送料（宅急便）", 500),
        ("消費税（10%）", 150),
        ("消費税（8%）", 3),
    ];
    assert_eq!((sums(&contents).as_slice(), total), (&expected[..], 1_691));
    let expected = [
        ("10".to_owned(), false, 1_500, 150),
        ("8".to_owned(), false, 38, 3),
    ];
    assert_eq!(
        (rates(&contents).as_slice(), contents.untaxed),
        (&expected[..], 0)
    );
    let is_reduced = contents.items.iter().map(|item| contents.is_reduced(item));
    assert_eq!(is_reduced.collect::<Vec<_>>(), [false, true]);
}

/// The provider's limits do not apply to what is paid by transfer, nor does it have to be told of anything.
#[test]
fn a_transfer_may_be_of_any_amount_and_of_nothing() {
    let terms = BillingTerms::default();
    let mut free = contents(false, true);
    free.shipping.price = 0;
    free.reductions = vec![Reduction {
        kind: ReductionKind::Coupon,
        source: 1,
        name: "全額".to_owned(),
        amount: 1_038,
    }];
    assert_eq!(bill(&mut free, Payment::Transfer, &terms), Ok(0));
    let expected = [
        ("商品合計", 1_038),
        ("クーポン（全額）", -1_038),
        ("送料（宅急便）", 0),
        ("消費税（10%）", 0),
        ("消費税（8%）", 0),
    ];
    assert_eq!(sums(&free), expected);
    let nothing = Err(vec![OrderProblem::NothingToPay]);
    assert_eq!(bill(&mut free, Payment::Kakebarai, &terms), nothing);

    let mut large = contents(false, true);
    let product = Product {
        id: 1,
        name: "製造ライン".to_owned(),
        // More than the ten digits of a 商品コード, and not half-width: it is not sent anywhere.
        code: "製造ライン一式セット１２".to_owned(),
        price: "12000000".parse().unwrap(),
        unit: "式".to_owned(),
        tax: Some(1),
        description: String::new(),
        picture: String::new(),
    };
    large.items = vec![StoredItem::of(&CartItem {
        product,
        quantity: 1,
    })];
    // 12,000,500 and 10 %: a tax of seven digits.
    assert_eq!(bill(&mut large, Payment::Transfer, &terms), Ok(13_200_550));
    assert!(bill(&mut large, Payment::Kakebarai, &terms).is_err());

    large.reductions = vec![Reduction {
        kind: ReductionKind::Points,
        source: 1,
        name: "ポイント".to_owned(),
        amount: 13_200_551,
    }];
    let too_much = Err(vec![OrderProblem::PaidTooMuch]);
    assert_eq!(bill(&mut large, Payment::Transfer, &terms), too_much);
}

#[test]
fn a_name_with_brackets_stands_in_no_other_brackets() {
    let mut contents = contents(false, true);
    contents.shipping.name = "宅急便（時間帯指定）".to_owned();
    bill(&mut contents, Payment::Kakebarai, &BillingTerms::default()).unwrap();
    assert_eq!(sums(&contents)[1], ("送料：宅急便（時間帯指定）", 500));
}

#[test]
fn tax_in_the_price_is_named_and_not_added() {
    let mut contents = contents(true, true);
    let total = bill(&mut contents, Payment::Kakebarai, &BillingTerms::default()).unwrap();
    // 1,500 × 10 / 110 = 136.36…; 38 × 8 / 108 = 2.81….
    let expected = [
        ("商品合計", 1_038),
        ("送料（宅急便）", 500),
        ("うち消費税（10%）", 136),
        ("うち消費税（8%）", 2),
    ];
    assert_eq!((sums(&contents).as_slice(), total), (&expected[..], 1_538));
    let expected = [
        ("10".to_owned(), true, 1_500, 136),
        ("8".to_owned(), true, 38, 2),
    ];
    assert_eq!(rates(&contents), expected);
}

#[test]
fn a_fee_is_a_line_of_its_own_and_taxed_as_it_is_set() {
    let mut contents = contents(false, true);
    let mut terms = BillingTerms::default();
    terms.fee.fixed = 300;
    terms.fee.percent = "1.5".parse().unwrap();
    terms.fee_name = "掛け払い手数料".to_owned();
    terms.fee_tax = Some(1);
    terms.rounding = Rounding::Up;
    let total = bill(&mut contents, Payment::Kakebarai, &terms).unwrap();
    // 1.5 % of 1,538 is 23.07, so 323; 10 % of 1,823 is 182.3, up to 183; 8 % of 38 is 3.04, up to 4.
    let expected = [
        ("商品合計", 1_038),
        ("送料（宅急便）", 500),
        ("掛け払い手数料", 323),
        ("消費税（10%）", 183),
        ("消費税（8%）", 4),
    ];
    assert_eq!((sums(&contents).as_slice(), total), (&expected[..], 2_048));
    let expected = [
        ("10".to_owned(), false, 1_823, 183),
        ("8".to_owned(), false, 38, 4),
    ];
    assert_eq!(rates(&contents), expected);
    assert_eq!(
        fee_text(terms.fee).unwrap(),
        "300円と、商品と送料の合計の1.5％"
    );
}

#[test]
fn a_tax_that_is_not_enabled_is_no_line() {
    let mut contents = contents(false, false);
    let total = bill(&mut contents, Payment::Kakebarai, &BillingTerms::default()).unwrap();
    let expected = [("商品合計", 1_038), ("送料（宅急便）", 500)];
    assert_eq!((sums(&contents).as_slice(), total), (&expected[..], 1_538));
    assert_eq!((rates(&contents), contents.untaxed), (Vec::new(), 1_538));
    let mut items = contents.items.iter();
    assert!(!items.any(|item| contents.is_reduced(item)));
}

#[test]
fn a_rate_is_one_row_whatever_its_taxes_are_called_and_prices_with_it_are_another() {
    let mut contents = contents(false, true);
    let taxes = [(1, 10_u32, false), (2, 10, false), (3, 10, true)];
    contents.taxes = taxes
        .map(|(id, rate, included)| {
            StoredTax::of(&Tax::on_top(id, format!("税{id}"), rate).set_up(included, true))
        })
        .to_vec();
    let mut terms = BillingTerms::default();
    terms.fee.fixed = 110;
    terms.fee_tax = Some(3);
    bill(&mut contents, Payment::Kakebarai, &terms).unwrap();
    // 1,000 + 38 + 500 = 1,538, whose 10 % is 153.8; in 110 yen are 10; both together are 163.8, rounded down once.
    let expected = [
        ("10".to_owned(), false, 1_538, 153),
        ("10".to_owned(), true, 110, 10),
    ];
    assert_eq!(
        (rates(&contents).as_slice(), contents.untaxed),
        (&expected[..], 0)
    );
}

#[test]
fn what_is_stored_is_what_was_ordered() {
    let contents = contents(true, true);
    let text = serde_json::to_string(&contents).unwrap();
    assert_eq!(
        serde_json::from_str::<OrderSnapshot>(&text).unwrap(),
        contents
    );
    assert!(!format!("{contents:?}").contains("postal_code"));
}
