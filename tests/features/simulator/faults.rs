//! Steps: what goes wrong on the way.

use std::time::Duration;

use cucumber::given;
use serde_json::{Value, json};

use super::world::Shop;
use crate::features::wording::api;

async fn switch_on(shop: &Shop, name: &str, times: u32, mut fault: Value) {
    fault["api"] = api(name).into();
    fault["times"] = times.into();
    shop.control.post("/faults", fault).await;
}

#[given(regex = "^次の(\\S+)は、処理された後に応答が失われる$")]
async fn answer_lost(shop: &mut Shop, name: String) {
    switch_on(shop, &name, 1, json!({"kind": "answerLost"})).await;
}

#[given(regex = "^次の(\\S+)は、処理される前に失われる$")]
async fn lost_before(shop: &mut Shop, name: String) {
    switch_on(shop, &name, 1, json!({"kind": "lostBeforeProcessing"})).await;
}

#[given(regex = "^次の(\\S+)は、接続が切られる$")]
async fn reset(shop: &mut Shop, name: String) {
    switch_on(shop, &name, 1, json!({"kind": "reset"})).await;
}

#[given(regex = "^次の(\\S+)は、応答のXMLが途切れる$")]
async fn broken_xml(shop: &mut Shop, name: String) {
    switch_on(shop, &name, 1, json!({"kind": "brokenXml"})).await;
}

#[given(regex = "^次の(\\S+)は、HTTPステータス([0-9]{3})になる$")]
async fn answers_status(shop: &mut Shop, name: String, status: u16) {
    switch_on(shop, &name, 1, json!({"kind": "status", "status": status})).await;
}

#[given(regex = "^次の([0-9]+)回の(\\S+)は、エラー「([^」]+)」になる$")]
async fn answers_code(shop: &mut Shop, times: u32, name: String, code: String) {
    switch_on(shop, &name, times, json!({"kind": "code", "code": code})).await;
}

#[given(regex = "^次の(\\S+)の応答は10分遅れ、お店は([0-9]+)ミリ秒しか待たない$")]
async fn late(shop: &mut Shop, name: String, milliseconds: u64) {
    switch_on(
        shop,
        &name,
        1,
        json!({"kind": "delay", "milliseconds": 600_000}),
    )
    .await;
    shop.wait_for(Duration::from_millis(milliseconds));
}

#[given("お店は応答を再び十分に待つ")]
fn patient(shop: &mut Shop) {
    shop.wait_for(Duration::from_secs(30));
}
