//! The cost of `--data`, and the duration of a start with a million changes.

use std::{path::PathBuf, time::Duration};

use crate::{
    MILLION, Throughput,
    account::Account,
    load::Load,
    process::{Served, Started},
    report::Report,
    rounds,
};

/// Rounds of each side; the median counts.
const ROUNDS: usize = 5;
/// A commit covers all waiting answers: with few clients it measures the disk.
const CONNECTIONS: u64 = 64;

/// A file that is deleted when dropped.
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

/// Throughput compared with memory, and a start.
pub(super) fn file(report: &mut Report) {
    let [memory, kept] = throughput();
    let ratio = kept.per_second * 100 / memory.per_second;
    report.say(
        "AN010 with three lines kept in a file, 64 connections, of the same in memory (bound: 50 %)",
        ratio >= 50,
        format!("{} of {}, {ratio} %", kept.per_second, memory.per_second),
    );
    let start = start();
    report.say(
        "start to first answer with a million changes in a file, after a kill (bound: 2 s)",
        start <= Duration::from_secs(2),
        format!("{start:.1?}"),
    );
}

/// In memory and in a file.
fn throughput() -> [Throughput; 2] {
    let file = File::new("throughput");
    let servers = [Served::simulator(), file.started().answered().0];
    let loads = servers
        .each_ref()
        .map(|server| Load::three_lines(&Account::new(server)).from(CONNECTIONS));
    rounds(ROUNDS, [0, 1].map(|side| (&servers[side], &loads[side])))
}

/// From starting the process to its first whole answer, after it was killed with a million orders in its books.
fn start() -> Duration {
    let file = File::new("start");
    let server = file.started().answered().0;
    let load = Load::plain_orders(&Account::new(&server)).from(CONNECTIONS);
    load.requests(&server, MILLION);
    // Killed, not stopped: nothing is written that a stop would write.
    drop(server);
    let mut starts: Vec<Duration> = (0..3).map(|_| file.started().until_answered()).collect();
    starts.sort();
    starts[1]
}
