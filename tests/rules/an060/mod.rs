//! AN060 取引先登録.

mod buyer;
mod invoice_address;
mod operating_company;
mod representative;
mod rest;

use super::{Api, Case, check};

/// Every field is filled: a corporation that is operated by another, whose invoices go to a third address.
pub(super) const API: Api = Api {
    number: "AN060",
    given: &[],
    good: &[
        ("cId", "000000000800"),
        ("hjkjKbn", "1"),
        ("houjinKaku", "1"),
        ("houjinZengo", "0"),
        ("sMei", "クロネコ商事"),
        ("shitenMei", "豊島支店"),
        ("sMeikana", "クロネコショウジ"),
        ("shitenMeikana", "トシマシテン"),
        ("ybnNo", "1710033"),
        ("Adress", "東京都豊島区高田３丁目１５－１０"),
        ("telNo", "03-0000-0000"),
        ("keitaiNo", "090-0000-0000"),
        ("gyscod1", "58"),
        ("gyscod2", "31"),
        ("setsurituNgt", "201304"),
        ("shk", "1000"),
        ("nsyo", "10000"),
        ("kmssyainsu", "100"),
        ("daikjmeiSei", "黒猫"),
        ("daikjmeiMei", "大和"),
        ("daiknameiSei", "クロネコ"),
        ("daiknameiMei", "ヤマト"),
        ("daiYbnno", "1000001"),
        ("daiAddress", "東京都千代田区千代田１－１"),
        ("szUmu", "1"),
        ("szHjkjKbn", "1"),
        ("szHoujinKaku", "2"),
        ("szHoujinZengo", "1"),
        ("szHonknjmei", "白猫運営"),
        ("szHonknamei", "シロネコウンエイ"),
        ("szYbnno", "5300001"),
        ("szAddress", "大阪府大阪市北区梅田１－１"),
        ("szTelno", "06-0000-0000"),
        ("szDaikjmei_sei", "白猫"),
        ("szDaikjmei_mei", "武蔵"),
        ("szDaiknamei_sei", "シロネコ"),
        ("szDaiknamei_mei", "ムサシ"),
        ("sqssfKbn", "9"),
        ("sqYbnno", "0600001"),
        ("sqAddress", "北海道札幌市中央区北一条西１－１"),
        ("sofuKnjnam", "クロネコ商事経理センター"),
        ("sofuTntnam", "三毛猫"),
        ("syz", "経理部"),
        ("kmsTelno", "011-000-0000"),
        ("shrhohKbn", "2"),
    ],
};

/// In the vendor's order.
pub(super) fn cases() -> impl Iterator<Item = &'static Case> {
    [
        buyer::CASES,
        representative::CASES,
        operating_company::CASES,
        invoice_address::CASES,
        rest::CASES,
    ]
    .into_iter()
    .flatten()
}

macro_rules! tests {
    ($($name:ident),+) => {
        $(
            #[tokio::test]
            async fn $name() {
                check(&API, $name::CASES).await;
            }
        )+
    };
}

tests!(
    buyer,
    representative,
    operating_company,
    invoice_address,
    rest
);
