//! Steps: buyers, their applications and their screening.

use cucumber::{gherkin::Step, given, then, when};
use kakebarai::client::{BuyerQuery, RegisterBuyer};
use serde_json::{Value, json};

use super::world::Shop;
use crate::features::wording::{Yen, duration};

async fn alter(shop: &Shop, buyer: &str, what: Value) {
    let (status, answer) = shop
        .control
        .send("PATCH", &format!("/buyers/{buyer}"), what)
        .await;
    assert_eq!(status, 200, "{answer}");
}

#[given(regex = "^取引先「([^」]+)」の限度額は([0-9,]+)円である$")]
async fn has_limit(shop: &mut Shop, buyer: String, limit: Yen) {
    alter(shop, &buyer, json!({"creditLimit": limit.0})).await;
}

#[given(regex = "^取引先「([^」]+)」はすでに([0-9,]+)円を利用している$")]
async fn has_used(shop: &mut Shop, buyer: String, used: Yen) {
    alter(shop, &buyer, json!({"usedAmount": used.0})).await;
}

#[given(regex = "^取引先「([^」]+)」の審査結果は「([^」]+)」である$")]
async fn is_judged(shop: &mut Shop, buyer: String, judgement: String) {
    alter(shop, &buyer, json!({"judgement": judgement})).await;
}

#[given(regex = "^取引先「([^」]+)」は(利用停止中|一時停止中|利用不可)である$")]
async fn is_stopped(shop: &mut Shop, buyer: String, how: String) {
    let what = match how.as_str() {
        "利用停止中" => json!({"stopped": true}),
        "一時停止中" => json!({"temporarilyStopped": true}),
        _ => json!({"usable": false}),
    };
    alter(shop, &buyer, what).await;
}

#[given(regex = "^取引先「([^」]+)」の電話番号は「([^」]+)」である$")]
async fn has_telephone(shop: &mut Shop, buyer: String, telephone: String) {
    alter(shop, &buyer, json!({"telephone": telephone})).await;
}

/// An application that has nothing wrong.
fn application(buyer: &str) -> RegisterBuyer {
    RegisterBuyer::default()
        .buyer_id(buyer)
        .entity_kind("1")
        .legal_form("1")
        .legal_form_position("0")
        .company_name("クロネコ商事")
        .company_name_kana("クロネコショウジ")
        .postal_code("1710033")
        .address("東京都豊島区高田３丁目１５－１０")
        .telephone("03-0000-0800")
        .representative_family_name("黒猫")
        .representative_given_name("大和")
        .representative_family_name_kana("クロネコ")
        .representative_given_name_kana("ヤマト")
        .has_operating_company("0")
        .invoice_destination("1")
        .payment_method("2")
}

async fn apply(shop: &mut Shop, application: &RegisterBuyer) {
    shop.last = Some(shop.client.register_buyer(application).await.map(drop));
}

#[given(regex = "^取引先ID「([^」]+)」で取引先登録を申し込んである$")]
async fn applied(shop: &mut Shop, buyer: String) {
    apply(shop, &application(&buyer)).await;
    assert_eq!(shop.last(), &Ok(()));
}

#[when(regex = "^取引先ID「([^」]+)」で取引先登録を申し込む$")]
async fn applies(shop: &mut Shop, buyer: String) {
    apply(shop, &application(&buyer)).await;
}

#[given(regex = "^取引先ID「([^」]+)」、電話番号「([^」]+)」で取引先登録を申し込んである$")]
#[when(regex = "^取引先ID「([^」]+)」、電話番号「([^」]+)」で取引先登録を申し込む$")]
async fn applies_with_telephone(shop: &mut Shop, buyer: String, telephone: String) {
    apply(shop, &application(&buyer).telephone(telephone)).await;
}

/// The field of an application by the name on the form.
fn field(name: &str) -> &'static str {
    match name {
        "取引先名" => "company_name",
        "取引先名カナ" => "company_name_kana",
        "郵便番号" => "postal_code",
        "住所" => "address",
        "電話番号" => "telephone",
        "携帯電話番号" => "mobile_telephone",
        "事業内容1" => "industry",
        "事業内容2" => "industry_detail",
        "設立年月" => "founded",
        "代表者名（姓）" => "representative_family_name",
        "代表者名カナ（姓）" => "representative_family_name_kana",
        "請求書送付先" => "invoice_destination",
        "支払方法" => "payment_method",
        other => panic!("「{other}」という欄はありません"),
    }
}

#[when(regex = "^「([^」]+)」を「([^」]*)」と書いて取引先登録を申し込む$")]
async fn applies_with(shop: &mut Shop, name: String, value: String) {
    let mut application = application("000000000800");
    assert!(application.set(field(&name), value));
    apply(shop, &application).await;
}

#[when(regex = "^次のように書いて取引先登録を申し込む:$")]
async fn applies_with_all(shop: &mut Shop, step: &Step) {
    let mut application = application("000000000800");
    for row in &step.table.as_ref().unwrap().rows {
        assert!(application.set(field(&row[0]), row[1].clone()));
    }
    apply(shop, &application).await;
}

#[given(regex = "^([0-9]+(?:分|時間|営業日|日))が過ぎた$")]
#[when(regex = "^([0-9]+(?:分|時間|営業日|日))が過ぎる$")]
async fn time_passes(shop: &mut Shop, time: String) {
    shop.control
        .post("/clock/advance", json!({"by": duration(&time)}))
        .await;
}

#[then(regex = "^取引先「([^」]+)」の審査状況は「([^」]+)」である$")]
async fn screening(shop: &mut Shop, buyer: String, judgement: String) {
    let answer = shop
        .client
        .inquire_screening(&BuyerQuery::by_id(buyer))
        .await
        .unwrap();
    assert_eq!(answer.judgement.as_str(), judgement);
}

#[then(regex = "^取引先「([^」]+)」の審査状況は、エラー「([^」]+)」で照会できない$")]
async fn no_screening(shop: &mut Shop, buyer: String, code: String) {
    let answer = shop
        .client
        .inquire_screening(&BuyerQuery::by_id(buyer))
        .await;
    assert_eq!(answer.unwrap_err().code().unwrap().as_str(), code);
}

#[then(regex = "^取引先「([^」]+)」は「([^」]+)」、限度額([0-9,]+)円、利用金額([0-9,]+)円である$")]
async fn usage(shop: &mut Shop, buyer: String, usability: String, limit: Yen, used: Yen) {
    let answer = shop
        .client
        .inquire_usage(&BuyerQuery::by_id(buyer))
        .await
        .unwrap();
    let found = (
        answer.usability.as_str(),
        answer.credit_limit,
        answer.used_amount,
    );
    assert_eq!(found, (usability.as_str(), limit.0, used.0));
}

#[then(regex = "^取引先「([^」]+)」の利用金額は([0-9,]+)円である$")]
async fn used_amount(shop: &mut Shop, buyer: String, used: Yen) {
    let answer = shop
        .client
        .inquire_usage(&BuyerQuery::by_id(buyer))
        .await
        .unwrap();
    assert_eq!(answer.used_amount, used.0);
}

#[when(regex = "^電話番号「([^」]+)」で利用金額を照会する$")]
async fn inquire_by_telephone(shop: &mut Shop, telephone: String) {
    let query = BuyerQuery::by_telephone(telephone);
    shop.last = Some(shop.client.inquire_usage(&query).await.map(drop));
}
