//! Settlements: sent once, with a valid number and date.

use std::collections::HashMap;

use super::application::may_be_at_once;
use crate::{finding::Finding, journal::Entry, traffic::Traffic};

/// The knowledge of an order.
struct Known<'a> {
    registered: &'a Entry,
    is_cancelled: bool,
}

/// The requests for settlements under a number that was accepted and answered before, each with the knowledge of that.
fn used_again<'a>(traffic: &Traffic<'a>) -> Vec<(&'a Entry, Known<'a>)> {
    let mut known: HashMap<&str, Known<'a>> = HashMap::new();
    let mut again = Vec::new();
    for entry in traffic.entries() {
        let Some(order) = entry.order_number() else {
            continue;
        };
        let is_done = entry.is_accepted() && !entry.is_unclear() && !entry.is_disturbed();
        match (entry.api.as_str(), known.get_mut(order)) {
            ("AN020", Some(known)) if entry.is_accepted() || entry.is_carried_out() => {
                known.is_cancelled = true;
            }
            ("AN010", Some(known)) => {
                if !traffic.is_excused(entry) {
                    again.push((entry, Known { ..*known }));
                }
                if is_done {
                    *known = Known {
                        registered: entry,
                        is_cancelled: false,
                    };
                }
            }
            ("AN010", None) if is_done => {
                let first = Known {
                    registered: entry,
                    is_cancelled: false,
                };
                known.insert(order, first);
            }
            _ => {}
        }
    }
    again
}

/// SET-02: an order known to be accepted is not sent again.
pub(super) fn not_again(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    traffic.settlements.first()?;
    let again = used_again(traffic).into_iter();
    let findings = again
        .filter(|(_, known)| !known.is_cancelled)
        .map(|(entry, known)| {
            let order = entry.order_number().unwrap_or_default();
            let finding = Finding::new(
                "受け付けられた注文は、もう一度送らない",
                format!("受け付けられた受注{order}を、もう一度送っている"),
            );
            finding
                .requests([known.registered.number, entry.number])
                .order(entry.order_number())
                .certain(!may_be_at_once(known.registered, entry))
        });
    Some(findings.collect())
}

/// SET-04: no order date after today.
pub(super) fn dates(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    refused_for(traffic, &["A040003"], |entry| {
        let date = entry.value("orderDate").unwrap_or_default();
        Finding::new(
            "受注日は、日本の日付で今日まで",
            format!("受注日 {date} が A040003 で断られた"),
        )
    })
}

/// SET-07: valid numbers, and none of a cancelled order.
pub(super) fn numbers(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    let mut findings = refused_for(traffic, &["A020002", "A020003"], |entry| {
        Finding::new(
            "受注番号は20桁以内の半角",
            format!(
                "受注番号が{}で断られた",
                entry.refusal().unwrap_or_default()
            ),
        )
    })?;
    let again = used_again(traffic).into_iter();
    findings.extend(
        again
            .filter(|(_, known)| known.is_cancelled)
            .map(|(entry, known)| {
                let order = entry.order_number().unwrap_or_default();
                let finding = Finding::new(
                    "取り消した受注番号は使い回さない",
                    format!("取り消した受注{order}の番号で、もう一度決済を登録している"),
                );
                // It is unknown whether the provider accepts it.
                finding
                    .requests([known.registered.number, entry.number])
                    .order(entry.order_number())
                    .suspicion()
            }),
    );
    Some(findings)
}

/// The settlements that were refused by one of these codes, and not on purpose.
pub(super) fn refused_for(
    traffic: &Traffic<'_>,
    codes: &[&str],
    finding: impl Fn(&Entry) -> Finding,
) -> Option<Vec<Finding>> {
    let settlements = traffic.undisturbed().filter(|entry| entry.api == "AN010");
    Traffic::each(settlements, |entry| {
        let is_one = entry.refusal().is_some_and(|code| codes.contains(&code));
        is_one.then(|| finding(entry))
    })
}
