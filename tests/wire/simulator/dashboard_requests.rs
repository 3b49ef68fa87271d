//! The dashboard's list of requests: filtered, in pages, and each as it was sent and answered.

use kakebarai_simulator::{Settings, Simulator};
use serde_json::json;

use crate::support::{
    control::Control,
    raw::{post, request},
    settings, simulator,
};

const CREDENTIALS: &str = "traderCode=900000001&passWord=kakebarai-test";

async fn send(simulator: &Simulator, api: &str, rest: &str) -> String {
    let form = format!("{CREDENTIALS}&{rest}");
    post(simulator.address(), api, form).await.code().to_owned()
}

fn order(number: &str, buyer: &str) -> String {
    format!(
        "orderDate=20261124&orderNo={number}&buyerId={buyer}&settlePrice=100&shohiZei=0&meisaiUmu=2"
    )
}

async fn part(simulator: &Simulator, query: &str) -> String {
    let head = format!("GET /_simulator/dashboard/part?{query} HTTP/1.1\r\nAccept: */*");
    let answer = request(simulator.address(), &head, b"").await;
    assert_eq!(answer.status, 200, "{query}");
    answer.body
}

/// The numbers of the rows, in their order.
async fn rows(simulator: &Simulator, query: &str) -> Vec<u64> {
    let page = part(simulator, &format!("view=requests{query}")).await;
    let rows = page.split("<tr id=\"r").skip(1);
    rows.map(|row| row.split('"').next().unwrap().parse().unwrap())
        .collect()
}

#[tokio::test]
async fn a_refusal_without_a_code_is_not_called_accepted() {
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    let fault = json!({ "kind": "mutant", "mutant": "refusal-without-code", "times": 1 });
    control.post("/faults", fault).await;
    let form = format!("{CREDENTIALS}&buyerId=nobody");
    post(simulator.address(), "AN050", form).await;
    for view in ["view=requests", "view=requests&request=1"] {
        let page = part(&simulator, view).await;
        assert!(page.contains("コードなし"), "{view}: {page}");
        assert!(!page.contains("badge good"), "{view}: {page}");
    }
}

#[tokio::test]
async fn they_are_filtered_by_what_the_address_says() {
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    assert_eq!(send(&simulator, "AN050", "buyerId=1111").await, "0");
    assert_eq!(send(&simulator, "AN010", &order("1001", "1111")).await, "0");
    let an_hour = json!({ "by": "1 hour" });
    control.post("/clock/advance", an_hour).await;
    assert_eq!(
        send(&simulator, "AN010", &order("1001", "1111")).await,
        "A020004"
    );
    assert_eq!(
        send(&simulator, "AN010", &order("21001", "2222")).await,
        "0"
    );
    let lost = json!({ "api": "AN070", "kind": "emptyAnswer", "times": 1 });
    control.post("/faults", lost).await;
    let form = format!("{CREDENTIALS}&buyerId=2222");
    post(simulator.address(), "AN070", form).await;
    for (query, expected) in [
        ("", &[5, 4, 3, 2, 1][..]),
        ("&api=AN010", &[4, 3, 2]),
        ("&quiet=1", &[4, 3, 2]),
        // What has no answer is a failure, too.
        ("&errors=1", &[5, 3]),
        ("&errors=1&quiet=1", &[3]),
        ("&code=a02", &[3]),
        ("&code=A020004", &[3]),
        ("&code=B", &[]),
        // A part of an order number or a buyer id, or in quotes the whole.
        ("&about=1001", &[4, 3, 2]),
        ("&about=%221001%22", &[3, 2]),
        ("&about=2222", &[5, 4]),
        ("&about=222", &[5, 4]),
        ("&about=%22222%22", &[]),
        // The merchant's clock: an hour later.
        ("&from=2026-11-24T10:30", &[5, 4, 3]),
        ("&until=2026-11-24T10:30", &[2, 1]),
        (
            "&from=2026-11-24T10:00:00&until=2026-11-24T10:00:00",
            &[2, 1],
        ),
        ("&from=nonsense", &[5, 4, 3, 2, 1]),
        ("&before=3", &[2, 1]),
        ("&before=x&api=", &[5, 4, 3, 2, 1]),
    ] {
        assert_eq!(rows(&simulator, query).await, expected, "{query}");
    }
    let nothing = part(&simulator, "view=requests&code=Z99").await;
    assert!(nothing.contains("見つかりません"), "{nothing}");
    assert!(!nothing.contains("まだリクエストがありません"));
    // The address is kept by the fields, by the way to a request, and by the way back.
    let filtered = "view=requests&api=AN010&about=%221001%22";
    let page = part(&simulator, filtered).await;
    assert!(page.contains("value=\"&quot;1001&quot;\""), "{page}");
    let to_a_request = "&amp;api=AN010&amp;about=%221001%22&amp;request=3";
    assert!(page.contains(to_a_request), "{page}");
    let detail = part(&simulator, &format!("{filtered}&request=3")).await;
    let back = detail.split("class=\"back\"").nth(1).unwrap();
    let back = back.split("</a>").next().unwrap();
    assert!(
        back.contains("&amp;api=AN010&amp;about=%221001%22\""),
        "{back}"
    );
}

#[tokio::test]
async fn there_is_a_page_for_every_hundred() {
    let simulator = simulator();
    for _ in 0..205 {
        assert_eq!(send(&simulator, "AN050", "buyerId=1111").await, "0");
    }
    assert_eq!(send(&simulator, "AN010", &order("1001", "1111")).await, "0");
    let newest = rows(&simulator, "").await;
    assert_eq!((newest.len(), newest[0], newest[99]), (100, 206, 107));
    let page = part(&simulator, "view=requests").await;
    assert!(page.contains("&amp;before=107\""), "{page}");
    let older = rows(&simulator, "&before=107").await;
    assert_eq!((older.len(), older[0], older[99]), (100, 106, 7));
    let oldest = part(&simulator, "view=requests&before=7").await;
    assert!(!oldest.contains("もっと古い100件"), "{oldest}");
    assert!(oldest.contains("最新のページへ"));
    assert_eq!(rows(&simulator, "&before=7").await, [6, 5, 4, 3, 2, 1]);
    // What is filtered is found however far back it is.
    assert_eq!(rows(&simulator, "&api=AN050").await.len(), 100);
    assert_eq!(rows(&simulator, "&quiet=1").await, [206]);
    let end = part(&simulator, "view=requests&quiet=1").await;
    assert!(!end.contains("もっと古い100件"));
}

#[tokio::test]
async fn a_request_is_shown_as_it_was_sent_and_answered() {
    let settings = Settings {
        transport_facts: true,
        ..settings()
    };
    let simulator = Simulator::start(settings).unwrap();
    let body = format!("{CREDENTIALS}&buyerTelNo=03-0000-1111&buyerId=1111");
    let head = "POST /kuroneko-anshin/AN050APIAction.action HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n\
        User-Agent: a-shop/1.0\r\nCookie: session=hush\r\nX-Token: kakebarai-test";
    let answered = request(simulator.address(), head, body.as_bytes()).await;
    assert_eq!(answered.code(), "0");
    let detail = part(&simulator, "request=1").await;
    let raw = detail.split("id=\"raw\"").nth(1).unwrap();
    let raw = raw.split("</section>").next().unwrap();
    for shown in [
        "POST /kuroneko-anshin/AN050APIAction.action HTTP/1.1",
        "user-agent: a-shop/1.0",
        "content-type: application/x-www-form-urlencoded",
        "cookie: ********",
        "x-token: ********",
        "traderCode=900000001",
        "&amp;passWord=********",
        "&amp;buyerId=1111",
        "x-simulator-request: 1",
        "&lt;returnDate&gt;20261124100000&lt;/returnDate&gt;",
        "&lt;returnCode&gt;0&lt;/returnCode&gt;",
        "&lt;useOverLimit&gt;600000&lt;/useOverLimit&gt;",
        " ms",
        "パスワードは記録しません",
    ] {
        assert!(raw.contains(shown), "{shown}: {raw}");
    }
    for secret in ["hush", "kakebarai-test", "03-0000-1111", "青葉デザイン"] {
        assert!(!detail.contains(secret), "{secret}");
    }
    // What was not answered so is not made up.
    let control = Control::of(simulator.url(), "900000001");
    control
        .post("/faults", json!({ "kind": "emptyAnswer", "times": 1 }))
        .await;
    let form = format!("{CREDENTIALS}&buyerId=1111");
    post(simulator.address(), "AN050", form).await;
    let lost = part(&simulator, "request=2").await;
    assert!(!lost.contains("id=\"raw-answer\""), "{lost}");
    assert!(lost.contains("このとおりの応答は送っていません"));
}

#[tokio::test]
async fn an_answer_is_shown_with_what_the_settings_make_of_it() {
    let mut settings = settings();
    let wire = &mut settings.assumptions.wire;
    wire.root = "result".to_owned();
    wire.declaration = "<?xml version='1.0'?>".to_owned();
    wire.element_order = vec!["errorCode".to_owned(), "returnCode".to_owned()];
    wire.empty_error_code = true;
    wire.return_date = "yyyy/MM/dd HH:mm:ss".to_owned();
    wire.all_codes = true;
    let simulator = Simulator::start(settings).unwrap();
    let address = simulator.address();
    let accepted = format!("{CREDENTIALS}&{}", order("1", "1111"));
    let refused = format!(
        "{CREDENTIALS}&{}&shohinCode1=12345678901",
        order("１", "1111")
    );
    for (number, form) in [(1, accepted), (2, refused)] {
        let answered = post(address, "AN010", form).await.body;
        let detail = part(&simulator, &format!("request={number}")).await;
        let shown = detail.split("id=\"raw-answer\"").nth(1).unwrap();
        let (_, shown) = shown
            .split("</pre>")
            .next()
            .unwrap()
            .split_once("\n\n")
            .unwrap();
        let shown = shown
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"");
        let together = |text: &str| text.lines().map(str::trim).collect::<String>();
        assert_eq!(together(&shown), together(&answered));
        assert!(answered.contains("2026/11/24 10:00:00"), "{answered}");
    }
}

#[tokio::test]
async fn without_the_setting_no_header_is_kept_and_the_page_says_so() {
    let simulator = simulator();
    assert_eq!(send(&simulator, "AN050", "buyerId=9999").await, "E050003");
    let detail = part(&simulator, "request=1").await;
    assert!(detail.contains("transport_facts = true"), "{detail}");
    assert!(detail.contains("&lt;errorCode&gt;E050003&lt;/errorCode&gt;"));
    let english = part(&simulator, "request=1&lang=en").await;
    assert!(english.contains("As it was sent and answered"), "{english}");
}

#[tokio::test]
async fn the_shop_is_linked_where_its_address_is_known() {
    let settings = Settings {
        shop_url: Some("http://127.0.0.1:8120/admin".to_owned()),
        ..settings()
    };
    let simulator = Simulator::start(settings).unwrap();
    assert_eq!(send(&simulator, "AN010", &order("A/1", "1111")).await, "0");
    assert_eq!(send(&simulator, "AN050", "buyerId=2222").await, "0");
    for (query, link) in [
        ("request=1", "http://127.0.0.1:8120/admin/orders/A%2F1"),
        ("request=2", "http://127.0.0.1:8120/admin/buyers/2222"),
        ("view=orders", "http://127.0.0.1:8120/admin/orders/A%2F1"),
        ("view=buyers", "http://127.0.0.1:8120/admin/buyers/1111"),
    ] {
        let page = part(&simulator, query).await;
        assert!(
            page.contains(&format!("href=\"{link}\"")),
            "{query}: {page}"
        );
    }
    // Another merchant is another shop's.
    let other = simulator.merchant();
    let page = part(
        &simulator,
        &format!("view=buyers&merchant={}", other.code()),
    )
    .await;
    assert!(!page.contains("8120"), "{page}");
    let unknown = part(&self::simulator(), "view=buyers").await;
    assert!(!unknown.contains("お店の管理画面"), "{unknown}");
}

#[tokio::test]
async fn the_language_is_the_browsers_until_one_is_chosen() {
    let simulator = simulator();
    let page = async |path: &str, headers: &str| {
        let head = format!("GET {path} HTTP/1.1\r\n{headers}");
        let answer = request(simulator.address(), &head, b"").await;
        let is_english = answer.body.contains("<html lang=\"en\">");
        (is_english, answer.headers.contains("set-cookie"))
    };
    let english = "Accept-Language: en-GB,en;q=0.9,ja;q=0.5";
    for (path, headers, is_english) in [
        ("/", "Accept: */*", false),
        ("/", "Accept-Language: *", false),
        ("/", english, true),
        ("/", "Accept-Language: en;q=0.5, ja", false),
        ("/", "Accept-Language: ja;q=0, en;q=0.1", true),
        // Who reads neither reads English rather.
        ("/", "Accept-Language: de-DE,de;q=0.9", true),
        (
            "/",
            "Accept-Language: ja\r\nCookie: a=b; kakebarai-lang=en",
            true,
        ),
        (
            "/",
            "Accept-Language: en\r\nCookie: kakebarai-lang=ja",
            false,
        ),
        ("/?lang=ja", english, false),
        ("/?lang=en", "Cookie: kakebarai-lang=ja", true),
    ] {
        let chosen = path.contains("lang=");
        assert_eq!(
            page(path, headers).await,
            (is_english, chosen),
            "{path} {headers}"
        );
    }
    let head = format!("GET /_simulator/dashboard/part?view=clock HTTP/1.1\r\n{english}");
    let part = request(simulator.address(), &head, b"").await.body;
    assert!(part.contains("<h1>Clock</h1>"), "{part}");
}
