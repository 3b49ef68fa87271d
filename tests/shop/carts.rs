//! The cart: what is put there, what is changed, what stays.

use super::put;
use crate::support::shop::OpenShop;

#[tokio::test]
async fn more_than_there_is_room_for_is_said() {
    let shop = OpenShop::open().await;
    let mut visitor = shop.visitor();
    put(&mut visitor, &[(2, "9000")]).await;
    visitor.sees("をカートに入れました。");
    put(&mut visitor, &[(2, "1000")]).await;
    visitor.sees(
        "1つの商品は9,999までのため、「ゲルインクボールペン 0.5mm 黒」の数量を9,999にしました。",
    );
    visitor.does_not_see("をカートに入れました。");
    assert_eq!(
        visitor.value("数量（ゲルインクボールペン 0.5mm 黒）"),
        "9999"
    );
}

#[tokio::test]
async fn a_form_of_many_fields_changes_what_is_in_the_cart_alone() {
    let shop = OpenShop::open().await;
    let mut visitor = shop.visitor();
    put(&mut visitor, &[(2, "3"), (4, "1")]).await;
    let token = super::administration::access::token(&visitor);
    let names: Vec<String> = (1..20_000).map(|id| format!("quantity-{id}")).collect();
    let mut fields = vec![("form_token", token.as_str())];
    fields.extend(names.iter().map(|name| (name.as_str(), "7")));
    visitor.post("/cart/quantities", &fields).await;
    visitor.sees("数量を変更しました。");
    assert_eq!(visitor.value("数量（ゲルインクボールペン 0.5mm 黒）"), "7");
    assert_eq!(visitor.value("数量（宇治玉露 100g）"), "7");
    visitor.does_not_see("コピー用紙");
    // What was put there after the page was made stays as it is.
    visitor
        .post(
            "/cart/quantities",
            &[("form_token", &token), ("quantity-2", "0")],
        )
        .await;
    visitor.does_not_see("ゲルインク");
    assert_eq!(visitor.value("数量（宇治玉露 100g）"), "7");
}
