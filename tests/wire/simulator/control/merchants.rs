//! Merchants: made, listed, deleted, taken back to the beginning.

use kakebarai_simulator::Simulator;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use super::at;
use crate::support::{control::Control, raw::post, settings, simulator};

#[tokio::test]
async fn a_merchant_is_made_with_the_four_buyers_in_it_listed_and_deleted() {
    let simulator = simulator();
    let (status, made) = at(&simulator, "POST", "/merchants", json!({})).await;
    assert_eq!(status, 201);
    let code = made["code"].as_str().unwrap();
    assert_eq!(code.len(), 9);
    let ids: Vec<&str> = made["buyers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|buyer| buyer["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["1111", "2222", "3333", "4444"]);
    let password = made["password"].as_str().unwrap();
    let form = format!("traderCode={code}&passWord={password}&buyerId=1111");
    assert_eq!(post(simulator.address(), "AN050", &form).await.code(), "0");

    let (_, list) = at(&simulator, "GET", "/merchants", Value::Null).await;
    assert_eq!(list["merchants"].as_array().unwrap().len(), 2);
    assert!(!list.to_string().contains(password));
    assert_eq!(
        at(
            &simulator,
            "DELETE",
            &format!("/merchants/{code}"),
            Value::Null
        )
        .await
        .0,
        204
    );
    assert_eq!(
        at(
            &simulator,
            "GET",
            &format!("/merchants/{code}"),
            Value::Null
        )
        .await
        .0,
        404
    );
    assert_eq!(
        post(simulator.address(), "AN050", &form).await.code(),
        "E010004"
    );
}

#[tokio::test]
async fn a_merchant_can_be_named_once() {
    let simulator = simulator();
    let named = json!({ "code": "900000777", "password": "s3cret-word", "testBuyers": false });
    let (status, made) = at(&simulator, "POST", "/merchants", named.clone()).await;
    assert_eq!((status, &made["buyers"]), (201, &json!([])));
    let (status, problem) = at(&simulator, "POST", "/merchants", named).await;
    assert_eq!(status, 409);
    assert!(!problem["remedy"].as_str().unwrap().is_empty());
    for wrong in [
        json!({ "code": "12345678" }),
        json!({ "password": "" }),
        json!({ "pasword": "typo" }),
        json!({ "madeUp": { "buyers": 0, "orders": 1 } }),
        json!({ "madeUp": { "buyers": 10_001 } }),
    ] {
        assert_eq!(
            at(&simulator, "POST", "/merchants", wrong.clone()).await.0,
            422,
            "{wrong}"
        );
    }
}

#[tokio::test]
async fn made_up_buyers_and_orders_are_the_same_for_the_same_seed() {
    let simulator = simulator();
    let mut contents = Vec::new();
    for seed in [7, 7, 8] {
        let wish =
            json!({ "testBuyers": false, "madeUp": { "buyers": 5, "orders": 40, "seed": seed } });
        let (status, made) = at(&simulator, "POST", "/merchants", wish).await;
        assert_eq!(status, 201);
        let control = Control::of(simulator.url(), made["code"].as_str().unwrap());
        let (buyers, orders) = (control.get("/buyers").await, control.get("/orders").await);
        assert_eq!(orders["orders"].as_array().unwrap().len(), 40);
        for buyer in buyers["buyers"].as_array().unwrap() {
            let used: u64 = orders["orders"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|order| order["buyerId"] == buyer["id"])
                .map(|order| order["total"].as_u64().unwrap())
                .sum();
            assert_eq!(buyer["usedAmount"], used);
            assert!(used <= buyer["creditLimit"].as_u64().unwrap());
            let name = buyer["name"].as_str().unwrap();
            assert!(
                name.starts_with("株式会社") && name.chars().count() > 6,
                "{name}"
            );
        }
        contents.push((buyers, orders));
    }
    assert_eq!(contents[0], contents[1]);
    assert_ne!(contents[0], contents[2]);
}

#[tokio::test]
async fn reset_takes_one_merchant_or_all_back_to_the_beginning() {
    let simulator = simulator();
    let other = simulator.merchant();
    let (one, other) = (
        Control::of(simulator.url(), "900000001"),
        Control::of(simulator.url(), other.code()),
    );
    for control in [&one, &other] {
        control
            .send("PATCH", "/buyers/1111", json!({ "usedAmount": 5 }))
            .await;
        control
            .post("/clock/advance", json!({ "by": "3 days" }))
            .await;
        control.post("/faults", json!({ "kind": "reset" })).await;
    }
    assert_eq!(one.send("POST", "/reset", Value::Null).await.0, 204);
    assert_eq!(one.get("/buyers/1111").await["usedAmount"], 0);
    assert_eq!(one.get("/clock").await["now"], "2026-11-24T10:00:00+09:00");
    assert_eq!(one.get("/faults").await["faults"], json!([]));
    assert_eq!(other.get("/buyers/1111").await["usedAmount"], 5);
    assert_eq!(at(&simulator, "POST", "/reset", Value::Null).await.0, 204);
    assert_eq!(other.get("/buyers/1111").await["usedAmount"], 0);
}

#[tokio::test]
async fn there_are_never_more_merchants_than_there_may_be() {
    let mut settings = settings();
    settings.max_merchants = 3;
    settings.threads = Some(4);
    let simulator = Simulator::start(settings).unwrap();
    let url = format!("{}/_simulator/v1/merchants", simulator.url());
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let large = json!({ "madeUp": { "buyers": 1_000 } });
    let made = (0..12).map(|_| http.post(&url).json(&large).send());
    let mut statuses: Vec<u16> = futures::future::join_all(made)
        .await
        .into_iter()
        .map(|answer| answer.unwrap().status().as_u16())
        .collect();
    statuses.sort_unstable();
    // One was there before.
    assert_eq!(statuses[..2], [201; 2]);
    assert_eq!(statuses[2..], [409; 10]);
}

#[tokio::test]
async fn nobody_waits_for_a_large_merchant_that_is_made() {
    let mut settings = settings();
    settings.threads = Some(1);
    let simulator = Simulator::start(settings).unwrap();
    let large = json!({ "madeUp": { "buyers": 10, "orders": 100_000 } }).to_string();
    let mut stream = TcpStream::connect(simulator.address()).await.unwrap();
    let length = large.len();
    let request = format!(
        "POST /_simulator/v1/merchants HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{large}"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    // It has one thread, and these came later.
    let form = "traderCode=900000001&passWord=kakebarai-test&buyerId=1111";
    for _ in 0..10 {
        assert_eq!(post(simulator.address(), "AN050", form).await.code(), "0");
    }
    let not_yet = stream.try_read(&mut [0]).unwrap_err();
    assert_eq!(not_yet.kind(), std::io::ErrorKind::WouldBlock);
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
}
