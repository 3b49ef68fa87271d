//! Dashboards that are open while others send requests: each reads the events, and requests its part when something has changed.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{Shutdown, SocketAddr, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread::{self, JoinHandle},
};

use crate::account::Account;

/// Some open dashboards; closed when dropped.
pub(super) struct Dashboards {
    streams: Vec<TcpStream>,
    threads: Vec<JoinHandle<()>>,
    parts: Arc<AtomicU64>,
}

impl Dashboards {
    pub(super) fn open(address: SocketAddr, account: &Account, count: usize) -> Self {
        let parts = Arc::new(AtomicU64::new(0));
        let (mut streams, mut threads) = (Vec::new(), Vec::new());
        for _ in 0..count {
            let path = format!("/_simulator/dashboard/events?merchant={}", account.code);
            let stream = get(address, &path);
            streams.push(stream.try_clone().unwrap());
            let (parts, code) = (parts.clone(), account.code.clone());
            threads.push(thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    if line == "event: change" {
                        let path =
                            format!("/_simulator/dashboard/part?view=requests&merchant={code}");
                        let mut answer = Vec::new();
                        get(address, &path).read_to_end(&mut answer).unwrap();
                        assert!(answer.starts_with(b"HTTP/1.1 200 "));
                        parts.fetch_add(1, Ordering::Relaxed);
                    }
                }
            }));
        }
        Self {
            streams,
            threads,
            parts,
        }
    }

    /// The number of parts requested so far.
    pub(super) fn parts(&self) -> u64 {
        self.parts.load(Ordering::Relaxed)
    }
}

impl Drop for Dashboards {
    fn drop(&mut self) {
        for stream in &self.streams {
            let _ = stream.shutdown(Shutdown::Both);
        }
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

fn get(address: SocketAddr, path: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    stream
}
