//! The content of lines: product codes, names, rates.

use super::settlement::refused_for;
use crate::{
    finding::Finding, journal::Entry, settlement::Settlement, taxes::names_rate, traffic::Traffic,
};

/// The value that a rule of the provider refuses, as sent.
fn refused_value(entry: &Entry, code: &str) -> String {
    let broken = entry.broken_rules.iter().find(|broken| broken.code == code);
    let name = broken.map_or_else(String::new, |broken| {
        let line = broken
            .line
            .map_or_else(String::new, |line| line.to_string());
        let stem = broken
            .field
            .trim_end_matches(|c: char| c.is_ascii_digit() || c == 'n');
        format!("{stem}{line}")
    });
    match entry.value(&name) {
        Some(value) => format!("「{value}」"),
        None => String::new(),
    }
}

fn refused(traffic: &Traffic<'_>, codes: &[&str], expected: &str) -> Option<Vec<Finding>> {
    refused_for(traffic, codes, |entry| {
        let code = entry.refusal().unwrap_or_default();
        let value = refused_value(entry, code);
        Finding::new(expected, format!("{value}が{code}で断られた"))
    })
}

/// COD-01: no product code of more than ten characters.
pub(super) fn codes_are_short(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    with_codes(traffic)?;
    refused(traffic, &["A100001"], "商品コードは10文字まで")
}

/// COD-03: product codes are half-width.
pub(super) fn codes_are_half_width(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    with_codes(traffic)?;
    refused(traffic, &["A100002"], "商品コードは半角")
}

/// `None` if no settlement has a product code.
fn with_codes(traffic: &Traffic<'_>) -> Option<()> {
    let mut lines = traffic
        .settlements
        .iter()
        .flat_map(|settlement| &settlement.lines);
    lines.any(|line| !line.code.is_empty()).then_some(())
}

/// COD-05: names of at most 60 columns, of accepted characters.
pub(super) fn names_are_acceptable(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    let mut lines = traffic
        .settlements
        .iter()
        .flat_map(|settlement| &settlement.lines);
    lines.find(|line| !line.name.is_empty())?;
    refused(
        traffic,
        &["A090001", "A090002"],
        "商品名は60桁以内の、使える文字",
    )
}

/// LIN-08: if an order has several tax lines, their names distinguish the rates.
pub(super) fn rates_can_be_told(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    let several = |settlement: &&Settlement<'_>| {
        !traffic.is_excused(settlement.entry) && settlement.tax_lines().nth(1).is_some()
    };
    Traffic::each_settlement(traffic.settlements.iter().filter(several), |settlement| {
        let mut names: Vec<_> = settlement.tax_lines().map(|line| line.name).collect();
        let count = names.len();
        let with_rate = names.iter().filter(|name| names_rate(name)).count();
        let told = names.join("」「");
        names.sort_unstable();
        names.dedup();
        let finding = Finding::new(
            "消費税の明細の名前が異なり、税率か「軽減」を含む",
            format!("消費税の明細の名前が「{told}」"),
        );
        if names.len() < count {
            Some(finding)
        } else if with_rate == 0 {
            // One rate, included in some prices and added to others, has two lines as well.
            Some(finding.suspicion())
        } else {
            None
        }
    })
}
