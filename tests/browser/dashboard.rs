//! The dashboard: live, in two clicks, by keyboard, in two languages, at two widths.

use kakebarai_simulator::Simulator;
use serde_json::json;
use thirtyfour::prelude::*;

use crate::support::{browser::Browser, control::Control, raw::post, settings, simulator};

const CREDENTIALS: &str = "traderCode=900000001&passWord=kakebarai-test";

pub(super) async fn send(simulator: &Simulator, api: &str, rest: &str) -> String {
    let form = format!("{CREDENTIALS}&{rest}");
    post(simulator.address(), api, form).await.code().to_owned()
}

pub(super) fn order(number: &str, price: u32) -> String {
    format!(
        "orderDate=20261124&orderNo={number}&buyerId=1111&settlePrice={price}&shohiZei=0&meisaiUmu=2"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_come_live_and_are_explained() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let simulator = simulator();
    browser.page.goto(simulator.url()).await.unwrap();
    browser.see("#view", "まだリクエストがありません").await;
    browser.see("#live", "ライブ").await;
    // The page is open, and nobody touches it.
    assert_eq!(send(&simulator, "AN010", &order("<b>1", 100)).await, "0");
    assert_eq!(
        send(&simulator, "AN010", &order("<b>1", 700_000)).await,
        "A020004"
    );
    browser.see("#r1", "受付").await;
    browser.see("#r1 .about", "<b>1").await;
    browser.see("#r2", "A020004").await;
    browser.element("#r2 a").await.click().await.unwrap();
    browser
        .see(
            ".broken",
            "この受注番号は、すでに決済登録に使われています。",
        )
        .await;
    browser.see("#view", "ほかにも違反している規則").await;
    browser.see("#view", "A060004").await;
    browser.see("#view", "取引先（会員）ID").await;
    browser.see("#curl", "$KAKEBARAI_PASSWORD").await;
    assert!(!browser.text().await.contains("kakebarai-test"));
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outcome_is_set_in_two_clicks_while_a_client_polls() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let simulator = simulator();
    let application = "cId=000000000800&hjkjKbn=1&houjinKaku=1&houjinZengo=0&sMei=クロネコ商事&sMeikana=クロネコショウジ\
        &ybnNo=1710033&Adress=東京都豊島区高田３丁目１５−１０&telNo=03-0000-0800&daikjmeiSei=黒猫&daikjmeiMei=大和\
        &daiknameiSei=クロネコ&daiknameiMei=ヤマト&szUmu=0&sqssfKbn=1&shrhohKbn=2";
    assert_eq!(send(&simulator, "AN060", application).await, "0");
    let asked = || async {
        let form = format!("{CREDENTIALS}&buyerId=000000000800");
        let answer = post(simulator.address(), "AN070", form).await;
        answer.element("judgeStatus").unwrap().to_owned()
    };
    assert_eq!(asked().await, "審査中");
    browser.page.goto(simulator.url()).await.unwrap();
    browser
        .element("nav a[href*='view=buyers']")
        .await
        .click()
        .await
        .unwrap();
    browser
        .button("#buyer-000000000800", "申込不備")
        .await
        .click()
        .await
        .unwrap();
    browser
        .see("#buyer-000000000800 [aria-pressed=true]", "申込不備")
        .await;
    assert_eq!(asked().await, "申込不備");
    // The screening that was to decide after five minutes is off.
    let control = Control::of(simulator.url(), "900000001");
    control
        .post("/clock/advance", json!({ "by": "1 day" }))
        .await;
    assert_eq!(asked().await, "申込不備");
    // One who is accepted by hand can buy.
    browser
        .button("#buyer-000000000800", "ご利用可")
        .await
        .click()
        .await
        .unwrap();
    browser.see("#buyer-000000000800 .usage", "600,000円").await;
    assert_eq!(asked().await, "ご利用可");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn limit_orders_clock_and_faults_are_at_hand() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    let page = |view: &str| format!("{}/?view={view}", simulator.url());
    browser.page.goto(page("buyers")).await.unwrap();
    let limit = browser.element("#buyer-1111 input[name=creditLimit]").await;
    limit.clear().await.unwrap();
    limit.send_keys("5000" + Key::Enter).await.unwrap();
    browser.see("#buyer-1111 .usage", "5,000円").await;
    assert_eq!(control.get("/buyers/1111").await["creditLimit"], 5_000);

    assert_eq!(send(&simulator, "AN010", &order("A-1", 4_000)).await, "0");
    // 12345678901 modulo 7 is 3.
    assert_eq!(
        send(&simulator, "AN030", "orderNo=A-1&slipNo=123456789013").await,
        "0"
    );
    browser.page.goto(page("orders")).await.unwrap();
    browser
        .button("#order-1", "出荷確定にする")
        .await
        .click()
        .await
        .unwrap();
    browser.see("#order-1 .reached", "出荷確定").await;
    let back = browser.element("#order-1 input[name=amount]").await;
    back.send_keys("500" + Key::Enter).await.unwrap();
    browser.see("#order-1 .events", "返品 500円").await;

    browser.page.goto(page("clock")).await.unwrap();
    browser
        .button("#view", "月末まで進める")
        .await
        .click()
        .await
        .unwrap();
    browser.see("#view .big", "2026-11-30 23:59:59").await;
    browser
        .button("#view", "1日進める")
        .await
        .click()
        .await
        .unwrap();
    browser.see("#view .big", "2026-12-01 23:59:59").await;
    browser.see("#view", "取引先の支払い").await;
    control
        .post("/clock/set", json!({ "now": "2027-01-05T00:00:00" }))
        .await;
    browser.see("#view .events", "取引先が支払いました").await;
    assert_eq!(control.get("/buyers/1111").await["usedAmount"], 0);

    browser.page.goto(page("faults")).await.unwrap();
    browser
        .button("#view .two", "次の決済登録で1回起こす")
        .await
        .click()
        .await
        .unwrap();
    browser
        .see("#view .list", "処理したあと、応答が届かない")
        .await;
    assert_eq!(
        control.get("/faults").await["faults"][0]["kind"],
        "answerLost"
    );
    browser
        .button("#view .list", "解除")
        .await
        .click()
        .await
        .unwrap();
    browser.see("#view", "ありません。").await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_fits_a_telephone_and_a_keyboard_and_speaks_english() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let simulator = simulator();
    assert_eq!(send(&simulator, "AN050", "buyerId=1111").await, "0");
    for width in [1280, 1024, 390] {
        browser.resize(width, 900).await;
        for view in [
            "requests",
            "requests&request=1",
            "buyers",
            "orders",
            "clock",
            "timeline",
            "faults",
            "merchants",
            "coverage",
            "diagnosis",
        ] {
            browser
                .page
                .goto(format!("{}/?view={view}", simulator.url()))
                .await
                .unwrap();
            browser.element("#view h1").await;
            assert_eq!(browser.wider().await, 0, "{view} at {width}");
            let nameless = "return [...document.querySelectorAll('button, a, input:not([type=hidden]), select, progress, meter')]\
                .filter(e => !(e.getAttribute('aria-label') || e.textContent.trim() || (e.labels && e.labels[0] && e.labels[0].textContent.trim())))\
                .map(e => e.outerHTML).join('')";
            assert_eq!(browser.script(nameless).await, "", "{view}");
            assert_eq!(
                browser
                    .script("return document.querySelectorAll('#view h1').length")
                    .await,
                1
            );
        }
    }
    // By keyboard alone: skip link, then onwards to the first request.
    browser.resize(1280, 900).await;
    browser.page.goto(simulator.url()).await.unwrap();
    browser.element("#r1").await;
    let focused = || {
        browser.script("return document.activeElement.getAttribute('href') || document.activeElement.name || ''")
    };
    let mut reached = Vec::new();
    for _ in 0..60 {
        let active = browser.page.active_element().await.unwrap();
        active.send_keys("" + Key::Tab).await.unwrap();
        reached.push(focused().await.as_str().unwrap().to_owned());
    }
    assert_eq!(reached[0], "#view");
    assert!(
        reached.iter().any(|href| href.ends_with("request=1")),
        "{reached:?}"
    );
    browser.element("a.lang").await.click().await.unwrap();
    browser.see("#view h1", "Requests").await;
    assert_eq!(
        browser.script("return document.documentElement.lang").await,
        "en"
    );
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_asked_for_where_one_is_set() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let mut settings = settings();
    let token = "0123456789abcdef";
    settings.control_token = Some(kakebarai_simulator::settings::ControlToken::new(token).unwrap());
    let simulator = Simulator::start(settings).unwrap();
    browser.page.goto(simulator.url()).await.unwrap();
    let field = browser.element("#token input").await;
    assert!(!browser.text().await.contains("900000001"));
    field.send_keys("another" + Key::Enter).await.unwrap();
    browser
        .see("#wrong:not([hidden])", "トークンが違います")
        .await;
    field
        .send_keys(token.to_owned() + Key::Enter)
        .await
        .unwrap();
    browser.see("#view h1", "リクエスト").await;
    browser.see("#live", "ライブ").await;
    assert_eq!(send(&simulator, "AN050", "buyerId=1111").await, "0");
    browser.see("#r1", "受付").await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn merchants_are_made_and_coverage_grows() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let simulator = simulator();
    browser
        .page
        .goto(format!("{}/?view=merchants", simulator.url()))
        .await
        .unwrap();
    browser
        .element("#view input[name=code]")
        .await
        .send_keys("123456789" + Key::Enter)
        .await
        .unwrap();
    browser.see("#made", "traderCode 123456789").await;
    browser.see("#made", "この1回だけです").await;
    browser.button("#made", "パスワードをコピー").await;
    browser.see("#merchant-123456789", "123456789").await;
    browser
        .page
        .goto(format!(
            "{}/?view=coverage&merchant=900000001",
            simulator.url()
        ))
        .await
        .unwrap();
    browser.see(".sum", "0 / 318").await;
    assert_eq!(send(&simulator, "AN050", "").await, "E050001");
    browser.see(".codes .hit", "E050001").await;
    browser.see(".sum", "1 / 318").await;
    browser.close().await;
}
