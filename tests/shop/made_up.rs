//! Made-up customers and orders: what the shop says of them is what the provider's books say.

use serde_json::Value;

use crate::support::{
    shop::{OpenShop, PASSWORD},
    visitor::{Kind, Visitor},
};

/// The labels of the boxes before the orders of the list.
fn boxes(visitor: &Visitor) -> Vec<String> {
    let controls = visitor.page.forms.iter().flat_map(|form| &form.controls);
    let labels = controls.filter(|control| control.kind == Kind::Box);
    let labels = labels.map(|control| control.label.clone());
    labels
        .filter(|label| label.starts_with("注文") && label.ends_with("を選ぶ"))
        .collect()
}

/// All orders of the provider's books.
async fn orders(shop: &OpenShop) -> Vec<Value> {
    let mut all = Vec::new();
    let mut after = 0;
    loop {
        let path = format!("/orders?limit=1000&after={after}");
        let page = shop.control.get(&path).await;
        all.extend(page["orders"].as_array().unwrap().iter().cloned());
        match page["next"].as_u64() {
            Some(next) => after = next,
            None => return all,
        }
    }
}

#[tokio::test]
async fn a_whole_page_of_them_can_be_cancelled() {
    let shop = OpenShop::open().await;
    shop.add_sample_data(400).await;
    let mut operator = shop.operator().await;
    operator.open("/admin/kakebarai?status=registered").await;
    let boxes = boxes(&operator);
    assert_eq!(boxes.len(), 50);
    for label in &boxes {
        operator.tick(label, true);
    }
    operator.press("選んだ注文を決済取消").await;
    operator.press("決済を取り消す").await;
    operator.sees("50件を取り消しました。");
    let orders = orders(&shop).await;
    for label in &boxes {
        let number = label.trim_start_matches("注文").trim_end_matches("を選ぶ");
        let order = orders.iter().find(|order| order["orderNumber"] == number);
        assert_eq!(order.unwrap()["state"], 2, "{number}");
    }
}

#[tokio::test]
async fn the_shop_says_what_the_books_say() {
    let shop = OpenShop::open().await;
    shop.add_sample_data(1_400).await;
    let orders = orders(&shop).await;
    for state in [1, 2, 3, 10] {
        let of_it = orders.iter().filter(|order| order["state"] == state);
        assert!(of_it.count() > 20, "state {state}");
    }
    // The orders are spread over the buyers, and nobody has more than the limit.
    let buyers = shop.control.get("/buyers").await;
    let buyers = buyers["buyers"].as_array().unwrap();
    assert_eq!(buyers.len(), 4 + 29);
    let stopped = buyers.iter().filter(|buyer| buyer["stopped"] == true);
    assert_eq!(stopped.count(), 1);
    for buyer in buyers {
        let (used, limit) = (buyer["usedAmount"].as_u64(), buyer["creditLimit"].as_u64());
        assert!(used <= limit, "{buyer}");
    }
    let mut operator = shop.operator().await;
    for order in orders.iter().step_by(31) {
        let number = order["orderNumber"].as_str().unwrap();
        operator.open(&format!("/admin/orders/{number}")).await;
        operator.sees(order["buyerId"].as_str().unwrap());
        let says = operator.page.text();
        let is_unknown = says.contains("結果不明");
        match order["state"].as_u64().unwrap() {
            _ if is_unknown => {}
            2 => operator.sees("決済取消済み"),
            1 => operator.sees("決済登録済み"),
            _ => operator.sees(order["slipNumber"].as_str().unwrap()),
        }
    }
    // Every other settlement without an answer was carried out; asked again, all of them are.
    shop.shop.run_jobs_once().await.unwrap();
    assert_eq!(self::orders(&shop).await.len(), orders.len() + 2);
    // Whether a shipment was removed nobody can tell by asking again.
    operator.open("/admin/kakebarai").await;
    operator.sees("結果の分からない送信");
    operator.sees("出荷取消（応答 D020005）");
    // Who was stopped was refused, and the shop knows why.
    operator.open("/admin/kakebarai?status=none").await;
    operator.sees("G61");
    // Customers are older than their orders.
    let mut customer = shop.visitor();
    customer.open("/login").await;
    customer.fill("メールアドレス", "1@made-up.example");
    customer.fill("パスワード", PASSWORD);
    customer.press("ログイン").await;
    customer.is_at("商品一覧");
}
