//! Shipments: the treatment of a refused slip number.

use std::collections::HashSet;

use crate::{
    finding::Finding,
    traffic::{Traffic, about},
};

/// The codes that refuse a slip number.
const SLIP_CODES: [&str; 4] = ["C030001", "C030002", "C030003", "C030005"];

/// SLP-02: an order with a refused slip number is not treated as shipped: nobody removes a shipment that does not exist.
pub(super) fn wrong_slips(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    let mut refused: HashSet<(&str, &str)> = HashSet::new();
    let mut shipped: HashSet<&str> = HashSet::new();
    let mut any = false;
    let mut findings = Vec::new();
    for entry in traffic.entries() {
        let (Some(order), Some(slip)) = (entry.order_number(), entry.value("slipNo")) else {
            continue;
        };
        match entry.api.as_str() {
            "AN030" if entry.is_accepted() || entry.is_carried_out() => {
                shipped.insert(order);
            }
            "AN030" => {
                let code = entry.refusal().filter(|_| !entry.is_disturbed());
                if code.is_some_and(|code| SLIP_CODES.contains(&code)) {
                    any = true;
                    refused.insert((order, slip));
                }
            }
            "AN040"
                if refused.contains(&(order, slip))
                    && !shipped.contains(order)
                    && !traffic.is_excused(entry) =>
            {
                let finding = Finding::new(
                    "断られた送り状番号では、出荷済みにしない",
                    format!(
                        "断られた送り状番号 {slip} の出荷を、後から取り消そうとしている（お店では出荷済みになっている）"
                    ),
                );
                findings.push(about(finding, entry).suspicion());
            }
            _ => {}
        }
    }
    any.then_some(findings)
}
