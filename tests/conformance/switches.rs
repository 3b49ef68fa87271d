//! Each wrong client is caught by the requirements that are named, and breaks nothing but these and what follows from them.

use std::collections::BTreeSet;

use futures::{StreamExt as _, stream};
use kakebarai_conformance::judging::{report::Report, verdict::Verdict};
use naive_client::{FAULTS, FaultRow, Faults};

use super::judged::{judged, naive, rows, told};

/// Wrong clients that are caught by scenarios that take long: `.ci/run` has them, each as a program.
const SLOW: [&str; 2] = ["F08", "F113"];

/// The wrong clients whose mistake breaks more than what is named, each with what follows from it.
const FOLLOWS: &[(&str, &[&str])] = &[
    // Refused by a code that only a program brings.
    ("F05", &["CON-03"]),
    ("F54", &["CON-03", "LIN-01", "TAX-07"]),
    ("F66", &["CON-03"]),
    // A torn code is no UTF-8.
    ("F57", &["CON-01"]),
    // Nothing is accepted of which the id could be looked at.
    ("F15", &["REG-08"]),
    // An id with letters cannot be cancelled, and is none of those that are applied for.
    ("F24", &["CAN-04", "REG-01"]),
    // A new id while the first is not known to be refused.
    ("F23", &["REG-06"]),
    // Both sums are wrong at once, or stand in one scenario.
    ("F39", &["LIN-02"]),
    ("F45", &["LIN-01"]),
    ("F46", &["LIN-02"]),
    ("F47", &["LIN-01"]),
    ("F48", &["LIN-01"]),
    // An order that the shop does not take for settled is neither cancelled nor shipped.
    ("F63", &["CAN-01", "SHP-01"]),
    // What is taken for certain is not asked about.
    ("F71", &["LST-12"]),
    ("F72", &["LST-12"]),
    ("F73", &["LST-12"]),
    ("F74", &["LST-12"]),
    ("F75", &["LST-12"]),
    ("F80", &["LST-12"]),
    ("F81", &["LST-12"]),
    ("F112", &["LST-12"]),
    // What may have been done is not found out.
    ("F83", &["LST-04"]),
    // The same request over and over.
    // What is not known is not found out either.
    ("F76", &["LST-05", "LST-11"]),
    ("F77", &["LST-04"]),
];

/// What is broken, or to be looked at by a person.
fn broken(report: &Report) -> BTreeSet<String> {
    let broken = report
        .requirements
        .iter()
        .filter(|one| matches!(one.verdict, Verdict::Failed | Verdict::CantTell));
    broken.map(|one| one.id.clone()).collect()
}

/// What is wrong with what the harness says of a wrong client.
async fn wrongly_judged(fault: &FaultRow) -> Option<String> {
    let about = rows(|row| fault.caught_by.iter().any(|id| row.has(id)));
    let report = judged(naive(Faults::one(fault.fault)), about).await;
    let broken = broken(&report);
    let missed: Vec<_> = fault
        .caught_by
        .iter()
        .filter(|id| !broken.contains(**id))
        .collect();
    let follows = FOLLOWS
        .iter()
        .find(|(id, _)| *id == fault.id)
        .map_or(&[][..], |(_, ids)| ids);
    let beyond: Vec<_> = broken
        .iter()
        .filter(|id| !fault.caught_by.contains(&id.as_str()) && !follows.contains(&id.as_str()))
        .collect();
    let errors = report
        .requirements
        .iter()
        .filter(|one| one.verdict == Verdict::Error)
        .count();
    let no_longer: Vec<_> = follows.iter().filter(|id| !broken.contains(**id)).collect();
    if missed.is_empty() && beyond.is_empty() && no_longer.is_empty() && errors == 0 {
        return None;
    }
    Some(format!(
        "{} {}\n  not caught by {missed:?}, but by {beyond:?}, no longer by {no_longer:?}, {errors} errors\n{}",
        fault.id,
        fault.what,
        told(&report)
    ))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_wrong_client_is_caught_by_what_is_named_and_by_what_follows_alone() {
    let quick = FAULTS.iter().filter(|fault| !SLOW.contains(&fault.id));
    let wrong: Vec<_> = stream::iter(quick)
        .map(wrongly_judged)
        .buffer_unordered(3)
        .filter_map(std::future::ready)
        .collect()
        .await;
    assert!(
        wrong.is_empty(),
        "{} of {}\n{}",
        wrong.len(),
        FAULTS.len(),
        wrong.join("\n")
    );
}
