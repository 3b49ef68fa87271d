//! Steps: payments and shipments.

use cucumber::{gherkin::Step, given, then, when};
use jiff::civil::date;
use kakebarai::client::{
    CancelPayment, CancelShipment, LineItem, Processed, RegisterPayment, RegisterShipment,
};
use serde_json::json;

use super::world::Shop;
use crate::features::wording::Yen;

fn payment(buyer: String, order: String, price: Yen, tax: Yen) -> RegisterPayment {
    let day = date(2026, 11, 24);
    RegisterPayment::new(day, order, buyer, price.positive(), tax.positive())
}

async fn register(shop: &mut Shop, payment: &RegisterPayment) {
    shop.last = Some(shop.client.register_payment(payment).await.map(drop));
}

#[given(
    regex = "^取引先「([^」]+)」の受注「([^」]+)」、税抜([0-9,]+)円・消費税([0-9,]+)円の決済を登録してある$"
)]
async fn registered(shop: &mut Shop, buyer: String, order: String, price: Yen, tax: Yen) {
    register(shop, &payment(buyer, order, price, tax)).await;
    assert_eq!(shop.last(), &Ok(()));
}

#[when(
    regex = "^取引先「([^」]+)」の受注「([^」]+)」、税抜([0-9,]+)円・消費税([0-9,]+)円の決済を登録する$"
)]
async fn registers(shop: &mut Shop, buyer: String, order: String, price: Yen, tax: Yen) {
    register(shop, &payment(buyer, order, price, tax)).await;
}

#[when(regex = "^税抜([0-9,]+)円・消費税([0-9,]+)円の決済を、次の明細で登録する:$")]
async fn registers_lines(shop: &mut Shop, price: Yen, tax: Yen, step: &Step) {
    let rows = &step.table.as_ref().unwrap().rows;
    let amount = |text: &String| i32::try_from(text.parse::<Yen>().unwrap().0).unwrap();
    let lines = rows[1..]
        .iter()
        .map(|row| LineItem::new(&row[0], amount(&row[2]), amount(&row[3])).code(&row[1]));
    let payment = payment("1111".to_owned(), "A-1".to_owned(), price, tax).lines(lines);
    register(shop, &payment).await;
}

async fn cancel(shop: &mut Shop, buyer: String, order: String) {
    let cancellation = CancelPayment::new(order, buyer);
    shop.last = Some(shop.client.cancel_payment(&cancellation).await.map(drop));
}

#[given(regex = "^取引先「([^」]+)」の受注「([^」]+)」の決済を取り消してある$")]
async fn cancelled(shop: &mut Shop, buyer: String, order: String) {
    cancel(shop, buyer, order).await;
    assert_eq!(shop.last(), &Ok(()));
}

#[when(regex = "^取引先「([^」]+)」の受注「([^」]+)」の決済を取り消す$")]
async fn cancels(shop: &mut Shop, buyer: String, order: String) {
    cancel(shop, buyer, order).await;
}

async fn ship(shop: &mut Shop, order: String, slip: String) {
    let shipment = RegisterShipment::new(order, slip);
    shop.last = Some(shop.client.register_shipment(&shipment).await.map(drop));
}

#[given(regex = "^受注「([^」]+)」を送り状番号「([^」]+)」で出荷してある$")]
async fn shipped(shop: &mut Shop, order: String, slip: String) {
    ship(shop, order, slip).await;
    assert_eq!(shop.last(), &Ok(()));
}

#[when(regex = "^受注「([^」]+)」の出荷を送り状番号「([^」]+)」で登録する$")]
async fn ships(shop: &mut Shop, order: String, slip: String) {
    ship(shop, order, slip).await;
}

#[when(regex = "^受注「([^」]+)」の送り状番号「([^」]+)」の出荷を取り消す$")]
async fn unships(shop: &mut Shop, order: String, slip: String) {
    let shipment = CancelShipment::new(order, slip);
    shop.last = Some(shop.client.cancel_shipment(&shipment).await.map(drop));
}

#[given(regex = "^ヤマトが受注「([^」]+)」の出荷を確定した$")]
async fn confirmed(shop: &mut Shop, order: String) {
    shop.control
        .post(&format!("/orders/{order}/confirm"), json!({}))
        .await;
}

#[given(regex = "^受注「([^」]+)」から([0-9,]+)円分が返品されている$")]
async fn returned(shop: &mut Shop, order: String, amount: Yen) {
    let path = format!("/orders/{order}/returns");
    shop.control.post(&path, json!({"amount": amount.0})).await;
}

#[given(regex = "^「([0-9]+)」で始まる送り状番号は、掛け払いで使えないサービスのものである$")]
async fn unusable_slips(shop: &mut Shop, prefix: String) {
    let path = format!("/unusable-slips/{prefix}");
    let (status, answer) = shop
        .control
        .send("PUT", &path, serde_json::Value::Null)
        .await;
    assert!((200..300).contains(&status), "{answer}");
}

#[then("ヤマトに受け付けられる")]
fn accepted(shop: &mut Shop) {
    assert_eq!(shop.last(), &Ok(()));
}

#[then(regex = "^ヤマトにエラー「([^」]+)」で断られる$")]
fn refused(shop: &mut Shop, code: String) {
    assert_eq!(shop.refused(), code);
}

#[then(regex = "^直すのは「(加盟店の設定|システム|お店|取引先|ヤマト)」である$")]
fn who_acts(shop: &mut Shop, who: String) {
    use kakebarai::refusals::WhoActs;
    let error = shop.last().clone().unwrap_err();
    let acts = match error.code().unwrap().who_acts() {
        WhoActs::MerchantSettings => "加盟店の設定",
        WhoActs::Programmer => "システム",
        WhoActs::Operator => "お店",
        WhoActs::Buyer => "取引先",
        WhoActs::Provider => "ヤマト",
        other => panic!("{other:?}"),
    };
    assert_eq!(acts, who);
}

#[then("応答がなく、処理されたかどうか分からない")]
fn unknown(shop: &mut Shop) {
    let error = shop.last().clone().unwrap_err();
    assert!(error.code().is_none(), "{error}");
    assert_eq!(error.processed(), Processed::Unknown, "{error}");
}

#[then(regex = "^ヤマトで、受注「([^」]+)」は「([^」]+)」である$")]
async fn is_in_state(shop: &mut Shop, order: String, state: String) {
    let found = shop.control.get(&format!("/orders/{order}")).await;
    assert_eq!(found["stateName"], state);
}

#[then(regex = "^ヤマトで、受注「([^」]+)」の請求額は([0-9,]+)円である$")]
async fn is_billed(shop: &mut Shop, order: String, total: Yen) {
    let found = shop.control.get(&format!("/orders/{order}")).await;
    assert_eq!(found["total"], total.0);
}

#[then(regex = "^ヤマトに決済は([0-9]+)件ある$")]
async fn orders(shop: &mut Shop, number: usize) {
    let found = shop.control.get("/orders").await;
    assert_eq!(found["orders"].as_array().unwrap().len(), number);
}
