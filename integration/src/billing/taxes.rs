//! Taxes right to the yen: on top or included, several rates at once, rounded once per rate or as CS-Cart does.

use crate::order::{Rounding, Tax, TaxCalculation};

/// A part of an order that may be taxed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) kind: PartKind,
    /// As priced, in yen: with the tax where it is included.
    pub(super) amount: i64,
    /// The place of its tax among the order's taxes; `None` if no tax is charged.
    pub(super) tax: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PartKind {
    /// Goods: the price of a piece in thousandths, the quantity in hundredths.
    Item {
        unit_price: i64,
        quantity: i64,
    },
    /// A share of the order's discount.
    Discount,
    Shipping,
    Fee,
}

/// The taxes of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Taxed {
    /// For each tax, in yen.
    pub(super) taxes: Vec<i64>,
    /// For each part, its amount without tax, in yen.
    pub(super) net: Vec<i64>,
}

/// Computes the tax of every rate, and what remains of every part without it.
///
/// The sum of `net` and `taxes` is the sum of the amounts and of the taxes that are on top of them: always.
pub(super) fn tax(
    parts: &[Part],
    taxes: &[Tax],
    calculation: TaxCalculation,
    rounding: Rounding,
) -> Taxed {
    let mut outcome = Taxed {
        taxes: vec![0; taxes.len()],
        net: parts.iter().map(|part| part.amount).collect(),
    };
    for pool in pools(taxes, calculation) {
        let members: Vec<usize> = (0..parts.len())
            .filter(|&part| parts[part].tax.is_some_and(|tax| pool.contains(&tax)))
            .collect();
        if members.is_empty() {
            continue;
        }
        let tax = &taxes[pool[0]];
        let charge = Charge { tax, rounding };
        let own: Vec<&Part> = members.iter().map(|&part| &parts[part]).collect();
        let shares = match calculation {
            TaxCalculation::OncePerRate => {
                let sum = own.iter().map(|part| part.amount).sum();
                let total = charge.once(sum, included_beside(tax, parts, taxes));
                outcome.share(&pool, &members, parts, total)
            }
            _ => charge.each(&own, calculation),
        };
        if calculation != TaxCalculation::OncePerRate {
            outcome.taxes[pool[0]] = shares.iter().sum();
        }
        if tax.included {
            for (&part, share) in members.iter().zip(shares) {
                outcome.net[part] -= share;
            }
        }
    }
    outcome
}

impl Taxed {
    /// Gives each tax of a pool its share of the total, and returns the share of each part.
    fn share(&mut self, pool: &[usize], members: &[usize], parts: &[Part], total: i64) -> Vec<i64> {
        let amounts: Vec<i64> = members.iter().map(|&part| parts[part].amount).collect();
        let of_each_tax: Vec<i64> = pool
            .iter()
            .map(|&tax| {
                let of_tax = members.iter().filter(|&&part| parts[part].tax == Some(tax));
                of_tax.map(|&part| parts[part].amount).sum()
            })
            .collect();
        for (&tax, share) in pool.iter().zip(share(total, &of_each_tax)) {
            self.taxes[tax] = share;
        }
        share(total, &amounts)
    }
}

/// The taxes that are rounded together: those of one rate, all on top or all included, whatever their names; as CS-Cart does, each
/// alone. Taxes that share a number by two laws (軽減税率 and 経過措置, both 8 %) are one rate here: nothing tells them apart.
fn pools(taxes: &[Tax], calculation: TaxCalculation) -> Vec<Vec<usize>> {
    if calculation != TaxCalculation::OncePerRate {
        return (0..taxes.len()).map(|place| vec![place]).collect();
    }
    let mut pools: Vec<Vec<usize>> = Vec::new();
    for (place, tax) in taxes.iter().enumerate() {
        let same = |pool: &&mut Vec<usize>| {
            let known = &taxes[pool[0]];
            (known.rate, known.included) == (tax.rate, tax.included)
        };
        match pools.iter_mut().find(same) {
            Some(pool) => pool.push(place),
            None => pools.push(vec![place]),
        }
    }
    pools
}

/// The amount that is priced with an included tax of the same rate, beside a tax on top.
fn included_beside(tax: &Tax, parts: &[Part], taxes: &[Tax]) -> i64 {
    let is_beside = |other: &Tax| !tax.included && other.included && other.rate == tax.rate;
    let beside = parts
        .iter()
        .filter(|part| part.tax.is_some_and(|place| is_beside(&taxes[place])));
    beside.map(|part| part.amount).sum()
}

/// One tax, and how it is rounded.
struct Charge<'a> {
    tax: &'a Tax,
    rounding: Rounding,
}

impl Charge<'_> {
    /// The tax in an amount, or on top of it. The amount is in `1 / per_yen` yen.
    fn of(&self, amount: i64, per_yen: i64) -> i64 {
        // In hundredths of a per cent.
        let rate = i128::from(self.tax.rate.as_hundredths());
        let whole = if self.tax.included {
            10_000 + rate
        } else {
            10_000
        };
        let divisor = whole * i128::from(per_yen);
        self.rounding.divide(i128::from(amount) * rate, divisor)
    }

    /// The tax of a rate, rounded once: if other prices include the same rate, the rest that their tax leaves of the whole.
    fn once(&self, amount: i64, included_beside: i64) -> i64 {
        if included_beside == 0 {
            return self.of(amount, 1).max(0);
        }
        let rate = i128::from(self.tax.rate.as_hundredths());
        let (amount, beside) = (i128::from(amount), i128::from(included_beside));
        let both = (amount * (10_000 + rate) + beside * 10_000) * rate;
        let whole = self.rounding.divide(both, 10_000 * (10_000 + rate));
        (whole - self.rounding.divide(beside * rate, 10_000 + rate)).max(0)
    }

    /// The tax of each part as CS-Cart rounds it: goods by their sum or by the piece, everything else alone.
    fn each(&self, parts: &[&Part], calculation: TaxCalculation) -> Vec<i64> {
        let is_goods =
            |part: &Part| matches!(part.kind, PartKind::Item { .. } | PartKind::Discount);
        let mut taxes: Vec<i64> = parts.iter().map(|part| self.of(part.amount, 1)).collect();
        if calculation == TaxCalculation::UnitPrice {
            for (tax, part) in taxes.iter_mut().zip(parts) {
                *tax = self.by_the_piece(part).unwrap_or(*tax);
            }
        }
        let goods: Vec<usize> = (0..parts.len())
            .filter(|&place| is_goods(parts[place]))
            .collect();
        let amounts: Vec<i64> = goods.iter().map(|&place| parts[place].amount).collect();
        let of_goods: i64 = if calculation == TaxCalculation::UnitPrice {
            goods.iter().map(|&place| taxes[place]).sum()
        } else {
            self.of(amounts.iter().sum(), 1)
        };
        // Rounded piece by piece, the tax of the goods may be less than a discount takes away; that does not lower the tax of the postage.
        if calculation != TaxCalculation::UnitPrice || of_goods < 0 {
            for (&place, share) in goods.iter().zip(share(of_goods.max(0), &amounts)) {
                taxes[place] = share;
            }
        }
        taxes
    }

    /// The tax of a product by the price of a piece. Pieces of less than a yen, each rounded up, would be taxed with more than they cost.
    fn by_the_piece(&self, part: &Part) -> Option<i64> {
        let PartKind::Item {
            unit_price,
            quantity,
        } = part.kind
        else {
            return None;
        };
        let piece = i128::from(self.of(unit_price, 1_000));
        let all = self.rounding.divide(piece * i128::from(quantity), 100);
        Some(if self.tax.included {
            all.min(part.amount)
        } else {
            all
        })
    }
}

/// Shares a whole among amounts in proportion to them, to the yen. An amount of 0 gets nothing; if their sum is 0, the first gets it all.
pub(super) fn share(whole: i64, amounts: &[i64]) -> Vec<i64> {
    let sum: i128 = amounts.iter().copied().map(i128::from).sum();
    if sum == 0 {
        let first = std::iter::once(whole);
        return first
            .chain(std::iter::repeat(0))
            .take(amounts.len())
            .collect();
    }
    let (mut reached, mut given) = (0, 0);
    amounts
        .iter()
        .map(|&amount| {
            reached += i128::from(amount);
            let divided = i128::from(whole) * reached * sum.signum();
            let upto = Rounding::HalfUp.divide(divided, sum.abs());
            let share = upto - given;
            given = upto;
            share
        })
        .collect()
}
