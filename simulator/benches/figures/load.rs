//! The load, from a process of its own: connections that each wait for their answer before they ask again.
//!
//! Written by hand on the socket: an HTTP client takes several times what the simulator takes for an answer, on cores that
//! the load shares with it, so the figures would be the client's.

use std::{
    borrow::Cow,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    process::{Command, Stdio},
    sync::atomic::{AtomicU64, Ordering},
    thread,
    time::{Duration, Instant},
};

use crate::{account::Account, process::Served};

/// The usual number.
const CONNECTIONS: u64 = 8;
/// Marks the place of the request's number in a body.
const NUMBER: &str = "{number}";
const BUYER: &str = "{buyer}";
/// Marks the place of the slip number that belongs to that number.
const SLIP: &str = "{slip}";

/// The requests to send.
pub(super) struct Load {
    api: &'static str,
    /// A body for each merchant. Connections take them in turns.
    bodies: Vec<String>,
    /// The next order number, so that none is used twice.
    next: AtomicU64,
    connections: u64,
}

impl Load {
    /// A settlement with three lines. It is small, so that millions of them fit the credit limits.
    pub(super) fn three_lines(account: &Account) -> Self {
        Self::three_lines_of(std::slice::from_ref(account))
    }

    /// Like [`Self::three_lines`], for several merchants.
    pub(super) fn three_lines_of(accounts: &[Account]) -> Self {
        Self::new(
            accounts,
            "AN010",
            "&orderDate=20261123&orderNo={number}&buyerId={buyer}&settlePrice=10&shohiZei=1&meisaiUmu=1\
             &shohinMei1=%E6%A5%AD%E5%8B%99%E7%94%A8%E3%82%B3%E3%83%94%E3%83%BC%E7%94%A8%E7%B4%99+A4+500%E6%9E%9A\
             &shohinCode1=-A4-500X10&suryo1=1&tanka1=8&kessaiKingaku1=8&shohiZei1=0\
             &shohinMei2=%E9%80%81%E6%96%99&shohinCode2=SHIPPING&kessaiKingaku2=2&shohiZei2=0\
             &shohinMei3=%E6%B6%88%E8%B2%BB%E7%A8%8E&shohinCode3=TAX1&kessaiKingaku3=0&shohiZei3=1&cartCode=cscart",
        )
    }

    pub(super) fn plain_orders(account: &Account) -> Self {
        Self::new(
            std::slice::from_ref(account),
            "AN010",
            "&orderDate=20261123&orderNo={number}&buyerId={buyer}&settlePrice=10&shohiZei=1&meisaiUmu=2",
        )
    }

    /// Ships the orders of [`Self::plain_orders`].
    pub(super) fn shipments(account: &Account) -> Self {
        Self::new(
            std::slice::from_ref(account),
            "AN030",
            "&orderNo={number}&slipNo={slip}",
        )
    }

    pub(super) fn inquiries(account: &Account) -> Self {
        Self::new(std::slice::from_ref(account), "AN050", "&buyerId={buyer}")
    }

    fn new(accounts: &[Account], api: &'static str, rest: &str) -> Self {
        Self {
            api,
            bodies: accounts
                .iter()
                .map(|account| account.credentials() + rest)
                .collect(),
            next: AtomicU64::new(1),
            connections: CONNECTIONS,
        }
    }

    /// The same from another number of connections.
    pub(super) fn from(self, connections: u64) -> Self {
        Self {
            connections,
            ..self
        }
    }

    /// Loads a server for some seconds. Returns the number of answered requests.
    pub(super) fn seconds(&self, server: &Served, seconds: u64) -> u64 {
        self.spawn(server, "seconds", seconds)
    }

    /// Sends a number of requests.
    pub(super) fn requests(&self, server: &Served, requests: u64) {
        assert_eq!(self.spawn(server, "requests", requests), requests);
    }

    fn spawn(&self, server: &Served, unit: &str, amount: u64) -> u64 {
        let output = Command::new(std::env::current_exe().unwrap())
            .args([
                "load",
                &server.address.to_string(),
                self.api,
                &self.bodies.join("\n"),
                unit,
            ])
            .args(
                [amount, self.next.load(Ordering::Relaxed), self.connections]
                    .map(|n| n.to_string()),
            )
            .stderr(Stdio::inherit())
            .output()
            .unwrap();
        assert!(output.status.success(), "the load failed");
        let answered = String::from_utf8(output.stdout)
            .unwrap()
            .trim()
            .parse()
            .unwrap();
        // A connection numbers its requests apart from the others', so leave room for an uneven share.
        self.next
            .fetch_add(answered * self.connections, Ordering::Relaxed);
        answered
    }
}

/// The load's own process: `ADDRESS API BODIES seconds|requests AMOUNT FIRST CONNECTIONS`. Prints the number of answered requests.
pub(super) fn run(arguments: &[String]) {
    let [address, api, bodies, unit, amount, first, connections] = arguments else {
        eprintln!("the load takes seven arguments");
        std::process::exit(2);
    };
    let address: SocketAddr = address.parse().unwrap();
    let [amount, first, connections] =
        [amount, first, connections].map(|number| number.parse::<u64>().unwrap());
    let (end, share) = match unit.as_str() {
        "seconds" => (Some(Instant::now() + Duration::from_secs(amount)), u64::MAX),
        _ => (None, amount / connections),
    };
    let answered = AtomicU64::new(0);
    let bodies: Vec<&str> = bodies.lines().collect();
    thread::scope(|scope| {
        for connection in 0..connections {
            let answered = &answered;
            let index = usize::try_from(connection).unwrap();
            let body = bodies[index % bodies.len()];
            let (before, after) = body.split_once(NUMBER).unwrap_or((body, ""));
            let buyer = ["1111", "2222", "3333", "4444"][index % 4];
            let (before, after) = (before.replace(BUYER, buyer), after.replace(BUYER, buyer));
            let numbered = body.contains(NUMBER);
            scope.spawn(move || {
                let mut line = Connection::new(address);
                let mut sent = 0;
                while sent < share && end.is_none_or(|end| Instant::now() < end) {
                    let number = first + sent * connections + connection;
                    // The last digit of a slip number is the number before it, modulo 7.
                    let slip = || format!("{number:011}{}", number % 7);
                    let after = match after.split_once(SLIP) {
                        Some((between, end)) => Cow::Owned([between, &slip(), end].concat()),
                        None => Cow::Borrowed(&*after),
                    };
                    let number = if numbered {
                        number.to_string()
                    } else {
                        String::new()
                    };
                    let (_, answer) = line.post(api, &[&before, &number, &after]);
                    assert!(answer.contains("<returnCode>0<"), "refused: {answer}");
                    sent += 1;
                }
                answered.fetch_add(sent, Ordering::Relaxed);
            });
        }
    });
    println!("{}", answered.into_inner());
}

/// Posts one form over a connection of its own.
pub(super) fn ask(address: SocketAddr, api: &str, body: &str) -> String {
    Connection::new(address).post(api, &[body]).1
}

/// Posts forms one after the other; each must be accepted.
pub(super) fn ask_all(address: SocketAddr, api: &str, bodies: impl Iterator<Item = String>) {
    let mut line = Connection::new(address);
    for body in bodies {
        let (_, answer) = line.post(api, &[&body]);
        assert!(answer.contains("<returnCode>0<"), "refused: {answer}");
    }
}

/// Calls a control address with JSON.
pub(super) fn control(address: SocketAddr, method: &str, path: &str, json: &str) -> String {
    let head = format!("{method} /_simulator/v1{path} HTTP/1.1\r\nContent-Type: application/json");
    Connection::new(address).exchange(&head, &[json]).1
}

pub(super) struct Connection {
    stream: BufReader<TcpStream>,
    request: Vec<u8>,
}

impl Connection {
    pub(super) fn new(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        Self {
            stream: BufReader::new(stream),
            request: Vec::new(),
        }
    }

    /// Posts a form to one of the seven. Returns status and body of the answer.
    pub(super) fn post(&mut self, api: &str, body: &[&str]) -> (u16, String) {
        let head = format!(
            "POST /kuroneko-anshin/{api}APIAction.action HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded"
        );
        self.exchange(&head, body)
    }

    fn exchange(&mut self, head: &str, body: &[&str]) -> (u16, String) {
        let length: usize = body.iter().map(|part| part.len()).sum();
        self.request.clear();
        write!(
            self.request,
            "{head}\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n"
        )
        .unwrap();
        for part in body {
            self.request.extend_from_slice(part.as_bytes());
        }
        self.stream.get_mut().write_all(&self.request).unwrap();
        let mut status = String::new();
        self.stream.read_line(&mut status).unwrap();
        let status = status.split(' ').nth(1).unwrap().parse().unwrap();
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line).unwrap();
            if line == "\r\n" {
                break;
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().unwrap();
            }
        }
        let mut answer = vec![0; length];
        self.stream.read_exact(&mut answer).unwrap();
        (status, String::from_utf8(answer).unwrap())
    }
}
