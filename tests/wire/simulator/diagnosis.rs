//! The diagnosis of a merchant: what its traffic shows, as it comes.

use kakebarai_simulator::Simulator;
use serde_json::json;

use crate::support::{
    control::Control,
    raw::{exchange, post, request},
    settings,
};

const CREDENTIALS: &str = "traderCode=900000001&passWord=kakebarai-test";

/// Sends a form whose answer does not arrive.
async fn lost(simulator: &Simulator, form: &str) {
    let length = form.len();
    let request = format!(
        "POST /kuroneko-anshin/AN010APIAction.action HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{form}"
    );
    let answer = exchange(simulator.address(), request.as_bytes()).await;
    assert_eq!(answer.unwrap(), b"HTTP/1.1 ");
}

fn with_findings(page: &str, requirement: &str) -> bool {
    page.contains(&format!("id=\"{requirement}\""))
}

#[tokio::test]
async fn a_diagnosis_says_what_the_traffic_shows() {
    let mut settings = settings();
    settings.transport_facts = true;
    let simulator = Simulator::start(settings).unwrap();
    let control = Control::of(simulator.url(), "900000001");
    let part = async |language: &str| {
        let query = format!("view=diagnosis&merchant=900000001&lang={language}");
        let head = format!("GET /_simulator/dashboard/part?{query} HTTP/1.1\r\nAccept: */*");
        let part = request(simulator.address(), &head, b"").await;
        assert_eq!(part.status, 200);
        part.body
    };
    assert!(part("ja").await.contains("まだリクエストがありません。"));
    // 1,100 with 100 in it, and 100 on top.
    let order = |number: &str| {
        format!(
            "{CREDENTIALS}&orderDate=20261124&orderNo={number}&buyerId=1111&settlePrice=1100&shohiZei=100&meisaiUmu=1&cartCode=cscart\
             &shohinMei1=%E7%B4%99&kessaiKingaku1=1100&shohiZei1=0&shohinMei2=10%25&kessaiKingaku2=0&shohiZei2=100"
        )
    };
    control
        .post("/marks", json!({ "test": "内税の注文" }))
        .await;
    assert_eq!(
        post(simulator.address(), "AN010", order("1")).await.code(),
        "0"
    );
    let japanese = part("ja").await;
    for text in [
        "id=\"TAX-02\"",
        "不合格",
        "1,100円のご注文に、1,200円を請求しています",
        "内税の注文",
        "&amp;request=1",
        "応答が失われた注文を、一度も試していません",
    ] {
        assert!(japanese.contains(text), "{text}: {japanese}");
    }
    assert!(!japanese.contains("行方の分からない決済"), "{japanese}");
    assert!(!japanese.contains("kakebarai-test"));
    let english = part("en").await;
    assert!(
        english.contains("A tax that is contained in prices is not billed twice"),
        "{english}"
    );
    // What is shown as 1,100 and billed as 1,200 is no matter of guessing, whatever the lines are.
    control
        .post("/expectations", json!({ "order": "3", "total": 1_100 }))
        .await;
    let plain = format!(
        "{CREDENTIALS}&orderDate=20261124&orderNo=3&buyerId=1111&settlePrice=1090&shohiZei=110&meisaiUmu=2"
    );
    assert_eq!(post(simulator.address(), "AN010", plain).await.code(), "0");
    let witnessed = part("ja").await;
    assert!(
        !with_findings(&japanese, "TAX-01") && with_findings(&witnessed, "TAX-01"),
        "{witnessed}"
    );
    // 1,200 that nobody asks about.
    let fault = json!({ "api": "AN010", "kind": "answerLost", "times": 1 });
    control.post("/faults", fault).await;
    lost(&simulator, &order("2")).await;
    let with_orphan = part("ja").await;
    assert!(
        with_orphan.contains("行方の分からない決済"),
        "{with_orphan}"
    );
    assert!(with_orphan.contains("1,200"), "{with_orphan}");
    assert!(
        !with_orphan.contains("応答が失われた注文を、一度も試していません"),
        "{with_orphan}"
    );
}
