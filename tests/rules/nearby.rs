//! What lies beside the codes: values just inside a limit, blanks, the order of two broken rules, and the books.

use super::{
    Case,
    Change::*,
    Given::{Cancelled, Control, Order, Shipped},
    an010, an020, an030, an040, an050, an060, an070, case, check, given,
};

#[rustfmt::skip]
const PAYMENTS: &[Case] = &[
    case("0", &[]),
    case("0", &[Set("orderDate", "20261124")]),
    case("A040003", &[Set("orderDate", "20260229")]),
    case("0", &[Set("orderDate", "20240229")]),
    case("A040003", &[Set("orderDate", "2026112")]),
    case("0", &[Fill("orderNo", 'Z', 20)]),
    case("0", &[Set("orderNo", "#1 /2+3&4")]),
    case("0", &[Fill("shohinMei1", 'あ', 30)]),
    case("0", &[Fill("shohinMei1", 'a', 60)]),
    case("A090001", &[Fill("shohinMei1", 'a', 61)]),
    // A half-width katakana is one column wide.
    case("0", &[Fill("shohinMei1", 'ｱ', 60)]),
    case("A090002", &[Set("shohinMei1", "😀")]),
    case("A090002", &[Set("shohinMei1", "髙級紙")]),
    case("0", &[Set("shohinMei1", "")]),
    case("0", &[Without("shohinMei1")]),
    case("0", &[Set("shohinCode1", "")]),
    case("0", &[Fill("shohinCode1", 'ｱ', 10)]),
    case("0", &[Set("suryo1", "999999.99")]),
    case("0", &[Set("suryo1", "-99999.99")]),
    case("0", &[Set("suryo1", "0.5")]),
    case("A110002", &[Set("suryo1", "+1")]),
    case("A110002", &[Set("suryo1", "1e3")]),
    case("A110002", &[Set("suryo1", "３")]),
    case("0", &[Fill("tani1", '箱', 5)]),
    case("0", &[Set("tanka1", "99999.99")]),
    case("0", &[Set("tanka1", "-9999.99")]),
    case("A130001", &[Set("tanka1", "999999.99")]),
    case("A130002", &[Set("shohiZei1", "0.5")]),
    case("A130002", &[Set("kessaiKingaku1", "11,940")]),
    // The rule of both signs: one negative alone is well.
    case("0", &[Set("suryo1", "-3")]),
    case("0", &[Set("tanka1", "-3980")]),
    case("0", &[Set("kessaiKingaku1", "12840"), Set("kessaiKingaku2", "-100")]),
    // A discount with its tax.
    case("0", &[Set("kessaiKingaku1", "13740"), Set("kessaiKingaku2", "-1000"), Set("shohiZei2", "-100"), Set("shohiZei3", "1374")]),
    case("A070005", &[Set("shohiZei", "0")]),
    case("0", &[Set("shohiZei", "0"), Set("shohiZei3", "0")]),
    case("0", &[Fill("cartCode", 'c', 20)]),
    case("0", &[Without("cartCode")]),
    case("A150002", &[Set("cartCode", "cs cart")]),
    case("A150002", &[Set("cartCode", "ｶｰﾄ")]),
    // Line 99 is a line like any other.
    case("0", &[Set("kessaiKingaku99", "0"), Set("shohiZei99", "0")]),
    case("A060005", &[Set("kessaiKingaku99", "1"), Set("shohiZei99", "0")]),
    case("A100001", &[Set("shohinCode99", "12345678901")]),
    // Without lines the sums are not compared.
    case("0", &[Set("meisaiUmu", "2"), Set("kessaiKingaku2", "801")]),
    // Limits are reached to the yen.
    given("0", &[], &[Control("PATCH", "/buyers/1111", r#"{"creditLimit": 14014}"#)]),
    given("0", &[], &[Control("PATCH", "/buyers/1111", r#"{"creditLimit": 20000, "usedAmount": 5986}"#)]),
    given("G55", &[], &[Control("PATCH", "/buyers/1111", r#"{"creditLimit": 20000, "usedAmount": 5987}"#)]),
    given("G61", &[], &[Control("PATCH", "/buyers/1111", r#"{"stopped": true}"#)]),
    given("G12", &[], &[Control("PATCH", "/buyers/1111", r#"{"temporarilyStopped": true}"#)]),
    given("G65", &[], &[Control("PATCH", "/buyers/1111", r#"{"judgement": "審査中"}"#)]),
    case("G65", &[Set("buyerId", "5555")]),
    given("A020004", &[], &[Order("1001"), Cancelled("1001")]),
    // The first in the vendor's order is answered, whatever else is wrong.
    case("A010002", &[Set("traderCode", "x"), Without("orderDate"), Without("orderNo")]),
    case("A040001", &[Without("orderDate"), Without("orderNo"), Set("passWord", "wrong")]),
    case("A020001", &[Without("orderNo"), Without("settlePrice")]),
    case("A060005", &[Set("kessaiKingaku1", "1"), Set("shohiZei3", "1")]),
    case("A090001", &[Fill("shohinMei2", 'あ', 31), Set("shohinCode1", "12345678901")]),
    case("A140001", &[Set("passWord", "wrong"), Set("cartCode", "あ")]),
    case("A140001", &[Without("passWord")]),
    given("G61", &[Set("cartCode", "")], &[Control("PATCH", "/buyers/1111", r#"{"stopped": true, "judgement": "取消"}"#)]),
    // Unknown fields do no harm.
    case("0", &[Set("someOtherField", "1"), Set("shohinMei100", "百行目")]),
];

#[rustfmt::skip]
const CANCELLATIONS: &[Case] = &[
    case("0", &[]),
    case("B020004", &[Set("buyerId", "2222")]),
    given("B020005", &[], &[Shipped("1001", "123456789013")]),
    given("B020005", &[], &[Shipped("1001", "123456789013"), Control("POST", "/orders/1001/confirm", "{}")]),
    case("B030003", &[Set("buyerId", "1111 ")]),
    case("B040001", &[Without("passWord")]),
    // 14,014 yen returned of another order of 14,014 leave exactly this one's to be cancelled.
    given("0", &[], &[Order("1002"), Control("POST", "/orders/1002/returns", r#"{"amount": 14014}"#)]),
    case("B020004", &[Set("orderNo", "1002"), Set("passWord", "wrong")]),
];

#[rustfmt::skip]
const SHIPMENTS: &[Case] = &[
    case("0", &[]),
    case("0", &[Set("slipNo", "22")]),
    case("C030003", &[Set("slipNo", "1234-5678-9013")]),
    case("C030003", &[Set("slipNo", "１２３４５６７８９０１３")]),
    // A check digit is 0 to 6.
    case("C030003", &[Set("slipNo", "123456789017")]),
    case("0", &[Set("slipNo", "000000000070")]),
    case("0", &[Set("slipNo", "999999999994")]),
    given("0", &[], &[Order("1002"), Shipped("1002", "123456789013")]),
    given("C030004", &[], &[
        Order("1"), Order("2"), Order("3"), Order("4"), Order("5"),
        Shipped("1", "123456789013"), Shipped("2", "123456789013"), Shipped("3", "123456789013"),
        Shipped("4", "123456789013"), Shipped("5", "123456789013"),
    ]),
    given("0", &[], &[
        Order("1"), Order("2"), Order("3"), Order("4"),
        Shipped("1", "123456789013"), Shipped("2", "123456789013"), Shipped("3", "123456789013"), Shipped("4", "123456789013"),
    ]),
    given("C020005", &[], &[Cancelled("1001")]),
    given("0", &[], &[Control("PATCH", "/buyers/1111", r#"{"creditLimit": 14014}"#)]),
    case("C040001", &[Without("passWord")]),
    given("C030005", &[Set("passWord", "wrong")], &[Control("PUT", "/unusable-slips/1", "")]),
];

#[rustfmt::skip]
const REMOVALS: &[Case] = &[
    case("0", &[]),
    given("D020005", &[Set("orderNo", "1002")], &[Order("1002")]),
    // Another order's slip removes the shipment of the order that is named.
    given("0", &[Set("slipNo", "000000000011")], &[Order("1002"), Shipped("1002", "000000000011")]),
    case("D030003", &[Set("slipNo", "12345678901X")]),
    case("D040001", &[Without("passWord")]),
    case("D030004", &[Set("slipNo", "22"), Set("passWord", "wrong")]),
];

#[rustfmt::skip]
const USAGES: &[Case] = &[
    case("0", &[]),
    case("0", &[Without("buyerTelNo")]),
    case("0", &[Without("buyerId")]),
    case("0", &[Set("buyerId", ""), Set("buyerTelNo", "0300001111")]),
    case("0", &[Set("buyerTelNo", "")]),
    case("E050003", &[Fill("buyerId", '1', 20), Without("buyerTelNo")]),
    case("E050001", &[Set("buyerId", ""), Set("buyerTelNo", "")]),
    case("E020001", &[Fill("buyerId", '_', 21), Without("passWord")]),
    given("0", &[], &[Control("PATCH", "/buyers/2222", r#"{"telephone": "03-0000-1111"}"#)]),
];

#[rustfmt::skip]
const SCREENINGS: &[Case] = &[
    case("0", &[]),
    case("0", &[Without("buyerTelNo")]),
    case("0", &[Without("buyerId")]),
    case("G050001", &[Set("buyerId", ""), Set("buyerTelNo", "")]),
    given("0", &[], &[Control("PATCH", "/buyers/1111", r#"{"decidedAt": "2026-09-25T10:00:00"}"#)]),
    given("G080001", &[], &[Control("PATCH", "/buyers/1111", r#"{"decidedAt": "2026-09-24T10:00:00"}"#)]),
    given("G060001", &[Set("passWord", "wrong")], &[Control("PATCH", "/buyers/1111", r#"{"decidedAt": "2026-09-24T10:00:00"}"#)]),
];

#[rustfmt::skip]
const APPLICATIONS: &[Case] = &[
    case("0", &[]),
    // What nobody must give.
    case("0", &[Without("shitenMei"), Without("shitenMeikana"), Without("keitaiNo"), Without("gyscod1"), Without("gyscod2"),
        Without("setsurituNgt"), Without("shk"), Without("nsyo"), Without("kmssyainsu"), Without("daiYbnno"), Without("daiAddress"),
        Without("sofuTntnam"), Without("syz"), Without("kmsTelno")]),
    // A sole proprietor without an operating company, invoices to the buyer.
    case("0", &[Set("hjkjKbn", "2"), Without("houjinKaku"), Without("houjinZengo"), Set("szUmu", "0"), Without("szHjkjKbn"),
        Without("szHoujinKaku"), Without("szHoujinZengo"), Without("szHonknjmei"), Without("szHonknamei"), Without("szYbnno"),
        Without("szAddress"), Without("szTelno"), Without("szDaikjmei_sei"), Without("szDaikjmei_mei"), Without("szDaiknamei_sei"),
        Without("szDaiknamei_mei"), Set("sqssfKbn", "1"), Without("sqYbnno"), Without("sqAddress"), Without("sofuKnjnam")]),
    case("0", &[Set("szHjkjKbn", "2"), Without("szHoujinKaku"), Without("szHoujinZengo")]),
    case("0", &[Set("sqssfKbn", "2"), Without("sqYbnno"), Without("sqAddress"), Without("sofuKnjnam")]),
    case("0", &[Fill("cId", 'A', 20)]),
    case("0", &[Set("houjinKaku", "20")]),
    case("0", &[Set("houjinKaku", "01")]),
    case("F040004", &[Set("houjinKaku", "0")]),
    // Coded fields of two or three digits are numbers.
    case("0", &[Set("gyscod1", "58"), Set("gyscod2", "031")]),
    case("0", &[Set("gyscod1", "7"), Set("gyscod2", "082")]),
    case("0", &[Without("gyscod2")]),
    // A branch, a name and 株式会社: 29; a name and 株式会社 alone: 30.
    case("0", &[Fill("sMei", '猫', 15), Fill("shitenMei", '支', 10)]),
    case("0", &[Fill("sMei", '猫', 26), Without("shitenMei")]),
    case("F080001", &[Fill("sMei", '猫', 27), Without("shitenMei")]),
    // A sole proprietor has no legal form that would count.
    case("0", &[Fill("sMei", '猫', 30), Without("shitenMei"), Set("hjkjKbn", "2")]),
    // 39 + 10 + カブシキガイシャ, which counts 10.
    case("0", &[Fill("sMeikana", 'ア', 39), Fill("shitenMeikana", 'イ', 10)]),
    case("0", &[Fill("sMeikana", 'ア', 50), Without("shitenMeikana")]),
    case("F110001", &[Fill("sMeikana", 'ア', 51), Without("shitenMeikana")]),
    // A voiced mark counts as a character.
    case("F110001", &[Fill("sMeikana", 'ガ', 26), Without("shitenMeikana")]),
    case("0", &[Fill("sMeikana", 'ガ', 25), Without("shitenMeikana")]),
    case("0", &[Fill("szHonknjmei", '猫', 26)]),
    case("0", &[Fill("szHonknamei", 'ア', 50)]),
    case("0", &[Fill("daiknameiSei", 'ア', 15), Fill("daiknameiMei", 'イ', 14)]),
    case("0", &[Fill("szDaiknamei_sei", 'ガ', 14), Fill("szDaiknamei_mei", 'ア', 1)]),
    case("0", &[Fill("Adress", '町', 50)]),
    case("0", &[Fill("daikjmeiSei", '猫', 14), Fill("daikjmeiMei", '猫', 14)]),
    case("0", &[Fill("sofuTntnam", '猫', 25), Fill("syz", '部', 10), Fill("sofuKnjnam", '猫', 30)]),
    case("0", &[Set("telNo", "090-0000-0000"), Set("keitaiNo", "03-0000-0000")]),
    case("0", &[Set("setsurituNgt", "202611")]),
    case("F180004", &[Set("setsurituNgt", "201300")]),
    case("0", &[Set("shk", "99999"), Set("nsyo", "0"), Set("kmssyainsu", "99999")]),
    case("0", &[Set("shrhohKbn", "8")]),
    case("0", &[Set("shrhohKbn", "9")]),
    // A business's own postal code.
    case("0", &[Set("ybnNo", "1008791")]),
    // Both minus signs of JIS X 0208 that computers write are the same character.
    case("0", &[Set("Adress", "東京都豊島区高田３丁目１５－１０")]),
    case("0", &[Set("Adress", "東京都豊島区高田３丁目１５−１０")]),
    case("0", &[Set("sMei", "〃仝々〆〇ー―‐")]),
    case("F060004", &[Set("sMei", "㈱クロネコ")]),
    // The first in the vendor's order.
    case("F060002", &[Fill("sMei", 'a', 31), Set("shrhohKbn", "1")]),
    case("F480004", &[Set("shrhohKbn", "1"), Without("passWord")]),
    case("F490001", &[Set("passWord", "wrong"), Fill("szHonknjmei", '猫', 27)]),
    // What is not asked for is judged all the same once it is given.
    case("F340004", &[Set("szUmu", "0"), Set("szYbnno", "0000001")]),
];

macro_rules! tests {
    ($($name:ident = $api:ident $cases:ident),+ $(,)?) => {
        $(
            #[tokio::test]
            async fn $name() {
                check(&$api::API, $cases).await;
            }
        )+
    };
}

tests! {
    payments = an010 PAYMENTS,
    cancellations = an020 CANCELLATIONS,
    shipments = an030 SHIPMENTS,
    removals = an040 REMOVALS,
    usages = an050 USAGES,
    screenings = an070 SCREENINGS,
    applications = an060 APPLICATIONS,
}
