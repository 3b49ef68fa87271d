//! 商品 and 税: created, changed, deleted, and billed as they were when they were ordered.

use super::ordered;
use crate::{
    shop::{KAKEBARAI, choose, put, registered},
    support::{database_file::DatabaseFile, shop::OpenShop, visitor::Visitor},
};

/// Creates a product taxed at 10 %.
pub(in crate::shop) async fn create(operator: &mut Visitor, fields: &[(&str, &str)]) {
    operator.open("/admin/products").await;
    operator.follow("商品を追加する").await;
    for (label, value) in fields {
        operator.fill(label, value);
    }
    operator.press("追加する").await;
}

#[tokio::test]
async fn any_code_is_kept_and_the_list_says_what_is_sent_of_it() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    let long = "X".repeat(245) + "0123456789";
    for (name, code, sent) in [
        ("二十文字", "ABCDEFGHIJ0123456789", "0123456789"),
        ("十文字", "0123456789", "0123456789"),
        ("十一文字", "A0123456789", "0123456789"),
        ("空のコード", "", "（空で送信）"),
        ("長いコード", long.as_str(), "0123456789"),
        (
            "絵文字",
            "CODE😀",
            "送信できません 「😀」が半角ではありません。",
        ),
        ("空白のコード", " A B ", "A B"),
        ("数式のコード", "=1+1", "=1+1"),
    ] {
        create(
            &mut operator,
            &[
                ("商品名", name),
                ("商品コード", code),
                ("価格（円）", "100"),
            ],
        )
        .await;
        operator.sees(&format!("商品「{name}」を追加しました。"));
        let text = operator.page.text();
        let row = text.lines().find(|line| line.starts_with(name)).unwrap();
        let cells: Vec<&str> = row.split(" | ").collect();
        let shown = if code.is_empty() {
            "なし"
        } else {
            code.trim()
        };
        assert_eq!(cells[1], shown, "{name}");
        assert_eq!(cells[2], sent, "{name}");
        operator.follow(name).await;
        // As it was entered, with the spaces around it.
        assert_eq!(operator.value("商品コード"), code, "{name}");
    }
    operator.open("/admin/products?q=CODE").await;
    operator.sees("1点の商品");
}

#[tokio::test]
async fn what_is_not_sensible_is_refused_with_its_reason() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    for (price, why) in [
        ("-1", "マイナスの価格は使えません"),
        ("1.2345", "小数点以下3桁まで"),
        ("100000000", "99,999,999円以下"),
        ("99999999.001", "99,999,999円以下"),
        ("千円", "0以上、小数点以下3桁まで"),
        ("", "入力してください"),
    ] {
        create(&mut operator, &[("商品名", "机"), ("価格（円）", price)]).await;
        let said = operator.said_of("価格（円）").join("");
        assert!(said.contains(why), "{price}: {said}");
        assert_eq!(operator.value("価格（円）"), price);
    }
    create(
        &mut operator,
        &[
            ("商品名", "\u{3000}"),
            ("商品コード", &"1".repeat(256)),
            ("価格（円）", "0"),
        ],
    )
    .await;
    assert!(
        operator
            .said_of("商品名")
            .join("")
            .contains("入力してください")
    );
    assert!(
        operator
            .said_of("商品コード")
            .join("")
            .contains("255文字以内")
    );
    operator.open("/admin/products").await;
    operator.sees("12点の商品");
    for (price, shown) in [
        ("0", "0円"),
        ("９９，９９９，９９９", "99,999,999円"),
        ("12.345", "12.345円"),
    ] {
        create(&mut operator, &[("商品名", "机"), ("価格（円）", price)]).await;
        operator.sees("商品「机」を追加しました。");
        operator.sees(&format!("{shown} / 個"));
    }
}

#[tokio::test]
async fn a_product_that_is_changed_or_deleted_later_changes_no_order() {
    let shop = OpenShop::open().await;
    let (mut operator, mut customer) = (shop.operator().await, shop.customer("1111").await);
    create(
        &mut operator,
        &[
            ("商品名", "竹のものさし"),
            ("商品コード", "RULER-1"),
            ("価格（円）", "12.345"),
            ("単位", "本"),
        ],
    )
    .await;
    // 12.345 × 201 = 2,481.345 → 2,481; with postage 3,361, whose 10 % are 336.1.
    let number = ordered(&mut customer, &[(101, "201")]).await;
    assert_eq!(registered(&shop).await, [(number.clone(), 3_697)]);
    put(&mut customer, &[(101, "1"), (2, "1")]).await;
    operator.open("/admin/products/101").await;
    operator.fill("商品名", "木のものさし");
    operator.fill("価格（円）", "20");
    operator.fill("税", "非課税（税をかけない）");
    operator.press("保存").await;
    operator.sees("これまでのご注文の内容は変わりません。");
    customer.open("/cart").await;
    customer.sees("木のものさし20円 / 本");
    customer.open("/products/101").await;
    customer.sees("20円非課税");
    operator.open("/admin/products/101").await;
    operator.follow("削除").await;
    operator.is_at("商品の削除の確認");
    operator.sees("カートに入れているお客様1名");
    operator.follow("削除せずに戻る").await;
    operator.is_at("商品の編集");
    operator.follow("削除").await;
    operator.press("削除する").await;
    operator.sees("商品「木のものさし」を削除しました。");
    customer.open("/cart").await;
    customer.does_not_see("ものさし");
    customer.sees("ゲルインクボールペン");
    assert_eq!(customer.open("/products/101").await.status, 404);
    for (visitor, path) in [
        (&mut customer, format!("/orders/{number}")),
        (&mut operator, format!("/admin/orders/{number}")),
    ] {
        visitor.open(&path).await;
        visitor.sees("竹のものさし");
        visitor.sees("12.345円");
        visitor.sees("3,697円");
    }
    // A number that was given is not given again.
    create(&mut operator, &[("商品名", "定規"), ("価格（円）", "1")]).await;
    assert_eq!(operator.open("/admin/products/102").await.status, 200);
}

#[tokio::test]
async fn all_products_may_be_deleted_and_stay_so() {
    let file = DatabaseFile::new();
    let url = file.url();
    let shop = OpenShop::open_at(&url).await;
    let mut operator = shop.operator().await;
    for id in 1..=12 {
        operator.open(&format!("/admin/products/{id}/delete")).await;
        operator.press("削除する").await;
    }
    operator.sees("商品はまだありません。");
    shop.shop.close().await;
    let again = OpenShop::open_at(&url).await;
    let mut operator = again.operator().await;
    operator.open("/admin/products").await;
    operator.sees("0点の商品");
    again.shop.close().await;
}

#[tokio::test]
async fn another_rate_and_no_tax_at_all_are_billed_to_the_yen() {
    let shop = OpenShop::open().await;
    let (mut operator, mut customer) = (shop.operator().await, shop.customer("1111").await);
    operator.open("/admin/taxes").await;
    operator.follow("税を追加する").await;
    operator.fill("税率（％）", "5");
    operator.fill("名前", "旧消費税（5%）");
    operator.press("追加する").await;
    operator.sees("税「旧消費税（5%）」を追加しました。");
    let unit = [
        ("商品名", "切手"),
        ("価格（円）", "1000"),
        ("税", "非課税（税をかけない）"),
    ];
    create(&mut operator, &unit).await;
    let unit = [
        ("商品名", "在庫品"),
        ("価格（円）", "999"),
        ("税", "旧消費税（5%）"),
    ];
    create(&mut operator, &unit).await;
    // 1,000 without tax; 999 at 5 %: 49.95; 7,480 + 880 at 10 %: 836. 10,359 + 49 + 836 = 11,244.
    put(&mut customer, &[(101, "1"), (102, "1"), (10, "1")]).await;
    choose(&mut customer, KAKEBARAI).await;
    customer
        .sees("商品合計9,479円送料（宅急便）880円消費税（10%）836円旧消費税（5%）49円合計11,244円");
    customer.sees("消費税の対象外1,000円");
    customer.press("注文する").await;
    assert_eq!(registered(&shop).await, [("1001".to_owned(), 11_244)]);
    // What is in use stays; the other goes after a question.
    operator.open("/admin/taxes/101/delete").await;
    operator.is_at("税金");
    operator.sees("商品1点に使われているため、削除できません。");
    operator.open("/admin/products/102/delete").await;
    operator.press("削除する").await;
    operator.open("/admin/taxes/101/delete").await;
    operator.is_at("税の削除の確認");
    operator.press("削除する").await;
    operator.sees("税「旧消費税（5%）」を削除しました。");
    customer.open("/orders/1001").await;
    customer.sees("旧消費税（5%）49円");
}

#[tokio::test]
async fn a_tax_that_is_off_while_products_have_it_is_warned_of() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    operator.open("/admin/taxes").await;
    operator.fill("消費税（10%）・ステータス", "無効");
    operator.press("保存").await;
    // Of the twelve products four are at 8 %.
    let warning = "「消費税（10%）」が無効のため、商品8点は税なしで販売されます。配送方法3件の送料にも税がかかりません。";
    operator.sees(warning);
    operator.open("/admin").await;
    operator.sees(warning);
}
