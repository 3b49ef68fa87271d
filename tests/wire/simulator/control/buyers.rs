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
        json!({ "id": "9" }),
        json!({ "limit": 5 }),
        json!({ "decidedAt": "yesterday" }),
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
    screening["creditLimit"] = json!(20_000_001);
    assert_eq!(control.send("PUT", "/screening", screening).await.0, 422);
}

#[tokio::test]
async fn a_judgement_set_by_hand_stands_whatever_the_screening_would_have_said() {
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    let application = format!(
        "{CREDENTIALS}&cId=000000000800&hjkjKbn=1&houjinKaku=1&houjinZengo=0&sMei=クロネコ商事&sMeikana=クロネコショウジ\
         &ybnNo=1710033&Adress=東京都豊島区高田３丁目１５−１０&telNo=03-0000-0800&daikjmeiSei=黒猫&daikjmeiMei=大和\
         &daiknameiSei=クロネコ&daiknameiMei=ヤマト&szUmu=0&sqssfKbn=1&shrhohKbn=2"
    );
    assert_eq!(
        post(simulator.address(), "AN060", application).await.code(),
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
