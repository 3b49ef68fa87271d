//! The simulator's figures, each measured beside a bare axum handler in the same run: `cargo bench -p kakebarai-simulator`.
//!
//! Linux only: memory and processor time are read from `/proc`. A missed bound ends the run with exit code 1.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench prints and stops at the first surprise"
)]

mod account;
mod bare;
mod dashboards;
mod kept;
mod load;
mod process;
mod year;

use std::{process::ExitCode, time::Duration};

use account::Account;
use dashboards::Dashboards;
use load::Load;
use process::{Served, Started};

/// Runs of each side; the median counts.
const ROUNDS: usize = 7;
const SECONDS: u64 = 2;
const STARTS: usize = 31;
const MILLION: u64 = 1_000_000;
const DASHBOARDS: usize = 10;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first().map(String::as_str) {
        Some("bare") => bare::serve(),
        Some("load") => load::run(&arguments[1..]),
        _ => {
            return if measure() {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            };
        }
    }
    ExitCode::SUCCESS
}

fn measure() -> bool {
    let mut all_held = true;
    let mut say = |what: &str, held: bool, figure: String| {
        all_held &= held;
        println!(
            "{} {what}: {figure}",
            if held { "ok    " } else { "MISSED" }
        );
    };

    let (bare, simulator) = throughput();
    let ratio = simulator.per_second * 100 / bare.per_second;
    say(
        "AN010 with three lines, requests per second of one server thread, of a bare handler's (bound: 75 %)",
        ratio >= 75,
        format!(
            "{} of {}, {ratio} %; processor time a request {} ns and {} ns",
            simulator.per_second, bare.per_second, simulator.nanoseconds, bare.nanoseconds
        ),
    );

    let (closed, open, parts) = with_dashboards();
    let ratio = open.per_second * 100 / closed.per_second;
    say(
        "the same with ten dashboards open, of those closed (bound: 90 %)",
        ratio >= 90 && parts > 0,
        format!(
            "{} of {}, {ratio} %; the dashboards asked {parts} times for what had changed",
            open.per_second, closed.per_second
        ),
    );

    let (bare, simulator) = starts();
    let beyond = simulator.saturating_sub(bare);
    say(
        "start to first answer, beyond a bare handler's (bound: 30 ms)",
        beyond <= Duration::from_millis(30),
        format!("{simulator:.1?}, beyond {bare:.1?}: {beyond:.1?}"),
    );

    let idle = Served::simulator().memory();
    say(
        "idle memory (bound: 20 MiB)",
        idle <= 20 << 20,
        mebibytes(idle),
    );

    let (memory, kept) = kept::throughput();
    let ratio = kept.per_second * 100 / memory.per_second;
    say(
        "AN010 with three lines kept in a file, 64 connections, of the same in memory (bound: 50 %)",
        ratio >= 50,
        format!("{} of {}, {ratio} %", kept.per_second, memory.per_second),
    );

    let start = kept::start();
    say(
        "start to first answer with a million changes in a file, after a kill (bound: 2 s)",
        start <= Duration::from_secs(2),
        format!("{start:.1?}"),
    );

    let year = year::advance();
    say(
        "advancing a year with 1,000 buyers and 12,000 orders that are confirmed and paid in it (bound: 500 ms)",
        year <= Duration::from_millis(500),
        format!("{year:.1?}"),
    );

    let server = Served::simulator();
    let account = Account::new(&server);
    let load = Load::inquiries(&account);
    let empty = server.memory();
    load.requests(&server, MILLION / 5);
    let before = server.memory();
    load.requests(&server, MILLION);
    let grown = server.memory().saturating_sub(before);
    say(
        "memory after a million AN050, beyond that after the first 200,000 (bound: 1 MiB)",
        grown <= 1 << 20,
        mebibytes(grown),
    );
    let journal = server.memory().saturating_sub(empty);
    say(
        "memory that the journal takes after 1,200,000 requests (bound: its limit of 64 MiB)",
        journal <= 64 << 20,
        mebibytes(journal),
    );
    let load = Load::plain_orders(&account);
    load.requests(&server, 1_000);
    let before = server.memory();
    load.requests(&server, MILLION);
    let each = server.memory().saturating_sub(before) / MILLION;
    say(
        "memory of an order without lines, after a million (bound: 400 bytes)",
        each <= 400 && each > 0,
        format!("{each} bytes"),
    );
    all_held
}

/// The median round of a side.
#[derive(Clone, Copy)]
struct Throughput {
    per_second: u64,
    /// Processor time of the server, a request.
    nanoseconds: u64,
}

/// Bare and simulator, in turns, so that both meet the same machine.
fn throughput() -> (Throughput, Throughput) {
    let bare = Served::bare();
    let simulator = Served::simulator();
    let account = Account::new(&simulator);
    let load = Load::three_lines(&account);
    // The first round warms both up.
    round(&bare, &load);
    round(&simulator, &load);
    let (mut bares, mut simulators) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        bares.push(round(&bare, &load));
        simulators.push(round(&simulator, &load));
    }
    (median(bares), median(simulators))
}

/// The dashboards closed and open, in turns, and how often they asked for what had changed.
fn with_dashboards() -> (Throughput, Throughput, u64) {
    let server = Served::simulator();
    let account = Account::new(&server);
    let load = Load::three_lines(&account);
    round(&server, &load);
    let (mut closed, mut open, mut parts) = (Vec::new(), Vec::new(), 0);
    for _ in 0..ROUNDS {
        closed.push(round(&server, &load));
        let dashboards = Dashboards::open(server.address, &account, DASHBOARDS);
        open.push(round(&server, &load));
        parts += dashboards.parts();
    }
    (median(closed), median(open), parts)
}

fn round(server: &Served, load: &Load) -> Throughput {
    let before = server.processor_time();
    let answered = load.seconds(server, SECONDS);
    let used = server.processor_time().saturating_sub(before);
    Throughput {
        per_second: answered / SECONDS,
        nanoseconds: u64::try_from(used.as_nanos()).unwrap() / answered,
    }
}

fn median(mut rounds: Vec<Throughput>) -> Throughput {
    rounds.sort_by_key(|round| round.per_second);
    rounds[rounds.len() / 2]
}

/// From starting the process to its first whole answer.
fn starts() -> (Duration, Duration) {
    let (mut bares, mut simulators) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        bares.push(Started::bare().until_answered());
        simulators.push(Started::simulator(&[]).until_answered());
    }
    bares.sort();
    simulators.sort();
    (bares[STARTS / 2], simulators[STARTS / 2])
}

fn mebibytes(bytes: u64) -> String {
    format!("{}.{} MiB", bytes >> 20, ((bytes & 0xF_FFFF) * 10) >> 20)
}
