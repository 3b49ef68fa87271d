//! 送信内容の確認: the very items that went over the wire, and where they come from.

use serde_json::Value;

use super::ordered;
use crate::{
    shop::{KAKEBARAI, TRANSFER, choose, put},
    support::{shop::OpenShop, visitor::Visitor},
};

/// The items of the last settlement that the provider received, without the credentials.
async fn received(shop: &OpenShop) -> Vec<(String, String)> {
    let journal = shop.control.get("/journal").await;
    let entries = journal["entries"].as_array().unwrap();
    let is_settlement = |entry: &&Value| entry["api"] == "AN010";
    let last = entries.iter().rfind(is_settlement).unwrap();
    let fields = last["received"].as_array().unwrap().iter();
    let text = |field: &Value, name: &str| field[name].as_str().unwrap().to_owned();
    fields
        .map(|field| (text(field, "name"), field))
        .filter(|(name, _)| !["traderCode", "passWord"].contains(&name.as_str()))
        .map(|(name, field)| (name, text(field, "value")))
        .collect()
}

/// The items on the page: name on the wire and value.
fn shown(visitor: &Visitor) -> Vec<(String, String)> {
    let text = visitor.page.text();
    let rows = text.lines().filter_map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let is_item = cells.len() >= 4
            && !cells[1].is_empty()
            && cells[1].bytes().all(|byte| byte.is_ascii_alphanumeric());
        is_item.then(|| (cells[1].to_owned(), cells[2].to_owned()))
    });
    rows.collect()
}

/// The items of the file: name on the wire and value.
fn of_file(file: &str) -> Vec<(String, String)> {
    let lines = file.trim_start_matches('\u{feff}').lines().skip(1);
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            (cells[1].to_owned(), cells[2].to_owned())
        })
        .collect()
}

/// A code of 16 characters, a name that is respelt, one that is cut, no code, a fraction of a yen, and all taxes.
const PRODUCTS: &[(u32, &str)] = &[(1, "3"), (6, "1"), (7, "2"), (9, "3"), (12, "1")];

#[tokio::test]
async fn the_page_shows_what_went_over_the_wire() {
    let shop = OpenShop::open().await;
    let (mut customer, mut operator) = (shop.customer("1111").await, shop.operator().await);
    operator.open("/admin/payment-methods/2").await;
    operator.fill("手数料（円）", "300");
    operator.fill("手数料名", "掛け払い手数料");
    operator.fill("税金", "消費税（10%）");
    operator.press("保存").await;
    let number = ordered(&mut customer, PRODUCTS).await;
    operator.open("/admin/orders").await;
    operator.follow("送信内容の確認").await;
    let received = received(&shop).await;
    // Six lines of goods and more: 5 products, postage, fee, two taxes.
    assert!(received.iter().any(|(name, _)| name == "shohinMei9"));
    assert_eq!(shown(&operator), received);

    // 3,980 × 3 = 11,940; 3,456; 780 × 2 = 1,560; 12.5 × 3 = 37.5 → 38; 5,460.
    operator.sees("明細1 決済金額 | kessaiKingaku1 | 11940 | 3,980円 × 3 |");
    operator.sees("明細4 決済金額 | kessaiKingaku4 | 38 | 12.5円 × 3（1円未満は四捨五入） |");
    operator.sees("明細1 商品コード | shohinCode1 | A4-500X10B | 商品コード「PAPER-A4-500X10B」の先頭の「PAPER-」を切りました |");
    operator.sees("明細3 商品コード | shohinCode3 | | 商品に商品コードがありません |");
    operator.sees("明細6 決済金額 | kessaiKingaku6 | 880 | 送料「宅急便」880円 |");
    operator.sees("明細7 決済金額 | kessaiKingaku7 | 300 | 手数料 300円 |");
    // 11,940 + 38 + 5,460 = 17,438, postage and fee; a tenth of 18,618 is 1,861.
    operator.sees("| 1861 | 商品17,438円＋送料880円＋手数料300円にかかる税（外税10％、税率ごとに1回、端数切り捨て） |");
    // 3,456 + 1,560 = 5,016; 8 % of it 401.28.
    operator.sees("| 401 | 商品5,016円にかかる税（外税8％、税率ごとに1回、端数切り捨て） |");
    operator.sees("先頭の「PAPER-」を切って「A4-500X10B」を送信します。");
    operator.sees("末尾の「");
    operator.sees("置き換えました");
    operator.sees("お客様への請求額 25,896円");
    operator.sees("| 決済登録25,896円（取引先ID 1111） | お客様 | 完了 |");
    assert!(!operator.page.body.contains(&shop.merchant_password));

    let file = operator
        .open(&format!("/admin/orders/{number}/sent.csv"))
        .await;
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(
        file.header("content-disposition"),
        format!("attachment; filename=\"an010-{number}.csv\"")
    );
    assert_eq!(of_file(&file.body), received);
}

/// The provider has no field for a rate or a base.
#[tokio::test]
async fn the_names_of_taxes_say_what_is_taxed_if_the_shop_wants_it() {
    let shop = OpenShop::open().await;
    let (mut customer, mut operator) = (shop.customer("1111").await, shop.operator().await);
    // 3,980 and 880 of postage.
    for (ticked, name) in [
        (false, "消費税（10%）"),
        (true, "消費税（10%） 10%対象 4,860円"),
    ] {
        operator.open("/admin/taxes").await;
        operator.tick(
            "クロネコ掛け払いへ送信する消費税の名前に、税率と対象の金額を付ける",
            ticked,
        );
        operator.press("保存").await;
        operator.sees("税金を保存しました。");
        ordered(&mut customer, &[(1, "1")]).await;
        let received = received(&shop).await;
        let names = received.iter().filter(|(name, _)| name == "shohinMei3");
        let names: Vec<_> = names.map(|(_, value)| value.as_str()).collect();
        assert_eq!(names, [name]);
    }
}

#[tokio::test]
async fn a_setting_that_has_changed_since_is_seen_beside_what_was_sent() {
    let shop = OpenShop::open().await;
    let (mut customer, mut operator) = (shop.customer("1111").await, shop.operator().await);
    let number = ordered(&mut customer, &[(1, "1")]).await;
    let path = format!("/admin/orders/{number}/sent");
    operator.open(&path).await;
    operator.does_not_see("いまの設定での値");
    operator.open("/admin/payment-methods/2").await;
    operator.choose("商品コード", "連携しない");
    operator.press("保存").await;
    operator.open(&path).await;
    operator.sees("送信した後に設定が変わったため");
    assert_eq!(shown(&operator), received(&shop).await);
    operator.sees("明細1 商品コード | shohinCode1 | A4-500X10B | | 送信した後に、設定か商品コードの送り方が変わりました。いまの設定では：商品コードの設定が「連携しない」のため、空で送信します |");
    operator.sees("明細1 決済金額 | kessaiKingaku1 | 3980 | 同じ | 3,980円 × 1 |");
}

#[tokio::test]
async fn prices_with_tax_in_them_are_explained() {
    let shop = OpenShop::open().await;
    let (mut customer, mut operator) = (shop.customer("1111").await, shop.operator().await);
    operator.open("/admin/taxes").await;
    operator.fill("消費税（10%）・内税・外税", "内税");
    operator.press("保存").await;
    let number = ordered(&mut customer, &[(10, "1")]).await;
    operator.open(&format!("/admin/orders/{number}/sent")).await;
    assert_eq!(shown(&operator), received(&shop).await);
    // 7,480 + 880 = 8,360 with 760 of tax in it: 680 in the lamp, 80 in the postage.
    operator.sees("明細1 決済金額 | kessaiKingaku1 | 6800 | 7,480円 × 1（内税）から消費税（10%）を除いた6,800円 |");
    operator.sees("明細2 決済金額 | kessaiKingaku2 | 800 | 送料「宅急便」880円（内税）から消費税（10%）を除いた800円 |");
    operator.sees(
        "| 760 | 商品7,480円＋送料880円に含まれる税（内税10％、税率ごとに1回、端数切り捨て） |",
    );
}

#[tokio::test]
async fn a_cart_shows_what_will_be_sent_and_its_order_sends_just_that() {
    let shop = OpenShop::open().await;
    let (mut customer, mut operator) = (shop.customer("1111").await, shop.operator().await);
    put(&mut customer, PRODUCTS).await;
    // In the test environment the cart itself leads there; whoever is no operator comes to the login.
    customer.follow("送信内容の確認（担当者用）").await;
    customer.is_at("ログイン");
    assert!(customer.page.title.contains("管理画面"));
    operator.open("/admin/customers/101").await;
    operator.follow("カート（10点）の送信内容の確認").await;
    operator.sees("株式会社青葉デザイン（1111@cs-cart.jp）のカート");
    let before = shown(&operator);
    let file = operator
        .open("/admin/customers/101/cart.csv")
        .await
        .body
        .clone();
    assert_eq!(of_file(&file), before);
    choose(&mut customer, KAKEBARAI).await;
    customer.press("注文する").await;
    let mut received = received(&shop).await;
    let number = received.iter_mut().find(|(name, _)| name == "orderNo");
    assert_eq!(std::mem::take(&mut number.unwrap().1), "1001");
    assert_eq!(before, received);
    // Another way of shipping can be tried; the cart is empty by now.
    operator.open("/admin/customers/101/cart").await;
    operator.sees("カートに商品はありません。");
    assert_eq!(
        operator.open("/admin/customers/101/cart.csv").await.status,
        404
    );
    put(&mut customer, &[(2, "1")]).await;
    operator.open("/admin/customers/101/cart").await;
    operator.fill("配送方法", "宅急便（時間帯指定）");
    operator.press("この配送方法で確認する").await;
    operator.sees("送料「宅急便（時間帯指定）」1,100円");
}

#[tokio::test]
async fn what_cannot_be_sent_says_why() {
    let shop = OpenShop::open().await;
    let (mut customer, mut operator) = (shop.customer("1111").await, shop.operator().await);
    // A product code in full width.
    put(&mut customer, &[(8, "1")]).await;
    operator.open("/admin/customers/101/cart").await;
    operator.sees("このままでは送信できません");
    operator.sees("商品「ラベルシール A4 24面 100枚」：商品コード");
    choose(&mut customer, TRANSFER).await;
    customer.press("注文する").await;
    operator.open("/admin/orders/1001/sent").await;
    operator.sees("注文1001はクロネコ掛け払いの注文ではないため、何も送信しません。");
    assert_eq!(
        operator.open("/admin/orders/1001/sent.csv").await.status,
        404
    );
}
