//! A test environment that begins anew is told what the shop knows.

use serde_json::{Value, json};

use super::{KAKEBARAI, choose, put};
use crate::support::shop::OpenShop;

#[tokio::test]
async fn a_simulator_that_has_forgotten_everything_is_reminded() {
    let shop = OpenShop::open().await;
    let mut newcomer = shop.newcomer("hanako@example.jp", "03-0000-9010").await;
    newcomer.open("/kakebarai").await;
    super::application::fill(&mut newcomer);
    newcomer.press("この内容で申し込む").await;
    newcomer.sees("審査状況ご利用可");
    let mut customer = shop.customer("1111").await;
    for number in ["1001", "1002"] {
        put(&mut customer, &[(2, "10")]).await;
        choose(&mut customer, KAKEBARAI).await;
        customer.press("注文する").await;
        customer.sees(&format!("注文番号は {number} です。"));
    }
    let known: Vec<_> = shop.shop.known_buyers().await.unwrap();
    let known: Vec<_> = known
        .iter()
        .map(|buyer| (buyer.id.as_str(), buyer.judgement.as_str(), buyer.settled))
        .collect();
    assert_eq!(known, [("000000010500", "ご利用可", 0)]);
    // What is known already is not told twice.
    assert_eq!(shop.shop.remind().await.unwrap(), 0);

    shop.control.send("POST", "/reset", Value::Null).await;
    assert_eq!(shop.control.get("/orders").await["orders"], json!([]));
    assert_eq!(shop.shop.remind().await.unwrap(), 2);
    let orders = shop.control.get("/orders").await;
    let orders: Vec<_> = orders["orders"].as_array().unwrap().iter().collect();
    let numbers: Vec<_> = orders.iter().map(|order| &order["orderNumber"]).collect();
    assert_eq!(numbers, ["1001", "1002"]);
    // 1,200 + 880 = 2,080, and 208 of tax.
    assert_eq!(orders[0]["total"], 2_288);
}
