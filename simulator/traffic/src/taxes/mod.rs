//! The rates that fit the amounts of an order: its taxes on top of them, or contained in them and so billed twice.
//!
//! There is no field for a rate, so 0, 8 and 10 % are assigned to the lines until each tax comes out exactly: by three roundings, once for
//! each rate, for each line, or for each piece. Taxes that fit on top in any of these ways are right, those that fit only as contained are
//! not.

mod each_line;
mod items;
mod rates;
mod search;
mod tax_lines;

pub(crate) use self::rates::names_rate;
use self::rates::{Mode, Rate, bases, named};
use crate::settlement::{Line, Settlement};

/// How well taxes fit amounts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Fit {
    /// With every line above zero taxed.
    Whole,
    /// With lines left out, as not taxed.
    Part,
    /// Not at all.
    None,
    /// There are too many combinations to try.
    Unknown,
}

impl Fit {
    /// The fit of two parts of an order together.
    const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::None, _) | (_, Self::None) => Self::None,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::Part, _) | (_, Self::Part) => Self::Part,
            _ => Self::Whole,
        }
    }
}

/// The result for the taxes of an order.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Reading {
    /// On top of the amounts, or undecidable.
    Right,
    /// Included in the amounts: billed twice.
    Twice,
    /// Included in the amounts, if some lines are not taxed.
    TwiceInPart,
    /// Included in the amounts as it stands, or on top of some of them by chance.
    Doubtful,
}

/// Reads the taxes of an order.
pub(crate) fn read(settlement: &Settlement<'_>) -> Reading {
    if settlement.tax.is_none_or(|tax| tax <= 0) || settlement.goes_beyond {
        return Reading::Right;
    }
    if settlement.lines.is_empty() {
        return of_totals(settlement);
    }
    let on_top = fit(settlement, Mode::OnTop);
    if matches!(on_top, Fit::Whole | Fit::Unknown) {
        return Reading::Right;
    }
    match (on_top, fit(settlement, Mode::Contained)) {
        (Fit::None, Fit::Whole) => Reading::Twice,
        (Fit::None, Fit::Part) => Reading::TwiceInPart,
        (Fit::Part, Fit::Whole) => Reading::Doubtful,
        _ => Reading::Right,
    }
}

fn fit(settlement: &Settlement<'_>, mode: Mode) -> Fit {
    // Goods too cheap for any tax have a tax line of zero.
    let (tax_lines, empty): (Vec<&Line<'_>>, Vec<_>) = settlement
        .lines
        .iter()
        .filter(|line| line.amount == 0)
        .partition(|line| line.tax != 0 || named(line.name).is_some());
    let priced: Vec<&Line<'_>> = settlement
        .lines
        .iter()
        .filter(|line| line.amount != 0)
        .collect();
    if tax_lines.iter().all(|line| line.tax == 0) {
        return each_line::fit(&priced, mode);
    }
    let (own, others): (Vec<_>, Vec<_>) = priced.into_iter().partition(|line| line.tax != 0);
    let fit = tax_lines::fit(&tax_lines, &others, !empty.is_empty(), mode);
    if own.is_empty() {
        fit
    } else {
        fit.and(each_line::fit(&own, mode))
    }
}

/// The least price that is judged without lines.
const ENOUGH: i64 = 2_000;

/// Without lines there are only the sums, and goods of several rates look like one rate between them.
fn of_totals(settlement: &Settlement<'_>) -> Reading {
    let (Some(price), Some(tax)) = (settlement.price, settlement.tax) else {
        return Reading::Right;
    };
    let is_of = |mode: Mode| {
        Rate::ALL.iter().any(|rate| {
            let (least, most) = bases(mode, *rate, tax, 0);
            (least..=most).contains(&price)
        })
    };
    if price >= ENOUGH && !is_of(Mode::OnTop) && is_of(Mode::Contained) {
        Reading::Doubtful
    } else {
        Reading::Right
    }
}
