//! The effect of every control address on a merchant survives a kill, even if the address is percent-encoded.

use std::{collections::BTreeSet, fmt::Write as _};

use serde_json::{Map, Value, json};

use crate::{
    http::{self, control, post},
    process::Process,
    serve::{CREDENTIALS, logging},
};

const MERCHANT: &str = "900000001";
/// A merchant that is created on the way.
const OTHER: &str = "900000777";

/// The addresses of one merchant begin so in the description.
const OF_MERCHANT: &str = "/merchants/{code}";

/// What is sent to an address that alters something.
struct Step {
    method: &'static str,
    /// The address as it is described.
    route: String,
    path: String,
    body: Value,
}

impl Step {
    fn of_merchant(
        merchant: &str,
        (method, route, path, body): (&'static str, &str, &str, Value),
    ) -> Self {
        Self {
            method,
            route: format!("{OF_MERCHANT}{route}"),
            path: format!("/merchants/{}{path}", encoded(merchant)),
            body,
        }
    }

    fn of_all(method: &'static str, path: &str, body: Value) -> Self {
        Self {
            method,
            route: path.to_owned(),
            path: path.to_owned(),
            body,
        }
    }
}

/// What is sent to each address that alters what is kept, in an order in which every one succeeds.
fn steps() -> Vec<Step> {
    let other =
        json!({ "code": OTHER, "password": "s3cret-word", "madeUp": { "buyers": 2, "orders": 3 } });
    let buyer = json!({ "id": "6666", "name": "株式会社追加" });
    let mut steps: Vec<Step> = of_merchant()
        .into_iter()
        .map(|request| Step::of_merchant(MERCHANT, request))
        .collect();
    steps.extend([
        Step::of_all("POST", "/merchants", other),
        Step::of_merchant(OTHER, ("POST", "/buyers", "/buyers", buyer)),
        Step::of_all("POST", "/reset", Value::Null),
        Step::of_merchant(MERCHANT, ("DELETE", "", "", Value::Null)),
    ]);
    steps
}

/// The same for the addresses of one merchant: method, address as it is described, address, body.
fn of_merchant() -> Vec<(&'static str, &'static str, &'static str, Value)> {
    let none = Value::Null;
    let advance = json!({ "by": "3 hours" });
    let fault = json!({ "api": "AN070", "kind": "delay", "milliseconds": 1, "times": 3 });
    let buyer = json!({ "id": "5555", "name": "株式会社追加" });
    let screening = json!({
        "outcome": "ご利用可", "delay": "2 business days", "creditLimit": 100_000, "magicNumbers": false, "rules": []
    });
    vec![
        ("POST", "/clock/freeze", "/clock/freeze", none.clone()),
        ("POST", "/clock/advance", "/clock/advance", advance),
        (
            "POST",
            "/clock/set",
            "/clock/set",
            json!({ "now": "2099-01-05T10:00:00" }),
        ),
        ("POST", "/buyers", "/buyers", buyer),
        (
            "PATCH",
            "/buyers/{id}",
            "/buyers/2222",
            json!({ "creditLimit": 1 }),
        ),
        ("PUT", "/screening", "/screening", screening),
        ("POST", "/faults", "/faults", fault.clone()),
        ("DELETE", "/faults/{id}", "/faults/1", none.clone()),
        ("POST", "/faults", "/faults", fault),
        ("DELETE", "/faults", "/faults", none.clone()),
        (
            "PUT",
            "/unusable-slips/{prefix}",
            "/unusable-slips/99",
            none.clone(),
        ),
        (
            "DELETE",
            "/unusable-slips/{prefix}",
            "/unusable-slips/99",
            none.clone(),
        ),
        (
            "POST",
            "/orders/{order}/confirm",
            "/orders/R-1/confirm",
            none.clone(),
        ),
        (
            "POST",
            "/orders/{order}/returns",
            "/orders/R-2/returns",
            json!({ "amount": 7 }),
        ),
        ("POST", "/snapshots", "/snapshots", json!({ "name": "a" })),
        (
            "POST",
            "/changes/{number}/restore",
            "/changes/5/restore",
            none.clone(),
        ),
        (
            "POST",
            "/snapshots/{name}/restore",
            "/snapshots/a/restore",
            none.clone(),
        ),
        ("PUT", "/snapshots/{name}", "/snapshots/b", none.clone()),
        ("DELETE", "/snapshots/{name}", "/snapshots/a", none.clone()),
        ("POST", "/clock/run", "/clock/run", none.clone()),
        ("POST", "/reset", "/reset", none),
    ]
}

/// What no kill can take away, because it is not kept.
const NOT_KEPT: [(&str, &str); 9] = [
    ("DELETE", "/merchants/{code}/journal"),
    ("POST", "/merchants/{code}/marks"),
    ("POST", "/merchants/{code}/expectations"),
    ("DELETE", "/merchants/{code}/coverage"),
    ("DELETE", "/journal"),
    ("DELETE", "/coverage"),
    ("POST", "/faults"),
    ("DELETE", "/faults"),
    ("DELETE", "/faults/{id}"),
];

/// The addresses that alter something, from the description that the simulator gives of itself.
fn described(url: &str) -> BTreeSet<(String, String)> {
    let document = http::get(url, "/_simulator/openapi.json").body;
    let document: Value = serde_json::from_str(&document).unwrap();
    let mut routes = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        let path = path.strip_prefix("/_simulator/v1").unwrap();
        for method in methods.as_object().unwrap().keys() {
            if method != "get" {
                routes.insert((method.to_uppercase(), path.to_owned()));
            }
        }
    }
    routes
}

/// A text with each byte percent-encoded.
fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        let _ = write!(encoded, "%{byte:02X}");
    }
    encoded
}

fn get(url: &str, path: &str) -> Value {
    serde_json::from_str(&control(url, "GET", path, "").body).unwrap()
}

/// Everything that is kept of merchants, as their own addresses show it, in one spelling of their codes or another.
fn shown(url: &str, merchants: &[&str], spelt: fn(&str) -> String) -> Value {
    let shown = merchants
        .iter()
        .map(|code| ((*code).to_owned(), shown_of(url, &spelt(code))));
    Value::Object(shown.collect())
}

fn shown_of(url: &str, merchant: &str) -> Value {
    let mut shown = Map::new();
    for path in [
        "",
        "/buyers",
        "/orders",
        "/changes",
        "/clock",
        "/faults",
        "/screening",
        "/snapshots",
        "/unusable-slips",
    ] {
        let mut view = get(url, &format!("/merchants/{merchant}{path}"));
        if path == "/clock" && view["frozen"] == false {
            view["now"] = Value::Null;
        }
        shown.insert(path.to_owned(), view);
    }
    Value::Object(shown)
}

fn start(file: &str) -> (Process, String) {
    logging(&["--data", file])
}

#[test]
fn what_each_address_did_is_there_after_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("books.db");
    let file = file.to_str().unwrap();
    let (mut process, mut url) = start(file);
    let steps = steps();
    let tried = steps
        .iter()
        .map(|step| (step.method.to_owned(), step.route.clone()));
    let not_kept = NOT_KEPT.map(|(method, route)| (method.to_owned(), route.to_owned()));
    let tried: BTreeSet<(String, String)> = tried.chain(not_kept).collect();
    assert_eq!(described(&url), tried);

    for (number, slip) in [(1, "123456789013"), (2, "")] {
        let order = format!(
            "{CREDENTIALS}&orderDate=20261124&orderNo=R-{number}&buyerId=1111&settlePrice=1000&shohiZei=100&meisaiUmu=2"
        );
        assert!(post(&url, "AN010", &order).body.contains("<returnCode>0<"));
        if !slip.is_empty() {
            let shipment = format!("{CREDENTIALS}&orderNo=R-{number}&slipNo={slip}");
            assert!(
                post(&url, "AN030", &shipment)
                    .body
                    .contains("<returnCode>0<")
            );
        }
    }
    let mut document = String::new();
    let mut merchants = vec![MERCHANT];
    for step in steps {
        let Step {
            method,
            route,
            path,
            body,
        } = &step;
        let json = match (*method, route.as_str()) {
            ("PUT", "/merchants/{code}/snapshots/{name}") => document.clone(),
            _ if body.is_null() => String::new(),
            _ => body.to_string(),
        };
        let answer = control(&url, method, path, &json);
        assert!(
            matches!(answer.status, 200..=209),
            "{method} {route}: {answer:?}"
        );
        if route == "/merchants/{code}/snapshots" {
            document = control(&url, "GET", &format!("{path}/a"), "").body;
        }
        if route == "/reset" {
            for (merchant, buyers) in [(MERCHANT, 4), (OTHER, 4 + 2)] {
                let view = get(&url, &format!("/merchants/{merchant}"));
                assert_eq!(view["buyers"], buyers, "{merchant}");
            }
        }
        match (*method, route.as_str()) {
            ("POST", "/merchants") => merchants.push(OTHER),
            ("DELETE", OF_MERCHANT) => merchants.retain(|code| *code != MERCHANT),
            _ => {}
        }
        // Asked in the same spelling: nothing else may cause what was done to be written.
        let before = shown(&url, &merchants, encoded);
        process.signal("KILL");
        assert!(!process.status().success());
        (process, url) = start(file);
        let after = shown(&url, &merchants, str::to_owned);
        assert_eq!(after, before, "{method} {route}");
    }
    // The settings' merchant exists again, in its initial state.
    assert_eq!(get(&url, &format!("/merchants/{MERCHANT}"))["orders"], 0);
}
