//! The seven requests, byte for byte in meaning what real clients send.

mod an010;
mod an060;
mod items;

use std::time::Duration;

use kakebarai::client::{BuyerQuery, CancelShipment, Client, RegisterShipment};

use super::stub::{Received, Stub};
use super::{buyer_1111, cancellation, client};

const ACCEPTED: &str =
    "<return><returnDate>20261124100000</returnDate><returnCode>0</returnCode></return>";

/// What the client sends in a call; the answer suits the calls without elements of their own.
async fn sent<T>(call: impl AsyncFnOnce(Client) -> T) -> Received {
    let stub = Stub::answering(ACCEPTED).await;
    call(client(&stub.url)).await;
    stub.received().await
}

#[track_caller]
fn assert_is(received: &Received, path: &str, own_pairs: &[(&str, &str)]) {
    assert_eq!(received.first_line, format!("POST {path} HTTP/1.1"));
    assert_eq!(
        received.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    let credentials = [("traderCode", "900000001"), ("passWord", "kakebarai-test")];
    let expected: Vec<_> = credentials.iter().chain(own_pairs).copied().collect();
    let pairs = received.pairs();
    let pairs: Vec<_> = pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(pairs, expected);
}

#[tokio::test]
async fn an020() {
    let received = sent(async |client| client.cancel_payment(&cancellation()).await).await;
    assert_is(
        &received,
        "/kuroneko-anshin/AN020APIAction.action",
        &[("orderNo", "1001"), ("buyerId", "1111")],
    );
}

#[tokio::test]
async fn an030() {
    let request = RegisterShipment::new("1001", "123456789013");
    let received = sent(async |client| client.register_shipment(&request).await).await;
    assert_is(
        &received,
        "/kuroneko-anshin/AN030APIAction.action",
        &[("orderNo", "1001"), ("slipNo", "123456789013")],
    );
}

#[tokio::test]
async fn an040() {
    let request = CancelShipment::new("1001", "123456789013");
    let received = sent(async |client| client.cancel_shipment(&request).await).await;
    assert_is(
        &received,
        "/kuroneko-anshin/AN040APIAction.action",
        &[("orderNo", "1001"), ("slipNo", "123456789013")],
    );
}

#[tokio::test]
async fn an050() {
    let received = sent(async |client| client.inquire_usage(&buyer_1111()).await).await;
    assert_is(
        &received,
        "/kuroneko-anshin/AN050APIAction.action",
        &[("buyerId", "1111")],
    );

    let both = BuyerQuery {
        id: Some("1111".to_owned()),
        telephone: Some("03-0000-1111".to_owned()),
    };
    let received = sent(async |client| client.inquire_usage(&both).await).await;
    assert_is(
        &received,
        "/kuroneko-anshin/AN050APIAction.action",
        &[("buyerId", "1111"), ("buyerTelNo", "03-0000-1111")],
    );
}

#[tokio::test]
async fn an070() {
    let received = sent(async |client| client.inquire_screening(&buyer_1111()).await).await;
    assert_is(
        &received,
        "/kuroneko-anshin/AN070APIAction.action",
        &[("buyerId", "1111")],
    );

    let received = sent(async |client| {
        client
            .inquire_screening(&BuyerQuery::by_telephone("03-0000-1111"))
            .await
    })
    .await;
    assert_is(
        &received,
        "/kuroneko-anshin/AN070APIAction.action",
        &[("buyerTelNo", "03-0000-1111")],
    );
}

#[tokio::test]
async fn a_clone_sends_the_same_from_another_task() {
    let received = sent(async |client| {
        let clone = client.clone();
        tokio::spawn(async move { clone.cancel_payment(&cancellation()).await })
            .await
            .unwrap()
    })
    .await;
    assert_is(
        &received,
        "/kuroneko-anshin/AN020APIAction.action",
        &[("orderNo", "1001"), ("buyerId", "1111")],
    );
}

/// On a connection kept for the next call, that call could be lost without need.
#[tokio::test]
async fn a_connection_is_given_up_after_its_call() {
    let stub = Stub::answering_and_staying(ACCEPTED).await;
    let client = client(&stub.url);
    client.cancel_payment(&cancellation()).await.unwrap();
    let given_up = tokio::time::timeout(Duration::from_secs(5), stub.received()).await;
    assert!(given_up.is_ok(), "the client still holds its connection");
}
