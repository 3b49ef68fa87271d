//! Requests to a simulator in this process, for effects that only a connection shows.

use crate::Simulator;

/// The client of the tests of the program, which reach no module of this crate: it stands once, with them.
#[path = "../../../tests/processes/http.rs"]
mod http;

pub(in crate::tests) use self::http::Answer;

/// Sends one request over a connection of its own. `kind` is its content type.
pub(in crate::tests) fn exchange(
    simulator: &Simulator,
    method: &str,
    path: &str,
    kind: &str,
    body: &str,
) -> Answer {
    let client = http::Client::new(simulator.url());
    client.exchange(method, path, kind, body).unwrap()
}

/// Asks for a page.
pub(in crate::tests) fn get(simulator: &Simulator, path: &str) -> Answer {
    http::get(simulator.url(), path)
}

/// Posts a form to one of the seven.
pub(in crate::tests) fn post(simulator: &Simulator, api: &str, form: &str) -> Answer {
    http::post(simulator.url(), api, form)
}

/// Calls a control address with JSON.
pub(in crate::tests) fn control(
    simulator: &Simulator,
    method: &str,
    path: &str,
    json: &str,
) -> Answer {
    http::control(simulator.url(), method, &format!("/{path}"), json)
}

/// Reads a control address.
pub(in crate::tests) fn show(simulator: &Simulator, path: &str) -> String {
    let answer = control(simulator, "GET", path, "");
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.body
}
