//! Steps of the operator: settings, customers, orders, shipments.

use cucumber::{gherkin::Step, given, then, when};
use serde_json::json;

use super::world::{OPERATOR, Walk};
use crate::{
    features::wording::{Yen, is_there},
    support::shop::OpenShop,
};

const METHOD: &str = "クロネコ掛け払い";
const ONLY_THE_GROUP: &str = "クロネコ掛け払い取引先ユーザーグループのお客様のみ使用可能";

#[given("アドオンを設定したお店がある")]
async fn set_up(walk: &mut Walk) {
    walk.enter(OpenShop::open().await);
}

#[given("アドオンをインストールしていないお店がある")]
async fn not_installed(walk: &mut Walk) {
    walk.enter(OpenShop::open_untouched().await);
}

#[given(regex = "^「クロネコ掛け払い取引先ユーザーグループのお客様のみ使用可能」にしたお店がある$")]
async fn only_the_group(walk: &mut Walk) {
    set_up(walk).await;
    walk.turn_to(OPERATOR).await;
    open(walk, "アドオンの管理").await;
    let here = walk.here();
    here.follow("設定").await;
    here.tick(ONLY_THE_GROUP, true);
    here.press("保存").await;
    here.sees("設定を保存しました");
}

async fn open(walk: &mut Walk, page: &str) {
    walk.go_home().await;
    walk.here().follow(page).await;
}

/// The settings of the payment method.
async fn open_method(walk: &mut Walk) {
    walk.turn_to(OPERATOR).await;
    open(walk, "支払方法").await;
    walk.here().follow(METHOD).await;
}

async fn save_method(walk: &mut Walk) {
    let here = walk.here();
    here.press("保存").await;
    here.sees("支払方法を保存しました");
}

#[given("支払方法「クロネコ掛け払い」は無効である")]
async fn method_is_disabled(walk: &mut Walk) {
    open_method(walk).await;
    walk.here().select("ステータス", "無効");
    save_method(walk).await;
}

#[given(
    regex = "^支払方法の手数料は([0-9,]+)円、手数料名は「([^」]*)」、手数料の税は「([^」]+)」である$"
)]
async fn fee(walk: &mut Walk, fixed: Yen, name: String, tax: String) {
    open_method(walk).await;
    let here = walk.here();
    here.fill("手数料（円）", &fixed.0.to_string());
    here.fill("手数料名", &name);
    here.select("税金", &tax);
    save_method(walk).await;
}

#[when(regex = "^担当者が支払方法の「([^」]+)」で「([^」]+)」を選んで保存する$")]
async fn chooses_in_method(walk: &mut Walk, label: String, value: String) {
    open_method(walk).await;
    walk.here().select(&label, &value);
    save_method(walk).await;
}

#[when("お店の加盟店コードとパスワードを入力する")]
fn fills_credentials(walk: &mut Walk) {
    let (code, password) = (
        walk.shop().merchant_code.clone(),
        walk.shop().merchant_password.clone(),
    );
    let here = walk.here();
    here.fill("加盟店コード", &code);
    here.fill("パスワード", &password);
}

#[then("「加盟店コード」にお店の加盟店コードが入っている")]
fn has_code(walk: &mut Walk) {
    let code = walk.shop().merchant_code.clone();
    assert_eq!(walk.here().value("加盟店コード"), code);
}

#[when(regex = "^担当者がお客様「([^」]+)」を開く$")]
async fn opens_customer(walk: &mut Walk, email: String) {
    walk.turn_to(OPERATOR).await;
    open(walk, "お客様").await;
    let here = walk.here();
    here.fill("検索", &email);
    here.press("絞り込む").await;
    here.follow(&email).await;
}

#[when(regex = "^担当者がお客様「([^」]+)」のユーザーグループ「([^」]+)」を「([^」]+)」にする$")]
async fn sets_group(walk: &mut Walk, email: String, group: String, status: String) {
    opens_customer(walk, email).await;
    let here = walk.here();
    here.follow("ユーザーグループ").await;
    here.select(&group, &status);
    here.press("保存").await;
}

#[when(regex = "^税「([^」]+)」と「([^」]+)」を(内税|外税)にする$")]
async fn sets_taxes(walk: &mut Walk, one: String, other: String, how: String) {
    let here = walk.here();
    for tax in [one, other] {
        here.select(&format!("{tax}・内税・外税"), &how);
    }
    here.press("保存").await;
    here.sees("税金を保存しました");
}

#[when(regex = "^端数を「([^」]+)」、計算を「([^」]+)」にする$")]
async fn sets_rounding(walk: &mut Walk, rounding: String, calculation: String) {
    let here = walk.here();
    here.select("端数", &rounding);
    here.select("計算", &calculation);
    here.press("保存").await;
    here.sees("税金を保存しました");
}

#[when(regex = "^すべての税を「(有効|無効)」にする$")]
async fn sets_all_taxes(walk: &mut Walk, status: String) {
    let here = walk.here();
    for tax in ["消費税（10%）", "消費税（8%・軽減税率）"] {
        here.select(&format!("{tax}・ステータス"), &status);
    }
    here.press("保存").await;
}

#[when(regex = "^(その注文|[0-9]+件目の注文)の「([^」]+)」を押す$")]
async fn presses_beside(walk: &mut Walk, which: String, button: String) {
    let number = walk.order(&which);
    walk.here().press_in(&number, &button).await;
}

#[when(regex = "^担当者が(その注文|[0-9]+件目の注文)の「([^」]+)」を開く$")]
async fn opens_of_order(walk: &mut Walk, which: String, page: String) {
    let number = walk.order(&which);
    walk.turn_to(OPERATOR).await;
    open(walk, "注文").await;
    let here = walk.here();
    here.follow(&number).await;
    here.follow(&page).await;
}

#[when("担当者がその注文を開く")]
async fn opens_the_order(walk: &mut Walk) {
    let number = walk.order("その注文");
    walk.turn_to(OPERATOR).await;
    open(walk, "注文").await;
    walk.here().follow(&number).await;
}

#[when(regex = "^すべての注文を選んで「([^」]+)」を押す$")]
async fn presses_for_all(walk: &mut Walk, button: String) {
    let numbers = walk.orders.clone();
    let here = walk.here();
    for number in numbers {
        here.tick(&format!("注文{number}を選ぶ"), true);
    }
    here.press(&button).await;
}

#[when(regex = "^「検索」に(存在しない注文番号|[0-9]+件目の注文の番号)と入力する$")]
fn searches(walk: &mut Walk, what: String) {
    let number = what
        .strip_suffix("の番号")
        .map_or_else(|| "999999".to_owned(), |which| walk.order(which));
    walk.here().fill("検索", &number);
}

#[then(regex = "^([0-9]+)件の注文が表示される$")]
fn so_many(walk: &mut Walk, number: usize) {
    let orders = walk.orders.clone();
    let rows = walk.here().page.rows();
    let found = orders
        .iter()
        .filter(|number| rows.iter().any(|row| row.contains(number.as_str())));
    assert_eq!(found.count(), number, "{rows:?}");
}

/// The cells of each row of the page's tables.
fn cells(walk: &mut Walk) -> Vec<Vec<String>> {
    let text = walk.here().page.text();
    let rows = text.lines().filter(|line| line.ends_with('|'));
    rows.map(|row| row.split('|').map(|cell| cell.trim().to_owned()).collect())
        .collect()
}

#[then(regex = "^上から「([0-9, ]+)」件目の注文が並ぶ$")]
fn in_order(walk: &mut Walk, places: String) {
    let orders = walk.orders.clone();
    let expected: Vec<String> = places
        .split(", ")
        .map(|place| orders[place.parse::<usize>().unwrap() - 1].clone())
        .collect();
    let rows = cells(walk).into_iter().flatten();
    let found: Vec<String> = rows.filter(|cell| orders.contains(cell)).collect();
    assert_eq!(found, expected);
}

#[then(regex = "^(その注文|[0-9]+件目の注文)の取引状況は「([^」]+)」と表示される$")]
async fn has_status(walk: &mut Walk, which: String, status: String) {
    walk.turn_to(OPERATOR).await;
    open(walk, "クロネコ掛け払い").await;
    let number = walk.order(&which);
    let rows = cells(walk);
    // Not by a part of a cell: a row has a button 「決済取消」, too.
    let found = rows
        .iter()
        .any(|row| row.contains(&number) && row.contains(&status));
    assert!(found, "受注{number}：{rows:?}");
}

#[then(regex = "^([0-9]+件目の注文)は「(.+)」と表示される$")]
fn result(walk: &mut Walk, which: String, text: String) {
    let number = walk.order(&which);
    let shown = walk.here().page.text();
    let mut lines = shown.lines();
    assert!(
        lines.any(|line| line.contains(&number) && line.contains(&text)),
        "{shown}"
    );
}

#[then(regex = "^その注文に「([^」]+)」のボタンはない$")]
fn no_button(walk: &mut Walk, button: String) {
    let number = walk.order("その注文");
    assert!(!walk.here().has_button(&number, &button));
}

#[then(regex = "^エラーコード「([^」]+)」と表示される$")]
fn shows_code(walk: &mut Walk, code: String) {
    walk.here().sees(&code);
}

#[then("「結果の分からない送信」にその注文がある")]
fn is_unknown(walk: &mut Walk) {
    let number = walk.order("その注文");
    let here = walk.here();
    here.sees("結果の分からない送信");
    assert!(here.has_button(&number, "確認する"), "{}", here.page.text());
}

async fn ship(walk: &mut Walk, which: &str, slip_number: &str) {
    opens_of_order(walk, which.to_owned(), "配送手続きの追加".to_owned()).await;
    let here = walk.here();
    here.fill("送り状番号", slip_number);
    here.press("登録").await;
    here.sees("出荷登録が完了しました");
}

#[given(regex = "^([0-9]+件目の注文)は出荷してある$")]
async fn is_shipped(walk: &mut Walk, which: String) {
    ship(walk, &which, "123456789013").await;
}

#[given(regex = "^その注文は送り状番号「([^」]+)」で出荷し、ヤマトが出荷を確定した$")]
async fn is_confirmed(walk: &mut Walk, slip_number: String) {
    ship(walk, "その注文", &slip_number).await;
    let number = walk.order("その注文");
    let path = format!("/orders/{number}/confirm");
    walk.shop().control.post(&path, json!(null)).await;
}

#[when(regex = "^「([^」]+)」の行の「([^」]+)」へ進む$")]
async fn follows_in_row(walk: &mut Walk, row: String, link: String) {
    walk.here().follow_in(&row, &link).await;
}

#[when(regex = "^利用可能フィールドから「([^」]+)」を追加する$")]
async fn adds_field(walk: &mut Walk, field: String) {
    walk.here().press(&format!("「{field}」を追加")).await;
}

#[when(regex = "^その配送の「([^」]+)」を押す$")]
async fn presses_of_shipment(walk: &mut Walk, button: String) {
    let number = walk.order("その注文");
    walk.here().press_in(&number, &button).await;
}

#[then(regex = "^送り状番号「([^」]+)」(がある|はない|あり|なし)$")]
fn has_slip(walk: &mut Walk, slip_number: String, there: String) {
    let rows = walk.here().page.rows();
    let found = rows.iter().any(|row| row.contains(&slip_number));
    assert_eq!(found, is_there(&there), "{rows:?}");
}

#[then(regex = "^送信内容に次の項目がある:$")]
fn items(walk: &mut Walk, step: &Step) {
    let rows = cells(walk);
    for expected in &step.table.as_ref().unwrap().rows[1..] {
        let found = rows
            .iter()
            .any(|row| row[0] == expected[0] && row.get(2) == Some(&expected[1]));
        assert!(found, "{expected:?}\n{rows:?}");
    }
}
