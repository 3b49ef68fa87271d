//! What the pages say, where the wording matters: their text, not their markup.

use super::{KAKEBARAI, administration::ordered, application, choose, put};
use crate::support::{
    self,
    shop::OpenShop,
    visitor::{Visitor, escaped},
};

/// The text of a page, without what is different in each run.
fn page(name: &str, visitor: &Visitor, shop: &OpenShop) {
    let text = visitor
        .page
        .text()
        .replace(&shop.merchant_code, "加盟店コード");
    support::snapshots().bind(|| insta::assert_snapshot!(format!("page-{name}"), text));
}

#[tokio::test]
async fn what_a_customer_reads() {
    let shop = OpenShop::open().await;
    let mut customer = shop.newcomer("hanako@example.jp", "03-0000-0800").await;
    customer.open("/kakebarai").await;
    page("application", &customer, &shop);
    customer.press("クロネコ掛け払い取引先登録").await;
    page("application-incomplete", &customer, &shop);
    application::fill(&mut customer);
    customer.press("クロネコ掛け払い取引先登録").await;
    page("screening-pending", &customer, &shop);
    let mut buyer = shop.customer("1111").await;
    // 8 % and 10 %, a code that is cut, a price with a fraction.
    put(&mut buyer, &[(1, "3"), (4, "1"), (9, "3")]).await;
    buyer.open("/checkout").await;
    page("checkout", &buyer, &shop);
    choose(&mut buyer, KAKEBARAI).await;
    page("confirmation", &buyer, &shop);
    buyer.press("注文する").await;
    page("complete", &buyer, &shop);
    buyer.open("/nowhere").await;
    page("not-found", &buyer, &shop);
}

#[tokio::test]
async fn what_an_operator_reads() {
    let shop = OpenShop::open().await;
    let mut buyer = shop.customer("1111").await;
    let number = ordered(&mut buyer, &[(1, "3"), (4, "1"), (9, "3")]).await;
    let mut operator = shop.operator().await;
    page("admin-home", &operator, &shop);
    for (name, path) in [
        ("admin-addon", "/admin/addons/kakebarai".to_owned()),
        (
            "admin-payment-method",
            "/admin/payment-methods/2".to_owned(),
        ),
        ("admin-taxes", "/admin/taxes".to_owned()),
        ("admin-order", format!("/admin/orders/{number}")),
        ("admin-sent", format!("/admin/orders/{number}/sent")),
        ("admin-ship", format!("/admin/orders/{number}/shipment")),
        ("admin-import", "/admin/import".to_owned()),
        (
            "admin-workbench-codes",
            format!(
                "/admin/workbench/codes?codes={}",
                escaped("PAPER-A4-500X10\nコップ100\nｶｯﾌﾟ\nPEN-Ａ4")
            ),
        ),
        (
            "admin-workbench-taxes",
            format!(
                "/admin/workbench/taxes?shipping=800&lines={}",
                escaped("PAPER-A4-500X10,紙,99.5,3\nTEA,茶,1080,1,8,内税")
            ),
        ),
    ] {
        let found = operator.open(&path).await.status;
        assert_eq!(found, 200, "{path}");
        page(name, &operator, &shop);
    }
}
