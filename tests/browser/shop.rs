//! What Enter does in the shop's forms, where the cursor is after a mistake, and whether pages fit their windows.

use std::collections::{BTreeMap, VecDeque};

use thirtyfour::Key;

use crate::{
    shop::{administration::ordered, put},
    support::{
        browser::Browser,
        shop::{OpenShop, PASSWORD},
    },
};

async fn open(browser: &Browser, shop: &OpenShop, path: &str) {
    let url = format!("{}{path}", shop.url);
    browser.page.goto(url).await.unwrap();
}

async fn type_into(browser: &Browser, selector: &str, text: &str) {
    let field = browser.element(selector).await;
    field.clear().await.unwrap();
    field.send_keys(text).await.unwrap();
}

/// The operator logs in.
async fn log_in(browser: &Browser, shop: &OpenShop, path: &str) {
    open(browser, shop, path).await;
    type_into(browser, "#password", &shop.operator_password).await;
    let button = browser.button("main", "ログイン").await;
    button.click().await.unwrap();
}

#[tokio::test]
async fn enter_in_a_quantity_changes_it_and_removes_nothing() {
    if Browser::missing("the cart was").is_some() {
        return;
    }
    let shop = OpenShop::open().await;
    let mut customer = shop.customer("1111").await;
    put(&mut customer, &[(2, "1"), (4, "1")]).await;
    let browser = Browser::start().await.unwrap();
    open(&browser, &shop, "/login?next=%2Fcart").await;
    type_into(&browser, "#email", "1111@cs-cart.jp").await;
    type_into(&browser, "#password", PASSWORD).await;
    browser
        .button("main", "ログイン")
        .await
        .click()
        .await
        .unwrap();
    type_into(&browser, "#quantity-4", "3").await;
    let field = browser.element("#quantity-4").await;
    field.send_keys(Key::Enter + "").await.unwrap();
    browser.see(".notice", "数量を変更しました。").await;
    customer.open("/cart").await;
    assert_eq!(customer.value("数量（ゲルインクボールペン 0.5mm 黒）"), "1");
    assert_eq!(customer.value("数量（宇治玉露 100g）"), "3");
    browser.close().await;
}

#[tokio::test]
async fn enter_on_a_tick_cancels_no_settlement() {
    if Browser::missing("the list of settlements was").is_some() {
        return;
    }
    let shop = OpenShop::open().await;
    let number = ordered(&mut shop.customer("1111").await, &[(2, "1")]).await;
    let browser = Browser::start().await.unwrap();
    log_in(&browser, &shop, "/admin/login?next=%2Fadmin%2Fkakebarai").await;
    let tick = browser.element("td input[type=checkbox]").await;
    tick.click().await.unwrap();
    tick.send_keys(Key::Enter + "").await.unwrap();
    browser.see("h1", "決済取消の確認").await;
    browser.see("main", &number).await;
    let mut operator = shop.operator().await;
    operator.open("/admin/kakebarai").await;
    operator.sees("| 登録 |");
    browser.close().await;
}

#[tokio::test]
async fn after_a_mistake_the_cursor_is_at_the_summary() {
    if Browser::missing("the summary of mistakes was").is_some() {
        return;
    }
    let shop = OpenShop::open().await;
    let browser = Browser::start().await.unwrap();
    open(&browser, &shop, "/register").await;
    browser
        .button("main", "会員登録する")
        .await
        .click()
        .await
        .unwrap();
    browser.see("h2", "入力内容に誤りがあります").await;
    let focused = browser
        .script("return document.activeElement.className")
        .await;
    assert_eq!(focused, "errors");
    let title = browser.script("return document.title").await;
    assert_eq!(title, "エラー：会員登録 | しらかば商店");
    browser.close().await;
}

/// The shape of an address: `/admin/orders/261130-11037` and another order's are one page.
fn shape(path: &str) -> String {
    let parts = path.split('?').next().unwrap_or_default().split('/');
    let is_one = |part: &str| part.starts_with(|c: char| c.is_ascii_digit());
    let parts = parts.map(|part| if is_one(part) { "1" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn no_page_is_wider_than_its_window() {
    if Browser::missing("the width of the pages was").is_some() {
        return;
    }
    let shop = OpenShop::open().await;
    shop.add_sample_data(60).await;
    let long = format!(
        "{}@example.co.jp",
        "long-name-".repeat(6).trim_end_matches('-')
    );
    shop.newcomer(&long, "03-1234-0001").await;
    let mut operator = shop.operator().await;
    operator.open("/admin/payment-methods/new").await;
    operator.fill("名前", &"お支払いの名前".repeat(8));
    operator.press("保存").await;
    let browser = Browser::start().await.unwrap();
    log_in(&browser, &shop, "/admin/login").await;
    browser.see("h1", "ホーム").await;
    let links = "return [...document.querySelectorAll('a[href^=\"/\"]')].map(link => link.getAttribute('href'))";
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let mut wider: Vec<(u32, String, i64)> = Vec::new();
    let mut ahead = VecDeque::from(["/admin".to_owned()]);
    browser.resize(1280, 900).await;
    while let Some(path) = ahead.pop_front() {
        if path.contains(".csv") || seen.contains_key(&shape(&path)) {
            continue;
        }
        open(&browser, &shop, &path).await;
        wider.push((1280, path.clone(), browser.wider().await));
        for link in browser.script(links).await.as_array().unwrap() {
            ahead.push_back(link.as_str().unwrap().to_owned());
        }
        seen.insert(shape(&path), path);
    }
    // A window takes long to change its width.
    for width in [1024, 500] {
        browser.resize(width, 900).await;
        for path in seen.values() {
            open(&browser, &shop, path).await;
            wider.push((width, path.clone(), browser.wider().await));
        }
    }
    for page in [
        "/admin/products",
        "/admin/orders/1/sent",
        "/admin/workbench/taxes",
        "/cart",
    ] {
        assert!(seen.contains_key(page), "{page}: {:?}", seen.keys());
    }
    wider.retain(|(_, _, pixels)| *pixels > 0);
    assert!(wider.is_empty(), "{wider:?}");
    browser.close().await;
}
