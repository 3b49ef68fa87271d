//! The English view of the dashboard: no Japanese in it that is not marked as Japanese.

use serde_json::json;
use thirtyfour::prelude::*;

use super::dashboard::{order, send};
use crate::support::{browser::Browser, control::Control, simulator};

/// What is Japanese in the page and not marked so, texts and names alike.
const UNMARKED: &str = "const japanese = /[\\u3000-\\u30ff\\u3400-\\u9fff\\uff00-\\uffef]/, found = [];\
    const is_marked = e => { const of = e.closest('[lang]'); return of && of.lang === 'ja'; };\
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);\
    for (let node; node = walk.nextNode();) {\
        const e = node.nodeType === 3 ? node.parentElement : node;\
        if (is_marked(e) || e.closest('script, noscript, #curl')) continue;\
        if (node.nodeType === 3) { if (japanese.test(node.nodeValue)) found.push(node.nodeValue); continue; }\
        for (const name of ['aria-label', 'placeholder', 'data-confirm', 'alt'])\
            if (japanese.test(e.getAttribute(name) || '')) found.push(name + '=' + e.getAttribute(name));\
    }\
    return found.join(' | ');";

#[tokio::test(flavor = "multi_thread")]
async fn the_english_pages_are_english() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    let application = "cId=000000000800&hjkjKbn=3&sMei=クロネコ商事&ybnNo=1710033&unknown=1";
    assert_eq!(send(&simulator, "AN060", application).await, "F030004");
    let wrong = format!("{}&shohinMei1=本&tanka1=x", order("A-2", 900_000));
    assert_eq!(send(&simulator, "AN010", &wrong).await, "A060004");
    assert_eq!(send(&simulator, "AN010", &order("A-1", 4_000)).await, "0");
    let slip = "orderNo=A-1&slipNo=123456789013";
    assert_eq!(send(&simulator, "AN030", slip).await, "0");
    let asked = "buyerId=1111";
    assert_eq!(send(&simulator, "AN070", asked).await, "0");
    for fault in ["answerLost", "reset"] {
        let fault = json!({ "kind": fault, "api": "AN040" });
        control.post("/faults", fault).await;
    }
    control
        .post("/snapshots", json!({ "name": "出荷前" }))
        .await;
    let changes = [
        ("/orders/A-1/confirm", json!({})),
        ("/orders/A-1/returns", json!({ "amount": 500 })),
        ("/clock/advance", json!({ "by": "1 hour" })),
    ];
    for (path, body) in changes {
        control.post(path, body).await;
    }
    for view in [
        "requests",
        "requests&request=1",
        "requests&request=2",
        "requests&request=3",
        "requests&request=5",
        "requests&request=99",
        "requests&merchant=123456789",
        "requests&merchant=none",
        "buyers",
        "orders",
        "orders&q=nothing",
        "clock",
        "timeline",
        "faults",
        "merchants",
        "coverage",
        "coverage&all=1",
    ] {
        let page = format!("{}/?lang=en&view={view}", simulator.url());
        browser.page.goto(page).await.unwrap();
        browser.element("#view h1").await;
        assert_eq!(browser.script(UNMARKED).await, "", "{view}");
    }
    // What is refused is told in English first.
    let orders = format!("{}/?lang=en&view=clock", simulator.url());
    browser.page.goto(orders).await.unwrap();
    let by = browser.element("#view input[name=by]").await;
    by.send_keys("9 nothings" + Key::Enter).await.unwrap();
    // At the field, and not in a note that comes and goes.
    browser.see(".problem", "Enter it like “61 days”").await;
    let described = "const field = document.querySelector('#view input[name=by]');\
        return field.getAttribute('aria-invalid') + document.getElementById(field.getAttribute('aria-describedby')).textContent";
    let described = browser.script(described).await.to_string();
    assert!(described.starts_with("\"trueEnter it like"), "{described}");
    assert_eq!(
        browser
            .script("return document.querySelectorAll('.toasts p').length")
            .await,
        0
    );
    assert_eq!(browser.script(UNMARKED).await, "");
    // The other language is of the same page.
    let same = [
        ("requests", "&request=1"),
        ("requests", "&api=AN010&about=A"),
        ("orders", "&q=A%20B"),
        ("coverage", "&all=1"),
    ];
    for (view, rest) in same {
        let page = format!("{}/?lang=en&view={view}{rest}", simulator.url());
        browser.page.goto(page).await.unwrap();
        let link = browser
            .element("a.lang")
            .await
            .attr("href")
            .await
            .unwrap()
            .unwrap();
        assert!(link.contains(rest) && link.contains("lang=ja"), "{link}");
    }
    browser.close().await;
}
