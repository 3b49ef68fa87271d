//! AN020 決済取消.

use super::{
    Api, Case,
    Change::*,
    Given::{Cancelled, Control, Order},
    case, check, given,
};

pub(super) const API: Api = Api {
    number: "AN020",
    given: &[Order("1001")],
    good: &[("orderNo", "1001"), ("buyerId", "1111")],
};

#[rustfmt::skip]
pub(super) const CASES: &[Case] = &[
    case("B010001", &[Without("traderCode")]),
    case("B010002", &[Set("traderCode", "1234567890")]),
    case("B010003", &[Set("traderCode", "12345-678")]),
    case("B010004", &[Set("traderCode", "999999999")]),
    case("B020001", &[Without("orderNo")]),
    case("B020002", &[Fill("orderNo", '1', 21)]),
    case("B020003", &[Set("orderNo", "１００１")]),
    case("B020004", &[Set("orderNo", "1002")]),
    given("B020005", &[], &[Cancelled("1001")]),
    case("B030001", &[Without("buyerId")]),
    case("B030002", &[Fill("buyerId", '1', 21)]),
    case("B030003", &[Set("buyerId", "111A")]),
    case("B040001", &[Set("passWord", "wrong")]),
    given("B050001", &[], &[Control("POST", "/orders/1001/returns", r#"{"amount": 1}"#)]),
    given("0700001", &[], &[Control("POST", "/faults", r#"{"api": "AN020", "kind": "code", "code": "0700001"}"#)]),
];

#[tokio::test]
async fn every_code() {
    check(&API, CASES).await;
}
