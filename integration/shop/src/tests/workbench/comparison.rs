//! All combinations of a basket, by hand.

use jiff::civil::date;

use kakebarai::{
    billing::{BillingTerms, ProductCodes},
    order::{Rounding, TaxCalculation},
};

use super::{basket, charges};
use crate::workbench::{Basket, Comparison};

fn comparison(basket: &Basket) -> Comparison {
    Comparison::of(basket, &BillingTerms::default(), date(2026, 11, 24))
}

/// Each combination, 決済金額 and 消費税.
fn figures(basket: &Basket) -> Vec<(String, i64, i64)> {
    let rows = comparison(basket).rows.into_iter();
    rows.map(|row| {
        let statement = row.billed.unwrap();
        let (price, tax) = (statement.price.into(), statement.tax.into());
        (row.combination.label(), price, tax)
    })
    .collect()
}

fn assert_figures(basket: &Basket, expected: &[(&str, i64, i64)]) {
    let found = figures(basket);
    let found: Vec<_> = found
        .iter()
        .map(|(label, price, tax)| (label.as_str(), *price, *tax))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn three_pieces_with_postage_discount_and_fee() {
    // 3,980 × 3 − 500 + 800 + 330 = 12,570.
    let basket = basket("A,紙,3980,3,10,外税", &charges("外税"));
    assert_figures(
        &basket,
        &[
            // A tenth, in whole yen wherever it is rounded: 11,440, 800 and 330; 3,980 and 500.
            ("外税・税率ごとに1回・切り捨て", 12_570, 1_257),
            ("外税・税率ごとに1回・切り上げ", 12_570, 1_257),
            ("外税・税率ごとに1回・四捨五入", 12_570, 1_257),
            ("外税・小計・切り捨て", 12_570, 1_257),
            ("外税・小計・切り上げ", 12_570, 1_257),
            ("外税・小計・四捨五入", 12_570, 1_257),
            ("外税・単価・切り捨て", 12_570, 1_257),
            ("外税・単価・切り上げ", 12_570, 1_257),
            ("外税・単価・四捨五入", 12_570, 1_257),
            // 12,570 ÷ 11 = 1,142.7.
            ("内税・税率ごとに1回・切り捨て", 11_428, 1_142),
            ("内税・税率ごとに1回・切り上げ", 11_427, 1_143),
            ("内税・税率ごとに1回・四捨五入", 11_427, 1_143),
            // 11,440 ÷ 11 = 1,040; 800 ÷ 11 = 72.7; 330 ÷ 11 = 30.
            ("内税・小計・切り捨て", 11_428, 1_142),
            ("内税・小計・切り上げ", 11_427, 1_143),
            ("内税・小計・四捨五入", 11_427, 1_143),
            // 3,980 ÷ 11 = 361.8, three times; 500 ÷ 11 = 45.45; 72.7; 30.
            ("内税・単価・切り捨て", 11_430, 1_140),
            ("内税・単価・切り上げ", 11_427, 1_143),
            ("内税・単価・四捨五入", 11_426, 1_144),
        ],
    );
}

#[test]
fn pieces_of_a_fraction_of_a_yen() {
    // 99.5 × 3 = 298.5, so 299; a tenth of it is 29.9, a tenth of a piece 9.95.
    let basket = basket("A,ねじ,99.5,3", &[]);
    let found = figures(&basket);
    let on_top: Vec<_> = found[..9]
        .iter()
        .map(|(_, price, tax)| (*price, *tax))
        .collect();
    assert_eq!(
        on_top,
        [
            (299, 29),
            (299, 30),
            (299, 30),
            (299, 29),
            (299, 30),
            (299, 30),
            (299, 27),
            (299, 30),
            (299, 30)
        ]
    );
}

#[test]
fn lines_of_all_kinds_are_read_as_entered_on_top_and_included() {
    let basket = basket(
        "A,紙,1000,1,10,外税\nB,茶,1080,1,8,内税\nC,印紙,200,1,,非課税",
        &[],
    );
    let found = comparison(&basket);
    assert_eq!(found.rows.len(), 27);
    let total = |word: &str| {
        let mut rows = found.rows.iter();
        let row = rows.find(|row| row.combination.word() == word);
        row.unwrap().billed.as_ref().unwrap().total()
    };
    // 1,100 + 1,080 + 200.
    assert_eq!(total("as-entered:once-per-rate:down"), 2_380);
    // 1,100 + 1,080 + 86 + 200.
    assert_eq!(total("on-top:once-per-rate:down"), 2_466);
    assert_eq!(total("included:once-per-rate:down"), 2_280);
    // If no total is entered, the shop's own settings bill it.
    assert_eq!(found.compared_with, Some(2_380));
}

#[test]
fn what_is_exempt_alone_has_no_taxes_to_tell_apart() {
    let basket = basket("C,印紙,200,1,,非課税", &[]);
    let found = comparison(&basket);
    assert_eq!(found.rows.len(), 9);
    assert!(
        found
            .rows
            .iter()
            .all(|row| row.billed.as_ref().unwrap().total() == 200)
    );
}

#[test]
fn it_is_compared_with_what_the_shop_has_shown_or_would_bill_now() {
    let plain = basket("A,ねじ,99.5,3", &[]);
    let mut terms = BillingTerms::default();
    terms.tax_calculation = TaxCalculation::UnitPrice;
    terms.rounding = Rounding::Down;
    let found = Comparison::of(&plain, &terms, date(2026, 11, 24));
    assert_eq!(found.compared_with, Some(326));
    let shown = basket("A,ねじ,99.5,3", &[("shown", "329")]);
    assert_eq!(comparison(&shown).compared_with, Some(329));
}

#[test]
fn what_no_combination_can_send_is_said_once() {
    let wrong = basket("コップ,コップ,100", &[]);
    let found = comparison(&wrong);
    let problems = found.problems().unwrap();
    assert_eq!(problems.len(), 1);
    assert!(problems[0].to_string().contains("半角以外の文字「コップ」"));
    let mut terms = BillingTerms::default();
    terms.product_codes = ProductCodes::NotSent;
    let found = Comparison::of(&wrong, &terms, date(2026, 11, 24));
    assert_eq!(found.problems(), None);
}

#[test]
fn a_gift_certificate_pays_a_part_and_leaves_the_tax() {
    // 5,000 and 500; 1,000 of it are paid.
    let gift = basket("A,机,5000", &[("gift", "600"), ("points", "400")]);
    let found = figures(&gift);
    assert_eq!((found[0].1, found[0].2), (4_000, 500));
}
