//! A disk that is full for a while: requests are refused for exactly that time, and requests answered before and after are kept.

use std::{path::Path, process::Command};

use rlimit::{Resource, prlimit};
use serde_json::Value;

use crate::{
    http::{control, get, post},
    process::{Process, binary},
    serve::CREDENTIALS,
};

/// A simulator that survives a write beyond the limit of a file's size, as on a full disk; and its address.
fn start(file: &Path) -> (Process, String) {
    let simulator = binary();
    let mut command = Command::new("sh");
    command
        .args(["-c", r#"trap "" XFSZ; exec "$0" "$@""#])
        .arg(simulator.get_program())
        .args(["serve", "--listen", "127.0.0.1:0", "--log-format", "json"])
        .arg("--data")
        .arg(file);
    for (name, value) in simulator.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let mut process = Process::start(&mut command);
    let started: Value = serde_json::from_str(&process.logged()).unwrap();
    (process, started["url"].as_str().unwrap().to_owned())
}

/// Limits the size of every file that the process writes.
fn limit(process: &Process, bytes: u64) {
    let limits = (bytes, rlimit::INFINITY);
    prlimit(process.id(), Resource::FSIZE, Some(limits), None).unwrap();
}

/// The status of the answer to an order.
fn order(url: &str, number: u32) -> u16 {
    let order = format!(
        "{CREDENTIALS}&orderDate=20261124&orderNo=D-{number}&buyerId=1111&settlePrice=1&shohiZei=0&meisaiUmu=2"
    );
    let answer = post(url, "AN010", &order);
    let is_accepted = answer.body.contains("<returnCode>0<");
    assert_eq!(answer.status == 200, is_accepted, "{answer:?}");
    answer.status
}

fn failures(url: &str) -> u32 {
    let metrics = get(url, "/metrics").body;
    let line = metrics
        .lines()
        .find_map(|line| line.strip_prefix("kakebarai_simulator_write_failures_total "));
    line.unwrap().parse().unwrap()
}

fn orders(url: &str) -> Vec<String> {
    let mut numbers = Vec::new();
    let mut path = "/merchants/900000001/orders?limit=1000".to_owned();
    loop {
        let answer = control(url, "GET", &path, "");
        let page: Value = serde_json::from_str(&answer.body).unwrap();
        let found = page["orders"].as_array().unwrap();
        numbers.extend(
            found
                .iter()
                .map(|order| order["orderNumber"].as_str().unwrap().to_owned()),
        );
        let Some(last) = found.last().filter(|_| found.len() == 1000) else {
            return numbers;
        };
        path = format!(
            "/merchants/900000001/orders?limit=1000&after={}",
            last["orderNumber"].as_str().unwrap()
        );
    }
}

#[test]
fn requests_are_refused_while_the_disk_is_full_and_no_longer() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("books.db");
    let (process, url) = start(&file);
    let mut accepted = Vec::new();
    for number in 0..20 {
        assert_eq!(order(&url, number), 200);
        accepted.push(number);
    }

    for round in 1..=2 {
        let first = round * 1_000;
        limit(&process, 1);
        assert_eq!(order(&url, first), 503);
        let mut next = first;
        let before = failures(&url);
        let mut refused = 0;
        while failures(&url) < before + 3 {
            next += 1;
            assert_eq!(order(&url, next), 503);
            assert_eq!(get(&url, "/readyz").status, 503);
            refused += 1;
        }
        assert!(refused > 0);
        // No other process gets the file meanwhile.
        let other = Process::start(
            binary()
                .args(["serve", "--listen", "127.0.0.1:0", "--data"])
                .arg(&file),
        );
        let (status, _, problem) = other.end();
        assert_eq!(status.code(), Some(1));
        assert!(
            problem.contains("ほかのシミュレーターが使っています"),
            "{problem}"
        );

        limit(&process, rlimit::INFINITY);
        while get(&url, "/readyz").status != 200 {}
        // A request under way at the beginning is carried out late; refused ones are not.
        accepted.push(first);
        for number in next + 1..next + 101 {
            assert_eq!(order(&url, number), 200);
            accepted.push(number);
        }
    }

    process.signal("KILL");
    assert!(!process.status().success());
    let (_process, url) = start(&file);
    let expected: Vec<String> = accepted
        .iter()
        .map(|number| format!("D-{number}"))
        .collect();
    assert_eq!(orders(&url), expected);
}
