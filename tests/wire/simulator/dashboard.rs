//! The dashboard's bytes: nothing from elsewhere, nothing without the token, nothing that was sent as anything but text.

use kakebarai_simulator::{Simulator, settings::ControlToken};
use serde_json::json;

use crate::support::{
    control::Control,
    raw::{post, request},
    settings, simulator,
};

const CREDENTIALS: &str = "traderCode=900000001&passWord=kakebarai-test";

async fn get(simulator: &Simulator, path: &str) -> crate::support::raw::Answer {
    let head = format!("GET {path} HTTP/1.1\r\nAccept: */*");
    request(simulator.address(), &head, b"").await
}

#[tokio::test]
async fn the_page_asks_no_other_host_and_runs_no_script_but_its_own() {
    let simulator = simulator();
    for path in [
        "/",
        "/?view=buyers&lang=en",
        "/assets/dashboard.css",
        "/assets/dashboard.js",
    ] {
        let answer = get(&simulator, path).await;
        assert_eq!(answer.status, 200, "{path}");
        for header in [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "frame-ancestors 'none'",
            "x-content-type-options: nosniff",
        ] {
            assert!(
                answer.headers.contains(header),
                "{path}: {}",
                answer.headers
            );
        }
        for elsewhere in ["http:", "https:", "\"//", "url(", "@import"] {
            assert!(!answer.body.contains(elsewhere), "{path}: {elsewhere}");
        }
    }
    let page = get(&simulator, "/").await.body;
    assert!(page.contains("<html lang=\"ja\">") && page.contains("src=\"/assets/dashboard.js\""));
    assert!(!page.contains("style=") && !page.contains("onclick") && !page.contains("<style"));
    assert!(
        get(&simulator, "/?lang=en")
            .await
            .body
            .contains("<html lang=\"en\">")
    );
    assert!(
        get(&simulator, "/?view=nothing&request=x")
            .await
            .body
            .contains("<html")
    );
}

#[tokio::test]
async fn what_was_sent_is_shown_as_text() {
    let simulator = simulator();
    let form = format!(
        "{CREDENTIALS}&orderNo=%3Cscript%3E&buyerId=%22%3E%3Cb%3E&slipNo=%27%3B%20rm%20-rf"
    );
    post(simulator.address(), "AN030", form).await;
    for query in [
        "view=requests",
        "view=requests&request=1",
        "view=orders&q=%3Cscript%3E",
        "view=buyers&q=%22%3E%3Cb%3E",
        "view=diagnosis",
    ] {
        let part = get(&simulator, &format!("/_simulator/dashboard/part?{query}")).await;
        assert_eq!(part.status, 200);
        assert!(
            !part.body.contains("<script>") && !part.body.contains("\"><b>"),
            "{query}: {}",
            part.body
        );
        assert!(!part.body.contains("kakebarai-test"), "{query}");
    }
    let detail = get(&simulator, "/_simulator/dashboard/part?request=1")
        .await
        .body;
    assert!(detail.contains("&lt;script&gt;") && detail.contains("C020004"));
}

#[tokio::test]
async fn a_merchant_that_is_not_there_is_nobody_else() {
    let simulator = simulator();
    for view in [
        "requests",
        "buyers",
        "orders",
        "clock",
        "faults",
        "coverage",
        "diagnosis",
    ] {
        let query = format!("view={view}&merchant=123456789");
        let part = get(&simulator, &format!("/_simulator/dashboard/part?{query}")).await;
        assert_eq!(part.status, 200, "{view}");
        assert!(part.body.contains("この加盟店はありません"), "{view}");
        assert!(
            !part.body.contains("data-act") && !part.body.contains("/900000001/"),
            "{view}: {}",
            part.body
        );
        assert!(part.body.contains("data-merchant=\"123456789\""), "{view}");
    }
    let merchants = "/_simulator/dashboard/part?view=merchants&merchant=123456789";
    let merchants = get(&simulator, merchants).await.body;
    assert!(merchants.contains("merchant-900000001"), "{merchants}");
}

#[tokio::test]
async fn an_order_has_a_time_line() {
    let mut settings = settings();
    settings.kept_changes = 100;
    let simulator = Simulator::start(settings).unwrap();
    let control = Control::of(simulator.url(), "900000001");
    let send = async |api: &str, rest: &str| {
        let form = format!("{CREDENTIALS}&orderNo=A-1&{rest}");
        assert_eq!(post(simulator.address(), api, form).await.code(), "0");
        control
            .post("/clock/advance", json!({ "by": "1 hour" }))
            .await;
    };
    let order = "orderDate=20261124&buyerId=1111&settlePrice=4000&shohiZei=0&meisaiUmu=2";
    send("AN010", order).await;
    send("AN030", "slipNo=123456789013").await;
    send("AN040", "slipNo=123456789013").await;
    send("AN030", "slipNo=123456789024").await;
    control.post("/orders/A-1/confirm", json!({})).await;
    control
        .post("/orders/A-1/returns", json!({ "amount": 500 }))
        .await;
    let months_later = json!({ "now": "2027-01-05T09:00:00" });
    control.post("/clock/set", months_later).await;
    let part = "/_simulator/dashboard/part?view=orders";
    let page = get(&simulator, part).await.body;
    let mut rest = page.split_once("class=\"events\"").unwrap().1;
    for event in [
        "2026-11-24 10:00:00</time> 決済登録",
        "2026-11-24 11:00:00</time> 出荷登録 123456789013",
        "2026-11-24 12:00:00</time> 出荷取消",
        "2026-11-24 13:00:00</time> 出荷登録 123456789024",
        "2026-11-24 14:00:00</time> 出荷確定",
        "2026-11-24 14:00:00</time> 返品 500円",
        "2027-01-05 00:00:00</time> 支払い済み",
    ] {
        let Some((_, behind)) = rest.split_once(event) else {
            panic!("{event} is not next in {rest}");
        };
        rest = behind;
    }
    assert!(!page.contains("kept_changes"), "{page}");
    // What the time line does not hold any more is said to be gone.
    for _ in 0..100 {
        let altered = json!({ "usable": true });
        control.send("PATCH", "/buyers/1111", altered).await;
    }
    let page = get(&simulator, part).await.body;
    assert!(page.contains("kept_changes"), "{page}");
}

#[tokio::test]
async fn without_the_token_there_is_a_frame_and_nothing_in_it() {
    let mut settings = settings();
    settings.control_token = Some(ControlToken::new("0123456789abcdef").unwrap());
    let simulator = Simulator::start(settings).unwrap();
    let page = get(&simulator, "/").await;
    assert_eq!(page.status, 200);
    assert!(!page.body.contains("900000001") && !page.body.contains("1111"));
    for path in [
        "/_simulator/dashboard/part?view=buyers",
        "/_simulator/dashboard/events",
    ] {
        assert_eq!(get(&simulator, path).await.status, 401, "{path}");
    }
    let with_token = "GET /_simulator/dashboard/part?view=buyers HTTP/1.1\r\nAuthorization: Bearer 0123456789abcdef";
    let part = request(simulator.address(), with_token, b"").await;
    assert!(part.status == 200 && part.body.contains("buyer-1111"));
    let elsewhere = format!("{with_token}\r\nOrigin: https://evil.example");
    assert_eq!(
        request(simulator.address(), &elsewhere, b"").await.status,
        403
    );
}

#[tokio::test]
async fn an_event_comes_for_each_thing_that_changes_and_for_nothing_else() {
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let url = format!(
        "{}/_simulator/dashboard/events?merchant=900000001",
        simulator.url()
    );
    let mut events = http.get(url).send().await.unwrap();
    assert_eq!(events.headers()["content-type"], "text/event-stream");
    let mut seen = Vec::new();
    for step in 0..5 {
        match step {
            0 => {}
            1 => drop(
                post(
                    simulator.address(),
                    "AN050",
                    format!("{CREDENTIALS}&buyerId=1111"),
                )
                .await,
            ),
            2 => drop(
                control
                    .post("/clock/advance", json!({ "by": "1 hour" }))
                    .await,
            ),
            3 => drop(
                control
                    .post("/faults", json!({ "kind": "reset", "api": "AN020" }))
                    .await,
            ),
            _ => drop(
                control
                    .send("PATCH", "/buyers/1111", json!({ "usable": false }))
                    .await,
            ),
        }
        let event = events.chunk().await.unwrap().unwrap();
        let event = String::from_utf8(event.to_vec()).unwrap();
        assert!(
            event.starts_with("event: change\ndata: ") && event.ends_with("\n\n"),
            "{event}"
        );
        assert!(!seen.contains(&event), "{step}: {event}");
        seen.push(event);
    }
    // What others do is not this merchant's.
    let other = simulator.merchant();
    let event = events.chunk().await.unwrap().unwrap();
    assert!(
        event.starts_with(b"event: change"),
        "there is one merchant more"
    );
    let form = format!(
        "traderCode={}&passWord={}&buyerId=1111",
        other.code(),
        other.password()
    );
    post(simulator.address(), "AN050", form).await;
    let next = events.chunk();
    // Several looks long.
    assert!(
        tokio::time::timeout(std::time::Duration::from_secs(1), next)
            .await
            .is_err()
    );
}

#[tokio::test]
async fn each_view_is_told_of_what_it_shows() {
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    let other = simulator.merchant();
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let of_other = format!(
        "traderCode={}&passWord={}&buyerId=1111",
        other.code(),
        other.password()
    );
    for view in ["merchants", "coverage&all=1", "coverage", "buyers"] {
        let url = simulator.url();
        let url = format!("{url}/_simulator/dashboard/events?merchant=900000001&view={view}");
        let mut events = http.get(url).send().await.unwrap();
        events.chunk().await.unwrap().unwrap();
        match view {
            "merchants" | "coverage&all=1" => {
                post(simulator.address(), "AN050", &of_other).await;
            }
            "coverage" => {
                post(simulator.address(), "AN050", CREDENTIALS).await;
                events.chunk().await.unwrap().unwrap();
                control.send("DELETE", "/coverage", json!(null)).await;
            }
            _ => {
                let (_, mut body) = control.send("GET", "/screening", json!(null)).await;
                body["creditLimit"] = json!(1_234);
                let (status, _) = control.send("PUT", "/screening", body).await;
                assert_eq!(status, 200);
            }
        }
        let told = tokio::time::timeout(std::time::Duration::from_secs(10), events.chunk()).await;
        assert!(told.is_ok(), "{view}");
    }
}

#[tokio::test]
async fn so_many_dashboards_and_no_more() {
    let simulator = simulator();
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let url = format!("{}/_simulator/dashboard/events", simulator.url());
    let mut open = Vec::new();
    for _ in 0..100 {
        open.push(http.get(&url).send().await.unwrap());
        assert_eq!(open.last().unwrap().status(), 200);
    }
    assert_eq!(http.get(&url).send().await.unwrap().status(), 503);
    let form = format!("{CREDENTIALS}&buyerId=1111");
    assert_eq!(post(simulator.address(), "AN050", form).await.code(), "0");
}

#[tokio::test]
async fn an_order_tells_what_was_undone_and_when_and_where_it_stands_now() {
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    let order = format!(
        "{CREDENTIALS}&orderDate=20261124&orderNo=1&buyerId=1111&settlePrice=1000&shohiZei=0&meisaiUmu=2"
    );
    post(simulator.address(), "AN010", order).await;
    let slip = format!("{CREDENTIALS}&orderNo=1&slipNo=123456789013");
    let at = async |time: &str| {
        let now = json!({ "now": format!("2026-11-24T{time}:00") });
        control.post("/clock/set", now).await;
    };
    at("11:11").await;
    assert_eq!(post(simulator.address(), "AN030", &slip).await.code(), "0");
    let shipped = control.get("").await["changes"].clone();
    control
        .post("/snapshots", json!({ "name": "shipped" }))
        .await;
    assert_eq!(post(simulator.address(), "AN040", &slip).await.code(), "0");
    at("12:12").await;
    assert_eq!(post(simulator.address(), "AN030", &slip).await.code(), "0");
    // Each event with its time, the oldest first.
    let events = async || {
        let part = "/_simulator/dashboard/part?view=orders&merchant=900000001";
        let body = get(&simulator, part).await.body;
        let document = scraper::Html::parse_fragment(&body);
        let events = scraper::Selector::parse("ol.events li").unwrap();
        let events = document.select(&events);
        events
            .map(|event| event.text().collect::<String>())
            .collect::<Vec<_>>()
    };
    let mut expected = vec![
        "2026-11-24 10:00:00 決済登録",
        "2026-11-24 11:11:00 出荷登録 123456789013",
        "2026-11-24 11:11:00 出荷取消",
        "2026-11-24 12:12:00 出荷登録 123456789013",
    ];
    assert_eq!(events().await, expected);
    let path = format!("/changes/{shipped}/restore");
    control.post(&path, json!({})).await;
    // The clock went back with the books.
    expected.push("2026-11-24 11:11:00 帳簿を復元");
    assert_eq!(events().await, expected);
    control.post("/snapshots/shipped/restore", json!({})).await;
    expected.push("2026-11-24 11:11:00 帳簿を復元");
    assert_eq!(events().await, expected);
}
