//! Lines for the search: amounts, pieces, and the possible contributions of each by a way of computing taxes.

use super::{
    rates::{Mode, Range, Rate, Rounding, taxes},
    search::Sums,
};
use crate::settlement::Line;

/// Lines of the same amount and the same pieces, and their number.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) amount: i64,
    /// Whole pieces.
    pieces: Option<i64>,
    /// In hundredths of a yen.
    unit_price: Option<i64>,
    count: usize,
}

/// The way of computing a tax.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Way {
    /// From the sum of a rate, by any rounding.
    Once,
    /// From each line.
    Lines(Rounding),
    /// From the price of a piece.
    Pieces(Rounding),
}

impl Way {
    pub(super) const ALL: [Self; 7] = [
        Self::Once,
        Self::Lines(Rounding::Down),
        Self::Pieces(Rounding::Down),
        Self::Lines(Rounding::HalfUp),
        Self::Pieces(Rounding::HalfUp),
        Self::Lines(Rounding::Up),
        Self::Pieces(Rounding::Up),
    ];
}

impl Item {
    pub(super) fn of(line: &Line<'_>) -> Self {
        let pieces = line
            .quantity
            .filter(|quantity| *quantity > 0 && quantity % 100 == 0);
        let pieces = pieces.map(|quantity| quantity / 100);
        // The price of a piece that gives the amount, else the stated one.
        let made = pieces.and_then(|pieces| {
            (line.amount * 100 % pieces == 0).then(|| line.amount * 100 / pieces)
        });
        Self {
            amount: line.amount,
            pieces,
            unit_price: made.or(line.unit_price),
            count: 1,
        }
    }

    /// Counts equal lines together.
    pub(super) fn collapsed(items: impl Iterator<Item = Self>) -> Vec<Self> {
        let mut collapsed: Vec<Self> = Vec::new();
        for item in items {
            let same = |known: &&mut Self| {
                (known.amount, known.pieces, known.unit_price)
                    == (item.amount, item.pieces, item.unit_price)
            };
            match collapsed.iter_mut().find(same) {
                Some(known) => known.count += 1,
                None => collapsed.push(item),
            }
        }
        collapsed
    }

    pub(super) const fn is_below_zero(&self) -> bool {
        self.amount < 0
    }

    /// The sum of this item's lines.
    pub(super) fn sum(&self) -> i64 {
        i64::try_from(self.count).map_or(0, |count| self.amount * count)
    }

    /// The taxes that one of its lines may have.
    pub(super) fn taxes(&self, mode: Mode, rate: Rate, way: Way) -> Range {
        let (Way::Lines(rounding) | Way::Pieces(rounding)) = way else {
            return (self.amount, self.amount);
        };
        match (way, self.pieces, self.unit_price) {
            (Way::Pieces(_), Some(pieces), Some(unit_price)) if self.amount > 0 => {
                let (least, most) = taxes(mode, rate, rounding, unit_price, 100);
                (least * pieces, most * pieces)
            }
            _ => taxes(mode, rate, rounding, self.amount, 1),
        }
    }

    /// The possible contributions of its lines to two sums: each line to one of them by its weight, or to none if it may be left out.
    pub(super) fn choices(
        &self,
        weights: &[Range],
        is_one_sum: bool,
        may_be_left_out: bool,
    ) -> Vec<Sums> {
        let mut choices = Vec::new();
        let count = i64::try_from(self.count).unwrap_or_default();
        for first in 0..=count {
            let rest = if weights.len() > 1 { count - first } else { 0 };
            for second in 0..=rest {
                if first + second < count && !may_be_left_out {
                    continue;
                }
                let times = |place: usize, times: i64| {
                    let (least, most) = weights.get(place).copied().unwrap_or_default();
                    (least * times, most * times)
                };
                let (one, other) = (times(0, first), times(1, second));
                choices.push(if is_one_sum {
                    [(one.0 + other.0, one.1 + other.1), (0, 0)]
                } else {
                    [one, other]
                });
            }
        }
        choices
    }
}
