//! The effect of every control address on a merchant survives a kill, even if the address is percent-encoded.

use std::{collections::BTreeSet, fmt::Write as _};

use serde_json::{Map, Value, json};

use crate::{
    http::{self, control, post},
    process::Process,
    serve::{CREDENTIALS, logging},
};

const MERCHANT: &str = "900000001";

/// A request to each address of a merchant that alters something, in an order in which every one succeeds.
fn requests() -> Vec<(&'static str, &'static str, &'static str, Value)> {
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
        ("POST", "/reset", "/reset", none.clone()),
        ("DELETE", "", "", none),
    ]
}

/// Effects that a kill cannot lose, because they are not stored.
const NOT_KEPT: [(&str, &str); 4] = [
    ("DELETE", "/journal"),
    ("POST", "/marks"),
    ("POST", "/expectations"),
    ("DELETE", "/coverage"),
];

/// The addresses of a merchant that alter something, from the simulator's own description.
fn described(url: &str) -> BTreeSet<(String, String)> {
    let document = http::get(url, "/_simulator/openapi.json").body;
    let document: Value = serde_json::from_str(&document).unwrap();
    let mut routes = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        let Some(rest) = path.strip_prefix("/_simulator/v1/merchants/{code}") else {
            continue;
        };
        for method in methods.as_object().unwrap().keys() {
            if method != "get" {
                routes.insert((method.to_uppercase(), rest.to_owned()));
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

/// All stored data of the merchant, as the control addresses show it.
fn shown(url: &str, merchant: &str) -> Value {
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
    let requests = requests();
    let tried = requests
        .iter()
        .map(|(method, route, _, _)| (*method, *route));
    let tried: BTreeSet<(String, String)> = tried
        .chain(NOT_KEPT)
        .map(|(method, route)| (method.to_owned(), route.to_owned()))
        .collect();
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
    let code = encoded(MERCHANT);
    let mut document = String::new();
    for (method, route, path, json) in requests {
        let json = match (method, route) {
            ("PUT", "/snapshots/{name}") => document.clone(),
            _ if json.is_null() => String::new(),
            _ => json.to_string(),
        };
        let answer = control(&url, method, &format!("/merchants/{code}{path}"), &json);
        assert!(
            matches!(answer.status, 200..=209),
            "{method} {route}: {answer:?}"
        );
        if route == "/snapshots" {
            document = control(&url, "GET", &format!("/merchants/{code}/snapshots/a"), "").body;
        }
        let is_gone = (method, route) == ("DELETE", "");
        // Called in the same spelling: nothing else may trigger the write.
        let before = if is_gone {
            Value::Null
        } else {
            shown(&url, &code)
        };
        process.signal("KILL");
        assert!(!process.status().success());
        (process, url) = start(file);
        if is_gone {
            // The settings' merchant exists again, in its initial state.
            assert_eq!(get(&url, &format!("/merchants/{MERCHANT}"))["orders"], 0);
        } else {
            assert_eq!(shown(&url, MERCHANT), before, "{method} {route}");
        }
    }
}
