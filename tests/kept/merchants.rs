//! Merchants of several simulators on one PostgreSQL: made, deleted, counted together.

use kakebarai_simulator::Settings;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::{
    MERCHANT,
    shared::{replica_with, replicas},
};
use crate::support::{self, control::Control, postgres, raw::post};

#[tokio::test]
async fn three_simulators_never_have_more_merchants_than_there_may_be() {
    let Some(url) = postgres::database().await else {
        return;
    };
    let settings = Settings {
        max_merchants: 5,
        ..support::settings()
    };
    let simulators = [(); 3].map(|()| replica_with(&url, settings.clone()));
    let mut requests = JoinSet::new();
    for number in 0..30 {
        let control = Control::of(simulators[number % 3].url(), MERCHANT);
        requests.spawn(async move {
            let created = control.send_above("POST", "/merchants", json!({}));
            created.await.0
        });
    }
    let mut statuses = requests.join_all().await;
    statuses.sort_unstable();
    // One was there before.
    assert_eq!(statuses[..4], [201; 4]);
    assert_eq!(statuses[4..], [409; 26]);
}

/// Those that another simulator deleted do not count.
#[tokio::test]
async fn the_place_of_a_merchant_that_another_deleted_is_free() {
    let Some(url) = postgres::database().await else {
        return;
    };
    let settings = Settings {
        max_merchants: 2,
        ..support::settings()
    };
    let simulators = [(); 2].map(|()| replica_with(&url, settings.clone()));
    let [one, other] = simulators.map(|simulator| {
        let control = Control::of(simulator.url(), MERCHANT);
        (simulator, control)
    });
    for code in ["900000777", "900000778"] {
        let made = one
            .1
            .send_above("POST", "/merchants", json!({ "code": code }));
        assert_eq!(made.await.0, 201, "{code}");
        assert_eq!(
            one.1.send_above("POST", "/merchants", json!({})).await.0,
            409
        );
        let path = format!("/merchants/{code}");
        let deleted = other.1.send_above("DELETE", &path, Value::Null);
        assert_eq!(deleted.await.0, 204);
    }
}

#[tokio::test]
async fn merchants_are_made_and_deleted_for_all() {
    let Some(simulators) = replicas(2).await else {
        return;
    };
    let [one, other] = &simulators[..] else {
        unreachable!()
    };
    let merchant = one.merchant();
    let usage = format!(
        "traderCode={}&passWord={}&buyerId=1111",
        merchant.code(),
        merchant.password()
    );
    assert_eq!(post(other.address(), "AN050", &usage).await.code(), "0");
    let (first, second) = (
        Control::of(one.url(), MERCHANT),
        Control::of(other.url(), MERCHANT),
    );
    let named = json!({ "code": "900000777", "password": "s3cret-word" });
    assert_eq!(
        first
            .send_above("POST", "/merchants", named.clone())
            .await
            .0,
        201
    );
    assert_eq!(second.send_above("POST", "/merchants", named).await.0, 409);
    for control in [&first, &second] {
        let (_, list) = control.send_above("GET", "/merchants", Value::Null).await;
        assert_eq!(list["merchants"].as_array().unwrap().len(), 3);
    }
    let path = format!("/merchants/{}", merchant.code());
    assert_eq!(second.send_above("DELETE", &path, Value::Null).await.0, 204);
    assert_eq!(post(one.address(), "AN050", &usage).await.code(), "E010004");
    assert_eq!(first.send_above("GET", &path, Value::Null).await.0, 404);
    let (_, list) = first.send_above("GET", "/merchants", Value::Null).await;
    assert_eq!(list["merchants"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_merchant_with_the_code_of_a_deleted_one_is_another_one() {
    let Some(simulators) = replicas(2).await else {
        return;
    };
    let [one, other] = &simulators[..] else {
        unreachable!()
    };
    let (first, second) = (
        Control::of(one.url(), "900000777"),
        Control::of(other.url(), "900000777"),
    );
    let made = |password: &str, buyers: bool| json!({ "code": "900000777", "password": password, "testBuyers": buyers });
    let usage = |password: &str| format!("traderCode=900000777&passWord={password}&buyerId=1111");
    let (status, _) = first
        .send_above("POST", "/merchants", made("first-pass", true))
        .await;
    assert_eq!(status, 201);
    assert_eq!(
        post(other.address(), "AN050", usage("first-pass"))
            .await
            .code(),
        "0"
    );
    let path = "/merchants/900000777";
    assert_eq!(first.send_above("DELETE", path, Value::Null).await.0, 204);
    let (status, _) = first
        .send_above("POST", "/merchants", made("second-pass", false))
        .await;
    assert_eq!(status, 201);
    assert_eq!(
        post(other.address(), "AN050", usage("first-pass"))
            .await
            .code(),
        "E050002"
    );
    // There is no such buyer.
    assert_eq!(
        post(other.address(), "AN050", usage("second-pass"))
            .await
            .code(),
        "E050003"
    );
    assert_eq!(second.get("/buyers").await["buyers"], json!([]));
}
