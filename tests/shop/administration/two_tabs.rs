//! Two tabs on one entry, and two entries of one name.

use crate::support::shop::OpenShop;

/// Of two who change one entry, the second is told before anything of the first is overwritten.
#[tokio::test]
async fn what_another_tab_has_saved_is_not_overwritten_unseen() {
    let shop = OpenShop::open().await;
    let (mut one, mut other) = (shop.operator().await, shop.operator().await);
    for (page, saved) in [
        ("/admin/products/1", "商品を保存しました。"),
        ("/admin/shipping-methods/1", "配送方法を保存しました。"),
        ("/admin/payment-methods/2", "支払方法を保存しました。"),
    ] {
        one.open(page).await;
        other.open(page).await;
        one.fill("説明", "先に保存した説明");
        one.press("保存").await;
        one.sees(saved);
        other.fill("説明", "後から保存した説明");
        other.press("保存").await;
        other.sees("この画面を開いた後に、別の画面で変更されています。");
        assert_eq!(other.value("説明"), "後から保存した説明", "{page}");
        one.open(page).await;
        assert_eq!(one.value("説明"), "先に保存した説明", "{page}");
        // Who has seen it may do it, and may press twice.
        let form = other.page.clone();
        for _ in 0..2 {
            other.page = form.clone();
            other.press("保存").await;
            other.sees(saved);
        }
        one.open(page).await;
        assert_eq!(one.value("説明"), "後から保存した説明", "{page}");
    }
}

#[tokio::test]
async fn two_taxes_or_ways_of_shipping_of_one_name_could_not_be_told_apart() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    operator.open("/admin/taxes/new").await;
    operator.fill("新しい税・名前", "消費税（10%）");
    operator.press("追加する").await;
    operator.sees("同じ名前の税があります。");
    operator.open("/admin/shipping-methods/new").await;
    operator.fill("配送方法", "宅急便");
    operator.fill("送料（円）", "1");
    operator.press("追加する").await;
    operator.sees("同じ名前の配送方法があります。");
    operator.open("/admin/shipping-methods/2").await;
    operator.fill("配送方法", "宅急便");
    operator.press("保存").await;
    operator.sees("同じ名前の配送方法があります。");
    operator.open("/admin/taxes").await;
    operator.fill("消費税（8%・軽減税率）・名前", "消費税（10%）");
    operator.press("保存").await;
    let said = operator.said_of("消費税（8%・軽減税率）・名前").join("");
    assert!(said.contains("同じ名前の税があります。"), "{said}");
}
