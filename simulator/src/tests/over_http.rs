//! A plain HTTP exchange with a simulator in this process, for what only a connection shows.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
};

use crate::Simulator;

/// What came back.
pub(super) struct Response {
    pub(super) status: u16,
    /// Status line and headers.
    pub(super) head: String,
    pub(super) body: String,
}

/// Sends one request over a connection of its own. `further` are whole header lines.
pub(super) fn exchange(
    simulator: &Simulator,
    method: &str,
    path: &str,
    further: &[&str],
    body: &str,
) -> Response {
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
    let mut response = Vec::new();
    stream.read_to_end(&mut response).unwrap();
    let response = String::from_utf8_lossy(&response);
    let (head, body) = response.split_once("\r\n\r\n").unwrap();
    Response {
        status: head[9..12].parse().unwrap(),
        head: head.to_owned(),
        body: body.to_owned(),
    }
}

/// Posts a form to one of the seven.
pub(super) fn post(simulator: &Simulator, api: &str, body: &str) -> Response {
    let path = format!("/kuroneko-anshin/{api}APIAction.action");
    let form = "Content-Type: application/x-www-form-urlencoded";
    exchange(simulator, "POST", &path, &[form], body)
}

/// Asks a control address.
pub(super) fn control(simulator: &Simulator, path: &str) -> String {
    let path = format!("/_simulator/v1/{path}");
    let response = exchange(simulator, "GET", &path, &[], "");
    assert_eq!(response.status, 200, "{}", response.head);
    response.body
}
