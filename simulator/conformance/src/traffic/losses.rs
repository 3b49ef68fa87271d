//! Sends without a known outcome.

use super::Traffic;
use crate::{
    provider::{Entry, Journal},
    scenario::{stop::Finding, table::in_groups},
};

/// How many sends of a session have no known outcome: registrations, cancellations, shipments and applications whose answer was lost
/// and about which nothing was asked since that was answered.
pub fn open_losses(journal: &Journal) -> u32 {
    let lost = lost(journal, &["AN010", "AN020", "AN030", "AN040", "AN060"]);
    let is_open = |(entry, later): &(&Entry, &[Entry])| {
        !later
            .iter()
            .any(|later| is_about(entry, later) && !later.is_lost())
    };
    u32::try_from(lost.filter(is_open).count()).unwrap_or(u32::MAX)
}

/// Each request to these APIs whose answer was lost, with what came later.
fn lost<'a>(
    journal: &'a Journal,
    apis: &'a [&str],
) -> impl Iterator<Item = (&'a Entry, &'a [Entry])> {
    let entries = &journal.entries;
    let lost = entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| apis.contains(&entry.api.as_str()) && entry.is_lost());
    lost.map(|(place, entry)| (entry, &entries[place + 1..]))
}

/// Whether a later request is about the same order, or the same buyer where there is none.
fn is_about(entry: &Entry, later: &Entry) -> bool {
    match entry.order_number() {
        Some(order) => later.order_number() == Some(order),
        None => later.buyer_id() == entry.buyer_id(),
    }
}

/// LST-12: each lost registration, cancellation and shipment has a later request about its order.
pub(super) fn nothing_left_open(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut any = false;
    for (entry, later) in lost(traffic.journal, &["AN010", "AN020", "AN030"]) {
        any = true;
        if later.iter().any(|later| is_about(entry, later)) {
            continue;
        }
        let yen = entry.yen("settlePrice").unwrap_or_default()
            + entry.yen("shohiZei").unwrap_or_default();
        let finding = Finding::new(
            "応答が失われた送信は、後で必ず確かめる",
            format!(
                "{}の応答が失われた後、この受注について何も送られていない",
                entry.api
            ),
        );
        let finding = if entry.api == "AN010" && entry.is_carried_out() {
            finding.harm(
                yen.unsigned_abs(),
                format!("行方の分からない決済が{}円あります", in_groups(yen)),
            )
        } else {
            finding
        };
        findings.push(finding.requests([entry.number]).order(entry.order_number()));
    }
    any.then_some(findings)
}
