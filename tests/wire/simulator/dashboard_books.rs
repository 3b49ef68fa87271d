//! The dashboard's pages of the books: time line and snapshots, slips, screening, the merchant that a question is about.

use kakebarai_simulator::Simulator;
use serde_json::json;

use crate::support::{
    control::Control,
    raw::{post, request},
    simulator,
};

const CREDENTIALS: &str = "traderCode=900000001&passWord=kakebarai-test";

async fn part(simulator: &Simulator, query: &str) -> String {
    let head = format!("GET /_simulator/dashboard/part?{query} HTTP/1.1\r\nAccept: */*");
    let answer = request(simulator.address(), &head, b"").await;
    assert_eq!(answer.status, 200, "{query}");
    answer.body
}

#[tokio::test]
async fn every_change_has_a_way_back_to_it() {
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    let order =
        "orderDate=20261124&orderNo=1001&buyerId=1111&settlePrice=100&shohiZei=0&meisaiUmu=2";
    let form = format!("{CREDENTIALS}&{order}");
    assert_eq!(post(simulator.address(), "AN010", form).await.code(), "0");
    let page = part(&simulator, "view=timeline").await;
    // Four buyers, and the order.
    let last = page.split("id=\"change-").nth(1).unwrap();
    assert!(
        last.starts_with('5') && last.contains("注文 1001：決済登録 100円"),
        "{last}"
    );
    assert!(page.contains("POST /merchants/900000001/changes/4/restore"));
    assert!(!page.contains("/changes/5/restore"), "it is there already");
    control.post("/changes/4/restore", json!(null)).await;
    let page = part(&simulator, "view=timeline").await;
    assert!(page.contains("経過 4 の直後に戻した"), "{page}");
    let orders = control.get("/orders").await;
    assert_eq!(orders["orders"], json!([]));
    // And back again.
    assert!(
        page.contains("POST /merchants/900000001/changes/5/restore"),
        "{page}"
    );
    control.post("/changes/5/restore", json!(null)).await;
    assert_eq!(
        control.get("/orders").await["orders"][0]["orderNumber"],
        "1001"
    );
}

/// Of 54 orders those of one buyer are looked for: 52, of which the newest 50 are shown, the newest first.
#[tokio::test]
async fn of_many_orders_that_fit_the_newest_are_shown() {
    let simulator = simulator();
    for number in 1..=54 {
        let buyer = if number % 27 == 0 { "1111" } else { "2222" };
        let form = format!(
            "{CREDENTIALS}&orderDate=20261124&orderNo=Q-{number:02}&buyerId={buyer}&settlePrice=100&shohiZei=0&meisaiUmu=2"
        );
        assert_eq!(post(simulator.address(), "AN010", form).await.code(), "0");
    }
    let shown = |page: &str| -> Vec<String> {
        let numbers = page.split("Q-").skip(1).map(|rest| rest[..2].to_owned());
        let mut numbers: Vec<String> = numbers.collect();
        numbers.dedup();
        numbers
    };
    let numbers = |of: &[u32]| -> Vec<String> { of.iter().map(|n| format!("{n:02}")).collect() };
    let page = part(&simulator, "view=orders&q=2222").await;
    let fitting: Vec<u32> = (3..54).rev().filter(|number| *number != 27).collect();
    assert_eq!(shown(&page), numbers(&fitting));
    assert!(page.contains("全 52 件"), "{page}");
    let page = part(&simulator, "view=orders").await;
    let newest: Vec<u32> = (5..=54).rev().collect();
    assert_eq!(shown(&page), numbers(&newest));
    assert!(page.contains("全 54 件"), "{page}");
}

#[tokio::test]
async fn the_time_line_has_pages() {
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    for number in 0..210 {
        let buyer = json!({ "id": format!("B-{number}") });
        control.post("/buyers", buyer).await;
    }
    let page = part(&simulator, "view=timeline").await;
    assert_eq!(page.matches("id=\"change-").count(), 100);
    assert!(page.contains("&amp;before=115\""), "{page}");
    let oldest = part(&simulator, "view=timeline&before=15").await;
    assert_eq!(oldest.matches("id=\"change-").count(), 14);
    assert!(!oldest.contains("もっと古い100件"), "{oldest}");
}

#[tokio::test]
async fn snapshots_slips_and_screening_are_there_with_their_acts() {
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    control
        .post("/snapshots", json!({ "name": "出荷前 1" }))
        .await;
    let prefix = "/unusable-slips/9999";
    assert_eq!(control.send("PUT", prefix, json!(null)).await.0, 204);
    let rules = json!({
        "outcome": "ご利用可", "delay": "5 minutes", "creditLimit": 600_000, "magicNumbers": true,
        "rules": [
            { "telephone": "*9876", "outcome": "ご利用不可" },
            { "name": "*商事", "outcome": "ご利用可", "creditLimit": 100_000 }
        ]
    });
    assert_eq!(control.send("PUT", "/screening", rules).await.0, 200);
    let at = "/merchants/900000001";
    let saved = "%E5%87%BA%E8%8D%B7%E5%89%8D%201";
    for (view, expected) in [
        (
            "timeline",
            &[
                &format!("POST {at}/snapshots/{saved}/restore") as &str,
                &format!("DELETE {at}/snapshots/{saved}"),
                "出荷前 1",
                "スナップショット「出荷前 1」を削除します。",
            ][..],
        ),
        (
            "orders",
            &[
                &format!("DELETE {at}/unusable-slips/9999"),
                &format!("PUT {at}/unusable-slips/{{prefix}}"),
            ],
        ),
        (
            "buyers",
            &[
                "*9876",
                "・与信限度額 100,000円",
                "data-into=\"rules\"",
                &format!("POST {at}/buyers"),
                "&quot;name&quot;:&quot;*商事&quot;",
                "この規則を削除",
            ],
        ),
        (
            "merchants",
            &["加盟店 900000001 を、帳簿・記録・スナップショットごと削除します。"],
        ),
    ] {
        let page = part(&simulator, &format!("view={view}")).await;
        for expected in expected {
            assert!(page.contains(expected), "{view}: {expected}: {page}");
        }
    }
    for (view, text) in [
        ("orders&q=none", "条件に合う注文は見つかりません"),
        ("buyers&q=none", "条件に合う取引先は見つかりません"),
    ] {
        let page = part(&simulator, &format!("view={view}")).await;
        assert!(page.contains(text), "{view}: {page}");
    }
}

#[tokio::test]
async fn a_refusal_names_the_field_for_the_page() {
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    for (method, path, body, status, field) in [
        (
            "POST",
            "/clock/advance",
            json!({ "by": "9 nothings" }),
            422,
            json!("by"),
        ),
        ("POST", "/buyers", json!({ "id": "a b" }), 422, json!("id")),
        (
            "POST",
            "/buyers",
            json!({ "id": "B-1", "telephone": "1" }),
            422,
            json!("telephone"),
        ),
        ("POST", "/buyers", json!({ "id": "1111" }), 409, json!(null)),
        (
            "PUT",
            "/unusable-slips/12x",
            json!(null),
            422,
            json!("prefix"),
        ),
        (
            "POST",
            "/snapshots",
            json!({ "name": "a/b" }),
            422,
            json!("name"),
        ),
        (
            "PUT",
            "/screening",
            json!({ "outcome": "ご利用可", "delay": "soon", "creditLimit": 1, "magicNumbers": true }),
            422,
            json!("delay"),
        ),
        (
            "PUT",
            "/screening",
            json!({ "outcome": "ご利用可", "delay": "0s", "creditLimit": 1, "magicNumbers": true, "rules": [{ "creditLimit": 20_000_001 }] }),
            422,
            json!("creditLimit"),
        ),
    ] {
        let (answered, problem) = control.send(method, path, body).await;
        assert_eq!(
            (answered, &problem["field"]),
            (status, &field),
            "{path}: {problem}"
        );
    }
}

#[tokio::test]
async fn clocks_that_differ_are_both_shown() {
    let simulator = simulator();
    // The clock of the tests stands on a day of 2026; the system's goes on.
    let page = part(&simulator, "view=orders").await;
    assert!(
        page.contains("加盟店の時計") && page.contains("実際の時刻"),
        "{page}"
    );
    let usual = Simulator::start(kakebarai_simulator::Settings::default()).unwrap();
    let page = part(&usual, "view=orders").await;
    assert!(
        page.contains("加盟店の時計") && !page.contains("実際の時刻"),
        "{page}"
    );
}
