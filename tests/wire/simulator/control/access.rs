//! Who may use the control addresses, and where they are described.

use kakebarai_simulator::{Settings, Simulator, settings::ControlToken};
use serde_json::{Value, json};

use super::{CREDENTIALS, at};
use crate::support::{
    raw::{post, request},
    settings, simulator,
};

#[tokio::test]
async fn a_token_guards_the_control_addresses_and_nothing_else() {
    let mut settings = settings();
    settings.control_token = Some(ControlToken::new("0123456789abcdef").unwrap());
    let simulator = Simulator::start(settings).unwrap();
    let status = |header: &'static str| {
        let address = simulator.address();
        async move {
            request(
                address,
                &format!("GET /_simulator/v1/status HTTP/1.1\r\n{header}"),
                b"",
            )
            .await
            .status
        }
    };
    assert_eq!(status("Accept: */*").await, 401);
    assert_eq!(status("Authorization: Bearer 0123456789abcdeX").await, 401);
    assert_eq!(status("Authorization: Bearer 0123456789abcdef").await, 200);
    assert_eq!(
        post(
            simulator.address(),
            "AN050",
            format!("{CREDENTIALS}&buyerId=1111")
        )
        .await
        .code(),
        "0"
    );
}

#[tokio::test]
async fn away_from_loopback_a_token_is_made() {
    let mut settings: Settings = settings();
    settings.listen = "0.0.0.0:0".parse().unwrap();
    let simulator = Simulator::start(settings).unwrap();
    assert_eq!(simulator.control_token().unwrap().len(), 32);
    let address = ([127, 0, 0, 1], simulator.address().port()).into();
    let answer = request(
        address,
        "GET /_simulator/v1/status HTTP/1.1\r\nAccept: */*",
        b"",
    )
    .await;
    assert_eq!(answer.status, 401);
    assert!(!answer.body.contains(simulator.control_token().unwrap()));
}

#[tokio::test]
async fn a_page_of_another_site_is_turned_away() {
    let simulator = simulator();
    let reset = "POST /_simulator/v1/reset HTTP/1.1\r\nOrigin: https://evil.example";
    assert_eq!(request(simulator.address(), reset, b"").await.status, 403);
    let own = format!(
        "GET /_simulator/v1/status HTTP/1.1\r\nOrigin: {}",
        simulator.url()
    );
    assert_eq!(request(simulator.address(), &own, b"").await.status, 200);
}

#[tokio::test]
async fn the_description_names_every_address_and_is_served() {
    let simulator = simulator();
    let head = "GET /_simulator/openapi.json HTTP/1.1\r\nAccept: */*";
    let answer = request(simulator.address(), head, b"").await;
    let document: Value = serde_json::from_str(&answer.body).unwrap();
    assert!(document["openapi"].as_str().unwrap().starts_with("3."));
    let mut addresses = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            addresses.push(format!("{} {path}", method.to_uppercase()));
        }
    }
    addresses.sort();
    crate::support::snapshots()
        .bind(|| insta::assert_snapshot!("control-addresses", addresses.join("\n")));
    // Every reference points to something.
    let references = answer.body.matches("#/components/schemas/").count();
    assert!(references > 20);
    for name in answer.body.split("#/components/schemas/").skip(1) {
        let name = name.split('"').next().unwrap();
        assert!(
            document["components"]["schemas"][name].is_object(),
            "{name}"
        );
    }
}

#[tokio::test]
async fn the_status_counts_all_318_rules() {
    let simulator = simulator();
    let (_, status) = at(&simulator, "GET", "/status", Value::Null).await;
    assert_eq!(
        (&status["rules"], &status["merchants"]),
        (&json!(318), &json!(1))
    );
}
