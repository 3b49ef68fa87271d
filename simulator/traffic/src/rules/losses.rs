//! Requests with an unknown outcome.

use crate::{
    finding::Finding,
    journal::{Entry, Journal},
    settlement::Settlement,
    traffic::{Traffic, about},
    yen::in_groups,
};

/// The time within which the same purchase under another number counts as the same, by the merchant's clock, in seconds.
const HALF_AN_HOUR: i64 = 30 * 60;
/// The time for which a shop may leave requests that may still be under way, in seconds.
const FIVE_MINUTES: i64 = 5 * 60;

/// The number of requests of a session with an unknown outcome: registrations, cancellations, shipments and applications whose answer was
/// lost and about which no later request was answered.
pub fn open_losses(journal: &Journal) -> u32 {
    let traffic = Traffic::of_scenario(journal, false);
    let apis = ["AN010", "AN020", "AN030", "AN040", "AN060"];
    let open = lost(&traffic, &apis)
        .filter(|entry| traffic.later_about(entry).all(Entry::is_lost))
        .count();
    u32::try_from(open).unwrap_or(u32::MAX)
}

/// Each request to these APIs whose outcome the client cannot know.
fn lost<'a>(traffic: &Traffic<'a>, apis: &[&str]) -> impl Iterator<Item = &'a Entry> {
    let is_of_command = traffic.is_of_command();
    let entries = traffic.entries().iter();
    entries.filter(move |entry| {
        // A scenario itself judges answers that arrive but cannot be read.
        let is_lost = entry.is_lost() || is_of_command && entry.is_unclear();
        is_lost && apis.contains(&entry.api.as_str())
    })
}

/// Whether a settlement was registered whose answer was lost, and about which nothing was sent since.
pub(crate) fn is_orphan(traffic: &Traffic<'_>, settlement: &Settlement<'_>) -> bool {
    let entry = settlement.entry;
    entry.is_unclear() && entry.is_carried_out() && traffic.later_about(entry).next().is_none()
}

/// LST-12: each lost registration, cancellation and shipment has a later request about its order.
pub(super) fn nothing_left_open(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut any = false;
    for entry in lost(traffic, &["AN010", "AN020", "AN030"]) {
        any = true;
        if traffic.later_about(entry).next().is_some() {
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
        // A careful shop leaves requests that may still be under way, and asks later.
        let waited = traffic.ended.zip(entry.second());
        let is_certain = !traffic.is_of_command()
            || waited.is_some_and(|(ended, lost)| ended - lost > FIVE_MINUTES);
        findings.push(about(finding, entry).certain(is_certain));
    }
    any.then_some(findings)
}

/// LST-03: while the outcome of an order is unknown, the same purchase is not sent under another number.
pub(super) fn not_billed_twice(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    let settlements = &traffic.settlements;
    let mut any = false;
    let mut findings = Vec::new();
    for (place, first) in settlements.iter().enumerate() {
        if !first.entry.is_unclear() {
            continue;
        }
        any = true;
        let later = settlements.get(place + 1..).unwrap_or_default();
        let again = later
            .iter()
            .take_while(|again| is_soon(first.entry, again.entry))
            .find(|again| is_same_purchase(first, again) && !is_cleared_up(traffic, first, again));
        findings.extend(again.map(|again| billed_again(traffic, first, again)));
    }
    any.then_some(findings)
}

fn is_soon(first: &Entry, again: &Entry) -> bool {
    let times = first.second().zip(again.second());
    times.is_some_and(|(first, again)| again - first <= HALF_AN_HOUR)
}

fn is_same_purchase(first: &Settlement<'_>, again: &Settlement<'_>) -> bool {
    let (one, other) = (first.entry, again.entry);
    let is_billed = other.is_accepted() || other.is_unclear();
    is_billed
        && one.order_number() != other.order_number()
        && one.buyer_id() == other.buyer_id()
        && first.is_like(again)
}

/// Whether a request about it was answered before the other was sent, or it was cancelled at any time.
fn is_cleared_up(traffic: &Traffic<'_>, first: &Settlement<'_>, again: &Settlement<'_>) -> bool {
    traffic.later_about(first.entry).any(|later| {
        let is_cancelled = later.api == "AN020" && later.is_accepted();
        is_cancelled || later.number < again.entry.number && !later.is_unclear()
    })
}

fn billed_again(traffic: &Traffic<'_>, first: &Settlement<'_>, again: &Settlement<'_>) -> Finding {
    let (one, other) = (first.entry, again.entry);
    let number = |entry: &Entry| entry.order_number().unwrap_or_default().to_owned();
    let billed = again.billed().unwrap_or_default();
    let finding = Finding::new(
        "応答が失われた注文は、行方を確かめてから、同じ受注番号で送り直す",
        format!(
            "受注{}の応答が失われた後、確かめずに、同じ買い物を受注{}で送っている",
            number(one),
            number(other)
        ),
    );
    let finding = if one.is_carried_out() && other.is_carried_out() {
        finding.harm(
            billed.unsigned_abs(),
            format!("同じ買い物に、{}円を2回請求しています", in_groups(billed)),
        )
    } else {
        finding
    };
    finding
        .requests([one.number, other.number])
        .order(other.order_number())
        .certain(traffic.belong_together(one, other))
}
