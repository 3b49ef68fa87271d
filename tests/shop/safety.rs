//! What keeps the shop safe, on every page there is.

use super::administration::access::PAGES;
use super::{KAKEBARAI, TRANSFER, choose, put};
use crate::support::{
    shop::OpenShop,
    visitor::{Visitor, escaped},
};

/// Every page that a logged-in customer may open.
const STOREFRONT: &[&str] = &[
    "/",
    "/products/1",
    "/cart",
    "/checkout",
    "/checkout/confirm",
    "/orders",
    "/orders/1001",
    "/orders/1001/complete",
    "/kakebarai",
];
/// Pages that lead elsewhere where nothing is asked of them.
const ELSEWHERE: &[&str] = &[
    "/admin/buyers/1111",
    "/admin/kakebarai/cancel",
    "/admin/kakebarai/decide",
    "/admin/shipments/delete",
    "/admin/shipments/delete-here",
];
/// Every page for who is not logged in.
const OUTSIDE: &[&str] = &[
    "/",
    "/products/4",
    "/cart",
    "/login",
    "/register",
    "/admin/login",
    "/nowhere",
];

/// A customer who has ordered, and is about to again.
async fn buyer(shop: &OpenShop) -> Visitor {
    let mut customer = shop.customer("1111").await;
    put(&mut customer, &[(2, "1")]).await;
    choose(&mut customer, TRANSFER).await;
    customer.press("注文する").await;
    put(&mut customer, &[(1, "1"), (12, "2")]).await;
    choose(&mut customer, KAKEBARAI).await;
    customer.is_at("注文内容の確認");
    customer
}

#[tokio::test]
async fn every_page_carries_the_headers_and_no_script_style_or_foreign_address() {
    let shop = OpenShop::open().await;
    let (mut customer, mut operator) = (buyer(&shop).await, shop.operator().await);
    let mut nobody = shop.visitor();
    // Not those that are files or lead elsewhere.
    let administration = PAGES
        .iter()
        .copied()
        .filter(|path| !path.contains(".csv") && !ELSEWHERE.contains(path));
    let administration: Vec<&str> = administration.collect();
    for (visitor, paths) in [
        (&mut customer, STOREFRONT),
        (&mut operator, &administration),
        (&mut nobody, OUTSIDE),
    ] {
        for path in paths {
            let page = visitor.open(path).await;
            assert_eq!(page.path, *path);
            assert_eq!(
                page.header("content-security-policy"),
                "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
                "{path}"
            );
            assert_eq!(page.header("x-content-type-options"), "nosniff", "{path}");
            assert_eq!(
                page.header("cross-origin-opener-policy"),
                "same-origin",
                "{path}"
            );
            assert_eq!(page.header("cache-control"), "no-store", "{path}");
            let body = page.body.to_lowercase();
            for forbidden in [
                "<script",
                " style=",
                "<style",
                "javascript:",
                " onclick",
                "src=\"http",
                "href=\"http",
                "src=\"//",
            ] {
                assert!(!body.contains(forbidden), "{path}: {forbidden}");
            }
            assert!(body.contains("<html lang=\"ja\">"), "{path}");
            assert_eq!(body.matches("<h1").count(), 1, "{path}");
            assert_eq!(body.matches("<main").count(), 1, "{path}");
            for secret in [&shop.merchant_password, &shop.operator_password] {
                assert!(!page.body.contains(secret.as_str()), "{path}");
            }
            let forms = page.forms.iter().filter(|form| form.posts);
            for form in forms {
                assert!(
                    form.controls
                        .iter()
                        .any(|control| control.name == "form_token"),
                    "{path}"
                );
            }
        }
    }
}

#[tokio::test]
async fn every_field_has_a_label() {
    use crate::support::visitor::Kind;
    let shop = OpenShop::open().await;
    let (mut customer, mut nobody) = (buyer(&shop).await, shop.visitor());
    let mut operator = shop.operator().await;
    let administration = PAGES.iter().copied().filter(|path| !path.contains(".csv"));
    let administration: Vec<&str> = administration.collect();
    for (visitor, paths) in [
        (&mut customer, STOREFRONT),
        (&mut operator, &administration),
        (&mut nobody, OUTSIDE),
    ] {
        for path in paths {
            let page = visitor.open(path).await;
            for control in page.forms.iter().flat_map(|form| &form.controls) {
                let is_known = !control.label.is_empty()
                    || matches!(control.kind, Kind::Hidden | Kind::Button);
                assert!(is_known, "{path}: {control:?}");
            }
        }
    }
}

#[tokio::test]
async fn the_stylesheet_may_be_kept_for_ever() {
    let shop = OpenShop::open().await;
    let mut visitor = shop.visitor();
    let body = visitor.open("/").await.body.clone();
    let (_, rest) = body.split_once("rel=\"stylesheet\" href=\"").unwrap();
    let path = rest.split('"').next().unwrap().to_owned();
    let page = visitor.open(&path).await;
    assert_eq!(page.status, 200);
    assert_eq!(page.header("content-type"), "text/css; charset=utf-8");
    assert_eq!(
        page.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert!(
        !page.body.contains("url("),
        "nothing is fetched from anywhere"
    );
    assert_eq!(page.header("set-cookie"), "");
}

#[tokio::test]
async fn a_form_without_its_token_is_refused() {
    let shop = OpenShop::open().await;
    let mut customer = shop.customer("1111").await;
    customer.open("/products/1").await;
    let token = customer.page.forms[0].controls[0].value.clone();
    let page = customer
        .post("/cart", &[("product", "1"), ("quantity", "1")])
        .await;
    assert_eq!(page.status, 403);
    let page = customer
        .post(
            "/cart",
            &[("product", "1"), ("quantity", "1"), ("form_token", "0")],
        )
        .await;
    assert_eq!(page.status, 403);
    customer.open("/cart").await;
    customer.sees("カートに商品はありません。");

    // The token of somebody else's pages is none of one's own.
    let mut other = shop.customer("2222").await;
    let page = other
        .post(
            "/cart",
            &[("product", "1"), ("quantity", "1"), ("form_token", &token)],
        )
        .await;
    assert_eq!(page.status, 403);
    // Without a cookie there is no session that a token could be of.
    let page = shop
        .visitor()
        .post(
            "/login",
            &[
                ("email", "a@example.jp"),
                ("password", "x"),
                ("form_token", &token),
            ],
        )
        .await
        .status;
    assert_eq!(page, 403);
    let page = customer
        .post(
            "/cart",
            &[("product", "1"), ("quantity", "1"), ("form_token", &token)],
        )
        .await;
    assert_eq!((page.status, page.path.as_str()), (200, "/cart"));
    customer.sees("コピー用紙");
}

#[tokio::test]
async fn a_form_that_is_too_long_is_refused() {
    let shop = OpenShop::open().await;
    let mut visitor = shop.visitor();
    visitor.open("/register").await;
    visitor.fill("住所", &"あ".repeat(100_000));
    let page = visitor.press("会員登録する").await;
    assert_eq!(page.status, 413);
}

#[tokio::test]
async fn what_people_write_is_shown_and_not_run() {
    let shop = OpenShop::open().await;
    let mut visitor = shop.visitor();
    visitor.open("/register").await;
    visitor.fill("会社名", "\"><script>alert(1)</script>");
    visitor.press("会員登録する").await;
    assert_eq!(visitor.value("会社名"), "\"><script>alert(1)</script>");
    assert!(!visitor.page.body.contains("<script>"));
}

#[tokio::test]
async fn what_was_typed_into_a_form_that_came_too_late_is_sent_again_by_a_button() {
    let shop = OpenShop::open().await;
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let post = |body: String| {
        let request = http.post(format!("{}/register", shop.url)).body(body);
        request.header("content-type", "application/x-www-form-urlencoded")
    };
    let company = escaped("\"><b>くろねこ商事");
    let form = format!("form_token=over&company={company}&password=a-password-of-their-own");
    let late = |site: &'static str| {
        let request = post(form.clone()).header("sec-fetch-site", site);
        async move {
            let answer = request.send().await.unwrap();
            let cookie = answer.headers().get("set-cookie").cloned();
            (
                answer.status().as_u16(),
                cookie,
                answer.text().await.unwrap(),
            )
        }
    };
    // From elsewhere it is refused as before.
    for site in ["cross-site", "same-site", "none"] {
        let (status, _, page) = late(site).await;
        assert_eq!(status, 403);
        assert!(!page.contains("くろねこ商事"), "{site}");
    }
    let (status, cookie, page) = late("same-origin").await;
    assert_eq!(status, 403);
    assert!(page.contains("まだ受け付けていません"));
    assert!(!page.contains("a-password-of-their-own"));
    assert!(!page.contains("<b>"));
    // The button sends what was typed, with a token that holds.
    let (_, rest) = page.split_once("name=\"form_token\" value=\"").unwrap();
    let token = rest.split('"').next().unwrap();
    let cookie = cookie.unwrap().to_str().unwrap().to_owned();
    let company = escaped("くろねこ商事");
    let again = post(format!("form_token={token}&company={company}"))
        .header("cookie", cookie.split(';').next().unwrap());
    let again = again.send().await.unwrap();
    assert_eq!(again.status(), 200);
    let page = again.text().await.unwrap();
    assert!(page.contains("value=\"くろねこ商事\""), "{page}");
    assert!(page.contains("入力内容に誤りがあります"));
}
