//! The dashboard's acts of the books: a buyer, a rule, slips, a snapshot, and the way back.

use serde_json::json;
use thirtyfour::prelude::*;

use crate::support::{browser::Browser, control::Control, simulator};

#[tokio::test(flavor = "multi_thread")]
async fn what_only_addresses_could_do_is_done_by_mouse() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    let page = |view: &str| format!("{}/?view={view}", simulator.url());
    // A buyer, whose id is mended at its field.
    browser.page.goto(page("buyers")).await.unwrap();
    let open = "for (const details of document.querySelectorAll('details')) details.open = true";
    browser.element("#addition summary").await;
    browser.script(open).await;
    for (name, value) in [
        ("id", "a b"),
        ("name", "株式会社新規"),
        ("telephone", "03-0000-0009"),
    ] {
        let field = browser
            .element(&format!("#addition input[name={name}]"))
            .await;
        field.send_keys(value).await.unwrap();
    }
    browser
        .button("#addition", "加える")
        .await
        .click()
        .await
        .unwrap();
    browser
        .see("#addition .problem", "半角英数字とハイフン")
        .await;
    let id = browser.element("#addition input[name=id]").await;
    id.clear().await.unwrap();
    id.send_keys("NEW-1" + Key::Enter).await.unwrap();
    browser.see("#buyer-NEW-1", "株式会社新規").await;
    // A rule of the screening.
    browser.script(open).await;
    let telephone = browser.element("#screening input[name=telephone]").await;
    telephone.send_keys("*9876").await.unwrap();
    browser
        .button("#screening", "規則を加える")
        .await
        .click()
        .await
        .unwrap();
    browser.see("#screening .list", "*9876").await;
    let screening = control.get("/screening").await;
    assert_eq!(
        screening["rules"],
        json!([{ "telephone": "*9876", "outcome": "ご利用不可" }])
    );
    // Slips of another service, with digits as a Japanese keyboard writes them.
    browser.page.goto(page("orders")).await.unwrap();
    browser.element("#slips summary").await;
    browser.script(open).await;
    let prefix = browser.element("#slips input[name=prefix]").await;
    prefix.send_keys("９９９９" + Key::Enter).await.unwrap();
    browser.see("#slips .list", "9999").await;
    assert_eq!(
        control.get("/unusable-slips").await["prefixes"],
        json!(["9999"])
    );
    // A snapshot, and the way back.
    browser.page.goto(page("timeline")).await.unwrap();
    let name = browser.element("#snapshots input[name=name]").await;
    name.send_keys("出荷前" + Key::Enter).await.unwrap();
    browser.see("#snapshots .list", "出荷前").await;
    browser
        .button("#view", "最後の変更を元に戻す")
        .await
        .click()
        .await
        .unwrap();
    browser.page.accept_alert().await.unwrap();
    browser.see(".changes", "の直後に戻した").await;
    assert_eq!(control.get("/unusable-slips").await["prefixes"], json!([]));
    browser
        .button("#snapshots", "この状態に戻す")
        .await
        .click()
        .await
        .unwrap();
    let question = browser.page.get_alert_text().await.unwrap();
    assert!(
        question.contains("スナップショット「出荷前」"),
        "{question}"
    );
    browser.page.accept_alert().await.unwrap();
    browser
        .see(".changes", "スナップショット「出荷前」に戻した")
        .await;
    assert_eq!(
        control.get("/unusable-slips").await["prefixes"],
        json!(["9999"])
    );
    browser.close().await;
}
