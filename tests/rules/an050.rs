//! AN050 利用金額照会.

use super::{Api, Case, Change::*, Given::Control, case, check, given};

pub(super) const API: Api = Api {
    number: "AN050",
    given: &[],
    good: &[("buyerId", "1111"), ("buyerTelNo", "03-0000-1111")],
};

#[rustfmt::skip]
pub(super) const CASES: &[Case] = &[
    case("E010001", &[Without("traderCode")]),
    case("E010002", &[Set("traderCode", "12345678")]),
    case("E010003", &[Set("traderCode", "12345678a")]),
    case("E010004", &[Set("traderCode", "999999999")]),
    case("E020001", &[Fill("buyerId", '1', 21)]),
    case("E020002", &[Set("buyerId", "1111@cs-cart.jp")]),
    case("E030001", &[Set("buyerTelNo", "0003-0000-1111")]),
    case("E030002", &[Set("buyerTelNo", "03(0000)1111")]),
    case("E040001", &[Without("passWord")]),
    case("E050002", &[Set("passWord", "wrong")]),
    case("E050001", &[Without("buyerId"), Without("buyerTelNo")]),
    case("E050003", &[Set("buyerId", "5555"), Without("buyerTelNo")]),
    case("E050004", &[Without("buyerId"), Set("buyerTelNo", "03-9999-9999")]),
    given("E050005", &[Without("buyerId")], &[Control("PATCH", "/buyers/2222", r#"{"telephone": "03-0000-1111"}"#)]),
    case("E050006", &[Set("buyerTelNo", "03-0000-2222")]),
];

#[tokio::test]
async fn every_code() {
    check(&API, CASES).await;
}
