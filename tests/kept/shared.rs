//! Several simulators on one PostgreSQL: one limit, no overdraft, no lost change. Where `KAKEBARAI_TEST_POSTGRES` names a
//! server, as `.ci/run` does; each test makes a database there.

use kakebarai_simulator::{Settings, Simulator, settings::Data};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::{CREDENTIALS, MERCHANT, shown};
use crate::support::{self, control::Control, postgres, raw::post};

/// So many simulators on a database of a test's own; none where there is no server.
pub(super) async fn replicas(count: usize) -> Option<Vec<Simulator>> {
    let url = postgres::database().await?;
    Some((0..count).map(|_| replica(&url)).collect())
}

pub(super) fn replica(url: &str) -> Simulator {
    replica_with(url, support::settings())
}

pub(super) fn replica_with(url: &str, settings: Settings) -> Simulator {
    let settings = Settings {
        data: Some(Data::Postgres(url.to_owned())),
        ..settings
    };
    Simulator::start(settings).unwrap()
}

pub(super) fn order(number: &str, buyer: &str, price: u32, tax: u32) -> String {
    format!(
        "{CREDENTIALS}&orderDate=20261124&orderNo={number}&buyerId={buyer}&settlePrice={price}&shohiZei={tax}&meisaiUmu=2"
    )
}

#[tokio::test]
async fn three_simulators_fill_one_limit_and_do_not_overdraw_it() {
    let Some(simulators) = replicas(3).await else {
        return;
    };
    // 11,000 each: 54 of them make 594,000, and 55 would be 605,000. Every request to another simulator than the one before.
    let mut requests = JoinSet::new();
    for number in 0..120 {
        let address = simulators[number % 3].address();
        requests.spawn(async move {
            let form = order(&format!("N-{number}"), "1111", 10_000, 1_000);
            let answer = post(address, "AN010", form).await;
            (number, answer.code().to_owned())
        });
    }
    let answers = requests.join_all().await;
    let accepted: Vec<usize> = answers
        .iter()
        .filter(|(_, code)| code == "0")
        .map(|(number, _)| *number)
        .collect();
    assert_eq!(accepted.len(), 54);
    assert!(
        answers.iter().all(|(_, code)| code == "0" || code == "G55"),
        "{answers:?}"
    );

    let mut seen = Vec::new();
    for simulator in &simulators {
        let control = Control::of(simulator.url(), MERCHANT);
        assert_eq!(control.get("/buyers/1111").await["usedAmount"], 594_000);
        // Each change once, by numbers without gaps; each accepted order among them, and no other.
        let changes = control.get("/changes?limit=1000").await;
        let changes = changes["changes"].as_array().unwrap();
        let numbers: Vec<u64> = changes
            .iter()
            .map(|change| change["number"].as_u64().unwrap())
            .collect();
        assert_eq!(numbers, (1..=4 + 54).collect::<Vec<u64>>());
        let mut orders: Vec<String> = changes
            .iter()
            .filter_map(|change| change["order"].as_str().map(Into::into))
            .collect();
        orders.sort();
        let mut expected: Vec<String> = accepted
            .iter()
            .map(|number| format!("N-{number}"))
            .collect();
        expected.sort();
        assert_eq!(orders, expected);
        seen.push(shown(simulator, MERCHANT).await);
    }
    assert!(seen.iter().all(|one| *one == seen[0]));
    // A request that was looked at again is in one journal once.
    let mut requests = 0;
    for simulator in &simulators {
        let journal = Control::of(simulator.url(), MERCHANT)
            .get("/journal?limit=1000")
            .await;
        requests += journal["entries"].as_array().unwrap().len();
    }
    assert_eq!(requests, 120);
    // And is counted once.
    let (mut accepted, mut refused) = (0, 0);
    for simulator in &simulators {
        let coverage = Control::of(simulator.url(), MERCHANT)
            .get("/coverage")
            .await;
        accepted += times(&coverage, "stateChanges", "registered");
        refused += times(&coverage, "codes", "G55");
    }
    assert_eq!((accepted, refused), (54, 66));
}

/// How often something was exercised.
fn times(coverage: &Value, section: &str, name: &str) -> u64 {
    let items = coverage[section]["items"].as_array().unwrap();
    let item = items.iter().find(|item| item["name"] == name).unwrap();
    item["times"].as_u64().unwrap()
}

#[tokio::test]
async fn a_fault_for_everybody_meets_a_request_once_though_it_is_looked_at_again() {
    let Some(simulators) = replicas(2).await else {
        return;
    };
    let control = Control::of(simulators[0].url(), MERCHANT);
    let late = json!({ "api": "AN010", "kind": "delay", "milliseconds": 1, "times": 20 });
    let (status, _) = control.send_above("POST", "/faults", late).await;
    assert_eq!(status, 201);
    let mut requests = JoinSet::new();
    for number in 0..60 {
        let address = simulators[number % 2].address();
        requests.spawn(async move {
            let form = order(&format!("F-{number}"), "1111", 100, 10);
            post(address, "AN010", form).await.code().to_owned()
        });
    }
    assert!(requests.join_all().await.iter().all(|code| code == "0"));
    let coverage = control.get("/coverage").await;
    assert_eq!(times(&coverage, "faults", "delay"), 20);
}

#[tokio::test]
async fn what_one_does_the_others_see_at_once() {
    let Some(simulators) = replicas(2).await else {
        return;
    };
    let [one, other] = &simulators[..] else {
        unreachable!()
    };
    let (first, second) = (
        Control::of(one.url(), MERCHANT),
        Control::of(other.url(), MERCHANT),
    );
    assert_eq!(
        post(one.address(), "AN010", order("A-1", "1111", 1_000, 100))
            .await
            .code(),
        "0"
    );
    assert_eq!(
        post(other.address(), "AN010", order("A-1", "1111", 1_000, 100))
            .await
            .code(),
        "A020004"
    );
    second
        .send("PATCH", "/buyers/2222", json!({ "usable": false }))
        .await;
    assert_eq!(first.get("/buyers/2222").await["usable"], false);
    first
        .post("/clock/advance", json!({ "by": "2 hours" }))
        .await;
    assert_eq!(
        second.get("/clock").await["now"],
        "2026-11-24T12:00:00+09:00"
    );
    // A fault for one request meets one request, wherever it comes.
    first
        .post(
            "/faults",
            json!({ "api": "AN050", "kind": "code", "code": "E050003", "times": 1 }),
        )
        .await;
    let usage = format!("{CREDENTIALS}&buyerId=1111");
    assert_eq!(
        post(other.address(), "AN050", &usage).await.code(),
        "E050003"
    );
    assert_eq!(post(one.address(), "AN050", &usage).await.code(), "0");
    // Snapshots, and the way back.
    first.post("/snapshots", json!({ "name": "a" })).await;
    assert_eq!(
        post(other.address(), "AN010", order("A-2", "1111", 1_000, 100))
            .await
            .code(),
        "0"
    );
    second.post("/snapshots/a/restore", Value::Null).await;
    assert_eq!(
        first.get("/orders").await["orders"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    first.send("DELETE", "/snapshots/a", Value::Null).await;
    assert_eq!(second.get("/snapshots").await["snapshots"], json!([]));
    first.send("POST", "/reset", Value::Null).await;
    assert_eq!(second.get("/orders").await["orders"], json!([]));
    assert_eq!(second.get("/journal").await["entries"], json!([]));
    assert_eq!(
        post(other.address(), "AN010", order("A-1", "1111", 1_000, 100))
            .await
            .code(),
        "0"
    );
    assert_eq!(shown(one, MERCHANT).await, shown(other, MERCHANT).await);
}

#[tokio::test]
async fn many_things_at_once_come_to_the_same_everywhere() {
    let Some(simulators) = replicas(3).await else {
        return;
    };
    let mut requests = JoinSet::new();
    for number in 0..60_u32 {
        let simulator = &simulators[number as usize % 3];
        let (address, url) = (simulator.address(), simulator.url().to_owned());
        requests.spawn(async move {
            let buyer = ["1111", "2222", "3333"][number as usize % 3];
            let name = format!("N-{number}");
            assert_eq!(
                post(address, "AN010", order(&name, buyer, 1_000, 100))
                    .await
                    .code(),
                "0"
            );
            match number % 4 {
                0 => {
                    let form = format!("{CREDENTIALS}&orderNo={name}&buyerId={buyer}");
                    assert_eq!(post(address, "AN020", form).await.code(), "0");
                }
                1 => {
                    let slip = format!("{number:011}{}", number % 7);
                    let form = format!("{CREDENTIALS}&orderNo={name}&slipNo={slip}");
                    assert_eq!(post(address, "AN030", form).await.code(), "0");
                }
                2 => {
                    let control = Control::of(&url, MERCHANT);
                    control
                        .post("/clock/advance", json!({ "by": "1 minutes" }))
                        .await;
                }
                _ => {}
            }
        });
    }
    requests.join_all().await;
    let seen = shown(&simulators[0], MERCHANT).await;
    assert_eq!(seen["/clock"]["now"], "2026-11-24T10:15:00+09:00");
    let orders = seen["/orders?limit=1000"]["orders"].as_array().unwrap();
    let in_state = |state: u8| {
        orders
            .iter()
            .filter(|order| order["state"] == state)
            .count()
    };
    assert_eq!((orders.len(), in_state(2), in_state(3)), (60, 15, 15));
    for simulator in &simulators[1..] {
        assert_eq!(shown(simulator, MERCHANT).await, seen);
    }
}

#[test]
fn a_url_is_never_shown_with_its_password() {
    let settings = Settings {
        data: Some(Data::Postgres(
            "postgres://user:hush-hush@127.0.0.1:1/nothing?sslmode=disable".into(),
        )),
        ..support::settings()
    };
    assert!(!format!("{settings:?}").contains("hush"));
    let error = Simulator::start(settings).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("hush"), "{error:?}");
    assert!(
        error.to_string().contains("postgres://127.0.0.1:1/nothing"),
        "{error}"
    );
}
