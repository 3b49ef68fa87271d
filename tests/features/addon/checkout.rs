//! Steps: who is offered the payment method.

use cucumber::{given, then, when};
use kakebarai::{
    buyers::{
        eligibility::{Customer, Offer},
        test_buyer,
    },
    client::Address,
};
use serde_json::json;

use super::world::{GROUP, Shop};
use crate::features::wording::Yen;

#[given(
    regex = "^「クロネコ掛け払い取引先ユーザーグループのお客様のみ使用可能」を(有効|無効)にしている$"
)]
fn only_for_the_group(shop: &mut Shop, on: String) {
    shop.rules.required_group = (on == "有効").then_some(GROUP);
}

#[given(regex = "^支払方法のステータスは「(有効|無効)」である$")]
fn enabled(shop: &mut Shop, on: String) {
    shop.rules.enabled = on == "有効";
}

#[given(regex = "^支払方法はユーザーグループ([0-9]+)だけが使える$")]
fn groups(shop: &mut Shop, group: u32) {
    shop.rules.groups = [group].into();
}

#[given("お客様はログインしていない")]
fn not_logged_in(shop: &mut Shop) {
    shop.customer = None;
}

#[given(regex = "^お客様は取引先「([^」]*)」で、ユーザーグループは「([^」]*)」である$")]
fn logged_in(shop: &mut Shop, buyer: String, groups: String) {
    let groups: kakebarai::user_groups::Memberships = groups.parse().unwrap();
    shop.customer = Some(Customer::new(
        Some(buyer).filter(|buyer| !buyer.is_empty()),
        groups.as_slice().to_vec(),
    ));
}

#[given(
    regex = "^ヤマトで、取引先「([^」]+)」は(利用可|利用不可)、限度額([0-9,]+)円、利用金額([0-9,]+)円である$"
)]
async fn usage(shop: &mut Shop, buyer: String, usable: String, limit: Yen, used: Yen) {
    let what = json!({"usable": usable == "利用可", "creditLimit": limit.0, "usedAmount": used.0});
    let (status, answer) = shop
        .control
        .send("PATCH", &format!("/buyers/{buyer}"), what)
        .await;
    assert_eq!(status, 200, "{answer}");
}

#[when("お客様が注文手続きの画面を開く")]
async fn opens_checkout(shop: &mut Shop) {
    let offer = shop
        .checkout
        .offer(shop.customer.as_ref(), &shop.rules)
        .await;
    shop.offer = Some(offer);
}

#[when(regex = "^注文手続きの画面が([0-9]+)か所で利用状況を尋ねる$")]
async fn asks_often(shop: &mut Shop, times: usize) {
    let mut running = tokio::task::JoinSet::new();
    for _ in 0..times {
        let (checkout, customer) = (shop.checkout.clone(), shop.customer.clone());
        let rules = shop.rules.clone();
        running.spawn(async move { checkout.offer(customer.as_ref(), &rules).await });
    }
    for offer in running.join_all().await {
        assert!(matches!(offer, Offer::Offered(_)), "{offer:?}");
    }
}

#[then(regex = "^ヤマトは利用金額照会を([0-9]+)回受け取っている$")]
async fn inquiries(shop: &mut Shop, number: usize) {
    let journal = shop.control.get("/journal?api=AN050").await;
    assert_eq!(journal["entries"].as_array().unwrap().len(), number);
}

#[then(
    regex = "^クロネコ掛け払いを選べ、利用状況「([^」]+)」、利用限度額([0-9,]+)円、利用金額([0-9,]+)円と表示される$"
)]
fn offered(shop: &mut Shop, usability: String, limit: Yen, used: Yen) {
    let Some(Offer::Offered(notice)) = &shop.offer else {
        panic!("{:?}", shop.offer);
    };
    let found = (
        notice.usability.as_str(),
        notice.credit_limit,
        notice.used_amount,
    );
    assert_eq!(found, (usability.as_str(), limit.0, used.0));
}

#[then(regex = "^クロネコ掛け払いは選べず、担当者に「(.+)」と知らされる$")]
fn not_offered(shop: &mut Shop, text: String) {
    let Some(Offer::NotOffered(reason)) = &shop.offer else {
        panic!("{:?}", shop.offer);
    };
    assert!(reason.to_string().contains(&text), "{reason}");
}

#[then(
    regex = "^(テスト環境|本番環境)で、メールアドレス「([^」]+)」の取引先IDは「([^」]*)」である$"
)]
fn is_test_buyer(_: &mut Shop, environment: String, email: String, buyer: String) {
    let environment = if environment == "テスト環境" {
        Address::Test
    } else {
        Address::Production
    };
    assert_eq!(test_buyer(&email, &environment).unwrap_or(""), buyer);
}
