//! What `--data` costs, and how long a start with a million changes takes.

use std::{path::PathBuf, time::Duration};

use crate::{
    MILLION, Throughput,
    account::Account,
    load::Load,
    median,
    process::{Served, Started},
    round,
};

/// Rounds of each side; the median counts.
const ROUNDS: usize = 5;
/// A commit takes what answers there are: with few clients it is the disk that is measured.
pub(super) const CONNECTIONS: u64 = 64;

/// A file that is gone when it is dropped.
struct File(PathBuf);

impl File {
    fn new(name: &str) -> Self {
        let name = format!("kakebarai-figures-{}-{name}.db", std::process::id());
        Self(std::env::temp_dir().join(name))
    }

    fn started(&self) -> Started {
        Started::simulator(&[("KAKEBARAI_DATA", self.0.to_str().unwrap())])
    }
}

impl Drop for File {
    fn drop(&mut self) {
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", self.0.display()));
        }
    }
}

/// In memory and in a file, in turns, so that both meet the same machine.
pub(super) fn throughput() -> (Throughput, Throughput) {
    let file = File::new("throughput");
    let servers = [Served::simulator(), file.started().answered().0];
    let loads = servers
        .each_ref()
        .map(|server| Load::three_lines(&Account::new(server)).from(CONNECTIONS));
    let mut rounds = [Vec::new(), Vec::new()];
    for at in 0..=ROUNDS {
        for side in 0..2 {
            let measured = round(&servers[side], &loads[side]);
            // The first round warms both up.
            if at > 0 {
                rounds[side].push(measured);
            }
        }
    }
    let [memory, kept] = rounds.map(median);
    (memory, kept)
}

/// From starting the process to its first whole answer, after it was killed with a million orders in its books.
pub(super) fn start() -> Duration {
    let file = File::new("start");
    let server = file.started().answered().0;
    let load = Load::plain_orders(&Account::new(&server)).from(CONNECTIONS);
    load.requests(&server, MILLION);
    // Killed, not stopped: what a stop would write down first is not there.
    drop(server);
    let mut starts: Vec<Duration> = (0..3).map(|_| file.started().until_answered()).collect();
    starts.sort();
    starts[1]
}
