//! What an order has used of coupons and ギフト券 comes back where it comes to nothing, at once or later.

use serde_json::json;

use super::reductions::{choose, discount, gift, order};
use crate::{
    shop::{KAKEBARAI, put},
    support::shop::OpenShop,
};

/// A coupon of 100 yen that can be used once.
const ONCE: [(&str, &str); 4] = [
    ("名前", "先着1名"),
    ("クーポンコード", "ONCE"),
    ("割引額", "100"),
    ("使える回数", "1"),
];

#[tokio::test]
async fn what_a_refused_order_has_used_comes_back() {
    let shop = OpenShop::open().await;
    let (mut operator, mut customer) = (shop.operator().await, shop.customer("1111").await);
    discount(&mut operator, "円で引く", &ONCE).await;
    put(&mut customer, &[(2, "10")]).await;
    let refusal = json!({"api": "AN010", "kind": "code", "code": "G61", "times": 1});
    shop.control.post("/faults", refusal).await;
    choose(&mut customer, KAKEBARAI, &[("クーポンコード", "ONCE")]).await;
    customer.press("注文する").await;
    customer.is_at("注文手続き");
    choose(&mut customer, KAKEBARAI, &[("クーポンコード", "ONCE")]).await;
    let number = order(&mut customer).await;
    operator.open("/admin/discounts").await;
    operator.sees("0回");
    // Whoever comes second is told before anything is ordered.
    let mut second = shop.customer("3333").await;
    put(&mut second, &[(2, "10")]).await;
    choose(&mut second, KAKEBARAI, &[("クーポンコード", "ONCE")]).await;
    let said = second.said_of("クーポンコード").join("");
    assert!(said.contains("ご利用いただけません"), "{said}");
    // A settlement that is cancelled later gives it back, and the checkout knows it by itself.
    operator
        .open(&format!("/admin/kakebarai/cancel?one={number}"))
        .await;
    operator.press("決済を取り消す").await;
    choose(&mut second, KAKEBARAI, &[("クーポンコード", "ONCE")]).await;
    second.is_at("注文内容の確認");
}

#[tokio::test]
async fn what_an_order_has_used_comes_back_where_it_turns_out_later_that_it_is_none() {
    for is_asked_again in [true, false] {
        let shop = OpenShop::open().await;
        let (mut operator, mut customer) = (shop.operator().await, shop.customer("1111").await);
        discount(&mut operator, "円で引く", &ONCE).await;
        gift(&mut operator, "GIFT-4", "500").await;
        let entered = [("クーポンコード", "ONCE"), ("ギフト券番号", "GIFT-4")];
        put(&mut customer, &[(2, "10")]).await;
        choose(&mut customer, KAKEBARAI, &entered).await;
        let lost = json!({"api": "AN010", "kind": "lostBeforeProcessing", "times": 1});
        shop.control.post("/faults", lost).await;
        customer.press("注文する").await;
        customer.is_at("ご注文を確認しています");
        // As long as nobody knows, nothing comes back.
        operator.open("/admin/gift-certificates").await;
        operator.sees("GIFT-4 | 500円 | 0円");
        if is_asked_again {
            let refusal = json!({"api": "AN010", "kind": "code", "code": "G61", "times": 1});
            shop.control.post("/faults", refusal).await;
            shop.shop.run_jobs_once().await.unwrap();
        } else {
            operator.open("/admin/kakebarai").await;
            operator.press("処理されていなかった").await;
            operator.press("「処理されていなかった」と記録する").await;
        }
        operator.open("/admin/orders/1001").await;
        operator.does_not_see("決済登録済み");
        operator.open("/admin/gift-certificates").await;
        operator.sees("GIFT-4 | 500円 | 500円");
        put(&mut customer, &[(2, "10")]).await;
        choose(&mut customer, KAKEBARAI, &entered).await;
        order(&mut customer).await;
        operator.open("/admin/gift-certificates").await;
        operator.sees("GIFT-4 | 500円 | 0円");
    }
}

#[tokio::test]
async fn the_list_and_the_question_before_deleting_know_what_a_cancelled_settlement_gave_back() {
    let shop = OpenShop::open().await;
    let (mut operator, mut customer) = (shop.operator().await, shop.customer("1111").await);
    for (number, amount) in [("GIFT-5", "500"), ("GIFT-6", "300"), ("GIFT-7", "100")] {
        gift(&mut operator, number, amount).await;
    }
    let mut numbers = Vec::new();
    for wished in ["GIFT-5", "GIFT-6"] {
        put(&mut customer, &[(2, "10")]).await;
        choose(&mut customer, KAKEBARAI, &[("ギフト券番号", wished)]).await;
        numbers.push(order(&mut customer).await);
    }
    for number in &numbers {
        operator
            .open(&format!("/admin/kakebarai/cancel?one={number}"))
            .await;
        operator.press("決済を取り消す").await;
    }
    operator.open("/admin/gift-certificates/1/delete").await;
    operator.sees("残高500円");
    operator.open("/admin/gift-certificates").await;
    for line in [
        "GIFT-5 | 500円 | 500円",
        "GIFT-6 | 300円 | 300円",
        "GIFT-7 | 100円 | 100円",
    ] {
        operator.sees(line);
    }
}
