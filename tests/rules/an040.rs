//! AN040 出荷取消.

use super::{
    Api, Case,
    Change::*,
    Given::{Control, Order, Shipped},
    case, check, given,
};

pub(super) const API: Api = Api {
    number: "AN040",
    given: &[Order("1001"), Shipped("1001", "123456789013")],
    good: &[("orderNo", "1001"), ("slipNo", "123456789013")],
};

#[rustfmt::skip]
pub(super) const CASES: &[Case] = &[
    case("D010001", &[Without("traderCode")]),
    case("D010002", &[Set("traderCode", "12345678")]),
    case("D010003", &[Set("traderCode", "1234 5678")]),
    case("D010004", &[Set("traderCode", "999999999")]),
    case("D020001", &[Without("orderNo")]),
    case("D020002", &[Fill("orderNo", '1', 21)]),
    case("D020003", &[Set("orderNo", "受注1001")]),
    case("D020004", &[Set("orderNo", "1002")]),
    given("D020005", &[], &[Control("POST", "/orders/1001/confirm", "{}")]),
    case("D030001", &[Without("slipNo")]),
    case("D030003", &[Set("slipNo", "123456789010")]),
    case("D030004", &[Set("slipNo", "000000000011")]),
    // The order named is in state 3; the one that carries the slip is not.
    given("D030005", &[Set("slipNo", "000000000011")],
        &[Order("1002"), Shipped("1002", "000000000011"), Control("POST", "/orders/1002/confirm", "{}")]),
    case("D030002", &[Set("slipNo", "1000000000005")]),
    case("D040001", &[Set("passWord", "wrong")]),
];

#[tokio::test]
async fn every_code() {
    check(&API, CASES).await;
}
