//! アドオンの管理, 支払方法, 税金, お客様のユーザーグループ: what is saved, and what is said of mistakes.

use serde_json::json;

use crate::{
    shop::{KAKEBARAI, TRANSFER, choose, put},
    support::shop::OpenShop,
    wire::client::stub::Stub,
};

#[tokio::test]
async fn an_uninstalled_addon_is_gone_from_the_shop_and_keeps_its_settings() {
    let shop = OpenShop::open().await;
    let (mut operator, mut visitor) = (shop.operator().await, shop.visitor());
    let number = super::ordered(&mut shop.customer("1111").await, &[(2, "1")]).await;
    operator.open("/admin/addons").await;
    operator.follow("アンインストール").await;
    operator.press("アンインストールする").await;
    operator.sees("アドオンをアンインストールしました");
    assert!(
        operator
            .page
            .links
            .iter()
            .all(|(_, path)| path != "/admin/kakebarai")
    );
    operator.open("/admin/kakebarai").await;
    operator.is_at("アドオンの管理");
    visitor.open("/").await;
    assert!(
        !visitor
            .page
            .body
            .contains("クロネコ掛け払い取引先登録・照会")
    );
    operator.open("/admin/addons/kakebarai").await;
    operator.sees("先にアドオンをインストールしてください");
    operator.open("/admin").await;
    operator.sees("加盟店コードとパスワードを登録する");
    operator.sees("支払方法アドオンをインストールするまで、選べません");
    operator.open(&format!("/admin/orders/{number}")).await;
    assert!(!operator.page.has_link("決済取消"));
    operator.open("/admin/addons").await;
    operator.sees("インストールしているアドオンはありません。");
    operator.follow("利用可能な全てのアドオンを表示").await;
    operator.press("インストール").await;
    operator.sees("アドオンをインストールしました。以前の設定を引き継いでいます。");
    operator.open(&format!("/admin/orders/{number}")).await;
    operator.follow("決済取消").await;
    operator.open("/admin/addons").await;
    visitor.open("/").await;
    assert!(
        visitor
            .page
            .body
            .contains("クロネコ掛け払い取引先登録・照会")
    );
    operator.open("/admin/addons").await;
    operator.follow("設定").await;
    assert_eq!(operator.value("加盟店コード").len(), 9);
    assert_eq!(operator.value("パスワード"), "");
    operator.press("接続を確認する").await;
    operator.sees("クロネコ掛け払いに接続できました");
}

/// What is stored would be right.
#[tokio::test]
async fn a_password_of_the_environment_wins_over_the_stored_one() {
    let shop = OpenShop::open_with_password("not-the-password").await;
    let mut operator = shop.operator().await;
    operator.open("/admin/addons/kakebarai").await;
    operator.sees("環境変数 KAKEBARAI_PASSWORD のパスワードを使っています");
    operator.press("接続を確認する").await;
    operator.sees("パスワードが一致しません");
}

#[tokio::test]
async fn an_empty_password_keeps_the_old_one_and_another_replaces_it() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    operator.open("/admin/addons/kakebarai").await;
    operator.press("保存").await;
    operator.sees("設定を保存しました");
    operator.press("接続を確認する").await;
    operator.sees("クロネコ掛け払いに接続できました");
    operator.fill("パスワード", "another-password");
    operator.press("保存").await;
    operator.sees("設定を保存しました");
    assert!(!operator.page.body.contains("another-password"));
    operator.press("接続を確認する").await;
    operator.sees("パスワードが一致しません");
    operator.sees("（E050002）");
}

#[tokio::test]
async fn a_merchant_that_the_provider_does_not_know_is_said() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    operator.open("/admin/addons/kakebarai").await;
    operator.fill("加盟店コード", "123456789");
    operator.press("保存").await;
    operator.press("接続を確認する").await;
    operator.sees("（E010004）");
}

#[tokio::test]
async fn an_answer_that_never_comes_is_no_connection() {
    let shop = OpenShop::open().await;
    let fault = json!({ "api": "AN050", "kind": "reset" });
    let (status, answer) = shop.control.send("POST", "/faults", fault).await;
    assert_eq!(status, 201, "{answer}");
    let mut operator = shop.operator().await;
    operator.open("/admin/addons/kakebarai").await;
    operator.press("接続を確認する").await;
    operator.sees("クロネコ掛け払いに接続できません");
}

#[tokio::test]
async fn an_answer_that_is_none_is_not_called_a_missing_connection() {
    let shop = OpenShop::open().await;
    let fault = json!({ "api": "AN050", "kind": "status", "status": 503 });
    let (status, answer) = shop.control.send("POST", "/faults", fault).await;
    assert_eq!(status, 201, "{answer}");
    let mut operator = shop.operator().await;
    operator.open("/admin/addons/kakebarai").await;
    operator.press("接続を確認する").await;
    operator.sees("クロネコ掛け払いから正しい応答がありませんでした");
    operator.does_not_see("接続できません");
}

#[tokio::test]
async fn a_code_that_nobody_knows_says_nothing_of_the_settings() {
    for code in ["Q990001", "&lt;script&gt;"] {
        let answer = format!(
            "<return><returnDate>20261124100000</returnDate><returnCode>1</returnCode><errorCode>{code}</errorCode></return>"
        );
        let provider = Stub::answering(answer).await;
        let shop = OpenShop::open_towards(&provider.url).await;
        let mut operator = shop.operator().await;
        operator.open("/admin/addons/kakebarai").await;
        operator.press("接続を確認する").await;
        operator.does_not_see("接続できました");
        operator.sees(&format!(
            "（{}）",
            code.replace("&lt;", "<").replace("&gt;", ">")
        ));
        assert!(!operator.page.body.contains("<script>"));
    }
}

#[tokio::test]
async fn the_group_of_the_setting_is_one_that_there_is() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    operator.open("/admin/addons/kakebarai").await;
    operator.tick(
        "クロネコ掛け払い取引先ユーザーグループのお客様のみ使用可能",
        true,
    );
    operator.fill("クロネコ掛け払い取引先のユーザーグループ", "卸売会員");
    operator.press("保存").await;
    operator.sees("設定を保存しました");
    operator.open("/admin/customers/101").await;
    operator.sees("選べません");
    operator.sees("ユーザーグループ「クロネコ掛け払い取引先」で有効になっていません");
}

#[tokio::test]
async fn every_setting_of_the_method_is_kept() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    operator.open("/admin/payment-methods").await;
    operator.open("/admin/payment-methods/2").await;
    operator.fill("名前", "クロネコ掛け払い（請求書払い）");
    operator.fill("説明", "翌々月5日までにお支払いください。");
    operator.fill("お支払いについて", "請求書は月末締めで届きます。");
    operator.choose("ステータス", "無効");
    operator.tick("卸売会員", true);
    operator.fill("手数料（円）", "１，３００");
    operator.fill("手数料（％）", "2.5");
    operator.fill("手数料名", "掛け払い手数料");
    operator.fill("税金", "消費税（10%）");
    operator.choose("商品コード", "連携しない");
    operator.fill("カート社識別コード", "shirakaba-1");
    operator.press("保存").await;
    operator.sees("支払方法を保存しました。");
    assert_eq!(operator.value("名前"), "クロネコ掛け払い（請求書払い）");
    assert_eq!(operator.value("説明"), "翌々月5日までにお支払いください。");
    assert_eq!(
        operator.value("お支払いについて"),
        "請求書は月末締めで届きます。"
    );
    assert_eq!(operator.value("手数料（円）"), "1300");
    assert_eq!(operator.value("手数料（％）"), "2.5");
    assert_eq!(operator.value("手数料名"), "掛け払い手数料");
    assert_eq!(operator.value("税金"), "消費税（10%）");
    assert_eq!(operator.value("カート社識別コード"), "shirakaba-1");
    let all = || operator.page.forms.iter().flat_map(|form| &form.controls);
    let checked = all().filter(|control| control.is_checked);
    let checked: Vec<_> = checked.map(|control| control.label.as_str()).collect();
    assert_eq!(checked, ["無効", "卸売会員", "テスト環境", "連携しない"]);
    operator.open("/admin/payment-methods").await;
    operator.sees(
        "クロネコ掛け払い（請求書払い） | クロネコ掛け払い | 無効 | 1,300円 ＋ 2.5％ | テスト環境",
    );
}

#[tokio::test]
async fn production_is_chosen_and_stays_chosen_where_the_shop_may_use_it() {
    let shop = OpenShop::open_adjusted(|config| config.production = true).await;
    let mut operator = shop.operator().await;
    let mut before = "テスト環境";
    for chosen in ["本番環境", "テスト環境"] {
        operator.open("/admin/payment-methods/2").await;
        operator.does_not_see("このお店はデモのため");
        operator.sees("本番環境では、実際の請求になります。");
        assert_eq!(operator.chosen("テスト/本番環境"), Some(before));
        operator.choose("テスト/本番環境", chosen);
        operator.press("保存").await;
        operator.sees("支払方法を保存しました。");
        operator.open("/admin/payment-methods/2").await;
        assert_eq!(operator.chosen("テスト/本番環境"), Some(chosen));
        operator.open("/admin/payment-methods").await;
        let row = format!("クロネコ掛け払い | クロネコ掛け払い | 有効 | なし | {chosen}");
        operator.sees(&row);
        before = chosen;
    }
}

#[tokio::test]
async fn every_mistake_in_the_method_is_said_at_once_beside_its_field() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    operator.open("/admin/payment-methods/2").await;
    operator.fill("名前", "");
    operator.fill("手数料（円）", "-1");
    operator.fill("手数料（％）", "1.234");
    operator.fill("手数料名", "①回分の手数料");
    operator.fill("カート社識別コード", "ab,cd");
    operator.choose("テスト/本番環境", "本番環境");
    operator.press("保存").await;
    operator.sees("入力内容に誤りがあります（6件）");
    for (label, why, value) in [
        ("名前", "入力してください", ""),
        ("手数料（円）", "0円から999,999円まで", "-1"),
        ("手数料（％）", "小数点以下2桁まで", "1.234"),
        ("手数料名", "送信できない文字「①」", "①回分の手数料"),
        ("カート社識別コード", "カンマと空白を除く", "ab,cd"),
    ] {
        let said = operator.said_of(label).join("");
        assert!(said.contains(why), "{label}: {said}");
        assert_eq!(operator.value(label), value);
    }
    operator.sees("このお店はデモのため、本番環境には接続しません。");
    operator.open("/admin/payment-methods").await;
    operator.sees("クロネコ掛け払い | クロネコ掛け払い | 有効 | なし | テスト環境");
}

#[tokio::test]
async fn a_fee_without_a_tax_and_a_shop_without_one_are_warned_of() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    operator.open("/admin/payment-methods/2").await;
    operator.fill("手数料（円）", "300");
    operator.press("保存").await;
    operator.sees("手数料に税が設定されていません");
    operator.open("/admin/taxes").await;
    operator.does_not_see("このままでは消費税が0円で請求されます");
    for tax in ["消費税（10%）", "消費税（8%・軽減税率）"] {
        operator.fill(&format!("{tax}・ステータス"), "無効");
    }
    operator.press("保存").await;
    operator.sees("税金を保存しました");
    operator.sees("このままでは消費税が0円で請求されます");
    // One that goods have is missed also where the other is charged.
    operator.fill("消費税（8%・軽減税率）・ステータス", "有効");
    operator.press("保存").await;
    operator.does_not_see("このままでは消費税が0円で請求されます");
    operator.sees("税「消費税（10%）」が無効のため");
    operator.open("/admin").await;
    operator.sees("税「消費税（10%）」が無効のため");
    operator.sees("未消費税を有効にする");
    operator.open("/admin/taxes").await;
    operator.fill("消費税（8%・軽減税率）・ステータス", "無効");
    operator.press("保存").await;
    operator.open("/admin").await;
    operator.sees("このままでは消費税が0円で請求されます");
}

#[tokio::test]
async fn taxes_are_kept_as_they_are_set_or_all_stay_as_they_were() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    operator.open("/admin/taxes").await;
    operator.fill("消費税（10%）・税率（％）", "１２．５％");
    operator.fill("消費税（10%）・名前", "消費税（12.5%）");
    operator.fill("消費税（8%・軽減税率）・内税・外税", "内税");
    operator.choose("端数", "切り上げ");
    operator.choose("計算", "単価");
    operator.press("保存").await;
    operator.sees("税金を保存しました");
    assert_eq!(operator.value("消費税（12.5%）・税率（％）"), "12.5");
    assert_eq!(operator.value("消費税（12.5%）・内税・外税"), "外税");
    assert_eq!(operator.value("消費税（8%・軽減税率）・内税・外税"), "内税");
    operator.fill("消費税（12.5%）・税率（％）", "100.01");
    operator.fill("消費税（8%・軽減税率）・名前", "消費税㊗");
    operator.press("保存").await;
    let said = operator.said_of("消費税（12.5%）・税率（％）").join("");
    assert!(said.contains("0％から100％まで"), "{said}");
    let said = operator.said_of("消費税（8%・軽減税率）・名前").join("");
    assert!(said.contains("送信できない文字「㊗」"), "{said}");
    operator.open("/admin/taxes").await;
    assert_eq!(operator.value("消費税（12.5%）・税率（％）"), "12.5");
}

#[tokio::test]
async fn the_groups_of_a_customer_are_replaced() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    operator.open("/admin/customers").await;
    operator.sees("4名のお客様");
    operator.fill("検索", "みなと珈琲");
    operator.press("絞り込む").await;
    operator.sees("1名のお客様");
    operator.follow("3333@cs-cart.jp").await;
    operator.sees("3333 テスト取引先");
    operator.sees("選べます");
    operator.sees("600,000円");
    operator.follow("ユーザーグループ").await;
    assert_eq!(operator.value("クロネコ掛け払い取引先"), "有効");
    assert_eq!(operator.value("卸売会員"), "入っていない");
    operator.fill("クロネコ掛け払い取引先", "入っていない");
    operator.fill("卸売会員", "保留");
    operator.press("保存").await;
    operator.sees("ユーザーグループを保存しました。");
    assert_eq!(operator.value("クロネコ掛け払い取引先"), "入っていない");
    assert_eq!(operator.value("卸売会員"), "保留");
}

#[tokio::test]
async fn the_instructions_are_seen_where_they_are_promised() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    operator.open("/admin/payment-methods/2").await;
    operator.sees("注文手続きの完了ページに表示します。");
    operator.fill(
        "お支払いについて",
        "請求書は月末締めで届きます。\r\n翌々月5日までにお支払いください。",
    );
    operator.press("保存").await;
    let mut customer = shop.customer("1111").await;
    put(&mut customer, &[(2, "1")]).await;
    customer.open("/checkout").await;
    customer.does_not_see("請求書は月末締めで届きます。");
    for (payment, is_seen) in [(KAKEBARAI, true), (TRANSFER, false)] {
        put(&mut customer, &[(2, "1")]).await;
        choose(&mut customer, payment).await;
        customer.press("注文する").await;
        customer.is_at("ご注文ありがとうございました");
        if is_seen {
            customer.sees("お支払いについて請求書は月末締めで届きます。翌々月");
            let lines = "請求書は月末締めで届きます。<br>翌々月5日までにお支払いください。";
            assert!(customer.page.body.contains(lines));
        } else {
            customer.does_not_see("請求書は月末締めで届きます。");
        }
    }
}
