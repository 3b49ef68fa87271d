//! A provider that is late or silent: the other ways to pay remain, and nobody waits for it again and again.

use serde_json::json;

use super::{TRANSFER, choose, fault, inquiries, put};
use crate::support::shop::OpenShop;

#[tokio::test]
async fn when_the_provider_is_silent_the_others_remain() {
    let shop = OpenShop::open().await;
    let mut customer = shop.customer("1111").await;
    put(&mut customer, &[(2, "1")]).await;
    fault(
        &shop,
        json!({"api": "AN050", "kind": "status", "status": 503, "times": 1}),
    )
    .await;
    customer.open("/checkout").await;
    customer.does_not_see("利用限度額");
    customer.sees("ただいま「クロネコ掛け払い」を確認できません。");
    customer.sees(TRANSFER);
    // Nobody is made to wait once more, and what is paid otherwise never waits for it.
    let asked = inquiries(&shop).await;
    choose(&mut customer, TRANSFER).await;
    customer.is_at("注文内容の確認");
    assert_eq!(inquiries(&shop).await, asked);
    customer.press("注文する").await;
    customer.is_at("ご注文ありがとうございました");
    // A few seconds later it is asked again.
    shop.pass(std::time::Duration::from_secs(10));
    put(&mut customer, &[(2, "1")]).await;
    customer.open("/checkout").await;
    customer.sees("利用限度額");
}

/// Its silence is nothing to those who may not use it anyway.
#[tokio::test]
async fn whom_the_rules_exclude_does_not_hear_that_the_provider_is_silent() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    operator.open("/admin/addons/kakebarai").await;
    operator.tick(
        "クロネコ掛け払い取引先ユーザーグループのお客様のみ使用可能",
        true,
    );
    operator.press("保存").await;
    operator.open("/admin/customers/101/groups").await;
    operator.fill("クロネコ掛け払い取引先", "保留");
    operator.press("保存").await;
    let fault = json!({"api": "AN050", "kind": "status", "status": 503, "times": 1});
    self::fault(&shop, fault).await;
    let (mut admitted, mut excluded) = (shop.customer("3333").await, shop.customer("1111").await);
    for customer in [&mut admitted, &mut excluded] {
        put(customer, &[(2, "1")]).await;
        customer.open("/checkout").await;
    }
    admitted.sees("ただいま「クロネコ掛け払い」を確認できません。");
    excluded.does_not_see("確認できません");
    excluded.sees("「クロネコ掛け払い」のご利用には、お店での手続きが必要です。");
}

#[tokio::test]
async fn a_late_provider_keeps_nobody_waiting() {
    let shop = OpenShop::open_adjusted(|config| {
        config.checkout_patience = std::time::Duration::from_millis(200);
    })
    .await;
    let mut customer = shop.customer("1111").await;
    put(&mut customer, &[(2, "1")]).await;
    let late = json!({"api": "AN050", "kind": "delay", "milliseconds": 20_000, "times": 1});
    fault(&shop, late).await;
    customer.open("/checkout").await;
    customer.sees("ただいま「クロネコ掛け払い」を確認できません。");
    customer.sees(TRANSFER);
}

#[tokio::test]
async fn what_a_buyer_may_use_is_asked_anew_once_the_answer_is_old() {
    use std::time::Duration;
    // Thirty seconds unless it is said otherwise.
    let shops = [
        (OpenShop::open().await, 30),
        (
            OpenShop::open_adjusted(|config| config.checkout_memory = Duration::from_mins(2)).await,
            120,
        ),
    ];
    for (shop, memory) in shops {
        let mut customer = shop.customer("1111").await;
        put(&mut customer, &[(2, "1")]).await;
        for (passed, asked) in [(0, 1), (memory - 1, 1), (1, 2), (memory - 1, 2)] {
            shop.pass(Duration::from_secs(passed));
            customer.open("/checkout").await;
            customer.sees("利用限度額");
            assert_eq!(inquiries(&shop).await, asked, "{memory}: {passed} s later");
        }
    }
}
