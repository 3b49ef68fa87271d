//! Snapshots: saved, listed, downloaded, uploaded elsewhere, restored, deleted; and back along the time line.

use serde_json::{Value, json};

use super::CREDENTIALS;
use crate::support::{
    control::Control,
    raw::{post, request},
    simulator,
};

fn order(number: &str) -> String {
    format!(
        "{CREDENTIALS}&orderDate=20261124&orderNo={number}&buyerId=1111&settlePrice=1000&shohiZei=100&meisaiUmu=2"
    )
}

#[tokio::test]
async fn a_merchant_is_saved_and_brought_back() {
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    assert_eq!(
        post(simulator.address(), "AN010", order("A-1"))
            .await
            .code(),
        "0"
    );
    control
        .post(
            "/faults",
            json!({ "api": "AN070", "kind": "code", "code": "G070001" }),
        )
        .await;
    let saved = control
        .post("/snapshots", json!({ "name": "出荷前" }))
        .await;
    assert_eq!(
        saved,
        json!({ "name": "出荷前", "savedAt": "2026-11-24T10:00:00+09:00", "clockFrozen": true, "buyers": 4, "orders": 1 })
    );

    // Everything that a snapshot holds is altered.
    assert_eq!(
        post(simulator.address(), "AN010", order("A-2"))
            .await
            .code(),
        "0"
    );
    control
        .post("/clock/advance", json!({ "by": "40 days" }))
        .await;
    control.send("DELETE", "/faults", Value::Null).await;
    let mut screening = control.get("/screening").await;
    let before = screening.clone();
    screening["outcome"] = json!("申込不備");
    control.send("PUT", "/screening", screening).await;

    let restored = control
        .post(
            "/snapshots/%E5%87%BA%E8%8D%B7%E5%89%8D/restore",
            Value::Null,
        )
        .await;
    assert_eq!(
        restored,
        json!({ "change": 7, "now": "2026-11-24T10:00:00+09:00", "frozen": true })
    );
    let usage = post(
        simulator.address(),
        "AN050",
        format!("{CREDENTIALS}&buyerId=1111"),
    )
    .await;
    assert_eq!(usage.element("usePayment"), Some("1100"));
    assert_eq!(usage.element("returnDate"), Some("20261124100000"));
    assert_eq!(control.get("/screening").await, before);
    assert_eq!(control.get("/faults").await["faults"][0]["code"], "G070001");
    // The number that was taken is free again, the other is still taken.
    assert_eq!(
        post(simulator.address(), "AN010", order("A-1"))
            .await
            .code(),
        "A020004"
    );
    assert_eq!(
        post(simulator.address(), "AN010", order("A-2"))
            .await
            .code(),
        "0"
    );
    let changes = control.get("/changes?from=7&limit=1").await;
    assert_eq!(changes["changes"][0]["change"], "restored");
    assert_eq!(
        changes["changes"][0]["from"],
        json!({ "snapshot": "出荷前" })
    );

    // It outlives a reset.
    control.send("POST", "/reset", Value::Null).await;
    let list = control.get("/snapshots").await;
    assert_eq!(list["snapshots"].as_array().unwrap().len(), 1);
    let path = "/snapshots/%E5%87%BA%E8%8D%B7%E5%89%8D";
    assert_eq!(control.send("DELETE", path, Value::Null).await.0, 204);
    for (method, path) in [
        ("DELETE", path.to_owned()),
        ("GET", path.to_owned()),
        ("POST", format!("{path}/restore")),
    ] {
        assert_eq!(control.send(method, &path, Value::Null).await.0, 404);
    }
}

#[tokio::test]
async fn a_snapshot_goes_from_one_simulator_to_another() {
    let (one, other) = (simulator(), simulator());
    let from = Control::of(one.url(), "900000001");
    assert_eq!(post(one.address(), "AN010", order("A-1")).await.code(), "0");
    from.post("/snapshots", json!({ "name": "base" })).await;
    let head = "GET /_simulator/v1/merchants/900000001/snapshots/base HTTP/1.1\r\nAccept: */*";
    let downloaded = request(one.address(), head, b"").await;
    assert!(
        downloaded
            .headers
            .contains("attachment; filename=\"snapshot-900000001.json\"")
    );
    assert!(!downloaded.body.contains("kakebarai-test"), "no password");
    // Indented, one item a line, with the version in the first lines.
    assert!(downloaded.body.lines().count() > 50);
    assert_eq!(downloaded.body.lines().nth(2), Some("  \"version\": 1,"));
    let document: Value = serde_json::from_str(&downloaded.body).unwrap();
    assert_eq!(document["books"]["orders"][0]["orderNumber"], "A-1");

    let to = Control::of(other.url(), other.merchant().code());
    let (status, uploaded) = to
        .send("PUT", "/snapshots/of-the-other", document.clone())
        .await;
    assert_eq!((status, &uploaded["orders"]), (201, &json!(1)));
    assert_eq!(
        to.get("/orders").await["orders"],
        json!([]),
        "not restored yet"
    );
    to.post("/snapshots/of-the-other/restore", Value::Null)
        .await;
    assert_eq!(to.get("/orders").await, from.get("/orders").await);
    assert_eq!(to.get("/buyers").await, from.get("/buyers").await);
    assert_eq!(to.get("/snapshots/of-the-other").await, document);
}

#[tokio::test]
async fn names_and_documents_are_checked() {
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    for name in ["", "a/b", " a", "tab\t", &"長".repeat(65)] {
        let (status, problem) = control
            .send("POST", "/snapshots", json!({ "name": name }))
            .await;
        assert_eq!(status, 422, "{name}");
        assert!(problem["remedy"].as_str().unwrap().contains("64"));
    }
    let (status, problem) = control
        .send(
            "PUT",
            "/snapshots/a",
            json!({ "format": "x", "version": 1 }),
        )
        .await;
    assert_eq!(status, 422);
    assert!(
        problem["remedy"]
            .as_str()
            .unwrap()
            .contains("kakebarai-simulator/snapshot")
    );
    assert_eq!(control.get("/snapshots").await["snapshots"], json!([]));
    for number in 0..100 {
        control
            .post("/snapshots", json!({ "name": number.to_string() }))
            .await;
    }
    // In place of one there is room; for one more there is not.
    control.post("/snapshots", json!({ "name": "99" })).await;
    let (status, _) = control
        .send("POST", "/snapshots", json!({ "name": "100" }))
        .await;
    assert_eq!(status, 409);
}

#[tokio::test]
async fn any_change_of_the_time_line_can_be_gone_back_to() {
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    for number in ["A-1", "A-2", "A-3"] {
        assert_eq!(
            post(simulator.address(), "AN010", order(number))
                .await
                .code(),
            "0"
        );
        control
            .post("/clock/advance", json!({ "by": "1 hours" }))
            .await;
    }
    // Four buyers, then three orders.
    let back = control.post("/changes/6/restore", Value::Null).await;
    assert_eq!(
        back,
        json!({ "change": 8, "now": "2026-11-24T11:00:00+09:00", "frozen": true })
    );
    let orders = control.get("/orders").await;
    assert_eq!(orders["orders"].as_array().unwrap().len(), 2);
    let again = control.post("/changes/7/restore", Value::Null).await;
    assert_eq!(again["now"], "2026-11-24T12:00:00+09:00");
    assert_eq!(
        control.get("/orders").await["orders"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
    let (status, problem) = control
        .send("POST", "/changes/99/restore", Value::Null)
        .await;
    assert_eq!(status, 404);
    assert!(
        problem["remedy"].as_str().unwrap().contains("1～9"),
        "{problem}"
    );
}
