//! Customers' data and passwords, user groups, and how orders are numbered.

use super::ordered;
use crate::{
    shop::{TRANSFER, choose, put},
    support::{
        shop::{OpenShop, PASSWORD},
        visitor::Visitor,
    },
};

async fn log_in(visitor: &mut Visitor, email: &str, password: &str) {
    visitor.open("/login").await;
    visitor.fill("メールアドレス", email);
    visitor.fill("パスワード", password);
    visitor.press("ログイン").await;
}

#[tokio::test]
async fn an_operator_changes_a_customers_data_and_no_order() {
    let shop = OpenShop::open().await;
    let (mut operator, mut customer) = (shop.operator().await, shop.customer("2222").await);
    put(&mut customer, &[(2, "1")]).await;
    choose(&mut customer, TRANSFER).await;
    customer.press("注文する").await;
    operator.open("/admin/customers/102").await;
    operator.follow("お客様情報の編集").await;
    operator.fill("メールアドレス", "1111@cs-cart.jp");
    operator.fill("会社名", "株式会社緑山");
    operator.fill("郵便番号", "171-0033");
    operator.press("住所を検索").await;
    assert_eq!(operator.value("住所"), "東京都豊島区高田");
    assert_eq!(operator.value("会社名"), "株式会社緑山");
    operator.press("保存").await;
    let said = operator.said_of("メールアドレス").join("");
    assert!(said.contains("ほかのお客様が使っています"), "{said}");
    operator.fill("メールアドレス", "Midori@Example.jp");
    operator.press("保存").await;
    operator.sees("これまでのご注文のお届け先は変わりません。");
    operator.sees("midori@example.jp");
    // It is found by what it is called now.
    operator.open("/admin/customers?q=緑山").await;
    operator.sees("株式会社緑山");
    operator.open("/admin/orders/1001").await;
    operator.sees("お届け先有限会社緑山工務店");
    let mut again = shop.visitor();
    log_in(&mut again, "midori@example.jp", PASSWORD).await;
    again.is_at("商品一覧");
}

#[tokio::test]
async fn a_customer_is_found_by_name_reading_and_company_however_they_are_written() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    operator.open("/admin/customers/101/edit").await;
    operator.fill("会社名", "㈱ガーデン");
    operator.fill("姓", "山田");
    operator.fill("名", "花子");
    operator.fill("姓（カナ）", "ヤマダ");
    operator.fill("名（カナ）", "ハナコ");
    operator.press("保存").await;
    for search in [
        "山田花子",
        "山田+花子",
        "山田　花子",
        "ヤマダ",
        "やまだはなこ",
        "ﾔﾏﾀﾞ",
        "株式会社ガーデン",
        "（株）ガーデン",
        "株式会社+ｶﾞｰﾃﾞﾝ",
        "㈱",
    ] {
        operator.open(&format!("/admin/customers?q={search}")).await;
        operator.sees("1名のお客様");
        operator.sees("㈱ガーデン");
    }
    operator.open("/admin/customers?q=有限会社ガーデン").await;
    operator.sees("0名のお客様");
}

#[tokio::test]
async fn a_reset_password_is_shown_once_and_logs_everybody_out() {
    let shop = OpenShop::open().await;
    let (mut operator, mut customer) = (shop.operator().await, shop.customer("2222").await);
    operator.open("/admin/customers/102/access").await;
    let form = operator.page.clone();
    operator.press("新しいパスワードを発行する").await;
    let text = operator.page.text();
    let (_, rest) = text.split_once("新しいパスワードは ").unwrap();
    let password = rest.split(' ').next().unwrap().to_owned();
    assert_eq!(password.len(), 17, "{text}");
    operator.open("/admin/customers/102/access").await;
    assert!(!operator.page.body.contains(&password));
    // As a reload sends the form once more: the password that was passed on stays good.
    operator.page = form;
    operator.press("新しいパスワードを発行する").await;
    operator.sees("新しいパスワードは発行していません。");
    operator.open("/admin/customers/102/points").await;
    operator.is_at("パスワードとポイント");
    customer.open("/account").await;
    customer.is_at("ログインまたは会員登録");
    log_in(&mut customer, "2222@cs-cart.jp", PASSWORD).await;
    customer.sees("メールアドレスまたはパスワードが違います。");
    // Input methods write ＠, too.
    log_in(&mut customer, "２２２２＠cs-cart.jp", &password).await;
    customer.is_at("商品一覧");
}

#[tokio::test]
async fn an_operator_lifts_the_lock_after_wrong_passwords() {
    let shop = OpenShop::open().await;
    let (mut operator, mut customer) = (shop.operator().await, shop.visitor());
    operator.open("/admin/customers/102/access").await;
    operator.sees("ロックされていません。");
    for _ in 0..6 {
        log_in(&mut customer, "2222@cs-cart.jp", "wrong").await;
    }
    customer.sees("しばらく受け付けられません");
    operator.open("/admin/customers/102/access").await;
    operator.sees("このお客様のログインを一時的に受け付けていません。");
    operator.press("ロックを解除する").await;
    operator.sees("ロックされていません。");
    log_in(&mut customer, "2222@cs-cart.jp", PASSWORD).await;
    customer.is_at("商品一覧");
}

#[tokio::test]
async fn members_change_their_own_data_and_password() {
    let shop = OpenShop::open().await;
    let (mut customer, mut elsewhere) = (shop.customer("2222").await, shop.customer("2222").await);
    customer.open("/").await;
    customer.follow("会員情報").await;
    customer.fill("会社名", "株式会社緑山");
    customer.fill("電話番号", "");
    customer.press("お客様情報を保存する").await;
    assert_eq!(customer.said_of("電話番号")[0], "入力してください。");
    customer.fill("電話番号", "06-0000-9999");
    customer.press("お客様情報を保存する").await;
    customer.sees("お客様情報を保存しました。");
    assert_eq!(customer.value("会社名"), "株式会社緑山");
    put(&mut customer, &[(2, "1")]).await;
    customer.open("/checkout").await;
    assert_eq!(customer.value("電話番号"), "06-0000-9999");
    customer.open("/account").await;
    customer.fill("新しいパスワード", "another password");
    customer.fill("いまのパスワード", "not the password");
    customer.press("ログイン情報を変更する").await;
    assert_eq!(
        customer.said_of("いまのパスワード")[0],
        "パスワードが違います。"
    );
    customer.fill("新しいパスワード", "another password");
    customer.fill("いまのパスワード", PASSWORD);
    customer.press("ログイン情報を変更する").await;
    customer.sees("ログイン情報を変更しました。");
    // The cart is still there; whoever sat elsewhere is out.
    customer.open("/cart").await;
    customer.sees("ゲルインクボールペン");
    elsewhere.open("/account").await;
    elsewhere.is_at("ログインまたは会員登録");
    log_in(&mut elsewhere, "2222@cs-cart.jp", "another password").await;
    elsewhere.is_at("商品一覧");
}

#[tokio::test]
async fn groups_are_created_renamed_and_deleted_unless_a_setting_names_them() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    operator.open("/admin/customers").await;
    operator.follow("ユーザーグループの管理").await;
    operator.sees("クロネコ掛け払い取引先 | 9 | 4名");
    operator.fill("名前", "特別会員");
    operator.press("追加する").await;
    operator.sees("IDは101です。");
    operator.fill("名前", "特別会員");
    operator.press("追加する").await;
    operator.sees("同じ名前のユーザーグループがあります。");
    operator.open("/admin/customers/101/groups").await;
    operator.fill("特別会員", "有効");
    operator.press("保存").await;
    operator.open("/admin/user-groups/101").await;
    operator.fill("名前", "優待会員");
    operator.press("保存").await;
    operator.sees("優待会員 | 101 | 1名");
    operator.open("/admin/user-groups/101/delete").await;
    operator.press("削除する").await;
    operator.sees("ユーザーグループ「優待会員」を削除しました。");
    operator.open("/admin/user-groups/9/delete").await;
    operator.sees("に使われているため、削除できません。");
    operator.open("/admin/export").await;
    operator.press("「User group IDs」を追加").await;
    let file = operator.press("エクスポート").await.body.clone();
    assert!(file.contains("\"1111@cs-cart.jp\",\"9:A\""), "{file}");
}

#[tokio::test]
async fn orders_are_numbered_as_it_is_set_and_no_number_comes_twice() {
    let shop = OpenShop::open().await;
    let (mut operator, mut customer) = (shop.operator().await, shop.customer("1111").await);
    assert_eq!(ordered(&mut customer, &[(2, "1")]).await, "1001");
    operator.open("/admin/orders").await;
    operator.follow("注文番号の設定").await;
    operator.sees("次のご注文の番号は「1002」です。");
    for (prefix, next, field, why) in [
        ("", "1001", "次の番号", "「1001」まで使われています"),
        ("注文", "1", "接頭辞", "半角の英数字と「-」「_」で"),
        ("ABCDEFGHIJ-", "1", "接頭辞", "10文字以内"),
        ("A1", "1", "接頭辞", "数字で終わらない"),
        ("WEB-", "0", "次の番号", "1から999999999まで"),
    ] {
        operator.fill("接頭辞", prefix);
        operator.fill("次の番号", next);
        operator.press("保存").await;
        let said = operator.said_of(field).join("");
        assert!(said.contains(why), "{prefix}{next}: {said}");
    }
    operator.fill("接頭辞", "WEB-");
    operator.fill("次の番号", "1");
    operator.press("保存").await;
    operator.sees("次のご注文の番号は「WEB-1」です。");
    assert_eq!(ordered(&mut customer, &[(2, "2")]).await, "WEB-1");
    assert_eq!(ordered(&mut customer, &[(2, "3")]).await, "WEB-2");
    operator.open("/admin/orders?q=web-").await;
    operator.sees("2件の注文");
    operator.follow("WEB-2").await;
    operator.is_at("注文 WEB-2");
    operator.open("/admin/kakebarai?q=WEB-1").await;
    operator.sees("WEB-1");
}

#[tokio::test]
async fn a_new_shop_on_books_that_remember_begins_with_numbers_of_its_own() {
    let (first, second) = (OpenShop::open().await, OpenShop::open().await);
    let mut customer = first.customer("1111").await;
    ordered(&mut customer, &[(2, "1")]).await;
    // It is 10 o'clock in the morning of the 24th of November in Japan.
    second.shop.number_orders_from_now().await.unwrap();
    let mut customer = second.customer("1111").await;
    assert_eq!(ordered(&mut customer, &[(2, "1")]).await, "261124-100000");
    assert_eq!(ordered(&mut customer, &[(2, "2")]).await, "261124-100001");
    // Where there are orders already they go on as they were.
    first.shop.number_orders_from_now().await.unwrap();
    let mut operator = first.operator().await;
    operator.open("/admin/order-numbers").await;
    operator.sees("次のご注文の番号は「1002」です。");
}
