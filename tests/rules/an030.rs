//! AN030 出荷登録.

use super::{
    Api, Case,
    Change::*,
    Given::{Control, Order, Shipped},
    case, check, given,
};

/// 12345678901 ÷ 7 = 1763668414, remainder 3.
pub(super) const API: Api = Api {
    number: "AN030",
    given: &[Order("1001")],
    good: &[("orderNo", "1001"), ("slipNo", "123456789013")],
};

#[rustfmt::skip]
pub(super) const CASES: &[Case] = &[
    case("C010001", &[Without("traderCode")]),
    case("C010002", &[Set("traderCode", "1")]),
    case("C010003", &[Set("traderCode", "abcdefghi")]),
    case("C010004", &[Set("traderCode", "999999999")]),
    case("C020001", &[Without("orderNo")]),
    case("C020002", &[Fill("orderNo", 'A', 21)]),
    case("C020003", &[Set("orderNo", "１００１")]),
    case("C020004", &[Set("orderNo", "1002")]),
    given("C020005", &[], &[Shipped("1001", "000000000011")]),
    case("C030001", &[Without("slipNo")]),
    case("C030003", &[Set("slipNo", "123456789014")]),
    given("C030004", &[], &[Order("1002"), Shipped("1002", "123456789013"), Control("POST", "/orders/1002/confirm", "{}")]),
    given("C030005", &[], &[Control("PUT", "/unusable-slips/12345", "")]),
    given("C030006", &[], &[Control("PATCH", "/buyers/1111", r#"{"creditLimit": 14013}"#)]),
    // 10^11 leaves 5 when divided by 7.
    case("C030002", &[Set("slipNo", "1000000000005")]),
    case("C040001", &[Set("passWord", "wrong")]),
];

#[tokio::test]
async fn every_code() {
    check(&API, CASES).await;
}
