//! Requests by hand, byte for byte, for tests of heads, or of bytes that a client would not show.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
};

use crate::Simulator;

/// A response.
pub(in crate::tests) struct Response {
    pub(in crate::tests) status: u16,
    /// Status line and headers.
    pub(in crate::tests) head: String,
    pub(in crate::tests) body: String,
}

/// Sends one request over a connection of its own. `further` are whole header lines.
pub(in crate::tests) fn exchange(
    simulator: &Simulator,
    method: &str,
    path: &str,
    further: &[&str],
    body: &str,
) -> Response {
    let answer = sent(simulator, method, path, further, body);
    let answer = String::from_utf8_lossy(&answer);
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    Response {
        status: head[9..12].parse().unwrap(),
        head: head.to_owned(),
        body: body.to_owned(),
    }
}

/// All bytes that come back for a form.
pub(in crate::tests) fn bytes(simulator: &Simulator, api: &str, body: &str) -> Vec<u8> {
    let path = format!("/kuroneko-anshin/{api}APIAction.action");
    let form = "Content-Type: application/x-www-form-urlencoded";
    sent(simulator, "POST", &path, &[form], body)
}

fn sent(simulator: &Simulator, method: &str, path: &str, further: &[&str], body: &str) -> Vec<u8> {
    let address = simulator.address();
    let length = body.len();
    let mut request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {length}\r\n"
    );
    for line in further {
        request.push_str(line);
        request.push_str("\r\n");
    }
    request.push_str("\r\n");
    request.push_str(body);
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    answer
}

/// Posts a form to one of the seven.
pub(in crate::tests) fn post(simulator: &Simulator, api: &str, body: &str) -> Response {
    let path = format!("/kuroneko-anshin/{api}APIAction.action");
    let form = "Content-Type: application/x-www-form-urlencoded";
    exchange(simulator, "POST", &path, &[form], body)
}

/// Calls a control address for JSON.
pub(in crate::tests) fn control(simulator: &Simulator, path: &str) -> String {
    let path = format!("/_simulator/v1/{path}");
    let response = exchange(simulator, "GET", &path, &[], "");
    assert_eq!(response.status, 200, "{}", response.head);
    response.body
}
