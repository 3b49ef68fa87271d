//! Taxes: on top or included, several rates at once, rounded once a rate, a line or a piece.

use serde::{Deserialize, Serialize};

use crate::{
    amount::{Rounding, shared},
    faults::{Fault, Faults},
};

/// What the tax is computed on.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub(crate) enum Calculation {
    /// 税率ごとに1回.
    OncePerRate,
    /// 明細ごと.
    PerLine,
    /// 単価.
    PerUnit,
}

/// A rate of the order. The same one on top and included is two of them.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Rate {
    pub(crate) name: String,
    /// In hundredths of a per cent.
    pub(crate) percent: i64,
    pub(crate) included: bool,
}

/// What a part is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Kind {
    /// A product: price of a piece and quantity, in hundredths.
    Item { unit_price: i64, quantity: i64 },
    /// What the discount takes off one rate.
    Discount,
    /// 送料.
    Shipping,
    /// 手数料.
    Fee,
}

/// A part of the order.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Part {
    pub(crate) kind: Kind,
    /// In yen, as it is priced.
    pub(crate) amount: i64,
    /// The place of its rate.
    pub(crate) rate: Option<usize>,
}

/// The taxes of an order.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Taxed {
    /// For each rate, in yen.
    pub(crate) taxes: Vec<i64>,
    /// For each part, in yen without tax.
    pub(crate) net: Vec<i64>,
}

/// How taxes are computed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TaxRules {
    pub(crate) calculation: Calculation,
    pub(crate) rounding: Rounding,
    pub(crate) faults: Faults,
}

impl TaxRules {
    /// What each rate comes to, and what each part is without its tax. Their sum is what the buyer pays.
    pub(crate) fn of(self, parts: &[Part], rates: &[Rate]) -> Taxed {
        let mut taxed = Taxed {
            taxes: Vec::new(),
            net: parts.iter().map(|part| part.amount).collect(),
        };
        for (place, rate) in rates.iter().enumerate() {
            let places: Vec<usize> = (0..parts.len())
                .filter(|&part| self.rate_of(&parts[part]) == Some(place))
                .collect();
            let amounts: Vec<i64> = places.iter().map(|&part| parts[part].amount).collect();
            let (tax, each) = if self.calculation == Calculation::OncePerRate {
                let tax = self.tax(rate, amounts.iter().sum(), 1).max(0);
                (tax, shared(tax, &amounts))
            } else {
                let each: Vec<i64> = places
                    .iter()
                    .map(|&part| self.each(rate, &parts[part]))
                    .collect();
                (each.iter().sum(), each)
            };
            taxed.taxes.push(tax);
            if rate.included && !self.faults.has(Fault::F40) {
                for (&part, tax) in places.iter().zip(each) {
                    taxed.net[part] -= tax;
                }
            }
        }
        taxed
    }

    /// The rate by which a part is taxed.
    fn rate_of(self, part: &Part) -> Option<usize> {
        let is_forgotten = match part.kind {
            Kind::Shipping => self.faults.has(Fault::F42),
            Kind::Discount => self.faults.has(Fault::F43),
            Kind::Item { .. } | Kind::Fee => false,
        };
        part.rate.filter(|_| !is_forgotten)
    }

    /// The tax of a line, or of each of its pieces.
    fn each(self, rate: &Rate, part: &Part) -> i64 {
        if let (
            Calculation::PerUnit,
            Kind::Item {
                unit_price,
                quantity,
            },
        ) = (self.calculation, part.kind)
        {
            let piece = i128::from(self.tax(rate, unit_price, 100));
            let all = self.rounding().divide(piece * i128::from(quantity), 100);
            // Pieces of less than a yen that are rounded up would be all tax.
            return if rate.included {
                all.min(part.amount)
            } else {
                all
            };
        }
        self.tax(rate, part.amount, 1)
    }

    /// The tax on, or in, an amount in `per_yen`ths of a yen.
    fn tax(self, rate: &Rate, amount: i64, per_yen: i128) -> i64 {
        let is_raised = self.faults.has(Fault::F41) && rate.percent == 800;
        let percent = i128::from(if is_raised { 1_000 } else { rate.percent });
        let whole = if rate.included {
            10_000 + percent
        } else {
            10_000
        };
        let dividend = i128::from(amount) * percent;
        self.rounding().divide(dividend, whole * per_yen)
    }

    fn rounding(self) -> Rounding {
        if self.faults.has(Fault::F44) && self.rounding == Rounding::Down {
            Rounding::Up
        } else {
            self.rounding
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIFTY: Part = Part {
        kind: Kind::Shipping,
        amount: 50,
        rate: Some(0),
    };

    fn taxes(calculation: Calculation, rounding: Rounding, included: bool) -> (i64, i64) {
        let rules = TaxRules {
            calculation,
            rounding,
            faults: Faults::none(),
        };
        let rate = Rate {
            name: String::new(),
            percent: 1_000,
            included,
        };
        let kind = Kind::Item {
            unit_price: 9_900,
            quantity: 300,
        };
        let item = Part {
            kind,
            amount: 297,
            rate: Some(0),
        };
        let taxed = rules.of(&[item, FIFTY], &[rate]);
        (taxed.net.iter().sum(), taxed.taxes[0])
    }

    #[test]
    fn three_pieces_at_99_yen_and_postage_of_50() {
        use Calculation::*;
        use Rounding::*;
        assert_eq!(taxes(OncePerRate, Down, false), (347, 34));
        assert_eq!(taxes(OncePerRate, Up, false), (347, 35));
        assert_eq!(taxes(PerLine, Down, false), (347, 34));
        assert_eq!(taxes(PerUnit, Down, false), (347, 32));
        assert_eq!(taxes(PerUnit, Up, false), (347, 35));
        assert_eq!(taxes(OncePerRate, Down, true), (316, 31));
        assert_eq!(taxes(OncePerRate, Up, true), (315, 32));
        assert_eq!(taxes(PerUnit, Down, true), (316, 31));
    }
}
