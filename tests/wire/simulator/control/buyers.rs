//! Buyers and the screening of new ones, while the simulator runs.

use serde_json::json;

use super::CREDENTIALS;
use crate::support::{control::Control, raw::post, simulator};

#[tokio::test]
async fn buyers_are_altered_while_the_simulator_runs() {
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    let inquiry = format!("{CREDENTIALS}&buyerId=2222");
    for (alteration, usable, limit, used) in [
        (json!({ "usable": false }), "利用不可", "600000", "0"),
        (
            json!({ "usable": true, "stopped": true }),
            "利用不可",
            "600000",
            "0",
        ),
        (
            json!({ "stopped": false, "temporarilyStopped": true }),
            "利用不可",
            "600000",
            "0",
        ),
        (
            json!({ "temporarilyStopped": false, "judgement": "取消" }),
            "利用不可",
            "600000",
            "0",
        ),
        (
            json!({ "judgement": "限度額変更", "creditLimit": 300_000 }),
            "利用可",
            "300000",
            "0",
        ),
        (json!({ "usedAmount": 123 }), "利用可", "300000", "123"),
    ] {
        let (status, _) = control
            .send("PATCH", "/buyers/2222", alteration.clone())
            .await;
        assert_eq!(status, 200, "{alteration}");
        let usage = post(simulator.address(), "AN050", &inquiry).await;
        let elements = ["useUsable", "useOverLimit", "usePayment"].map(|name| usage.element(name));
        assert_eq!(
            elements,
            [Some(usable), Some(limit), Some(used)],
            "{alteration}"
        );
    }
    for wrong in [
        json!({ "judgement": "不明" }),
        json!({ "creditLimit": 20_000_001 }),
        json!({ "telephone": "1" }),
        json!({ "telephone": "-0-3-00001111" }),
        json!({ "id": "9" }),
        json!({ "limit": 5 }),
        json!({ "decidedAt": "yesterday" }),
        json!({ "decidedAt": "2026-12-25T23:00:00+00:00" }),
        json!({ "decidedAt": "" }),
    ] {
        let (status, problem) = control.send("PATCH", "/buyers/2222", wrong.clone()).await;
        assert_eq!(status, 422, "{wrong}: {problem}");
    }
    assert_eq!(
        control.send("PATCH", "/buyers/none", json!({})).await.0,
        404
    );
}

#[tokio::test]
async fn screening_is_configured_while_the_simulator_runs() {
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    let mut screening = control.get("/screening").await;
    screening["rules"] =
        json!([{ "buyerId": "0000000008*", "outcome": "申込不備", "delay": "0s" }]);
    assert_eq!(
        control.send("PUT", "/screening", screening.clone()).await.0,
        200
    );
    let form = include_str!("../../recordings/an060-registration-corporation.form");
    assert_eq!(post(simulator.address(), "AN060", form).await.code(), "0");
    let inquiry = format!("{CREDENTIALS}&buyerId=000000000800");
    let answer = post(simulator.address(), "AN070", inquiry).await;
    assert_eq!(answer.element("judgeStatus"), Some("申込不備"));
    for (part, wrong, named) in [
        ("creditLimit", json!(20_000_001), "creditLimit"),
        (
            "rules",
            json!([{ "laterOutcome": "取消", "laterCreditLimit": 20_000_001 }]),
            "laterCreditLimit",
        ),
        ("rules", json!([{ "laterAfter": "1 hour" }]), "laterAfter"),
        (
            "rules",
            json!([{ "laterCreditLimit": 1 }]),
            "laterCreditLimit",
        ),
    ] {
        let mut screening = screening.clone();
        screening[part] = wrong;
        let (status, problem) = control.send("PUT", "/screening", screening).await;
        assert_eq!(status, 422, "{problem}");
        let what = problem["what"].as_str().unwrap();
        assert!(what.contains(named), "{problem}");
    }
}

#[tokio::test]
async fn a_judgement_set_by_hand_stands_whatever_the_screening_would_have_said() {
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    assert_eq!(
        post(simulator.address(), "AN060", application())
            .await
            .code(),
        "0"
    );
    let path = "/buyers/000000000800";
    let set = json!({ "judgement": "申込不備" });
    let (status, buyer) = control.send("PATCH", path, set).await;
    assert_eq!(
        (status, &buyer["decidedAt"]),
        (200, &json!("2026-11-24T10:00:00+09:00"))
    );
    let clock = control
        .post("/clock/advance", json!({ "by": "2 days" }))
        .await;
    assert_eq!(clock["events"], json!([]));
    assert_eq!(control.get(path).await["judgement"], "申込不備");
    // 60 days after the decision it can no longer be asked.
    control
        .post("/clock/advance", json!({ "by": "60 days" }))
        .await;
    let inquiry = format!("{CREDENTIALS}&buyerId=000000000800");
    assert_eq!(
        post(simulator.address(), "AN070", inquiry).await.code(),
        "G080001"
    );
}

/// One that is decided after five minutes.
fn application() -> String {
    format!(
        "{CREDENTIALS}&cId=000000000800&hjkjKbn=1&houjinKaku=1&houjinZengo=0&sMei=クロネコ商事&sMeikana=クロネコショウジ\
         &ybnNo=1710033&Adress=東京都豊島区高田３丁目１５−１０&telNo=03-0000-0800&daikjmeiSei=黒猫&daikjmeiMei=大和\
         &daiknameiSei=クロネコ&daiknameiMei=ヤマト&szUmu=0&sqssfKbn=1&shrhohKbn=2"
    )
}

#[tokio::test]
async fn an_applicant_accepted_by_hand_has_the_usual_limit() {
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    post(simulator.address(), "AN060", application()).await;
    let path = "/buyers/000000000800";
    let accepted = json!({ "judgement": "ご利用可" });
    let (_, buyer) = control.send("PATCH", path, accepted.clone()).await;
    assert_eq!(
        (&buyer["creditLimit"], &buyer["mayBuy"]),
        (&json!(600_000), &json!(true))
    );
    // What was said stays said.
    let small = json!({ "judgement": "ご利用不可", "creditLimit": 1_000 });
    control.send("PATCH", path, small).await;
    let (_, buyer) = control.send("PATCH", path, accepted).await;
    assert_eq!(buyer["creditLimit"], 1_000);
}

#[tokio::test]
async fn the_sixty_days_begin_with_the_last_judgement_and_not_before_there_is_one() {
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    let address = simulator.address();
    post(address, "AN060", application()).await;
    let path = "/buyers/000000000800";
    let inquiry = format!("{CREDENTIALS}&buyerId=000000000800");
    control
        .post("/clock/advance", json!({ "by": "5 minutes" }))
        .await;
    let pending = json!({ "judgement": "審査中" });
    let (_, buyer) = control.send("PATCH", path, pending).await;
    assert_eq!(buyer["decidedAt"], json!(null));
    let days = json!({ "by": "61 days" });
    control.post("/clock/advance", days.clone()).await;
    let answer = post(address, "AN070", &inquiry).await;
    assert_eq!(answer.element("judgeStatus"), Some("審査中"));
    // Decided now, and decided otherwise 61 days later.
    for judgement in ["ご利用可", "ご利用不可"] {
        let decided = json!({ "judgement": judgement });
        control.send("PATCH", path, decided.clone()).await;
        let answer = post(address, "AN070", &inquiry).await;
        assert_eq!(answer.element("judgeStatus"), Some(judgement));
        control.post("/clock/advance", days.clone()).await;
        assert_eq!(post(address, "AN070", &inquiry).await.code(), "G080001");
        // The same once more decides nothing.
        control.send("PATCH", path, decided).await;
        assert_eq!(post(address, "AN070", &inquiry).await.code(), "G080001");
    }
}
