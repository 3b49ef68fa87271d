//! Billed amounts, compared with the amounts that the suite states buyers were shown.

use crate::{
    finding::Finding,
    settlement::{Line, Settlement},
    traffic::{Traffic, about},
    yen::in_groups,
};

impl Traffic<'_> {
    /// The total that the buyer was shown for an order, if the suite states it.
    pub(super) fn shown(&self, settlement: &Settlement<'_>) -> Option<i64> {
        let order = settlement.entry.order_number()?;
        let mut known = self.expectations.iter().rev();
        let known = known.find(|known| known.order == order)?;
        // A settlement that was cancelled before is not what the suite speaks of: the number was used again.
        let since = settlement.entry.number..=known.after;
        let was_cancelled = self.to("AN020").any(|entry| {
            since.contains(&entry.number)
                && entry.order_number() == Some(order)
                && entry.is_accepted()
        });
        (!was_cancelled).then_some(known.total)
    }
}

/// The likely subject of a difference between the billed and the shown amount.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Subject {
    /// The price includes its tax.
    Twice,
    ManyLines,
    PartPayment,
    Discount,
    MixedRates,
    Rounding,
    Charge,
    OnTop,
}

fn has(settlement: &Settlement<'_>, is_one: impl Fn(&Line<'_>) -> bool) -> bool {
    settlement.lines.iter().any(is_one)
}

fn is_part_payment(line: &Line<'_>) -> bool {
    let words = ["ポイント", "ギフト", "商品券", "クーポン券"];
    line.amount < 0 && words.iter().any(|word| line.name.contains(word))
}

impl Subject {
    /// Whether an order can be judged on it.
    fn is_in(self, settlement: &Settlement<'_>) -> bool {
        let is_taxed = settlement.tax.is_some_and(|tax| tax > 0);
        match self {
            Self::Twice | Self::OnTop | Self::Rounding => is_taxed,
            Self::ManyLines => settlement.lines.len() >= 98 || settlement.goes_beyond,
            Self::PartPayment => has(settlement, is_part_payment),
            Self::Discount => has(settlement, |line| line.amount < 0 && !is_part_payment(line)),
            Self::MixedRates => settlement.tax_lines().nth(1).is_some(),
            Self::Charge => settlement.lines.iter().any(Line::is_charge),
        }
    }

    /// The subject of a difference: by its size first, then by the content of the order.
    fn of(settlement: &Settlement<'_>, shown: i64) -> Self {
        let billed = settlement.billed().unwrap_or_default();
        let off = (billed - shown).abs();
        let lines = i64::try_from(settlement.lines.len()).unwrap_or_default();
        if settlement.price == Some(shown) && Self::Twice.is_in(settlement) {
            return Self::Twice;
        }
        let is_rounding = off <= lines.max(1);
        let by_what_is_there = [
            Self::ManyLines,
            Self::PartPayment,
            Self::Discount,
            Self::MixedRates,
            Self::Charge,
        ];
        match by_what_is_there
            .into_iter()
            .find(|subject| subject.is_in(settlement))
        {
            Some(Self::ManyLines) => Self::ManyLines,
            _ if is_rounding => Self::Rounding,
            Some(subject) => subject,
            None => Self::OnTop,
        }
    }
}

fn judge(traffic: &Traffic<'_>, subject: Subject) -> Option<Vec<Finding>> {
    let mut any = false;
    let mut findings = Vec::new();
    for settlement in &traffic.settlements {
        let is_billed = settlement.entry.is_accepted() || settlement.entry.is_carried_out();
        let shown = traffic.shown(settlement).filter(|_| is_billed);
        let (Some(shown), Some(billed)) = (shown, settlement.billed()) else {
            continue;
        };
        let is_about = billed != shown && Subject::of(settlement, shown) == subject;
        any |= is_about || billed == shown && subject.is_in(settlement);
        if is_about {
            let finding = Finding::new(
                format!("請求額は、お客様に示した{}円", in_groups(shown)),
                format!("請求額{}円", in_groups(billed)),
            );
            let finding = finding.harm(
                billed.abs_diff(shown),
                format!(
                    "{}円と示したご注文に、{}円を請求しています",
                    in_groups(shown),
                    in_groups(billed)
                ),
            );
            findings.push(about(finding, settlement.entry));
        }
    }
    any.then_some(findings)
}

/// TAX-01.
pub(super) fn on_top(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    judge(traffic, Subject::OnTop)
}

/// TAX-03.
pub(super) fn mixed_rates(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    judge(traffic, Subject::MixedRates)
}

/// TAX-04.
pub(super) fn charges(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    judge(traffic, Subject::Charge)
}

/// TAX-05.
pub(super) fn discounts(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    judge(traffic, Subject::Discount)
}

/// TAX-06.
pub(super) fn roundings(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    judge(traffic, Subject::Rounding)
}

/// LIN-04.
pub(super) fn part_payments(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    judge(traffic, Subject::PartPayment)
}

/// LIN-05.
pub(super) fn many_lines(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    judge(traffic, Subject::ManyLines)
}
