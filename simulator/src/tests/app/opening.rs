//! A merchant whose stored data cannot be read: its own addresses report that, and the other merchants can be used.

use serde_json::Value;
use sqlx::Connection as _;

use crate::Simulator;
use crate::tests::{
    storage::sqlite::File,
    support::asking::CREDENTIALS,
    support::over_http::{Answer, control, post, show},
};

const CODE: &str = "900000002";

fn create(simulator: &Simulator) -> Answer {
    let new = format!(r#"{{"code": "{CODE}", "password": "pass-word"}}"#);
    control(simulator, "POST", "merchants", &new)
}

/// The codes of the listed merchants.
fn listed(simulator: &Simulator) -> Vec<String> {
    let list: Value = serde_json::from_str(&show(simulator, "merchants")).unwrap();
    let merchants = list["merchants"].as_array().unwrap().iter();
    merchants
        .map(|merchant| merchant["code"].as_str().unwrap().to_owned())
        .collect()
}

async fn spoil(file: &File) {
    let mut connection = file.open().await;
    let spoilt = sqlx::query("UPDATE changes SET change = '{}' WHERE merchant = $1 AND number = 2")
        .bind(CODE)
        .execute(&mut connection)
        .await
        .unwrap();
    assert_eq!(spoilt.rows_affected(), 1);
    connection.close().await.unwrap();
}

#[test]
fn it_keeps_the_others_from_nobody() {
    let file = File::new("spoilt");
    let simulator = Simulator::start(file.settings("")).unwrap();
    assert_eq!(create(&simulator).status, 201);
    drop(simulator);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(spoil(&file));

    let simulator = Simulator::start(file.settings("")).unwrap();
    let inquiry = format!("traderCode={CODE}&passWord=pass-word&buyerId=1111");
    let of_merchant = |rest: &str| format!("merchants/{CODE}{rest}");
    let refused = [
        post(&simulator, "AN050", &inquiry),
        control(&simulator, "GET", &of_merchant(""), ""),
        control(&simulator, "GET", &of_merchant("/orders"), ""),
        control(&simulator, "GET", &of_merchant("/buyers"), ""),
        control(&simulator, "GET", &of_merchant("/journal"), ""),
        control(&simulator, "POST", &of_merchant("/reset"), ""),
    ];
    for (place, refused) in refused.iter().enumerate() {
        assert_eq!(refused.status, 503, "{place}: {}", refused.body);
        for said in ["change 2", CODE, "消してください"] {
            assert!(refused.body.contains(said), "{place}: {}", refused.body);
        }
        assert!(!refused.body.contains("pass-word"), "{place}");
    }
    assert_eq!(create(&simulator).status, 409, "its code is not free");

    let others = post(&simulator, "AN050", &format!("{CREDENTIALS}&buyerId=1111"));
    assert!(others.body.contains("<returnCode>0<"), "{}", others.body);
    assert_eq!(listed(&simulator), ["900000001"]);

    assert_eq!(
        control(&simulator, "DELETE", &of_merchant(""), "").status,
        204
    );
    assert_eq!(control(&simulator, "GET", &of_merchant(""), "").status, 404);
    assert_eq!(create(&simulator).status, 201);
    drop(simulator);
    let simulator = Simulator::start(file.settings("")).unwrap();
    let answer = post(&simulator, "AN050", &inquiry);
    assert!(answer.body.contains("<returnCode>0<"), "{}", answer.body);
    assert_eq!(listed(&simulator), ["900000001", CODE]);
}
