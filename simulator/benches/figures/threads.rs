//! Throughput with the default number of threads, on cores that the load shares.

use crate::{
    account::Account,
    load::Load,
    process::{Served, Threads},
    report::Report,
    rounds,
};

const ROUNDS: usize = 5;
const CONNECTIONS: u64 = 32;
const MERCHANTS: usize = 16;

/// One merchant, beside the bare handler with the same threads and a simulator of one thread.
pub(super) fn one_merchant(report: &mut Report) {
    let servers = [
        Served::bare(Threads::OnePerCore),
        Served::simulator_of(Threads::OnePerCore),
        Served::simulator_of(Threads::One),
    ];
    let loads = [1, 1, 2]
        .map(|account| Load::three_lines(&Account::new(&servers[account])).from(CONNECTIONS));
    let sides = [0, 1, 2].map(|side| (&servers[side], &loads[side]));
    let [bare, many, one] = rounds(ROUNDS, sides);
    let ratio = many.per_second * 100 / bare.per_second;
    report.say(
        "AN010 with three lines, one merchant, default threads, 32 connections, of a bare handler's (bound: 85 %)",
        ratio >= 85,
        format!("{} of {}, {ratio} %", many.per_second, bare.per_second),
    );
    let ratio = many.per_second * 100 / one.per_second;
    report.say(
        "the same, of a simulator of one thread (bound: 100 %)",
        ratio >= 100,
        format!("{} of {}, {ratio} %", many.per_second, one.per_second),
    );
}

/// Sixteen merchants, beside the bare handler with the same threads.
pub(super) fn sixteen_merchants(report: &mut Report) {
    let servers = [
        Served::bare(Threads::OnePerCore),
        Served::simulator_of(Threads::OnePerCore),
    ];
    let accounts: Vec<Account> = (0..MERCHANTS).map(|_| Account::new(&servers[1])).collect();
    let load = Load::three_lines_of(&accounts).from(CONNECTIONS);
    let [bare, simulator] = rounds(ROUNDS, [(&servers[0], &load), (&servers[1], &load)]);
    let ratio = simulator.per_second * 100 / bare.per_second;
    report.say(
        "AN010 with three lines, 16 merchants, default threads, 32 connections, of a bare handler's (bound: 90 %)",
        ratio >= 90,
        format!("{} of {}, {ratio} %", simulator.per_second, bare.per_second),
    );
}
