//! The scenario, to the letter.

use jiff::civil::date;

use kakebarai::billing::BillingTerms;

use super::basket;
use crate::workbench::{Comparison, scenario};

#[test]
fn the_steps_and_the_examples() {
    let basket = basket(
        "A,ねじ,99.5,3,8,内税\nB,印紙,1200,1,,非課税",
        &[
            ("fee", "330"),
            ("fee_percent", "2.5"),
            ("fee_rate", "8"),
            ("fee_kind", "内税"),
            ("shipping", "1200"),
            ("shipping_kind", "非課税"),
            ("discount", "10"),
            ("points", "20"),
        ],
    );
    let terms = BillingTerms::default();
    let comparison = Comparison::of(&basket, &terms, date(2026, 11, 24));
    let text = scenario(&basket, &comparison, &terms).unwrap();
    let expected = "# language: ja
機能: 消費税の確認

  シナリオテンプレート: 内税と外税
    前提 税「消費税（8%）」は8％の<内外>である
    かつ 消費税の端数は「<端数>」、計算は「<計算>」である
    かつ 手数料は330円と2.5％である
    かつ 手数料の税は「消費税（8%）」である
    かつ 送料は1,200円、税「」である
    かつ ご注文割引は10円である
    もし 単価99.5円、数量3、税「消費税（8%）」の商品を注文する
    かつ 単価1,200円、数量1、税「」の商品を注文する
    かつ ポイントで20円を支払う
    ならば 決済金額は<決済金額>円、消費税は<消費税>円、請求額は<請求額>円である

    例:
      | 内外 | 端数 | 計算 | 決済金額 | 消費税 | 請求額 |
";
    assert!(text.starts_with(expected), "{text}");
    assert_eq!(
        text.lines()
            .filter(|line| line.starts_with("      | "))
            .count(),
        19
    );
}

#[test]
fn what_cannot_be_sent_has_none() {
    let basket = basket("A,机,100", &[("discount", "101")]);
    let terms = BillingTerms::default();
    let comparison = Comparison::of(&basket, &terms, date(2026, 11, 24));
    assert_eq!(scenario(&basket, &comparison, &terms), None);
}
