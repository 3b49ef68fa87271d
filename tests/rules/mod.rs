//! One case for each error code, transcribed by hand: a good form, one change, the code expected, the books unchanged.

mod an010;
mod an020;
mod an030;
mod an040;
mod an050;
mod an060;
mod an070;
mod completeness;
mod nearby;

use std::{fmt::Write as _, sync::Arc};

use kakebarai_simulator::Simulator;
use serde_json::Value;
use tokio::task::JoinSet;

use crate::support::{self, control::Control, raw};

/// One of the seven APIs: what it takes to have a request accepted.
struct Api {
    number: &'static str,
    /// What must have happened before.
    given: &'static [Given],
    /// A form that is accepted then, without the merchant's code and password.
    good: &'static [(&'static str, &'static str)],
}

/// A code and what leads to it.
#[derive(Clone, Copy)]
struct Case {
    /// `0` where the request is accepted after all.
    code: &'static str,
    changes: &'static [Change],
    given: &'static [Given],
}

/// A change of the good form.
#[derive(Clone, Copy, Debug)]
enum Change {
    Set(&'static str, &'static str),
    /// So many of one character.
    Fill(&'static str, char, usize),
    Without(&'static str),
}

/// Something that happened before the request.
#[derive(Clone, Copy, Debug)]
enum Given {
    /// 決済登録 of 12,740 yen and 1,274 yen of tax, for the buyer 1111.
    Order(&'static str),
    /// 決済取消.
    Cancelled(&'static str),
    /// 出荷登録 of an order under a slip.
    Shipped(&'static str, &'static str),
    /// A control address of the merchant's: method, path, JSON.
    Control(&'static str, &'static str, &'static str),
}

const fn case(code: &'static str, changes: &'static [Change]) -> Case {
    given(code, changes, &[])
}

const fn given(code: &'static str, changes: &'static [Change], given: &'static [Given]) -> Case {
    Case {
        code,
        changes,
        given,
    }
}

/// Tries every case against a merchant of its own, all at once, and reports all that went wrong together.
async fn check(api: &'static Api, cases: &'static [Case]) {
    let simulator = Arc::new(support::simulator());
    let mut running = JoinSet::new();
    for case in cases {
        let simulator = simulator.clone();
        running.spawn(async move { attempt(&simulator, api, case).await });
    }
    let mut wrong: Vec<String> = running.join_all().await.into_iter().flatten().collect();
    wrong.sort();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// What is wrong, if anything is.
async fn attempt(simulator: &Simulator, api: &Api, case: &Case) -> Option<String> {
    let merchant = simulator.merchant();
    let control = Control::of(simulator.url(), merchant.code());
    let credentials = [
        ("traderCode", merchant.code()),
        ("passWord", merchant.password()),
    ];
    for step in api.given.iter().chain(case.given) {
        happen(simulator, &credentials, &control, *step).await;
    }
    let mut form: Vec<(&str, String)> = credentials
        .iter()
        .chain(api.good)
        .map(|(name, value)| (*name, (*value).to_owned()))
        .collect();
    for change in case.changes {
        apply(&mut form, *change);
    }
    let before = books(&control).await;
    let answer = raw::post(simulator.address(), api.number, encoded(&form)).await;
    let after = books(&control).await;
    let (code, what) = (case.code, format!("{:?} {:?}", case.changes, case.given));
    if answer.code() != code {
        return Some(format!("{code}: {what}: answered {}", answer.code()));
    }
    (code != "0" && before != after).then(|| format!("{code}: {what}: changed the books"))
}

fn apply(form: &mut Vec<(&str, String)>, change: Change) {
    let (name, value) = match change {
        Change::Set(name, value) => (name, Some(value.to_owned())),
        Change::Fill(name, character, count) => (name, Some(character.to_string().repeat(count))),
        Change::Without(name) => (name, None),
    };
    let place = form.iter().position(|(known, _)| *known == name);
    match (place, value) {
        (Some(place), Some(value)) => form[place].1 = value,
        (Some(place), None) => drop(form.remove(place)),
        (None, Some(value)) => form.push((name, value)),
        (None, None) => panic!("{name} is not in the good form"),
    }
}

async fn happen(
    simulator: &Simulator,
    credentials: &[(&str, &str)],
    control: &Control,
    step: Given,
) {
    let (api, fields) = match step {
        Given::Control(method, path, json) => {
            let json = if json.is_empty() {
                Value::Null
            } else {
                serde_json::from_str(json).unwrap()
            };
            let (status, answer) = control.send(method, path, json).await;
            assert!((200..300).contains(&status), "{step:?}: {answer}");
            return;
        }
        Given::Order(number) => (
            "AN010",
            format!(
                "orderDate=20261124&orderNo={number}&buyerId=1111&settlePrice=12740&shohiZei=1274&meisaiUmu=2"
            ),
        ),
        Given::Cancelled(number) => ("AN020", format!("orderNo={number}&buyerId=1111")),
        Given::Shipped(number, slip) => ("AN030", format!("orderNo={number}&slipNo={slip}")),
    };
    let body = format!(
        "traderCode={}&passWord={}&{fields}",
        credentials[0].1, credentials[1].1
    );
    let answer = raw::post(simulator.address(), api, body).await;
    assert_eq!(answer.code(), "0", "{step:?}");
}

async fn books(control: &Control) -> (Value, Value) {
    (control.get("/orders").await, control.get("/buyers").await)
}

/// A form with every byte of its values in percents.
fn encoded(form: &[(&str, String)]) -> String {
    let mut text = String::new();
    for (name, value) in form {
        write!(text, "&{name}=").unwrap();
        for byte in value.bytes() {
            write!(text, "%{byte:02X}").unwrap();
        }
    }
    text.split_off(1)
}
