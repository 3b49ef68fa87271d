//! The dashboard in somebody's hands: many tabs, fields half filled in, a keyboard, errors.

use kakebarai_simulator::Simulator;

use super::dashboard::{order, send};
use crate::support::{browser::Browser, simulator};

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
