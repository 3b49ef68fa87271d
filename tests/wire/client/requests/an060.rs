//! AN060: the application and its 45 fields.

use kakebarai::client::RegisterBuyer;

use super::{assert_is, sent};

#[tokio::test]
async fn an060_as_recorded() {
    let application = RegisterBuyer::default()
        .buyer_id("000000000800")
        .entity_kind("1")
        .legal_form("1")
        .legal_form_position("0")
        .company_name("クロネコ商事")
        .branch_name("豊島支店")
        .company_name_kana("クロネコショウジ")
        .branch_name_kana("トシマシテン")
        .postal_code("1710033")
        .address("東京都豊島区高田３丁目１５－１０")
        .telephone("03-0000-0000")
        .mobile_telephone("090-0000-0000")
        .industry("58")
        .industry_detail("31")
        .founded("201304")
        .capital("1000")
        .annual_sales("10000")
        .employees("100")
        .representative_family_name("黒猫")
        .representative_given_name("大和")
        .representative_family_name_kana("クロネコ")
        .representative_given_name_kana("ヤマト")
        .has_operating_company("0")
        .invoice_destination("1")
        .payment_method("2");
    let received = sent(async |client| client.register_buyer(&application).await).await;
    assert_is(
        &received,
        "/kuroneko-anshin/AN060APIAction.action",
        &[
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
            ("szUmu", "0"),
            ("sqssfKbn", "1"),
            ("shrhohKbn", "2"),
        ],
    );
}

#[tokio::test]
async fn an060_has_every_field_under_its_wire_name() {
    let mut application = RegisterBuyer::default();
    for field in RegisterBuyer::FIELDS {
        assert!(application.set(field, *field), "{field}");
        assert_eq!(application.get(field), Some(*field));
    }
    assert!(!application.set("sMei", "a wire name is not a field's name"));
    assert_eq!(application.get("sMei"), None);
    let received = sent(async |client| client.register_buyer(&application).await).await;
    assert_is(
        &received,
        "/kuroneko-anshin/AN060APIAction.action",
        &[
            ("cId", "buyer_id"),
            ("hjkjKbn", "entity_kind"),
            ("houjinKaku", "legal_form"),
            ("houjinZengo", "legal_form_position"),
            ("sMei", "company_name"),
            ("shitenMei", "branch_name"),
            ("sMeikana", "company_name_kana"),
            ("shitenMeikana", "branch_name_kana"),
            ("ybnNo", "postal_code"),
            ("Adress", "address"),
            ("telNo", "telephone"),
            ("keitaiNo", "mobile_telephone"),
            ("gyscod1", "industry"),
            ("gyscod2", "industry_detail"),
            ("setsurituNgt", "founded"),
            ("shk", "capital"),
            ("nsyo", "annual_sales"),
            ("kmssyainsu", "employees"),
            ("daikjmeiSei", "representative_family_name"),
            ("daikjmeiMei", "representative_given_name"),
            ("daiknameiSei", "representative_family_name_kana"),
            ("daiknameiMei", "representative_given_name_kana"),
            ("daiYbnno", "home_postal_code"),
            ("daiAddress", "home_address"),
            ("szUmu", "has_operating_company"),
            ("szHjkjKbn", "operating_company_entity_kind"),
            ("szHoujinKaku", "operating_company_legal_form"),
            ("szHoujinZengo", "operating_company_legal_form_position"),
            ("szHonknjmei", "operating_company_name"),
            ("szHonknamei", "operating_company_name_kana"),
            ("szYbnno", "operating_company_postal_code"),
            ("szAddress", "operating_company_address"),
            ("szTelno", "operating_company_telephone"),
            (
                "szDaikjmei_sei",
                "operating_company_representative_family_name",
            ),
            (
                "szDaikjmei_mei",
                "operating_company_representative_given_name",
            ),
            (
                "szDaiknamei_sei",
                "operating_company_representative_family_name_kana",
            ),
            (
                "szDaiknamei_mei",
                "operating_company_representative_given_name_kana",
            ),
            ("sqssfKbn", "invoice_destination"),
            ("sqYbnno", "invoice_postal_code"),
            ("sqAddress", "invoice_address"),
            ("sofuKnjnam", "invoice_name"),
            ("sofuTntnam", "invoice_contact"),
            ("syz", "invoice_department"),
            ("kmsTelno", "invoice_telephone"),
            ("shrhohKbn", "payment_method"),
        ],
    );
}
