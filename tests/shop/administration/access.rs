//! The pages of an operator need an operator.

use crate::support::{
    shop::{OpenShop, PASSWORD},
    visitor::Visitor,
};

/// Every page by GET, with an id or a number that there may be.
pub(in crate::shop) const PAGES: &[&str] = &[
    "/admin",
    "/admin/addons",
    "/admin/addons/kakebarai",
    "/admin/payment-methods",
    "/admin/payment-methods/new",
    "/admin/payment-methods/2",
    "/admin/payment-methods/2/delete",
    "/admin/taxes",
    "/admin/taxes/new",
    "/admin/taxes/101/delete",
    "/admin/shipping-methods",
    "/admin/shipping-methods/new",
    "/admin/shipping-methods/101",
    "/admin/shipping-methods/101/delete",
    "/admin/discounts",
    "/admin/discounts/new",
    "/admin/discounts/101",
    "/admin/discounts/101/delete",
    "/admin/gift-certificates",
    "/admin/gift-certificates/new",
    "/admin/gift-certificates/101/delete",
    "/admin/products",
    "/admin/products/new",
    "/admin/products/101",
    "/admin/products/101/delete",
    "/admin/user-groups",
    "/admin/user-groups/101",
    "/admin/user-groups/101/delete",
    "/admin/order-numbers",
    "/admin/customers",
    "/admin/customers/101",
    "/admin/customers/101/edit",
    "/admin/customers/101/access",
    "/admin/customers/101/groups",
    "/admin/customers/101/cart",
    "/admin/customers/101/cart.csv",
    "/admin/buyers/1111",
    "/admin/orders",
    "/admin/orders/1001",
    "/admin/orders/1001/sent",
    "/admin/orders/1001/sent.csv",
    "/admin/orders/1001/shipment",
    "/admin/orders/1001/cancel",
    "/admin/orders/1001/paid",
    "/admin/kakebarai",
    "/admin/kakebarai/cancel",
    "/admin/kakebarai/decide",
    "/admin/addons/uninstall",
    "/admin/shipments",
    "/admin/shipments/delete",
    "/admin/shipments/delete-here",
    "/admin/export",
    "/admin/export/users.csv",
    "/admin/export/records",
    "/admin/export/records.csv",
    "/admin/import",
    "/admin/workbench",
    "/admin/workbench/codes",
    "/admin/workbench/taxes",
];

/// Everything that takes a form.
const FORMS: &[&str] = &[
    "/admin/addons/install",
    "/admin/addons/uninstall",
    "/admin/addons/kakebarai",
    "/admin/addons/kakebarai/check",
    "/admin/payment-methods/new",
    "/admin/payment-methods/2",
    "/admin/payment-methods/2/delete",
    "/admin/taxes",
    "/admin/taxes/new",
    "/admin/taxes/101/delete",
    "/admin/shipping-methods/new",
    "/admin/shipping-methods/101",
    "/admin/shipping-methods/101/delete",
    "/admin/discounts/new",
    "/admin/discounts/101",
    "/admin/discounts/101/delete",
    "/admin/gift-certificates/new",
    "/admin/gift-certificates/101/delete",
    "/admin/products/new",
    "/admin/products/101",
    "/admin/products/101/delete",
    "/admin/user-groups",
    "/admin/user-groups/101",
    "/admin/user-groups/101/delete",
    "/admin/order-numbers",
    "/admin/customers/101/edit",
    "/admin/customers/101/password",
    "/admin/customers/101/unlock",
    "/admin/customers/101/points",
    "/admin/customers/101/groups",
    "/admin/orders/1001/shipment",
    "/admin/orders/1001/paid",
    "/admin/orders/1001/cancel",
    "/admin/kakebarai/cancel",
    "/admin/kakebarai/check",
    "/admin/kakebarai/decide",
    "/admin/shipments/delete",
    "/admin/shipments/delete-here",
    "/admin/import",
    "/admin/workbench/codes",
    "/admin/workbench/taxes",
    "/admin/logout",
];

/// The token of the forms of a visitor's session.
pub(in crate::shop) fn token(visitor: &Visitor) -> String {
    let mut controls = visitor.page.forms.iter().flat_map(|form| &form.controls);
    let found = controls.find(|control| control.name == "form_token");
    found.unwrap().value.clone()
}

#[test]
fn the_lists_above_have_every_route_there_is() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/integration/shop/src/pages/admin/mod.rs"
    );
    let source = std::fs::read_to_string(path).unwrap();
    let mut routes = Vec::new();
    for (at, _) in source.match_indices("\"/admin") {
        let route = source[at + 1..].split('"').next().unwrap();
        let route = route.replace("payment-methods/{id}", "payment-methods/2");
        let route = route.replace("buyers/{id}", "buyers/1111");
        let route = route.replace("{id}", "101").replace("{number}", "1001");
        if route != "/admin/login" {
            routes.push(route);
        }
    }
    assert!(routes.len() >= 28, "{routes:?}");
    for route in routes {
        let is_known = PAGES.contains(&route.as_str()) || FORMS.contains(&route.as_str());
        assert!(is_known, "{route}");
    }
}

#[tokio::test]
async fn without_an_operator_every_page_leads_to_the_login() {
    let shop = OpenShop::open().await;
    let (mut nobody, mut customer) = (shop.visitor(), shop.customer("1111").await);
    for path in PAGES {
        for visitor in [&mut nobody, &mut customer] {
            let page = visitor.open(path).await;
            let door = page.path.split('?').next().unwrap();
            assert_eq!(
                (door, page.status, page.heading().as_str()),
                ("/admin/login", 200, "ログイン"),
                "{path}"
            );
        }
    }
}

#[tokio::test]
async fn without_an_operator_no_form_is_taken() {
    let shop = OpenShop::open().await;
    let (mut nobody, mut customer) = (shop.visitor(), shop.customer("1111").await);
    for visitor in [&mut nobody, &mut customer] {
        // A session of the administration, with the right token, and yet nobody's.
        visitor.open("/admin/login").await;
        let token = token(visitor);
        for path in FORMS {
            let page = visitor.post(path, &[("form_token", token.as_str())]).await;
            assert_eq!(page.path, "/admin/login", "{path}");
            let parts = format!(
                "--b\r\nContent-Disposition: form-data; name=\"form_token\"\r\n\r\n{token}\r\n--b--\r\n"
            );
            let page = visitor.post_parts(path, &parts).await;
            assert_eq!(page.path, "/admin/login", "{path}");
        }
    }
    let mut operator = shop.operator().await;
    operator.open("/admin/addons").await;
    operator.sees("インストール済み");
}

#[tokio::test]
async fn a_form_with_files_is_taken_with_its_token_first_and_from_operators_alone() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    operator.open("/admin/import").await;
    let token = token(&operator);
    let part = |name: &str, value: &str| {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let (good, action) = (part("form_token", &token), part("action", "try"));
    for (parts, why) in [
        (format!("{action}--b--\r\n"), "no token"),
        (format!("{action}{good}--b--\r\n"), "the token behind"),
        (
            format!("{}{action}--b--\r\n", part("form_token", "0")),
            "another token",
        ),
        ("nothing at all".to_owned(), "no form"),
    ] {
        let page = operator.post_parts("/admin/import", &parts).await;
        assert_eq!(page.status, 403, "{why}");
    }
    let parts = format!("{good}{action}--b--\r\n");
    operator.post_parts("/admin/import", &parts).await;
    operator.is_at("インポート");
    operator.sees("ファイルを選んでください。");

    let mut customer = shop.customer("1111").await;
    let token = self::token(&customer);
    let parts = format!("{}--b--\r\n", part("form_token", &token));
    let page = customer.post_parts("/cart/quantities", &parts).await;
    assert_eq!(page.status, 403);
}

#[tokio::test]
async fn a_form_with_too_much_in_it_is_refused() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    operator.open("/admin/import").await;
    operator.attach("ファイル", "users.csv", vec![b'x'; 33 * 1024 * 1024]);
    let page = operator.press("インポート").await;
    assert_eq!(page.status, 413);
}

#[tokio::test]
async fn no_page_shows_a_password() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    for path in PAGES {
        let page = operator.open(path).await;
        for secret in [
            shop.merchant_password.as_str(),
            shop.operator_password.as_str(),
            PASSWORD,
            "$argon2",
        ] {
            assert!(!page.body.contains(secret), "{path}");
        }
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    for path in [
        "/admin/customers/1",
        "/admin/customers/abc",
        "/admin/customers/1/groups",
        "/admin/customers/18446744073709551615",
        "/admin/orders/abc",
        "/admin/orders/abc/sent",
        "/admin/orders/abc/sent.csv",
        "/admin/orders/abc/shipment",
        "/admin/export/users.csv?encoding=ebcdic",
        "/admin/nothing",
        "/icons/abc",
    ] {
        let page = operator.open(path).await;
        assert_eq!(page.status, 404, "{path}");
        operator.is_at("ページが見つかりません");
    }
}

#[tokio::test]
async fn every_field_of_the_administration_has_a_label() {
    use crate::support::visitor::Kind;
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    for path in PAGES {
        let page = operator.open(path).await;
        for control in page.forms.iter().flat_map(|form| &form.controls) {
            let is_known = !control.label.is_empty() || control.kind == Kind::Hidden;
            assert!(is_known, "{path}: {control:?}");
        }
    }
}
