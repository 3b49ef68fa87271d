//! `kill -9` at any moment loses nothing that was answered.

use std::{
    collections::BTreeMap,
    sync::mpsc::{self, Sender},
    thread,
};

use serde_json::Value;

use crate::{
    http::Client,
    process::{Process, binary},
    serve::CREDENTIALS,
};

const KILLS: u32 = 100;
const BUYERS: [&str; 3] = ["1111", "2222", "3333"];

/// A simulator in a folder, which is its home, too. Returns its address.
fn serve(folder: &tempfile::TempDir, flags: &[&str]) -> (Process, String) {
    let mut command = binary();
    command
        .args(["--listen", "127.0.0.1:0"])
        .args(flags)
        .current_dir(folder)
        .env("HOME", folder.path())
        .env("TMPDIR", folder.path());
    let mut process = Process::start(&mut command);
    let line = process.line_with("http://");
    let (_, address) = line.split_once("http://").unwrap();
    let end = address.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ':');
    let address = address[..end.unwrap_or(address.len())].to_owned();
    (process, address)
}

/// A client of one connection, which ends with the process at the other end.
struct Line(Client);

impl Line {
    fn new(address: &str) -> Self {
        Self(Client::new(&format!("http://{address}")))
    }

    /// Whether a form was accepted; `None` without an answer.
    fn post(&self, api: &str, fields: &str) -> Option<bool> {
        let answer = self.0.post(api, &format!("{CREDENTIALS}&{fields}"));
        Some(answer.ok()?.body.contains("<returnCode>0<"))
    }

    /// The answer of a control address of the merchant; `None` without one.
    fn control(&self, method: &str, path: &str, body: &str) -> Option<Value> {
        let path = format!("/merchants/900000001{path}");
        let answer = self.0.control(method, &path, body).ok()?;
        Some(serde_json::from_str(&answer.body).unwrap_or(Value::Null))
    }
}

/// The knowledge of a thing: its last answer, and later requests without one.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    answered: u64,
    asked: Option<u64>,
}

impl Known {
    fn may_be(self, found: u64) -> bool {
        found == self.answered || Some(found) == self.asked
    }
}

/// The states of orders by number, and the credit limit of 4444, as far as the clients know.
#[derive(Default)]
struct Knowledge {
    orders: BTreeMap<String, Known>,
    limit: Known,
}

/// Registers orders, ships them, removes shipments, cancels, until nothing answers any more.
fn trade(address: &str, round: u32, worker: u32, answered: &Sender<()>) -> BTreeMap<String, Known> {
    let mut orders = BTreeMap::new();
    let line = Line::new(address);
    for count in 0.. {
        let number = format!("{round}-{worker}-{count}");
        let buyer = BUYERS[worker as usize];
        let slip = u64::from(round) * 1_000_000 + u64::from(worker) * 100_000 + count;
        let slip = format!("{slip:011}{}", slip % 7);
        let steps = [
            (
                "AN010",
                format!(
                    "orderDate=20261124&orderNo={number}&buyerId={buyer}&settlePrice=10&shohiZei=1&meisaiUmu=2"
                ),
                1,
            ),
            ("AN030", format!("orderNo={number}&slipNo={slip}"), 3),
            ("AN040", format!("orderNo={number}&slipNo={slip}"), 1),
            ("AN020", format!("orderNo={number}&buyerId={buyer}"), 2),
        ];
        let known: &mut Known = orders.entry(number).or_default();
        for (api, fields, state) in &steps[..=usize::try_from(count % 4).unwrap()] {
            known.asked = Some(*state);
            match line.post(api, fields) {
                Some(accepted) => assert!(accepted, "{api} {fields}"),
                None => return orders,
            }
            *known = Known {
                answered: *state,
                asked: None,
            };
            let _ = answered.send(());
        }
    }
    orders
}

/// Raises a credit limit by one yen repeatedly, until nothing answers any more.
fn raise(address: &str, mut limit: Known, answered: &Sender<()>) -> Known {
    let line = Line::new(address);
    loop {
        let next = limit.answered + 1;
        limit.asked = Some(next);
        let Some(buyer) = line.control(
            "PATCH",
            "/buyers/4444",
            &format!(r#"{{"creditLimit": {next}}}"#),
        ) else {
            return limit;
        };
        assert_eq!(buyer["creditLimit"], next);
        limit = Known {
            answered: next,
            asked: None,
        };
        let _ = answered.send(());
    }
}

impl Knowledge {
    /// Compares with the simulator, and adopts its state.
    fn compare(&mut self, address: &str, round: u32) {
        let line = Line::new(address);
        let limit = line.control("GET", "/buyers/4444", "").unwrap()["creditLimit"]
            .as_u64()
            .unwrap();
        assert!(
            self.limit.may_be(limit),
            "{limit}, not {:?}, in round {round}",
            self.limit
        );
        self.limit = Known {
            answered: limit,
            asked: None,
        };
        let mut used = BTreeMap::new();
        let mut found = BTreeMap::new();
        let mut after = 0;
        loop {
            let page = line
                .control("GET", &format!("/orders?limit=1000&after={after}"), "")
                .unwrap();
            for order in page["orders"].as_array().unwrap() {
                let state = order["state"].as_u64().unwrap();
                found.insert(order["orderNumber"].as_str().unwrap().to_owned(), state);
                if state != 2 {
                    *used
                        .entry(order["buyerId"].as_str().unwrap().to_owned())
                        .or_default() += 11;
                }
            }
            match page["next"].as_u64() {
                Some(next) => after = next,
                None => break,
            }
        }
        for (number, known) in &mut self.orders {
            let state = found.remove(number).unwrap_or_default();
            assert!(
                known.may_be(state),
                "{number} is {state}, not {known:?}, in round {round}"
            );
            *known = Known {
                answered: state,
                asked: None,
            };
        }
        assert!(found.is_empty(), "nobody asked for {found:?}");
        for buyer in BUYERS {
            let shown = line
                .control("GET", &format!("/buyers/{buyer}"), "")
                .unwrap();
            assert_eq!(
                shown["usedAmount"],
                used.get(buyer).copied().unwrap_or(0_u64),
                "{buyer} in round {round}"
            );
        }
        // The time line has no gaps.
        let changes = line.control("GET", "/changes?limit=1000", "").unwrap();
        let from = changes["completeFrom"].as_u64().unwrap();
        for (at, change) in changes["changes"].as_array().unwrap().iter().enumerate() {
            assert_eq!(change["number"], from + at as u64);
        }
    }
}

#[test]
fn what_was_answered_survives_a_hundred_kills() {
    let folder = tempfile::tempdir().unwrap();
    let flags = ["--data", "帳簿 100%?.db"];
    let mut knowledge = Knowledge::default();
    knowledge.limit.answered = 600_000;
    for round in 0..KILLS {
        let (process, address) = serve(&folder, &flags);
        knowledge.compare(&address, round);
        // Killed after a number of answers that differs from round to round.
        let answers = 1 + round * 13 % 37;
        let (answered, answer) = mpsc::channel();
        let limit = knowledge.limit;
        thread::scope(|scope| {
            let address = address.as_str();
            let traders: Vec<_> = (0..3)
                .map(|worker| {
                    let answered = answered.clone();
                    scope.spawn(move || trade(address, round, worker, &answered))
                })
                .collect();
            let raiser = scope.spawn({
                let answered = answered.clone();
                move || raise(address, limit, &answered)
            });
            for _ in 0..answers {
                answer.recv().unwrap();
            }
            process.signal("KILL");
            for trader in traders {
                knowledge.orders.extend(trader.join().unwrap());
            }
            knowledge.limit = raiser.join().unwrap();
        });
        assert!(!process.status().success());
    }
    let (_process, address) = serve(&folder, &flags);
    knowledge.compare(&address, KILLS);
    assert!(knowledge.orders.len() > 3 * KILLS as usize);
    assert!(knowledge.limit.answered > 600_000);
}

#[test]
fn without_a_file_nothing_touches_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let (_process, address) = serve(&folder, &[]);
    let line = Line::new(&address);
    let order = "orderDate=20261124&orderNo=1&buyerId=1111&settlePrice=10&shohiZei=1&meisaiUmu=2";
    assert_eq!(line.post("AN010", order), Some(true));
    line.control("POST", "/snapshots", r#"{"name": "a"}"#)
        .unwrap();
    line.control("POST", "/snapshots/a/restore", "").unwrap();
    line.control("POST", "/clock/advance", r#"{"by": "1 days"}"#)
        .unwrap();
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
}
