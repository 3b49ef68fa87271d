//! Orders, transmissions and errors as files.

use serde_json::json;

use super::ordered;
use crate::support::{shop::OpenShop, visitor::Visitor};

async fn exported(operator: &mut Visitor, kind: &str, encoding: &str) -> String {
    operator.open("/admin/orders").await;
    operator.follow("CSVで書き出す").await;
    operator.fill("書き出す内容", kind);
    operator.fill("文字コード", encoding);
    operator.press("エクスポートする").await.body.clone()
}

const ERRORS: &str = "エラー（断られた送信と、結果の分からない送信）";

#[tokio::test]
async fn orders_transmissions_and_errors_are_written_row_by_row() {
    let shop = OpenShop::open().await;
    let (mut operator, mut customer) = (shop.operator().await, shop.customer("1111").await);
    ordered(&mut customer, &[(2, "10")]).await;
    let refusal = json!({"api": "AN020", "kind": "code", "code": "B020004", "times": 1});
    shop.control.post("/faults", refusal).await;
    operator.open("/admin/kakebarai/cancel?one=1001").await;
    operator.press("決済を取り消す").await;
    let file = exported(&mut operator, "注文（1件が1行）", "UTF-8").await;
    let rows: Vec<&str> = file.lines().collect();
    assert_eq!(rows.len(), 2, "{file}");
    assert!(rows[0].starts_with("注文番号,注文日時,状態,"));
    assert_eq!(
        rows[1],
        "\"1001\",\"2026/11/24 10:00\",\"決済登録済み\",\"クロネコ掛け払い\",\"101\",\"1111@cs-cart.jp\",\"株式会社青葉デザイン\",\
         \"青木 葉子\",\"171-0033\",\"東京都豊島区高田3-15-10\",\"03-0000-1111\",\"1\",\"1200\",\"0\",\"880\",\"0\",\"208\",\"0\",\"2288\",\"\""
    );
    let file = exported(&mut operator, "送信（1回が1行）", "UTF-8").await;
    let rows: Vec<&str> = file.lines().collect();
    assert_eq!(rows.len(), 3, "{file}");
    // Both were sent at the same moment of the shop's clock.
    let registered = "\"2026/11/24 10:00\",\"1001\",\"決済登録\",\"1111\",\"2288\",\"\",\"完了\"";
    let of_registration = rows.iter().filter(|row| row.starts_with(registered));
    assert_eq!(of_registration.count(), 1, "{file}");
    exported(&mut operator, "送信（1回が1行）", "Shift_JIS").await;
    let content_type = operator.page.header("content-type");
    assert_eq!(content_type, "text/csv; charset=Shift_JIS");
    assert!(operator.page.body.contains("\"B020004\""));
    let file = exported(&mut operator, ERRORS, "UTF-8").await;
    let rows: Vec<&str> = file.lines().collect();
    assert_eq!(rows.len(), 2, "{file}");
    assert!(rows[1].contains("\"決済取消\""), "{file}");
    assert!(rows[1].contains("\"B020004\""), "{file}");
    let name = operator.page.header("content-disposition");
    assert_eq!(name, "attachment; filename=\"errors-20261124.csv\"");
}

/// 1,200 of goods, 880 of postage, 300 and 3.5 % of 2,080 as fee: 372.8 → 373; a tenth of 2,453 is 245; 100 points.
#[tokio::test]
async fn a_row_adds_up_to_its_total() {
    let shop = OpenShop::open().await;
    let (mut operator, mut customer) = (shop.operator().await, shop.customer("1111").await);
    operator.open("/admin/payment-methods/2").await;
    operator.fill("手数料（円）", "３００円");
    operator.fill("手数料（％）", "３．５％");
    operator.fill("税金", "消費税（10%）");
    operator.press("保存").await;
    operator.open("/admin/customers/101/access").await;
    operator.fill("増減するポイント", "100");
    operator.press("ポイントを変更する").await;
    crate::shop::put(&mut customer, &[(2, "10")]).await;
    customer.open("/checkout").await;
    customer.choose("配送方法", "宅急便");
    customer.choose("お支払い方法", crate::shop::KAKEBARAI);
    customer.fill("利用するポイント", "100");
    customer.press("注文内容を確認する").await;
    customer.press("注文する").await;
    let file = exported(&mut operator, "注文（1件が1行）", "UTF-8").await;
    let rows: Vec<Vec<&str>> = file.lines().map(|row| row.split(',').collect()).collect();
    let money: Vec<(&str, &str)> = rows[0]
        .iter()
        .zip(&rows[1])
        .map(|(title, value)| (*title, value.trim_matches('"')))
        .skip(12)
        .take(7)
        .collect();
    assert_eq!(
        money,
        [
            ("商品合計", "1200"),
            ("割引", "0"),
            ("送料", "880"),
            ("手数料", "373"),
            ("消費税", "245"),
            ("ギフト券・ポイント", "-100"),
            ("合計", "2598"),
        ]
    );
}

#[tokio::test]
async fn a_formula_is_harmless_and_what_cannot_be_written_is_said() {
    let shop = OpenShop::open().await;
    let (mut operator, mut customer) = (shop.operator().await, shop.customer("1111").await);
    crate::shop::put(&mut customer, &[(2, "1")]).await;
    customer.open("/checkout").await;
    customer.fill("会社名", "=HYPERLINK(\"x\")𠮷");
    customer.choose("配送方法", "宅急便");
    customer.choose("お支払い方法", crate::shop::TRANSFER);
    customer.press("注文内容を確認する").await;
    customer.press("注文する").await;
    let orders = "注文（1件が1行）";
    let file = exported(&mut operator, orders, "UTF-8").await;
    assert!(file.contains("\"'=HYPERLINK(\"\"x\"\")𠮷\""), "{file}");
    exported(&mut operator, orders, "Shift_JIS").await;
    operator.is_at("注文と送信のエクスポート");
    operator.sees("には Shift_JIS で書けない文字があります。");
}

/// More orders than are read at once.
#[tokio::test]
async fn long_files_are_whole() {
    let shop = OpenShop::open().await;
    let made_up = shop.shop.generate_sample_data(1_200).await.unwrap();
    shop.shop.add_sample_data(made_up, "made-up").await.unwrap();
    let mut operator = shop.operator().await;
    let file = exported(&mut operator, "注文（1件が1行）", "UTF-8").await;
    assert_eq!(file.lines().count(), 1_201);
}
