//! Requests to a simulator in this process, for effects that only a connection shows.

use ureq::{
    Agent,
    http::{HeaderMap, Request, Response, header::CONTENT_TYPE},
};

use crate::Simulator;

/// The answer to a request.
#[derive(Debug)]
pub(in crate::tests) struct Answer {
    pub(in crate::tests) status: u16,
    pub(in crate::tests) headers: HeaderMap,
    pub(in crate::tests) body: String,
}

/// Sends one request over a connection of its own. `kind` is its content type.
pub(in crate::tests) fn exchange(
    simulator: &Simulator,
    method: &str,
    path: &str,
    kind: &str,
    body: &str,
) -> Answer {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .proxy(None);
    let agent: Agent = config.build().into();
    let request = Request::builder()
        .method(method)
        .uri(format!("{}{path}", simulator.url()))
        .header(CONTENT_TYPE, kind);
    let response = if method == "GET" || method == "DELETE" {
        agent.run(request.body(()).unwrap())
    } else {
        agent.run(request.body(body).unwrap())
    };
    let (head, mut body) = Response::into_parts(response.unwrap());
    Answer {
        status: head.status.as_u16(),
        headers: head.headers,
        body: body.read_to_string().unwrap(),
    }
}

/// Posts a form to one of the seven.
pub(in crate::tests) fn post(simulator: &Simulator, api: &str, body: &str) -> Answer {
    let path = format!("/kuroneko-anshin/{api}APIAction.action");
    let form = "application/x-www-form-urlencoded";
    exchange(simulator, "POST", &path, form, body)
}

/// Calls a control address with JSON.
pub(in crate::tests) fn control(
    simulator: &Simulator,
    method: &str,
    path: &str,
    json: &str,
) -> Answer {
    let path = format!("/_simulator/v1/{path}");
    exchange(simulator, method, &path, "application/json", json)
}

/// Reads a control address.
pub(in crate::tests) fn show(simulator: &Simulator, path: &str) -> String {
    let answer = control(simulator, "GET", path, "");
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.body
}
