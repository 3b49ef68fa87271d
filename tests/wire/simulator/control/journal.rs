//! The journal: all broken rules and no secrets.

use serde_json::{Value, json};

use super::CREDENTIALS;
use crate::support::{control::Control, raw::post, simulator};

#[tokio::test]
async fn the_journal_keeps_all_broken_rules_and_no_secrets() {
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    let form = format!(
        "{CREDENTIALS}&orderDate=2026112a&orderNo=&buyerId=1111&settlePrice=1000&shohiZei=100&meisaiUmu=1\
         &shohinCode1=PAPER-A4-500X10&kessaiKingaku1=999&shohiZei1=100&pasword=kakebarai-test"
    );
    assert_eq!(
        post(simulator.address(), "AN010", form).await.code(),
        "A040002"
    );
    let inquiry = format!("{CREDENTIALS}&buyerId=1111&buyerTelNo=03-0000-1111");
    assert_eq!(
        post(simulator.address(), "AN050", inquiry).await.code(),
        "0"
    );

    let journal = control.get("/journal?api=AN010").await;
    let entry = &journal["entries"][0];
    let broken: Vec<(&str, Option<u64>)> = entry["brokenRules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| (rule["code"].as_str().unwrap(), rule["line"].as_u64()))
        .collect();
    assert_eq!(
        broken,
        [
            ("A040002", None),
            ("A040003", None),
            ("A020001", None),
            ("A060005", None),
            ("A100001", Some(1)),
        ]
    );
    assert_eq!(entry["answered"]["errorCode"], "A040002");
    let everything = control.get("/journal").await.to_string();
    for secret in ["kakebarai-test", "03-0000-1111", "青葉デザイン"] {
        assert!(!everything.contains(secret), "{secret}");
    }
    assert!(
        everything.contains("PAPER-A4-500X10"),
        "product codes are what QA looks for"
    );
    assert_eq!(
        control.get("/journal?order=1001").await["entries"],
        json!([])
    );
    assert_eq!(
        control.get("/journal?code=0").await["entries"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(control.send("DELETE", "/journal", Value::Null).await.0, 204);
    assert_eq!(control.get("/journal").await["completeFrom"], 3);
}
