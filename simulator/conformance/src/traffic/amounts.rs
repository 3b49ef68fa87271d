//! What is billed, by the numbers of AN010 alone.

use super::Traffic;
use crate::{
    provider::Entry,
    scenario::{stop::Finding, table::in_groups},
};

/// A line of an order, as far as it is judged.
struct Line {
    amount: i64,
    tax: i64,
    /// In hundredths.
    quantity: i64,
}

fn lines_of(entry: &Entry) -> Vec<Line> {
    let number = |name: &str, line: usize| entry.yen(&format!("{name}{line}"));
    let line = |line: usize| {
        let (amount, tax) = (number("kessaiKingaku", line), number("shohiZei", line));
        if amount.is_none() && tax.is_none() {
            return None;
        }
        let quantity = entry.value(&format!("suryo{line}"));
        Some(Line {
            amount: amount.unwrap_or_default(),
            tax: tax.unwrap_or_default(),
            quantity: quantity.and_then(hundredths).unwrap_or(100),
        })
    };
    (1..=99).filter_map(line).collect()
}

/// `-2.75` as -275.
fn hundredths(text: &str) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let fraction: i64 = format!("{fraction:0<2}").get(..2)?.parse().ok()?;
    let whole: i64 = whole.parse().ok()?;
    Some(sign * whole.checked_mul(100)?.checked_add(fraction)?)
}

fn with_lines<'a>(traffic: &'a Traffic<'_>) -> impl Iterator<Item = &'a Entry> {
    traffic
        .to("AN010")
        .filter(|entry| entry.value("meisaiUmu") == Some("1"))
}

/// LIN-01: the amounts of the lines are 決済金額 together.
pub(super) fn sum_of_amounts(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    Traffic::each(with_lines(traffic), |entry| {
        let sum: i64 = lines_of(entry).iter().map(|line| line.amount).sum();
        differs(entry, "settlePrice", sum, "明細の金額の合計が決済金額")
    })
}

/// LIN-02: the taxes of the lines are 消費税 together.
pub(super) fn sum_of_taxes(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    Traffic::each(with_lines(traffic), |entry| {
        let sum: i64 = lines_of(entry).iter().map(|line| line.tax).sum();
        differs(entry, "shohiZei", sum, "明細の消費税の合計が消費税")
    })
}

fn differs(entry: &Entry, name: &str, sum: i64, what: &str) -> Option<Finding> {
    let whole = entry.yen(name)?;
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
    Traffic::each(with_lines(traffic), |entry| {
        let code = entry.refusal().filter(|_| !entry.is_disturbed())?;
        let codes = ["A130003", "A130004", "A130005", "A130006", "A130007"];
        codes.contains(&code).then(|| {
            Finding::new(
                "明細の金額と消費税の符号がそろう",
                format!("{code}で断られた"),
            )
        })
    })
}

/// TAX-07: not below zero, and not above ten percent but for what rounding may add: a yen for each line and each piece.
pub(super) fn tax_within_rates(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    Traffic::each(traffic.to("AN010"), |entry| {
        let tax = entry.yen("shohiZei")?;
        let lines = lines_of(entry);
        // Shares of a piece may be rounded up like a whole one.
        let rounding = |line: &Line| line.quantity.abs() / 100 + 2;
        let (base, slack) = if lines.is_empty() {
            (entry.yen("settlePrice")?, 1_000)
        } else {
            let positive = lines.iter().map(|line| line.amount.max(0)).sum();
            (positive, lines.iter().map(rounding).sum::<i64>())
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
        let of_a_line = lines.iter().enumerate().find(|(_, line)| {
            // A payment in part may reach beyond the price into the tax: a line below zero is no matter of rates.
            line.amount > 0 && line.tax > line.amount / 10 + rounding(line)
        });
        of_a_line.map(|(place, line)| {
            Finding::new(
                "明細の消費税は、その金額の10％と端数まで",
                format!(
                    "明細{}：金額{}円に消費税{}円",
                    place + 1,
                    in_groups(line.amount),
                    in_groups(line.tax)
                ),
            )
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_read_in_hundredths() {
        for (text, read) in [
            ("3", 300),
            ("2.75", 275),
            ("2.5", 250),
            ("-1", -100),
            ("-0.5", -50),
            ("x", 0),
        ] {
            assert_eq!(hundredths(text).unwrap_or_default(), read, "{text}");
        }
    }
}
