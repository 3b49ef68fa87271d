//! The way from the shop to what its simulator has received, and back.

use serde_json::json;

use super::ordered;
use crate::support::shop::OpenShop;

/// The address of the link of that text.
fn link(visitor: &crate::support::visitor::Visitor, text: &str) -> Option<String> {
    let links = visitor.page.links.iter();
    let mut found = links.filter(|(known, _)| known == text);
    found.next().map(|(_, address)| address.clone())
}

#[tokio::test]
async fn orders_customers_and_requests_lead_to_the_dashboard() {
    let shop = OpenShop::open_linked().await;
    let (mut customer, mut operator) = (shop.customer("1111").await, shop.operator().await);
    let number = ordered(&mut customer, &[(10, "1")]).await;
    let base = shop.control.dashboard();
    let code = &shop.merchant_code;
    let of = |about: &str, api: &str| {
        format!("{base}/?view=requests&merchant={code}&about=%22{about}%22{api}")
    };
    operator.open("/admin").await;
    let dashboard = format!("{base}/?view=requests&merchant={code}");
    assert_eq!(link(&operator, "ダッシュボードを開く"), Some(dashboard));
    let of_the_order = format!("シミュレーターで見る（{number}）");
    operator.open(&format!("/admin/orders/{number}")).await;
    let links = operator
        .page
        .links
        .iter()
        .filter(|(text, _)| *text == of_the_order);
    let links: Vec<&String> = links.map(|(_, address)| address).collect();
    assert_eq!(links, [&of(&number, ""), &of(&number, "&api=AN010")]);
    operator.open("/admin/kakebarai").await;
    assert_eq!(link(&operator, &of_the_order), Some(of(&number, "")));
    operator.open("/admin/customers/101").await;
    assert_eq!(
        link(&operator, "シミュレーターで見る（1111）"),
        Some(of("1111", ""))
    );
    // There it is: one request, of this order alone.
    let part = of(&number, "&api=AN010").replace("/?", "/_simulator/dashboard/part?");
    let page = reqwest::get(part).await.unwrap().text().await.unwrap();
    assert_eq!(page.matches("<tr id=\"r").count(), 1, "{page}");
    // And back.
    operator.open("/admin/buyers/1111").await;
    assert_eq!(operator.page.path, "/admin/customers/101");
    operator.open("/admin/buyers/nobody").await;
    operator.sees("取引先ID nobody のお客様は、このお店にいません。");
    operator.open("/admin/buyers/000000010100").await;
    assert_eq!(operator.page.path, "/admin/customers/101");
}

#[tokio::test]
async fn both_clocks_are_shown_where_they_differ() {
    let shop = OpenShop::open_linked().await;
    let mut operator = shop.operator().await;
    operator.open("/admin").await;
    operator.does_not_see("時計");
    shop.control
        .post("/clock/advance", json!({ "by": "1 day" }))
        .await;
    operator.open("/admin").await;
    operator.sees("シミュレーター 2026/11/25 10:00");
    operator.sees("お店 2026/11/24 10:00");
}

#[tokio::test]
async fn who_speaks_to_nobody_known_has_no_such_links() {
    let shop = OpenShop::open().await;
    let (mut customer, mut operator) = (shop.customer("1111").await, shop.operator().await);
    let number = ordered(&mut customer, &[(10, "1")]).await;
    for page in ["/admin", "/admin/kakebarai", "/admin/customers/101"] {
        operator.open(page).await;
        operator.does_not_see("シミュレーター");
    }
    operator.open(&format!("/admin/orders/{number}")).await;
    operator.does_not_see("シミュレーター");
}

#[tokio::test]
async fn a_buyer_has_one_name_in_both() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    for (buyer, user) in [("1111", 101), ("2222", 102), ("3333", 103), ("4444", 104)] {
        let known = shop.control.get(&format!("/buyers/{buyer}")).await;
        operator.open(&format!("/admin/customers/{user}")).await;
        operator.sees(known["name"].as_str().unwrap());
    }
}
