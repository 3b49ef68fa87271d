//! What is sent again and again.

use std::collections::BTreeMap;

use super::Traffic;
use crate::{provider::Entry, scenario::stop::Finding};

/// In milliseconds.
const A_MINUTE: u64 = 60_000;

fn arrived(entry: &Entry) -> u64 {
    entry
        .transport
        .as_ref()
        .map_or(0, |transport| transport.arrived_milliseconds)
}

/// SCR-06: not more than ten inquiries of one buyer's screening in ten seconds.
pub(super) fn inquiries(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    const MOST: usize = 10;
    const WINDOW: u64 = 10_000;
    let mut by_buyer: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in traffic.to("AN070") {
        by_buyer
            .entry(entry.buyer_id().unwrap_or_default())
            .or_default()
            .push(entry);
    }
    if by_buyer.is_empty() {
        return None;
    }
    let too_many = by_buyer.values().filter_map(|entries| {
        let window = entries
            .windows(MOST + 1)
            .find(|window| arrived(window[MOST]).saturating_sub(arrived(window[0])) < WINDOW)?;
        let finding = Finding::new(
            format!("1つの取引先の審査状況照会は、10秒に{MOST}回まで"),
            format!("10秒に{MOST}回を超えて照会している"),
        );
        let numbers = window.iter().map(|entry| entry.number);
        Some(finding.requests(numbers).suspicion())
    });
    Some(too_many.collect())
}

/// ERR-05: what was refused for what it holds is not sent again as it is, twice or more within a minute.
pub(super) fn refused_requests(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    let mut refused: Vec<(String, Vec<&Entry>)> = Vec::new();
    let mut any = false;
    for entry in &traffic.journal.entries {
        let Some(code) = entry.refusal() else {
            continue;
        };
        any = true;
        // The provider's own trouble may pass; what it says of a customer, too.
        if !is_of_a_field(code) {
            continue;
        }
        let same = same_values(entry);
        match refused.iter_mut().find(|(known, _)| *known == same) {
            Some((_, entries)) => entries.push(entry),
            None => refused.push((same, vec![entry])),
        }
    }
    if !any {
        return None;
    }
    let repeated = refused.iter().filter_map(|(_, entries)| {
        let window = entries
            .windows(3)
            .find(|window| arrived(window[2]).saturating_sub(arrived(window[0])) < A_MINUTE)?;
        let first = window[0];
        let code = first.refusal().unwrap_or_default();
        let finding = Finding::new(
            "断られた要求は、直してから送る",
            format!(
                "{}が{code}で断られた後、同じ値のまま{}回送っている",
                first.api,
                entries.len() - 1
            ),
        );
        let numbers = window.iter().map(|entry| entry.number);
        Some(finding.requests(numbers).order(first.order_number()))
    });
    Some(repeated.collect())
}

/// Whether a code refuses what a request holds: not the system, not the credit, not the books.
fn is_of_a_field(code: &str) -> bool {
    let letter = code.as_bytes().first().copied().unwrap_or_default();
    let is_of_an_api = letter.is_ascii_uppercase() && letter != b'Z' && code.len() == 7;
    // An order that is there already, the credit, credentials: rules of their own judge these.
    let others = ["A020004", "A060004", "A070004"];
    is_of_an_api && !others.contains(&code) && !code.ends_with("010004")
}

fn same_values(entry: &Entry) -> String {
    let mut same = entry.api.clone();
    for field in &entry.received {
        let value = field.value.as_deref().or(field.fingerprint.as_deref());
        same.push('\n');
        same.push_str(&field.name);
        same.push('=');
        same.push_str(value.unwrap_or_default());
    }
    same
}

/// CAN-04: nothing is cancelled again after it was, and each by an id that AN020 takes.
pub(super) fn cancelled_once(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    let mut cancelled: Vec<&str> = Vec::new();
    let mut findings = Vec::new();
    let mut any = false;
    for entry in traffic.to("AN020") {
        let Some(order) = entry.order_number() else {
            continue;
        };
        any = true;
        let wrong = if cancelled.contains(&order) {
            Some("受け付けられた取消を、もう一度送っている".to_owned())
        } else {
            let code = entry.refusal().filter(|_| !entry.is_disturbed());
            code.filter(|code| *code == "B030003")
                .map(|code| format!("{code}で断られた"))
        };
        if let Some(wrong) = wrong {
            let finding = Finding::new("取消は1つの注文に1度、その注文の取引先IDで送る", wrong);
            findings.push(finding.requests([entry.number]).order(Some(order)));
        }
        if entry.is_accepted() && !entry.is_lost() && !entry.is_disturbed() {
            cancelled.push(order);
        }
    }
    any.then_some(findings)
}
