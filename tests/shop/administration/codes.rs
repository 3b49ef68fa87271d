//! Codes and points as customers enter them: wrong codes are counted, and points are read as people write them.

use super::reductions::{choose, discount, gift};
use crate::{
    shop::{KAKEBARAI, put},
    support::shop::OpenShop,
};

#[tokio::test]
async fn codes_are_not_tried_one_after_the_other() {
    let shop = OpenShop::open().await;
    let (mut operator, mut customer) = (shop.operator().await, shop.customer("1111").await);
    gift(&mut operator, "GIFT-3", "500").await;
    put(&mut customer, &[(2, "10")]).await;
    for _ in 0..5 {
        choose(&mut customer, KAKEBARAI, &[("ギフト券番号", "GUESS")]).await;
        customer.sees("ギフト券番号「GUESS」は、ご利用いただけません。");
    }
    choose(&mut customer, KAKEBARAI, &[("ギフト券番号", "GIFT-3")]).await;
    customer.is_at("注文手続き");
    customer.sees("短い間に何度もコードや番号が試されたため");
    shop.pass(std::time::Duration::from_mins(15));
    choose(&mut customer, KAKEBARAI, &[("ギフト券番号", "GIFT-3")]).await;
    customer.is_at("注文内容の確認");
}

/// Neither a form without codes nor one with a code that everybody knows takes wrong ones back; and each of several codes is a try.
#[tokio::test]
async fn wrong_codes_are_counted_one_by_one_whatever_is_sent_between_them() {
    let shop = OpenShop::open().await;
    let (mut operator, mut customer) = (shop.operator().await, shop.customer("1111").await);
    discount(
        &mut operator,
        "円で引く",
        &[
            ("名前", "みんなの割引"),
            ("クーポンコード", "EVERYBODY"),
            ("割引額", "10"),
        ],
    )
    .await;
    gift(&mut operator, "GIFT-5", "500").await;
    put(&mut customer, &[(2, "10")]).await;
    for entered in [("ギフト券番号", "ONE TWO"), ("ギフト券番号", "THREE FOUR")] {
        choose(&mut customer, KAKEBARAI, &[entered]).await;
        customer.sees("は、ご利用いただけません。");
        for harmless in [&[][..], &[("クーポンコード", "EVERYBODY")]] {
            choose(&mut customer, KAKEBARAI, harmless).await;
            customer.is_at("注文内容の確認");
        }
    }
    // The fifth.
    let wrong = [("クーポンコード", ""), ("ギフト券番号", "FIVE")];
    choose(&mut customer, KAKEBARAI, &wrong).await;
    customer.sees("「FIVE」は、ご利用いただけません。");
    let right = [("クーポンコード", ""), ("ギフト券番号", "GIFT-5")];
    choose(&mut customer, KAKEBARAI, &right).await;
    customer.sees("短い間に何度もコードや番号が試されたため");

    shop.pass(std::time::Duration::from_mins(15));
    // As people separate what they list.
    let two = [("クーポンコード", ""), ("ギフト券番号", "GIFT-5、GIFT-9")];
    choose(&mut customer, KAKEBARAI, &two).await;
    customer.sees("「GIFT-9」は、ご利用いただけません。");
    customer.does_not_see("「GIFT-5」");
    let many = "X ".repeat(11);
    choose(&mut customer, KAKEBARAI, &[("ギフト券番号", many.trim())]).await;
    customer.sees("1回のご注文でご利用いただけるギフト券は10枚までです。");
    customer.does_not_see("「X」");
    choose(&mut customer, KAKEBARAI, &right).await;
    customer.is_at("注文内容の確認");
}

#[tokio::test]
async fn points_are_read_as_people_write_them() {
    let shop = OpenShop::open().await;
    let (mut operator, mut customer) = (shop.operator().await, shop.customer("1111").await);
    operator.open("/admin/customers/101/access").await;
    operator.fill("増減するポイント", "1,000");
    operator.press("ポイントを変更する").await;
    operator.fill("増減するポイント", "0");
    operator.press("ポイントを変更する").await;
    let said = operator.said_of("増減するポイント").join("");
    assert!(said.contains("0以外を入力してください"), "{said}");
    put(&mut customer, &[(2, "10")]).await;
    for entered in ["300", "３００ポイント", "300 ﾎﾟｲﾝﾄ", " 300　ポイント"] {
        choose(&mut customer, KAKEBARAI, &[("利用するポイント", entered)]).await;
        customer.sees("ポイント-300円");
    }
}
