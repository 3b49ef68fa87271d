//! A day of an operator on SQLite and on PostgreSQL: every query of the administration on each.
//!
//! PostgreSQL is used where `KAKEBARAI_TEST_POSTGRES` names a server, as `.ci/run` does; the test makes a database there.

use serde_json::json;

use super::ordered;
use crate::{
    shop::{TRANSFER, choose, put},
    support::{postgres, shop::OpenShop, visitor::Visitor},
};

const SLIP: &str = "123456789013";

#[tokio::test]
async fn a_day_on_sqlite() {
    day("sqlite::memory:").await;
}

#[tokio::test]
async fn the_same_day_on_postgresql() {
    if let Some(url) = postgres::database().await {
        day(&url).await;
    }
}

/// Opens pages and fails where one is not there.
async fn opens(operator: &mut Visitor, paths: &[&str]) {
    for path in paths {
        let page = operator.open(path).await;
        assert_eq!((page.status, page.path.as_str()), (200, *path));
    }
}

async fn day(database: &str) {
    let shop = OpenShop::open_at(database).await;
    let (mut customer, mut operator) = (shop.customer("1111").await, shop.operator().await);
    let first = ordered(&mut customer, &[(1, "1")]).await;
    let second = ordered(&mut customer, &[(2, "1")]).await;
    put(&mut customer, &[(2, "1")]).await;
    choose(&mut customer, TRANSFER).await;
    customer.press("注文する").await;
    put(&mut customer, &[(2, "1")]).await;
    let sent = format!("/admin/orders/{first}/sent");
    opens(
        &mut operator,
        &[
            "/admin",
            "/admin/orders?sort=oldest",
            "/admin/orders?sort=total&status=kakebarai",
            "/admin/kakebarai?sort=number&status=registered",
            "/admin/kakebarai?sort=oldest&status=none",
            "/admin/customers?sort=oldest",
            "/admin/customers?sort=email",
            "/admin/customers/101",
            "/admin/customers/101/cart",
            "/admin/orders/1003/shipment",
            &sent,
        ],
    )
    .await;
    operator.open("/admin/orders?q=AOBA").await;
    operator.sees("0件の注文");
    operator.open("/admin/orders?q=1111%40CS-CART.jp").await;
    operator.sees("3件の注文");
    operator.open("/admin/customers?q=%E9%9D%92%E8%91%89").await;
    operator.sees("1名のお客様");

    for (number, how) in [
        (first.as_str(), "出荷登録が完了しました"),
        ("1003", "配送手続きを追加しました"),
    ] {
        operator
            .open(&format!("/admin/orders/{number}/shipment"))
            .await;
        operator.fill("送り状番号", SLIP);
        if number == "1003" {
            // It is not paid yet.
            operator.tick("入金を確認する前に発送する", true);
        }
        operator.press("登録").await;
        operator.sees(how);
    }
    operator.open("/admin/shipments").await;
    operator.sees("2件の配送");
    operator.open("/admin/shipments?q=nothing").await;
    operator.sees("0件の配送");
    let refused = json!({"api": "AN040", "kind": "code", "code": "D020005", "times": 1});
    shop.control.post("/faults", refused).await;
    operator.open(&format!("/admin/shipments?q={first}")).await;
    operator.press("削除").await;
    operator.press("削除する").await;
    operator.press_in(&first, "お店の記録だけを削除").await;
    operator.press("お店の記録だけを削除する").await;
    operator.open("/admin/shipments").await;
    operator.sees("1件の配送");
    operator.press("削除").await;
    operator.press("削除する").await;
    operator.sees("0件の配送");

    let lost = json!({"api": "AN020", "kind": "answerLost", "times": 1});
    shop.control.post("/faults", lost).await;
    operator.open("/admin/kakebarai").await;
    operator.press_in(&second, "決済取消").await;
    operator.press("決済を取り消す").await;
    operator.press("処理されていた").await;
    operator.press("「処理されていた」と記録する").await;
    operator.sees("「処理されていた」と記録しました。");

    operator.open("/admin/taxes").await;
    operator.choose("端数", "四捨五入");
    operator.press("保存").await;
    operator.sees("税金を保存しました。");
    operator.open("/admin/payment-methods/2").await;
    operator.attach("アイコン", "icon.gif", b"GIF89a\x10\0\x10\0\0\0\0".to_vec());
    operator.press("保存").await;
    operator.sees("いまのアイコン");

    operator.open("/admin/import").await;
    let file = "E-mail,User group IDs\n\"1111@cs-cart.jp\",\"4:A\"\n";
    operator.attach("ファイル", "users.csv", file);
    operator.press("インポート").await;
    operator.sees("変更 1件、変更なし 0件、エラー 0件");
    let file = operator.open("/admin/export/users.csv").await.body.clone();
    assert!(file.contains("\"1111@cs-cart.jp\",\"4:A\"\n"), "{file}");
}
