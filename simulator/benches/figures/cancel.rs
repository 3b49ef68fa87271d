//! A cancellation takes the same time for a merchant with a million confirmed orders as for one with none.

use std::time::{Duration, Instant};

use crate::{
    MILLION,
    account::Account,
    load::{Connection, Load},
    process::Served,
    report::Report,
};

/// Timed cancellations of each merchant.
const TIMED: usize = 4_000;

pub(super) fn confirmed(report: &mut Report) {
    // Confirmed as soon as they are shipped, and paid long after this.
    let server = Served::simulator_with(&[("KAKEBARAI_TIME_CONFIRM_AFTER", "0s")]);
    let accounts = [(); 2].map(|()| Account::new(&server));
    Load::plain_orders(&accounts[1]).requests(&server, MILLION);
    Load::shipments(&accounts[1]).requests(&server, MILLION);
    let mut line = Connection::new(server.address);
    let mut times = [(); 2].map(|()| Vec::with_capacity(TIMED));
    for order in 0..TIMED {
        for (account, times) in accounts.iter().zip(&mut times) {
            times.push(cancelled(&mut line, account, order));
        }
    }
    let [none, million] = times.map(|mut times| {
        times.sort_unstable();
        times[TIMED / 2]
    });
    let ratio = million.as_nanos() * 100 / none.as_nanos();
    report.say(
        "AN020 of a merchant with a million confirmed orders, median, of one with none (bound: 120 %)",
        ratio <= 120,
        format!("{million:.1?} of {none:.1?}, {ratio} %"),
    );
}

/// The duration of the cancellation of a new order.
fn cancelled(line: &mut Connection, account: &Account, order: usize) -> Duration {
    let mut accepted = |api: &str, rest: &str| {
        let body = format!(
            "{}&orderNo=C-{order}&buyerId=1111{rest}",
            account.credentials()
        );
        let start = Instant::now();
        let (_, answer) = line.post(api, &[&body]);
        assert!(answer.contains("<returnCode>0<"), "refused: {answer}");
        start.elapsed()
    };
    accepted(
        "AN010",
        "&orderDate=20261123&settlePrice=10&shohiZei=1&meisaiUmu=2",
    );
    accepted("AN020", "")
}
