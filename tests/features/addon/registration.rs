//! Steps: applying, and the screening as the buyer sees it.

use cucumber::{gherkin::Step, given, then, when};
use jiff::civil::date;
use kakebarai::{
    buyers::{
        application::{FIELDS, Section},
        postal_codes::place,
    },
    gateway::{ApplicationOutcome, NotApplied},
};
use serde_json::json;

use super::world::Shop;
use crate::features::wording::duration;

/// The name of a field by its part of the form and its label, such as 「取引先情報・住所」.
fn field(label: &str) -> &'static str {
    let found = FIELDS.iter().find(|field| {
        let full = format!("{}・{}", field.section.label(), field.label);
        full == label || field.label == label && field.section == Section::Buyer
    });
    found
        .unwrap_or_else(|| panic!("「{label}」という欄はありません"))
        .name
}

fn fill(shop: &mut Shop, values: &[(&str, &str)]) {
    for (label, value) in values {
        assert!(shop.form.set(field(label), *value));
    }
}

#[given("法人の申込書がある")]
fn corporation(shop: &mut Shop) {
    fill(
        shop,
        &[
            ("法人・個人事業主", "1"),
            ("法人格", "1"),
            ("法人格の位置", "0"),
            ("取引先名", "クロネコ商事"),
            ("取引先名（カナ）", "クロネコショウジ"),
            ("郵便番号", "171-0033"),
            ("住所", "東京都豊島区高田3丁目15-10"),
            ("電話番号（代表）", "03-0000-0800"),
            ("代表者情報・代表者名（姓）", "黒猫"),
            ("代表者情報・代表者名（名）", "大和"),
            ("代表者情報・代表者名（カナ・姓）", "ｸﾛﾈｺ"),
            ("代表者情報・代表者名（カナ・名）", "ﾔﾏﾄ"),
            ("運営会社情報・運営会社の有無", "0"),
            ("請求書送付先情報・送付先選択", "1"),
            ("支払方法・支払方法", "2"),
        ],
    );
}

#[given("個人事業主の申込書がある")]
fn sole_proprietor(shop: &mut Shop) {
    corporation(shop);
    fill(
        shop,
        &[
            ("法人・個人事業主", "2"),
            ("法人格", ""),
            ("法人格の位置", ""),
            ("代表者情報・自宅郵便番号", "100-0001"),
            ("代表者情報・自宅住所", "東京都千代田区千代田1-1"),
        ],
    );
}

#[given(regex = "^「([^」]+)」に「([^」]*)」と入力している$")]
#[when(regex = "^「([^」]+)」に「([^」]*)」と入力し直す$")]
fn filled(shop: &mut Shop, label: String, value: String) {
    fill(shop, &[(&label, &value)]);
}

#[when(regex = "^会員番号([0-9]+)のお客様が取引先登録を申し込む$")]
async fn applies(shop: &mut Shop, user: u64) {
    let form = shop.form.clone();
    shop.applied = Some(shop.gateway.apply(user, &form, date(2026, 11, 24)).await);
}

#[when(regex = "^会員番号([0-9]+)のお客様が審査状況を見る$")]
async fn looks(shop: &mut Shop, user: u64) {
    shop.screening = Some(shop.gateway.screening(user).await.unwrap());
}

#[when(regex = "^([0-9]+(?:分|時間|営業日|日))が過ぎる$")]
async fn time_passes(shop: &mut Shop, time: String) {
    shop.control
        .post("/clock/advance", json!({"by": duration(&time)}))
        .await;
}

#[then(regex = "^取引先ID「([^」]+)」で申し込まれる$")]
fn applied(shop: &mut Shop, buyer_id: String) {
    match shop.applied.as_ref().unwrap() {
        Ok(ApplicationOutcome::Applied { buyer_id: found }) => assert_eq!(*found, buyer_id),
        other => panic!("{other:?}"),
    }
}

#[then("申込みの結果は分からない")]
fn unknown(shop: &mut Shop) {
    assert!(
        matches!(shop.applied, Some(Ok(ApplicationOutcome::Unknown))),
        "{:?}",
        shop.applied
    );
}

#[then(regex = "^申込みは「([^」]+)」で受け付けられない$")]
fn not_applied(shop: &mut Shop, text: String) {
    match shop.applied.as_ref().unwrap() {
        Err(error) => assert!(error.to_string().contains(&text), "{error}"),
        other => panic!("{other:?}"),
    }
}

#[then(regex = "^送信されずに、次の誤りが一度に示される:$")]
fn problems(shop: &mut Shop, step: &Step) {
    let Some(Err(NotApplied::Problems(problems))) = &shop.applied else {
        panic!("{:?}", shop.applied);
    };
    let expected = &step.table.as_ref().unwrap().rows[1..];
    let found: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for (found, row) in found.iter().zip(expected) {
        assert!(
            found.starts_with(&format!("{}：", row[0])) && found.contains(&row[1]),
            "{found}"
        );
    }
}

/// The name of a field on the wire, by its label.
fn wire_name(label: &str) -> &'static str {
    match label {
        "取引先名" => "sMei",
        "取引先名（カナ）" => "sMeikana",
        "郵便番号" => "ybnNo",
        "住所" => "Adress",
        "電話番号（代表）" => "telNo",
        "携帯電話番号" => "keitaiNo",
        "設立年月" => "setsurituNgt",
        "資本金" => "shk",
        "代表者情報・代表者名（カナ・姓）" => "daiknameiSei",
        other => panic!("「{other}」の項目名を書き足してください"),
    }
}

#[then(regex = "^ヤマトに送られた「([^」]+)」は「([^」]*)」である$")]
async fn sent_as(shop: &mut Shop, label: String, value: String) {
    let sent = shop.received("取引先登録", wire_name(&label)).await;
    if sent["masked"] == "personal" {
        assert_eq!(sent["characters"], value.chars().count());
        assert_eq!(shop.form.converted().get(field(&label)), value);
    } else {
        assert_eq!(sent["value"], value);
    }
}

#[then(regex = "^お客様に「([^」]+)」と表示される$")]
fn shown(shop: &mut Shop, text: String) {
    let shown = shop.screening.as_ref().unwrap().shown_to_buyer();
    assert_eq!(shown, text);
}

#[then(regex = "^担当者に「(.+)」と表示される$")]
fn shown_to_operator(shop: &mut Shop, text: String) {
    let shown = shop.screening.as_ref().unwrap().shown_to_operator();
    assert_eq!(shown, text);
}

#[then(regex = "^もう一度申し込むことが(できる|できない)$")]
fn may_apply_again(shop: &mut Shop, can: String) {
    let status = shop.screening.as_ref().unwrap();
    assert_eq!(status.may_apply_again(), can == "できる", "{status:?}");
}

#[then(regex = "^郵便番号「([^」]+)」の住所は「([^」]*)」である$")]
fn has_address(_: &mut Shop, code: String, address: String) {
    let found = place(&code).map_or_else(String::new, |place| place.to_string());
    assert_eq!(found, address);
}
