//! クロネコ掛け払い: 決済取消 one by one and in bulk, and what has no answer.

use serde_json::json;

use super::{CANCELLED, REGISTERED, SHIPPED, ordered, row, state};
use crate::support::{
    shop::OpenShop,
    visitor::{Kind, Visitor},
};

const SLIP: &str = "123456789013";

async fn ship(operator: &mut Visitor, number: &str) {
    operator
        .open(&format!("/admin/orders/{number}/shipment"))
        .await;
    operator.fill("送り状番号", SLIP);
    operator.press("登録").await;
    operator.sees("出荷登録が完了しました。");
}

/// The buttons in the row of an order.
fn buttons(visitor: &Visitor, number: &str) -> Vec<String> {
    let controls = visitor.page.forms.iter().flat_map(|form| &form.controls);
    let of_row = controls.filter(|control| {
        control.kind == Kind::Button && control.row.contains(&format!("注文{number}の操作"))
    });
    // The gear itself does nothing but open the menu.
    let of_menu = of_row.filter(|control| !control.label.ends_with("の操作"));
    of_menu.map(|control| control.label.clone()).collect()
}

#[tokio::test]
async fn one_settlement_is_cancelled_from_its_menu() {
    let shop = OpenShop::open().await;
    let (mut customer, mut operator) = (shop.customer("1111").await, shop.operator().await);
    let number = ordered(&mut customer, &[(10, "1")]).await;
    operator.open("/admin/kakebarai").await;
    // 7,480 + 880 = 8,360; a tenth of it 836.
    assert!(
        row(&operator, &number)
            .contains("| 1111 | 9,196円うち消費税 836円 | 登録 | ― | 2026/11/24 10:00 | ― |")
    );
    operator.press_in(&number, "決済取消").await;
    operator.press("決済を取り消す").await;
    operator.sees(&format!("注文{number}：決済取消が完了しました。"));
    assert!(row(&operator, &number).contains("| 取消 |"));
    assert_eq!(buttons(&operator, &number), Vec::<String>::new());
    assert_eq!(state(&shop, &number).await, CANCELLED);
    // The limit is free again at once.
    operator.open("/admin/customers/101").await;
    operator.sees("利用金額0円");
    operator.open(&format!("/admin/orders/{number}")).await;
    operator.sees("決済取消済み");
    operator.sees("| 決済取消 | 担当者 | 完了 | 2026/11/24 10:00:00 | ― |");
}

#[tokio::test]
async fn each_of_many_has_a_result_of_its_own() {
    let shop = OpenShop::open().await;
    let (mut customer, mut operator) = (shop.customer("1111").await, shop.operator().await);
    let mut numbers = Vec::new();
    for _ in 0..3 {
        numbers.push(ordered(&mut customer, &[(2, "1")]).await);
    }
    operator.open("/admin/kakebarai").await;
    for number in &numbers {
        operator.tick(&format!("注文{number}を選ぶ"), true);
    }
    operator.press("選んだ注文を決済取消").await;
    operator.sees("次の3件");
    // Shipped by somebody else in the meantime.
    ship(&mut shop.operator().await, &numbers[0]).await;
    let question = operator.page.path.clone();
    let form = operator.page.clone();
    // Who opens the question now is told so.
    operator.open(&question).await;
    operator.sees("次の2件");
    operator.sees(&format!(
        "出荷情報のある注文（{}）は取り消せません。先に配送管理で出荷情報を削除してください。",
        numbers[0]
    ));
    operator.page = form.clone();
    operator.press("決済を取り消す").await;
    operator.sees("3件のうち2件を取り消しました。");
    operator.sees(&format!(
        "未完了注文{}には、送り状番号123456789013の出荷情報があるため、決済を取り消せません。先に出荷情報を削除してください。",
        numbers[0]
    ));
    for number in &numbers[1..] {
        operator.sees(&format!("完了注文{number}：決済取消が完了しました。"));
        assert!(row(&operator, number).contains("| 取消 |"));
        assert_eq!(state(&shop, number).await, CANCELLED);
    }
    let first = row(&operator, &numbers[0]);
    assert!(first.contains("| 登録 |"), "{first}");
    // A reload sends the form once more: what was cancelled is cancelled.
    operator.page = form;
    operator.press("決済を取り消す").await;
    operator.sees("3件のうち2件を取り消しました。");
    operator.sees(&format!(
        "完了注文{}：決済は取り消されています。",
        numbers[1]
    ));
    let page = format!("/admin/kakebarai/cancel?one={}", numbers[1]);
    operator.open(&page).await;
    operator.is_at("クロネコ掛け払い");
    operator.sees(&format!(
        "取引状況が「登録」でない注文（{}）は取り消せません。",
        numbers[1]
    ));
    assert_eq!(state(&shop, &numbers[0]).await, SHIPPED);
    // Who presses return in the address bar comes back to the list.
    operator.open("/admin/kakebarai/cancel").await;
    assert_eq!(operator.page.path, "/admin/kakebarai");
}

/// The provider does not know of it, so that only the shop can say no: the goods would be gone, and nobody billed.
#[tokio::test]
async fn what_the_shop_alone_knows_to_be_shipped_is_not_cancelled() {
    let shop = OpenShop::open().await;
    let (mut customer, mut operator) = (shop.customer("1111").await, shop.operator().await);
    let number = ordered(&mut customer, &[(2, "1")]).await;
    operator.open("/admin/kakebarai").await;
    operator.press_in(&number, "決済取消").await;
    let question = operator.page.clone();
    operator
        .open(&format!("/admin/orders/{number}/shipment"))
        .await;
    operator.fill("送り状番号", "123456789013");
    operator.tick("出荷情報をクロネコ掛け払いに送信する", false);
    operator.press("登録").await;
    operator.page = question;
    operator.press("決済を取り消す").await;
    operator.sees("先に出荷情報を削除してください。");
    assert_eq!(state(&shop, &number).await, REGISTERED);
    operator
        .open(&format!("/admin/kakebarai/cancel?one={number}"))
        .await;
    operator.is_at("クロネコ掛け払い");
    operator.sees("は取り消せません。先に配送管理で出荷情報を削除してください。");
}

#[tokio::test]
async fn what_has_no_answer_is_on_top_until_it_is_found_out() {
    let shop = OpenShop::open().await;
    let (mut customer, mut operator) = (shop.customer("1111").await, shop.operator().await);
    let number = ordered(&mut customer, &[(2, "1")]).await;
    let lost = json!({"api": "AN020", "kind": "answerLost", "times": 1});
    shop.control.post("/faults", lost).await;
    operator.open("/admin/kakebarai").await;
    operator.does_not_see("結果の分からない送信");
    let before = operator.page.clone();
    operator.press_in(&number, "決済取消").await;
    operator.press("決済を取り消す").await;
    operator.sees("決済取消の正しい応答がありませんでした。");
    operator.sees(&format!("結果の分からない送信注文番号 | 送信した内容 | 送信日時 | 操作 |{number} | 決済取消 | 2026/11/24 10:00 |").replace("送信注文", "送信送信しましたが、応答がなかったか、処理されたかどうか分からない応答でした。結果が分かるまで、この注文にはほかの送信ができません。結果の分からない送信注文"));
    operator.open("/admin").await;
    operator.sees("結果の分からない送信が1件あります。");
    // Nothing else is asked about it in the meantime.
    operator.open(&format!("/admin/orders/{number}")).await;
    assert!(!operator.has_button("", "決済取消"));
    operator.page = before;
    operator.tick(&format!("注文{number}を選ぶ"), true);
    operator.press("選んだ注文を決済取消").await;
    operator.press("決済を取り消す").await;
    operator.sees("先に「確認する」で結果を確かめてください。");
    operator.press("確認する").await;
    operator.sees(&format!(
        "注文{number}：決済取消は、正しい応答のなかった前回の送信で完了していました。"
    ));
    operator.does_not_see("結果の分からない送信");
    assert!(row(&operator, &number).contains("| 取消 |"));
}

#[tokio::test]
async fn what_was_sent_under_another_merchant_code_is_told_apart_and_not_sent() {
    let shop = OpenShop::open().await;
    let (mut customer, mut operator) = (shop.customer("1111").await, shop.operator().await);
    let first = ordered(&mut customer, &[(2, "1")]).await;
    let second = ordered(&mut customer, &[(2, "1")]).await;
    let lost = json!({"api": "AN020", "kind": "answerLost", "times": 1});
    shop.control.post("/faults", lost).await;
    operator.open("/admin/kakebarai").await;
    operator.press_in(&first, "決済取消").await;
    operator.press("決済を取り消す").await;
    operator.open("/admin/addons/kakebarai").await;
    let code = operator.value("加盟店コード").clone();
    operator.fill("加盟店コード", "123456789");
    operator.press("保存").await;
    operator.open("/admin/kakebarai").await;
    operator.sees("いまとは別の接続先か加盟店コードで送信されたため、ここからは確認できません。");
    operator.press_in(&second, "決済取消").await;
    operator.press("決済を取り消す").await;
    operator.sees("別の加盟店コードで送信されています。");
    assert_eq!(state(&shop, &second).await, REGISTERED);
    operator.open("/admin/addons/kakebarai").await;
    operator.fill("加盟店コード", &code);
    operator.press("保存").await;
    operator.open("/admin/kakebarai").await;
    operator.press("確認する").await;
    operator.sees("応答のなかった前回の送信で完了していました。");
}

#[tokio::test]
async fn an_operator_decides_where_nobody_else_can_tell() {
    let shop = OpenShop::open().await;
    let (mut customer, mut operator) = (shop.customer("1111").await, shop.operator().await);
    let mut numbers = Vec::new();
    for _ in 0..2 {
        numbers.push(ordered(&mut customer, &[(2, "1")]).await);
    }
    for (number, decision, status) in [
        (&numbers[0], "処理されていた", "| 取消 |"),
        (&numbers[1], "処理されていなかった", "| 登録 |"),
    ] {
        let lost = json!({"api": "AN020", "kind": "answerLost", "times": 1});
        shop.control.post("/faults", lost).await;
        operator.open("/admin/kakebarai").await;
        operator.press_in(number, "決済取消").await;
        operator.press("決済を取り消す").await;
        operator.sees("結果の分からない送信");
        operator.press(decision).await;
        operator.is_at("結果の記録の確認");
        operator.press(&format!("「{decision}」と記録する")).await;
        operator.sees(&format!("「{decision}」と記録しました。"));
        operator.does_not_see("結果の分からない送信");
        let found = row(&operator, number);
        assert!(found.contains(status), "{found}");
        operator.open(&format!("/admin/orders/{number}")).await;
        operator.sees("| 決済取消 | 担当者 | 担当者が確認 |");
    }
    // What is decided is decided.
    let token = super::access::token(&operator);
    let forged = [
        ("form_token", token.as_str()),
        ("intent", "x"),
        ("outcome", "done"),
    ];
    operator.post("/admin/kakebarai/decide", &forged).await;
    operator.sees("この送信の結果は、もう分かっています。");
}

#[tokio::test]
async fn a_cancellation_is_asked_about_before_it_is_made() {
    let shop = OpenShop::open().await;
    let (mut customer, mut operator) = (shop.customer("1111").await, shop.operator().await);
    let number = ordered(&mut customer, &[(10, "1")]).await;
    operator.open("/admin/kakebarai").await;
    operator.tick(&format!("注文{number}を選ぶ"), true);
    operator.press("選んだ注文を決済取消").await;
    operator.is_at("決済取消の確認");
    operator.sees("次の1件（9,196円）の決済を取り消します。");
    assert!(row(&operator, &number).contains("| 1111 | 9,196円 | 登録 |"));
    assert_eq!(state(&shop, &number).await, REGISTERED);
    operator.follow("取り消さずに戻る").await;
    assert_eq!(operator.page.path, "/admin/kakebarai");
    operator.press_in(&number, "決済取消").await;
    operator.is_at("決済取消の確認");
    assert_eq!(state(&shop, &number).await, REGISTERED);
    // From the order's own page it leads back there.
    operator.open(&format!("/admin/orders/{number}")).await;
    operator.follow("決済取消").await;
    operator.press("決済を取り消す").await;
    operator.is_at(&format!("注文 {number}"));
    assert_eq!(state(&shop, &number).await, CANCELLED);
    assert_eq!(
        operator
            .open("/admin/kakebarai/cancel?one=4711&back=%2Fadmin")
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn what_is_shipped_is_not_offered_for_cancellation() {
    let shop = OpenShop::open().await;
    let (mut customer, mut operator) = (shop.customer("1111").await, shop.operator().await);
    let number = ordered(&mut customer, &[(2, "1")]).await;
    ship(&mut operator, &number).await;
    operator.open("/admin/kakebarai").await;
    assert_eq!(buttons(&operator, &number), Vec::<String>::new());
    operator.does_not_see(&format!("注文{number}を選ぶ"));
    operator.open(&format!("/admin/orders/{number}")).await;
    assert!(!operator.page.has_link("決済取消"));
}

#[tokio::test]
async fn the_list_stays_as_it_was_looked_for() {
    let shop = OpenShop::open().await;
    let (mut customer, mut operator) = (shop.customer("1111").await, shop.operator().await);
    let number = ordered(&mut customer, &[(2, "1")]).await;
    ordered(&mut customer, &[(2, "1")]).await;
    let address = format!("/admin/kakebarai?q={number}&sort=oldest");
    operator.open(&address).await;
    operator.press_in(&number, "決済取消").await;
    operator.press("決済を取り消す").await;
    assert_eq!(operator.page.path, address);
    operator.sees("1件の注文");
}

#[tokio::test]
async fn a_customer_sees_at_once_what_has_been_found_out() {
    let shop = OpenShop::open().await;
    let (mut customer, mut operator) = (shop.customer("1111").await, shop.operator().await);
    crate::shop::put(&mut customer, &[(2, "1")]).await;
    crate::shop::choose(&mut customer, crate::shop::KAKEBARAI).await;
    let lost = json!({"api": "AN010", "kind": "answerLost", "times": 1});
    shop.control.post("/faults", lost).await;
    customer.press("注文する").await;
    // From the page of the shipment, straight to the order and its button.
    operator.open("/admin/orders/1001/shipment").await;
    operator.sees("決済の結果が分かっていないため");
    operator.press("確認する").await;
    operator.is_at("注文 1001");
    customer.open("/orders").await;
    customer.sees("注文番号 1001受付済み");
}
