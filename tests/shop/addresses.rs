//! Whatever address is asked for, and whatever a form holds, a page of the shop answers.

use std::time::Duration;

use super::administration::access::token;
use crate::support::shop::OpenShop;

#[tokio::test]
async fn an_address_that_makes_no_sense_is_answered_by_a_page() {
    let shop = OpenShop::open().await;
    let (mut customer, mut operator) = (shop.customer("1111").await, shop.operator().await);
    for path in [
        "/orders?page=abc",
        "/orders?page=1&page=2",
        "/orders?page=-1",
        "/kakebarai?again=1&again=2",
        "/register?next=a&next=b",
    ] {
        let page = customer.open(path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(page.body.contains("<h1>"), "{path}: {}", page.body);
    }
    for path in [
        "/products/%FF",
        "/products/a%00",
        "/orders/%FF",
        "/orders/1%00",
        "/orders/1001%0A/complete",
        "/icons/a%00",
        "/icons/%FF",
    ] {
        let page = customer.open(path).await;
        assert_eq!(page.status, 404, "{path}");
        customer.is_at("ページが見つかりません");
    }
    let nobody = shop.visitor().open("/login?next=a&next=b").await.status;
    assert_eq!(nobody, 200);
    let long = "a".repeat(50_001);
    for path in [
        "/admin/orders?q=a&q=b",
        "/admin/orders?q=%FF%00%0D",
        "/admin/orders?page=abc",
        "/admin/kakebarai?page=99999999999999999999",
        "/admin/export?x=1&x=1",
        &format!("/admin/customers?q={long}"),
        &format!("/admin/orders?q={long}"),
        &format!("/admin/shipments?q={long}"),
        &format!("/admin/kakebarai?q={long}"),
    ] {
        let page = operator.open(path).await;
        assert_eq!(page.status, 200, "{path:.40}");
    }
    operator.open("/admin/orders?page=999").await;
    operator.does_not_see("999 /");
}

#[tokio::test]
async fn who_works_at_the_administration_stays_there() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    for path in [
        "/admin/orders/99999",
        "/admin/customers/%FF",
        "/admin/customers/x",
    ] {
        assert_eq!(operator.open(path).await.status, 404, "{path}");
        operator.is_at("ページが見つかりません");
        assert!(operator.page.title.contains("管理画面"), "{path}");
        operator.follow("管理画面のホームへ").await;
        operator.is_at("ホーム");
    }
    operator.open("/admin/nowhere").await;
    assert_eq!(operator.page.status, 404);
    assert!(operator.page.title.contains("管理画面"));
}

#[tokio::test]
async fn an_operator_whose_session_is_over_finds_the_way_back() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    operator.open("/admin/taxes").await;
    let before = operator.page.clone();
    shop.pass(Duration::from_hours(9));
    let address = "/admin/orders?q=%E9%9D%92&sort=total";
    operator.open(address).await;
    operator.is_at("ログイン");
    operator.fill("パスワード", &shop.operator_password);
    operator.press("ログイン").await;
    assert_eq!(operator.page.path, address);
    // A form of the session before.
    operator.page = before;
    assert_eq!(operator.press("保存").await.status, 403);
    assert!(
        operator.page.title.contains("管理画面"),
        "{}",
        operator.page.title
    );
    operator.follow("ログイン画面へ").await;
    operator.is_at("ホーム");
    // Nobody is led elsewhere.
    let mut other = shop.visitor();
    for next in ["//example.com", "/orders", "/administration"] {
        other.open(&format!("/admin/login?next={next}")).await;
        other.fill("パスワード", &shop.operator_password);
        other.press("ログイン").await;
        assert_eq!(other.page.path, "/admin", "{next}");
        other.press("ログアウト").await;
    }
}

#[tokio::test]
async fn a_session_lasts_as_long_as_somebody_works() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    for _ in 0..5 {
        shop.pass(Duration::from_hours(5));
        operator.open("/admin/taxes").await;
        operator.is_at("税金");
        assert!(operator.page.header("set-cookie").contains("Max-Age=28800"));
    }
    operator.open("/admin/taxes").await;
    assert_eq!(operator.page.header("set-cookie"), "");
    shop.pass(Duration::from_hours(8));
    operator.open("/admin").await;
    operator.is_at("ログイン");
}

#[tokio::test]
async fn what_nobody_writes_is_refused_once_for_all_forms() {
    let shop = OpenShop::open().await;
    let mut visitor = shop.visitor();
    for bad in ["あ\0い", "あ\r\nい", "あ\u{7}い", "あ\u{85}い"] {
        visitor.open("/register").await;
        visitor.fill("会社名", bad);
        let page = visitor.press("会員登録する").await;
        assert_eq!(page.status, 400, "{bad:?}");
        visitor.sees("使えない文字（制御文字）が含まれています。");
        visitor.open("/login").await;
        visitor.fill("メールアドレス", bad);
        assert_eq!(visitor.press("ログイン").await.status, 400, "{bad:?}");
    }
    // Somebody's Mac composes nothing.
    visitor.open("/register").await;
    visitor.fill(
        "会社名",
        "\u{30ab}\u{3099}\u{30fc}\u{30c6}\u{3099}\u{30f3}\u{200b}",
    );
    visitor.fill("メールアドレス", "-o'brien+1@example.jp");
    visitor.press("会員登録する").await;
    assert_eq!(visitor.value("会社名"), "ガーデン");
    assert_eq!(visitor.said_of("メールアドレス"), [""; 0]);
    for refused in ["花子@example.jp", "a@b", "a b@example.jp", "@example.jp"] {
        visitor.open("/register").await;
        visitor.fill("メールアドレス", refused);
        visitor.press("会員登録する").await;
        assert_eq!(
            visitor.said_of("メールアドレス"),
            ["「name@example.jp」の形で入力してください。"],
            "{refused}"
        );
    }
    // A tab comes along from a spreadsheet.
    visitor.open("/register").await;
    visitor.fill("会社名", "花子\t商会\t");
    visitor.press("会員登録する").await;
    assert_eq!(visitor.value("会社名"), "花子 商会");
    let mut operator = shop.operator().await;
    operator.open("/admin/payment-methods/2").await;
    operator.fill("説明", "一行目\r\n二行目");
    operator.press("保存").await;
    operator.sees("支払方法を保存しました。");
    operator.fill("名前", "掛け\0払い");
    assert_eq!(operator.press("保存").await.status, 400);
    let token = {
        operator.open("/admin").await;
        token(&operator)
    };
    let forged = [("form_token", token.as_str()), ("order", "1\0")];
    assert_eq!(
        operator
            .post("/admin/shipments/delete", &forged)
            .await
            .status,
        400
    );
}
