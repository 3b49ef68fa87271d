//! HTTP by hand: one request over a connection of its own.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
};

/// Sends a request to `http://HOST:PORT` and answers all that came back.
pub(crate) fn exchange(url: &str, method: &str, path: &str, kind: &str, body: &str) -> String {
    let host = url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    let length = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// Posts a form to one of the seven.
pub(crate) fn post(url: &str, api: &str, form: &str) -> String {
    let path = format!("/kuroneko-anshin/{api}APIAction.action");
    exchange(
        url,
        "POST",
        &path,
        "application/x-www-form-urlencoded",
        form,
    )
}

/// Asks a control address.
pub(crate) fn control(url: &str, method: &str, path: &str, json: &str) -> String {
    let path = format!("/_simulator/v1{path}");
    exchange(url, method, &path, "application/json", json)
}

/// The body of an answer.
pub(crate) fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").unwrap().1
}
