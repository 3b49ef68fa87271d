//! 配送手続きの追加 and 配送管理: at both, at the shop alone, at neither.

use serde_json::Value;

use super::{CONFIRMED, REGISTERED, SHIPPED, ordered, state};
use crate::{
    shop::{TRANSFER, choose, put},
    support::{shop::OpenShop, visitor::Visitor},
};

const SLIP: &str = "123456789013";

async fn add(operator: &mut Visitor, number: &str, slip: &str, send: bool) {
    operator
        .open(&format!("/admin/orders/{number}/shipment"))
        .await;
    operator.fill("送り状番号", slip);
    if !send {
        operator.tick("出荷情報をクロネコ掛け払いに送信する", false);
    }
    operator.press("登録").await;
}

#[tokio::test]
async fn a_shipment_is_made_and_removed_at_both() {
    let shop = OpenShop::open().await;
    let (mut customer, mut operator) = (shop.customer("1111").await, shop.operator().await);
    let number = ordered(&mut customer, &[(2, "1")]).await;
    operator.open("/admin/orders").await;
    operator.follow("配送手続きの追加").await;
    operator.is_at("配送手続きの追加");
    add(&mut operator, &number, "１２３４−５６７８−９０１３", true).await;
    operator.is_at(&format!("注文 {number}"));
    operator.sees("出荷登録が完了しました。");
    assert_eq!(state(&shop, &number).await, SHIPPED);
    // Not a second one.
    operator
        .open(&format!("/admin/orders/{number}/shipment"))
        .await;
    operator.sees(&format!("送り状番号{SLIP}の出荷情報があります。"));
    operator.open("/admin/shipments").await;
    operator.sees(&format!("1件の配送注文番号 | 送り状番号 | クロネコ掛け払い | 登録日時 | 操作 |{number} | {SLIP} | 送信済み | 2026/11/24 10:00 | 注文{number}の配送の操作削除 |").replace("の配送注文", "の配送配送注文"));
    operator.press_in(SLIP, "削除").await;
    operator.is_at("出荷情報の削除の確認");
    operator.press("削除する").await;
    operator.sees(&format!("注文{number}：出荷取消が完了しました。"));
    operator.sees("0件の配送");
    assert_eq!(state(&shop, &number).await, REGISTERED);
}

#[tokio::test]
async fn the_pages_of_the_list_are_one_list_whoever_knows_its_shipments() {
    let shop = OpenShop::open().await;
    shop.add_sample_data(400).await;
    let mut operator = shop.operator().await;
    let mut listed: Vec<(String, String)> = Vec::new();
    let mut known = std::collections::BTreeSet::new();
    for page in 1.. {
        operator
            .open(&format!("/admin/shipments?page={page}"))
            .await;
        let text = operator.page.text();
        let cells = text.lines().map(|row| row.split(" | ").collect::<Vec<_>>());
        let of_page: Vec<_> = cells
            .filter(|cells| cells.len() > 3 && cells[3].starts_with("20"))
            .map(|cells| {
                known.insert(cells[2].to_owned());
                (cells[3].to_owned(), cells[0].to_owned())
            })
            .collect();
        assert!(!of_page.is_empty());
        // Behind the last page the last one is shown again.
        if listed.ends_with(&of_page) {
            break;
        }
        listed.extend(of_page);
    }
    operator.sees(&format!("{}件の配送", listed.len()));
    assert!(listed.len() > 150, "{}", listed.len());
    assert!(
        known.contains("送信済み") && known.contains("―"),
        "{known:?}"
    );
    assert!(
        listed.is_sorted_by(|one, next| one.0 >= next.0),
        "{listed:?}"
    );
    let numbers: std::collections::BTreeSet<_> = listed.iter().map(|(_, number)| number).collect();
    assert_eq!(numbers.len(), listed.len());
}

#[tokio::test]
async fn a_shipment_is_found_by_its_slip_as_it_is_printed() {
    let shop = OpenShop::open().await;
    let (mut customer, mut operator) = (shop.customer("1111").await, shop.operator().await);
    let number = ordered(&mut customer, &[(2, "1")]).await;
    add(&mut operator, &number, SLIP, true).await;
    for search in ["1234-5678-9013", "１２３４５６７８", "5678-90", &number] {
        operator.open("/admin/shipments").await;
        operator.fill("検索", search);
        operator.press("絞り込む").await;
        operator.sees("1件の配送");
    }
    for search in ["1234-5678-9014", "---", "%"] {
        operator.open("/admin/shipments").await;
        operator.fill("検索", search);
        operator.press("絞り込む").await;
        operator.sees("0件の配送");
    }
}

#[tokio::test]
async fn without_the_tick_it_is_the_shops_alone() {
    let shop = OpenShop::open().await;
    let (mut customer, mut operator) = (shop.customer("1111").await, shop.operator().await);
    let number = ordered(&mut customer, &[(2, "1")]).await;
    add(&mut operator, &number, SLIP, false).await;
    operator.sees("配送手続きを追加しました。クロネコ掛け払いには送信していません。");
    assert_eq!(state(&shop, &number).await, REGISTERED);
    operator.open("/admin/shipments").await;
    operator.sees(&format!("{number} | {SLIP} | 未送信"));
    operator.press_in(SLIP, "削除").await;
    operator.is_at("出荷情報の削除の確認");
    operator.press("削除する").await;
    operator.sees("お店の出荷情報を削除しました。");
    operator.sees("0件の配送");
}

#[tokio::test]
async fn what_was_paid_by_transfer_is_shipped_without_asking_anybody() {
    let shop = OpenShop::open().await;
    let (mut customer, mut operator) = (shop.customer("1111").await, shop.operator().await);
    put(&mut customer, &[(2, "1")]).await;
    choose(&mut customer, TRANSFER).await;
    customer.press("注文する").await;
    operator.open("/admin/orders/1001/shipment").await;
    operator.does_not_see("クロネコ掛け払いに送信する");
    operator.sees("この注文は入金待ちです。まだ代金を受け取っていません。");
    operator.fill("送り状番号", SLIP);
    operator.press("登録").await;
    let said = operator.said_of("入金を確認する前に発送する").join("");
    assert!(said.contains("チェックを入れてください"), "{said}");
    operator.tick("入金を確認する前に発送する", true);
    operator.fill("送り状番号", "12345678901");
    operator.press("登録").await;
    assert!(operator.said_of("送り状番号").join("").contains("11桁です"));
    // Another carrier's is none of Yamato's; what is no number at all is refused.
    operator.fill("運送会社", "そのほか");
    operator.fill("送り状番号", "ABC 123");
    operator.tick("入金を確認する前に発送する", true);
    operator.press("登録").await;
    assert!(
        operator
            .said_of("送り状番号")
            .join("")
            .contains("半角の英数字")
    );
    operator.fill("送り状番号", SLIP);
    operator.tick("入金を確認する前に発送する", true);
    operator.press("登録").await;
    operator.sees("配送手続きを追加しました。");
    customer.open("/orders/1001").await;
    customer.sees("お振り込みは、まだ確認できていません。");
    customer.sees(SLIP);
    operator.open("/admin/shipments").await;
    operator.press_in(SLIP, "削除").await;
    operator.is_at("出荷情報の削除の確認");
    operator.press("削除する").await;
    operator.sees("お店の出荷情報を削除しました。");
    let journal = shop.control.get("/journal").await;
    let asked = journal["entries"].as_array().unwrap().iter();
    let shipments = asked.filter(|entry| matches!(entry["api"].as_str(), Some("AN030" | "AN040")));
    assert_eq!(shipments.count(), 0);
}

#[tokio::test]
async fn what_cannot_be_removed_at_the_provider_is_kept_and_can_be_removed_here_alone() {
    let shop = OpenShop::open().await;
    let (mut customer, mut operator) = (shop.customer("1111").await, shop.operator().await);
    let number = ordered(&mut customer, &[(2, "1")]).await;
    add(&mut operator, &number, SLIP, true).await;
    operator.open("/admin/shipments").await;
    operator.does_not_see("お店の記録だけを削除");
    let confirm = format!("/orders/{number}/confirm");
    shop.control.post(&confirm, Value::Null).await;
    operator.press_in(SLIP, "削除").await;
    operator.is_at("出荷情報の削除の確認");
    operator.press("削除する").await;
    operator.sees("出荷情報は残しています。");
    operator.sees(&format!("{number} | {SLIP} | 削除を断られた"));
    operator.press_in(SLIP, "お店の記録だけを削除").await;
    operator.sees("クロネコ掛け払いの出荷情報は残り、請求もそのままです。");
    operator.press("お店の記録だけを削除する").await;
    operator.sees("お店の出荷情報を削除しました。クロネコ掛け払いの出荷情報は変わっていません。");
    operator.sees("0件の配送");
    assert_eq!(state(&shop, &number).await, CONFIRMED);
}

#[tokio::test]
async fn the_slip_number_of_another_customer_is_pointed_out() {
    let shop = OpenShop::open().await;
    let (mut one, mut other) = (shop.customer("1111").await, shop.customer("3333").await);
    let mut operator = shop.operator().await;
    for customer in [&mut one, &mut other] {
        ordered(customer, &[(2, "1")]).await;
    }
    // One parcel may well hold two orders of the same customer.
    let third = ordered(&mut one, &[(2, "1")]).await;
    add(&mut operator, "1001", SLIP, false).await;
    add(&mut operator, &third, SLIP, false).await;
    operator.does_not_see("別のお客様");
    add(&mut operator, "1002", SLIP, false).await;
    operator.sees("この送り状番号は、別のお客様の注文");
}

/// Other carriers' slip numbers are kept as they are written, found without their hyphens, and compared as they are kept.
#[tokio::test]
async fn the_slip_number_of_another_carrier_is_found_and_pointed_out() {
    let shop = OpenShop::open().await;
    let (mut one, mut other) = (shop.customer("1111").await, shop.customer("3333").await);
    let mut operator = shop.operator().await;
    for customer in [&mut one, &mut other] {
        put(customer, &[(2, "1")]).await;
        choose(customer, TRANSFER).await;
        customer.press("注文する").await;
    }
    for (number, slip) in [("1001", "ＡＢ－１２"), ("1002", "AB-12")] {
        operator
            .open(&format!("/admin/orders/{number}/shipment"))
            .await;
        operator.fill("運送会社", "そのほか");
        operator.fill("送り状番号", slip);
        operator.tick("入金を確認する前に発送する", true);
        let form = operator.page.clone();
        operator.press("登録").await;
        operator.sees("配送手続きを追加しました。");
        let is_pointed_out = operator.page.text().contains("別のお客様の注文1001");
        assert_eq!(is_pointed_out, number == "1002");
        // The second press of the same button finds it done.
        operator.page = form;
        operator.press("登録").await;
        operator.sees("配送手続きを追加しました。");
    }
    for (search, found) in [
        ("ab12", "2件の配送"),
        ("b-1", "2件の配送"),
        ("ab13", "0件の配送"),
    ] {
        operator.open("/admin/shipments").await;
        operator.fill("検索", search);
        operator.press("絞り込む").await;
        operator.sees(found);
    }
}

/// What is kept here alone needs neither the add-on nor a connection.
#[tokio::test]
async fn without_a_connection_shipments_are_kept_and_deleted_here() {
    let shop = OpenShop::open().await;
    let (mut customer, mut operator) = (shop.customer("1111").await, shop.operator().await);
    let sent = ordered(&mut customer, &[(2, "1")]).await;
    let kept = ordered(&mut customer, &[(3, "1")]).await;
    add(&mut operator, &sent, SLIP, true).await;
    operator.open("/admin/addons/uninstall").await;
    operator.press("アンインストールする").await;
    operator
        .open(&format!("/admin/orders/{kept}/shipment"))
        .await;
    operator.does_not_see("クロネコ掛け払いに送信する");
    operator.fill("送り状番号", SLIP);
    operator.press("登録").await;
    operator.sees("配送手続きを追加しました。クロネコ掛け払いには送信していません。");
    operator
        .open(&format!("/admin/shipments/delete?order={kept}"))
        .await;
    operator.press("削除する").await;
    operator.sees("お店の出荷情報を削除しました。");
    operator
        .open(&format!("/admin/shipments/delete?order={sent}"))
        .await;
    operator.sees("インストールされていないため、出荷取消を送信できません");
    operator
        .open(&format!("/admin/shipments/delete-here?order={sent}"))
        .await;
    operator.press("お店の記録だけを削除する").await;
    operator.sees("お店の出荷情報を削除しました。クロネコ掛け払いの出荷情報は変わっていません。");
    operator.open("/admin/shipments").await;
    operator.sees("0件の配送");
}

#[tokio::test]
async fn an_order_that_is_none_is_not_shipped() {
    let shop = OpenShop::open().await;
    let (mut customer, mut operator) = (shop.customer("1111").await, shop.operator().await);
    let number = ordered(&mut customer, &[(2, "1")]).await;
    operator.open("/admin/kakebarai").await;
    operator.press_in(&number, "決済取消").await;
    operator.press("決済を取り消す").await;
    operator.open(&format!("/admin/orders/{number}")).await;
    assert!(!operator.page.has_link("配送手続きの追加"));
    operator
        .open(&format!("/admin/orders/{number}/shipment"))
        .await;
    operator.sees("この注文は成立していないため、配送手続きを追加できません。");
}

#[tokio::test]
async fn a_cancelled_order_is_not_shipped_from_a_page_that_was_open_before() {
    let shop = OpenShop::open().await;
    let (mut customer, mut operator) = (shop.customer("1111").await, shop.operator().await);
    let number = ordered(&mut customer, &[(2, "1")]).await;
    operator
        .open(&format!("/admin/orders/{number}/shipment"))
        .await;
    let before = operator.page.clone();
    operator
        .open(&format!("/admin/kakebarai/cancel?one={number}"))
        .await;
    operator.press("決済を取り消す").await;
    for send in [false, true] {
        operator.page = before.clone();
        operator.fill("送り状番号", SLIP);
        operator.tick("出荷情報をクロネコ掛け払いに送信する", send);
        operator.press("登録").await;
        operator.sees("この注文は成立していないため、配送手続きを追加できません。");
    }
    operator.open("/admin/shipments").await;
    operator.sees("0件の配送");
}
