//! AN070 審査状況照会.

use super::{Api, Case, Change::*, Given::Control, case, check, given};

pub(super) const API: Api = Api {
    number: "AN070",
    given: &[],
    good: &[("buyerId", "1111"), ("buyerTelNo", "03-0000-1111")],
};

#[rustfmt::skip]
pub(super) const CASES: &[Case] = &[
    case("G010001", &[Without("traderCode")]),
    case("G010002", &[Set("traderCode", "1234567890")]),
    case("G010003", &[Set("traderCode", "12345678a")]),
    case("G010004", &[Set("traderCode", "999999999")]),
    case("G020001", &[Fill("buyerId", '1', 21)]),
    case("G020002", &[Set("buyerId", "1111@cs-cart.jp")]),
    case("G030001", &[Set("buyerTelNo", "0003-0000-1111")]),
    case("G030002", &[Set("buyerTelNo", "03(0000)1111")]),
    case("G040001", &[Without("passWord")]),
    case("G060001", &[Set("passWord", "wrong")]),
    case("G050001", &[Without("buyerId"), Without("buyerTelNo")]),
    case("G070001", &[Set("buyerId", "5555"), Without("buyerTelNo")]),
    case("G070002", &[Without("buyerId"), Set("buyerTelNo", "03-9999-9999")]),
    given("G070003", &[Without("buyerId")], &[Control("PATCH", "/buyers/2222", r#"{"telephone": "03-0000-1111"}"#)]),
    case("G070004", &[Set("buyerTelNo", "03-0000-2222")]),
    given("G080001", &[], &[Control("POST", "/faults", r#"{"api": "AN070", "kind": "code", "code": "G080001"}"#)]),
];

#[tokio::test]
async fn every_code() {
    check(&API, CASES).await;
}
