//! Resident memory: idle, of the journals, of an order.

use crate::{
    MILLION,
    account::Account,
    load::Load,
    process::Served,
    report::{Report, mebibytes},
};

/// The default of `journal_bytes`.
const JOURNAL: u64 = 64 << 20;
const MERCHANTS: u64 = 30;

pub(super) fn idle(report: &mut Report) {
    let idle = Served::simulator().memory();
    report.say(
        "idle memory (bound: 20 MiB)",
        idle <= 20 << 20,
        mebibytes(idle),
    );
}

/// One merchant that inquires a million times.
pub(super) fn journal(report: &mut Report) {
    let server = Served::simulator();
    let load = Load::inquiries(&Account::new(&server));
    let empty = server.memory();
    load.requests(&server, MILLION / 5);
    let before = server.memory();
    load.requests(&server, MILLION);
    let grown = server.memory().saturating_sub(before);
    report.say(
        "memory after a million AN050, beyond that after the first 200,000 (bound: 1 MiB)",
        grown <= 1 << 20,
        mebibytes(grown),
    );
    let journal = server.memory().saturating_sub(empty);
    report.say(
        "memory that the journal takes after 1,200,000 requests (bound: its limit of 64 MiB)",
        journal <= JOURNAL,
        mebibytes(journal),
    );
}

/// Thirty merchants, each of which was the busiest for a time.
pub(super) fn journals(report: &mut Report) {
    let server = Served::simulator();
    let loads: Vec<Load> = (0..MERCHANTS)
        .map(|_| Load::inquiries(&Account::new(&server)))
        .collect();
    let empty = server.memory();
    for load in &loads {
        load.requests(&server, MILLION / 10);
    }
    let journals = server.memory().saturating_sub(empty);
    report.say(
        "memory that the journals of 30 merchants take after 100,000 requests each (bound: their limit of 64 MiB and 10 %)",
        journals <= JOURNAL * 11 / 10,
        mebibytes(journals),
    );
}

pub(super) fn order(report: &mut Report) {
    let server = Served::simulator();
    let account = Account::new(&server);
    // The journal is full by then.
    Load::inquiries(&account).requests(&server, MILLION / 2);
    let load = Load::plain_orders(&account);
    load.requests(&server, 1_000);
    let before = server.memory();
    load.requests(&server, MILLION);
    let each = server.memory().saturating_sub(before) / MILLION;
    report.say(
        "memory of an order without lines, after a million (bound: 130 bytes)",
        each <= 130 && each > 0,
        format!("{each} bytes"),
    );
}
