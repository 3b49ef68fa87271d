//! Billed amounts, by the numbers of AN010 alone.

use crate::{
    finding::Finding,
    settlement::{Line, Settlement},
    traffic::Traffic,
    yen::in_groups,
};

fn with_lines<'a>(traffic: &'a Traffic<'_>) -> impl Iterator<Item = &'a Settlement<'a>> {
    let settlements = traffic.settlements.iter();
    settlements.filter(|settlement| settlement.has_lines)
}

/// LIN-01: the amounts of the lines add up to 決済金額.
pub(super) fn sum_of_amounts(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    Traffic::each_settlement(with_lines(traffic), |settlement| {
        let sum = settlement.lines.iter().map(|line| line.amount).sum();
        let what = "明細の金額の合計が決済金額";
        let is_wanted = is_wanted(traffic, settlement, "A060005");
        differs(settlement.price?, sum, what).filter(|_| !is_wanted)
    })
}

/// LIN-02: the taxes of the lines add up to 消費税.
pub(super) fn sum_of_taxes(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    Traffic::each_settlement(with_lines(traffic), |settlement| {
        let sum = settlement.lines.iter().map(|line| line.tax).sum();
        let what = "明細の消費税の合計が消費税";
        let is_wanted = is_wanted(traffic, settlement, "A070005");
        differs(settlement.tax?, sum, what).filter(|_| !is_wanted)
    })
}

/// Whether the test sends wrong sums to provoke their refusal.
fn is_wanted(traffic: &Traffic<'_>, settlement: &Settlement<'_>, code: &str) -> bool {
    let mark = traffic.mark(settlement.entry.number);
    mark.is_some_and(|mark| mark.expects.iter().any(|expected| expected == code))
}

fn differs(whole: i64, sum: i64, what: &str) -> Option<Finding> {
    if sum == whole {
        return None;
    }
    let finding = Finding::new(
        format!("{what}（{}円）と一致する", in_groups(whole)),
        format!("{}円", in_groups(sum)),
    );
    Some(finding.harm(
        sum.abs_diff(whole),
        format!(
            "明細と{}円食い違い、決済を登録できません",
            in_groups(sum - whole)
        ),
    ))
}

/// LIN-03: amount and tax of a line have the same sign, and neither sum is negative.
pub(super) fn signs(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    Traffic::each_settlement(with_lines(traffic), |settlement| {
        let entry = settlement.entry;
        let code = entry.refusal().filter(|_| !traffic.is_excused(entry))?;
        let codes = ["A130003", "A130004", "A130005", "A130006", "A130007"];
        codes.contains(&code).then(|| {
            Finding::new(
                "明細の金額と消費税の符号がそろう",
                format!("{code}で断られた"),
            )
        })
    })
}

/// TAX-07: not below zero, and not above ten percent plus rounding: a yen for each line and each piece.
pub(super) fn tax_within_rates(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    Traffic::each_settlement(traffic.settlements.iter(), |settlement| {
        if traffic.is_of_command() && traffic.is_excused(settlement.entry) {
            return None;
        }
        let tax = settlement.tax?;
        let lines = &settlement.lines;
        let (base, slack) = if lines.is_empty() {
            (settlement.price?, 1_000)
        } else {
            let positive = lines.iter().map(|line| line.amount.max(0)).sum();
            (positive, lines.iter().map(Line::rounding).sum::<i64>())
        };
        let most = base / 10 + slack;
        if tax < 0 || tax > most {
            let finding = Finding::new(
                format!(
                    "消費税は0円から{}円まで（金額の10％と端数）",
                    in_groups(most)
                ),
                format!("{}円", in_groups(tax)),
            );
            return Some(finding.harm(
                tax.abs_diff(most.min(tax.max(0))),
                format!(
                    "{}円のご注文に、消費税{}円を請求しています",
                    in_groups(base),
                    in_groups(tax)
                ),
            ));
        }
        let of_a_line = lines.iter().find(|line| {
            // A payment in part may exceed the price and cover tax: rates do not apply to a line below zero.
            line.amount > 0 && line.tax > line.amount / 10 + line.rounding()
        });
        of_a_line.map(|line| {
            Finding::new(
                "明細の消費税は、その金額の10％と端数まで",
                format!(
                    "明細{}：金額{}円に消費税{}円",
                    line.number,
                    in_groups(line.amount),
                    in_groups(line.tax)
                ),
            )
        })
    })
}
