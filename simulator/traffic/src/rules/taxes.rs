//! Taxes that the prices already include, and that are billed once more.

use crate::{
    finding::Finding,
    settlement::Settlement,
    taxes::{Reading, read},
    traffic::{Traffic, about},
    yen::in_groups,
};

/// The number of ambiguous orders that rules out chance.
const NO_CHANCE: usize = 2;

/// TAX-02: no included tax is billed.
pub(super) fn not_twice(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    let mut any = false;
    let (mut findings, mut doubtful) = (Vec::new(), Vec::new());
    for settlement in &traffic.settlements {
        let is_taxed = settlement.tax.is_some_and(|tax| tax > 0);
        if !is_taxed || traffic.is_excused(settlement.entry) {
            continue;
        }
        any = true;
        if let Some(shown) = traffic.shown(settlement) {
            findings.extend(by_witness(settlement, shown));
            continue;
        }
        match read(settlement) {
            Reading::Right => {}
            Reading::Twice => findings.push(finding(settlement)),
            Reading::TwiceInPart => findings.push(finding(settlement).suspicion()),
            Reading::Doubtful => doubtful.push(finding(settlement).suspicion()),
        }
    }
    if doubtful.len() >= NO_CHANCE {
        findings.append(&mut doubtful);
    }
    any.then_some(findings)
}

fn finding(settlement: &Settlement<'_>) -> Finding {
    let (price, tax) = (
        settlement.price.unwrap_or_default(),
        settlement.tax.unwrap_or_default(),
    );
    let finding = Finding::new(
        "消費税は、税抜の金額に足したものだけ",
        format!(
            "消費税{}円は、決済金額{}円に含まれている額で、その上にもう一度足している",
            in_groups(tax),
            in_groups(price)
        ),
    );
    let finding = finding.harm(
        tax.unsigned_abs(),
        format!(
            "{}円のご注文に、{}円を請求しています",
            in_groups(price),
            in_groups(price + tax)
        ),
    );
    about(finding, settlement.entry)
}

/// A finding if the amount shown to the buyer is sent as the price without tax.
fn by_witness(settlement: &Settlement<'_>, shown: i64) -> Option<Finding> {
    (settlement.price == Some(shown)).then(|| finding(settlement))
}
