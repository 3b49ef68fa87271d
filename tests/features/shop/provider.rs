//! Steps at Yamato's side: what it has received, what it answers, how its time passes.

use cucumber::{given, then, when};
use serde_json::{Value, json};

use super::world::Walk;
use crate::features::wording::{Yen, api};

#[given(regex = "^次の(\\S+)は、処理された後に応答が失われる$")]
async fn answer_is_lost(walk: &mut Walk, name: String) {
    let fault = json!({"api": api(&name), "kind": "answerLost", "times": 1});
    walk.shop().control.post("/faults", fault).await;
}

#[given(regex = "^次の(\\S+)は、エラー「([^」]+)」になる$")]
async fn will_be_refused(walk: &mut Walk, name: String, code: String) {
    let fault = json!({"api": api(&name), "kind": "code", "code": code, "times": 1});
    walk.shop().control.post("/faults", fault).await;
}

#[given(
    regex = "^取引先「([^」]+)」は「(利用不可|審査中|申込不備|ご利用不可|取消|限度額変更)」である$"
)]
async fn stands(walk: &mut Walk, buyer: String, how: String) {
    let path = format!("/buyers/{buyer}");
    let change = if how == "利用不可" {
        json!({"usable": false})
    } else {
        json!({"judgement": how})
    };
    let (status, body) = walk.shop().control.send("PATCH", &path, change).await;
    assert_eq!(status, 200, "{body}");
}

/// Everything that was going to be decided is.
#[when("審査が終わる")]
async fn is_screened(walk: &mut Walk) {
    let control = &walk.shop().control;
    control
        .post("/clock/advance", json!({"by": "2 days"}))
        .await;
}

async fn orders(walk: &Walk) -> Vec<Value> {
    let orders = walk.shop().control.get("/orders").await;
    orders["orders"].as_array().unwrap().clone()
}

async fn received(walk: &Walk, name: &str) -> Vec<Value> {
    let journal = walk.shop().control.get("/journal").await;
    let entries = journal["entries"].as_array().unwrap().iter();
    entries
        .filter(|entry| entry["api"] == api(name))
        .cloned()
        .collect()
}

#[then(regex = "^ヤマトに決済は([0-9]+)件ある$")]
async fn so_many(walk: &mut Walk, number: usize) {
    assert_eq!(orders(walk).await.len(), number);
}

#[then(regex = "^ヤマトは(\\S+)を受け取っていない$")]
async fn nothing_received(walk: &mut Walk, name: String) {
    assert_eq!(received(walk, &name).await.len(), 0);
    // The shop does talk to this provider.
    let mut operator = walk.shop().operator().await;
    operator.open("/admin/addons/kakebarai").await;
    operator.press("接続を確認する").await;
    assert_ne!(received(walk, "利用金額照会").await.len(), 0);
}

#[then("ヤマトに、その注文の決済がご注文の合計どおりに登録されている")]
async fn total_is_billed(walk: &mut Walk) {
    let number = walk.order("その注文");
    let order = walk.shop().control.get(&format!("/orders/{number}")).await;
    assert_eq!(
        (&order["stateName"], &order["total"]),
        (&json!("登録"), &json!(walk.total))
    );
}

#[then(regex = "^ヤマトに、決済金額([0-9,]+)円、消費税([0-9,]+)円で登録されている$")]
async fn is_billed(walk: &mut Walk, price: Yen, tax: Yen) {
    let number = walk.order("その注文");
    let order = walk.shop().control.get(&format!("/orders/{number}")).await;
    assert_eq!(
        (&order["price"], &order["tax"], &order["total"]),
        (&json!(price.0), &json!(tax.0), &json!(walk.total))
    );
}

#[then(regex = "^ヤマトで、その注文は「([^」]+)」である$")]
async fn has_state(walk: &mut Walk, state: String) {
    let number = walk.order("その注文");
    let order = walk.shop().control.get(&format!("/orders/{number}")).await;
    assert_eq!(order["stateName"], json!(state));
}

#[then(regex = "^ヤマトに送られた商品コードは「([^」]*)」である$")]
async fn sent_code(walk: &mut Walk, code: String) {
    let sent = received(walk, "決済登録").await;
    let fields = sent.last().unwrap()["received"].as_array().unwrap().clone();
    let found = fields.iter().find(|field| field["name"] == "shohinCode1");
    assert_eq!(found.unwrap()["value"], json!(code));
}

#[then(regex = "^ヤマトに、お客様の取引先IDは「([0-9]{2})」と「([0-9]{2})」の2つある$")]
async fn buyer_ids(walk: &mut Walk, first: String, second: String) {
    let buyers = walk.shop().control.get("/buyers").await;
    let ids = buyers["buyers"].as_array().unwrap().iter();
    let ids = ids.map(|buyer| buyer["id"].as_str().unwrap().to_owned());
    let ends: Vec<String> = ids
        .filter(|id| id.len() == 12)
        .map(|id| id[10..].to_owned())
        .collect();
    assert_eq!(ends, [first, second]);
}
