//! The simulator's figures, each measured beside a bare axum handler in the same run: `cargo bench -p kakebarai-simulator`.
//!
//! Arguments choose figures by their names: `cargo bench -p kakebarai-simulator --bench figures -- memory replicas`. Linux only: memory
//! and processor time are read from `/proc`. A missed bound ends the run with exit code 1.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench prints and stops at the first surprise"
)]

mod account;
mod bare;
mod cancel;
mod dashboards;
mod kept;
mod load;
mod memory;
mod process;
mod replicas;
mod report;
mod threads;
mod year;

use std::{process::ExitCode, time::Duration};

use account::Account;
use dashboards::Dashboards;
use load::Load;
use process::{Served, Started, Threads};
use report::Report;

/// Runs of each side; the median counts.
const ROUNDS: usize = 7;
const SECONDS: u64 = 2;
const STARTS: usize = 31;
const MILLION: u64 = 1_000_000;
const DASHBOARDS: usize = 10;

type Measure = fn(&mut Report);

/// Every figure, by the name that chooses it.
const FIGURES: [(&str, Measure); 15] = [
    ("throughput", throughput),
    ("throughput-one-merchant", threads::one_merchant),
    ("throughput-16-merchants", threads::sixteen_merchants),
    ("transport-facts", transport_facts),
    ("dashboards", dashboards),
    ("start", start),
    ("memory-idle", memory::idle),
    ("memory-journal", memory::journal),
    ("memory-30-journals", memory::journals),
    ("memory-order", memory::order),
    ("file", kept::file),
    ("year", year::advance),
    ("cancel", cancel::confirmed),
    ("replicas-quiet", replicas::quiet),
    ("replicas-crowd", replicas::crowd),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first().map(String::as_str) {
        Some("bare") => bare::serve(match arguments[1].as_str() {
            "1" => Threads::One,
            _ => Threads::OnePerCore,
        }),
        Some("load") => load::run(&arguments[1..]),
        _ => return measure(&arguments),
    }
    ExitCode::SUCCESS
}

fn measure(arguments: &[String]) -> ExitCode {
    // Cargo adds `--bench`.
    let mut chosen = arguments.iter().filter(|name| !name.starts_with('-'));
    let all = chosen.clone().next().is_none();
    let mut report = Report::default();
    for (name, figure) in FIGURES {
        if all || chosen.clone().any(|part| name.contains(part.as_str())) {
            figure(&mut report);
        }
    }
    if let Some(unknown) =
        chosen.find(|part| !FIGURES.iter().any(|(name, _)| name.contains(part.as_str())))
    {
        eprintln!("there is no figure {unknown}");
        return ExitCode::FAILURE;
    }
    if report.all_held() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// One thread, beside the bare handler.
fn throughput(report: &mut Report) {
    let servers = [Served::bare(Threads::One), Served::simulator()];
    let load = Load::three_lines(&Account::new(&servers[1]));
    let [bare, simulator] = rounds(ROUNDS, [(&servers[0], &load), (&servers[1], &load)]);
    let ratio = simulator.per_second * 100 / bare.per_second;
    report.say(
        "AN010 with three lines, requests per second of one server thread, of a bare handler's (bound: 75 %)",
        ratio >= 75,
        format!(
            "{} of {}, {ratio} %; processor time a request {} ns and {} ns",
            simulator.per_second, bare.per_second, simulator.nanoseconds, bare.nanoseconds
        ),
    );
}

/// With the setting of `grade`, compared with the usual setting.
fn transport_facts(report: &mut Report) {
    let as_graded = [
        ("KAKEBARAI_TRANSPORT_FACTS", "true"),
        ("KAKEBARAI_JOURNAL_BYTES", "536870912"),
    ];
    let servers = [Served::simulator(), Served::simulator_with(&as_graded)];
    let loads = [0, 1].map(|server| Load::three_lines(&Account::new(&servers[server])));
    let sides = [0, 1].map(|side| (&servers[side], &loads[side]));
    let [usual, graded] = rounds(ROUNDS, sides);
    let ratio = graded.per_second * 100 / usual.per_second;
    report.say(
        "AN010 with three lines, transport_facts and 512 MiB of journal, of the same with the defaults (bound: 90 %)",
        ratio >= 90,
        format!(
            "{} of {}, {ratio} %; processor time a request {} ns and {} ns",
            graded.per_second, usual.per_second, graded.nanoseconds, usual.nanoseconds
        ),
    );
}

/// With dashboards open, beside the same with none.
fn dashboards(report: &mut Report) {
    let (closed, open, parts) = with_dashboards();
    let ratio = open.per_second * 100 / closed.per_second;
    report.say(
        "AN010 with three lines and ten dashboards open, of the same with none (bound: 90 %)",
        ratio >= 90 && parts > 0,
        format!(
            "{} of {}, {ratio} %; the dashboards asked {parts} times for what had changed",
            open.per_second, closed.per_second
        ),
    );
}

/// The start of the process.
fn start(report: &mut Report) {
    let (bare, simulator) = starts();
    let beyond = simulator.saturating_sub(bare);
    report.say(
        "start to first answer, beyond a bare handler's (bound: 30 ms)",
        beyond <= Duration::from_millis(30),
        format!("{simulator:.1?}, beyond {bare:.1?}: {beyond:.1?}"),
    );
}

/// The median round of a side.
#[derive(Clone, Copy)]
struct Throughput {
    per_second: u64,
    /// Processor time of the server, a request.
    nanoseconds: u64,
}

/// Alternating rounds of all sides, so that they meet the same machine; the median of each.
fn rounds<const N: usize>(count: usize, sides: [(&Served, &Load); N]) -> [Throughput; N] {
    let mut measured = [(); N].map(|()| Vec::with_capacity(count));
    // The first round is a warm-up.
    for at in 0..=count {
        for ((server, load), measured) in sides.iter().zip(&mut measured) {
            let round = round(server, load);
            if at > 0 {
                measured.push(round);
            }
        }
    }
    measured.map(median)
}

/// Alternating with closed and open dashboards, and the number of their requests for changes.
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
        bares.push(Started::bare(Threads::One).until_answered());
        simulators.push(Started::simulator(&[]).until_answered());
    }
    bares.sort();
    simulators.sort();
    (bares[STARTS / 2], simulators[STARTS / 2])
}
