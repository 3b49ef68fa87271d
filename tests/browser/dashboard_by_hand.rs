//! The dashboard in somebody's hands: many tabs, fields half filled in, a keyboard, errors.

use kakebarai_simulator::Simulator;
use serde_json::json;
use thirtyfour::prelude::*;

use super::dashboard::{order, send};
use crate::support::{browser::Browser, control::Control, simulator};

async fn open(browser: &Browser, simulator: &Simulator, view: &str) {
    let page = format!("{}/?view={view}", simulator.url());
    browser.page.goto(page).await.unwrap();
    browser.element("#view h1").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn eight_tabs_are_as_good_as_one() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let simulator = simulator();
    let first = browser.page.window().await.unwrap();
    open(&browser, &simulator, "requests").await;
    browser.see("#live", "ライブ").await;
    for _ in 0..7 {
        let tab = browser.page.new_tab().await.unwrap();
        browser.page.switch_to_window(tab).await.unwrap();
        open(&browser, &simulator, "requests").await;
        browser.see("#live", "ライブ").await;
    }
    assert_eq!(send(&simulator, "AN010", &order("A-1", 100)).await, "0");
    browser.see("#r1 .about", "A-1").await;
    // Who comes back sees what was missed, and what is next.
    browser.page.switch_to_window(first).await.unwrap();
    browser.see("#r1 .about", "A-1").await;
    assert_eq!(send(&simulator, "AN010", &order("A-2", 100)).await, "0");
    browser.see("#r2 .about", "A-2").await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_says_what_is_wrong() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let simulator = simulator();
    open(&browser, &simulator, "requests").await;
    browser
        .script(
            "const told = JSON.stringify({ what: '書き込めません。', remedy: '空きを確かめてください。' });\
            window.fetch = async () => new Response(told, { status: 503 });\
            load()",
        )
        .await;
    browser
        .see(".toasts .bad", "書き込めません。 空きを確かめてください。")
        .await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fields_show_what_is_so_by_now() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    open(&browser, &simulator, "buyers").await;
    let limit = browser.element("#buyer-1111 input[name=creditLimit]").await;
    limit.clear().await.unwrap();
    limit.send_keys("5000" + Key::Enter).await.unwrap();
    browser.see("#buyer-1111 .usage", "5,000円").await;
    browser.element("#view h1").await.click().await.unwrap();
    let altered = json!({ "creditLimit": 7_000 });
    control.send("PATCH", "/buyers/1111", altered).await;
    browser.see("#buyer-1111 .usage", "7,000円").await;
    let value = "return document.querySelector('#buyer-1111 input[name=creditLimit]').value";
    assert_eq!(browser.script(value).await, "7000");
    // A form that has done its work is as it was.
    open(&browser, &simulator, "clock").await;
    let by = browser.element("#view input[name=by]").await;
    by.send_keys("1 hour" + Key::Enter).await.unwrap();
    browser.see("#view .big", "2026-11-24 11:00:00").await;
    let value = "return document.querySelector('#view input[name=by]').value";
    assert_eq!(browser.script(value).await, "");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_keyboard_keeps_its_place() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let simulator = simulator();
    let other = simulator.merchant();
    open(&browser, &simulator, "buyers&merchant=900000001").await;
    let first = "return document.querySelector('.cards article').id";
    let was_first = browser.script(first).await;
    assert_ne!(was_first, "buyer-1111");
    let pending = browser.button("#buyer-1111", "審査中").await;
    browser
        .script("[...document.querySelectorAll('#buyer-1111 button')].find(b => b.textContent === '審査中').focus()")
        .await;
    pending.send_keys("" + Key::Enter).await.unwrap();
    browser
        .see("#buyer-1111 [aria-pressed=true]", "審査中")
        .await;
    let focused =
        "return document.activeElement.textContent + document.activeElement.closest('article')?.id";
    assert_eq!(browser.script(focused).await, "審査中buyer-1111");
    assert_eq!(browser.script(first).await, was_first);
    // Arrows pick a merchant, Enter goes to it.
    let select = browser.element("select[name=merchant]").await;
    select.send_keys("" + Key::Down).await.unwrap();
    let picked = "return document.querySelector('select[name=merchant]').value";
    assert_eq!(browser.script(picked).await, other.code());
    let shown = "return document.querySelector('#view').dataset.merchant";
    assert_eq!(browser.script(shown).await, "900000001");
    select.send_keys("" + Key::Enter).await.unwrap();
    let code = format!("#view[data-merchant='{}']", other.code());
    browser.see(&code, "取引先").await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn long_values_stay_within_the_page() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let simulator = simulator();
    for long in ["x".repeat(200), "あ".repeat(100)] {
        let form = format!("orderNo={long}&slipNo={long}");
        assert_eq!(send(&simulator, "AN030", &form).await, "C020002");
    }
    for width in [1280, 390] {
        browser.resize(width, 900).await;
        for view in ["requests", "requests&request=1", "requests&request=2"] {
            open(&browser, &simulator, view).await;
            let beyond = "const width = document.documentElement.clientWidth;\
                return [...document.querySelectorAll('h1, .about, .why, pre, .value')]\
                    .filter(e => e.getBoundingClientRect().right > width || e.scrollWidth > e.clientWidth + 1)\
                    .map(e => e.outerHTML).join('')";
            assert_eq!(browser.script(beyond).await, "", "{view} at {width}");
            assert_eq!(browser.wider().await, 0, "{view} at {width}");
        }
    }
    browser.close().await;
}
