//! Taxes on lines of their own: the goods that they may belong to.

use super::{
    Fit,
    items::{Item, Way},
    rates::{Mode, Range, Rate, Rounding, bases, named, taxes},
    search::{Problem, Sums, sums},
};
use crate::settlement::Line;

/// The possible meanings of an order's tax lines.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Target {
    /// The tax of one rate, in this many parts.
    One(Rate, i64, i64),
    /// The taxes of 10 % and of 8 %.
    Both(i64, i64),
    /// The tax of both rates in one sum.
    Together(i64),
}

/// The most assignments to try one by one, for discounts that rates share.
const MOST: usize = 20_000;

/// The possible meanings of tax lines, by their names; empty if there are too many to distinguish.
fn targets(lines: &[&Line<'_>]) -> Vec<Target> {
    let sum: i64 = lines.iter().map(|line| line.tax).sum();
    let parts = i64::try_from(lines.len()).unwrap_or_default();
    let rates: Vec<_> = lines.iter().map(|line| named(line.name)).collect();
    let of = |rate: Rate| {
        let own = lines
            .iter()
            .zip(&rates)
            .filter(|(_, named)| **named == Some(rate));
        own.map(|(line, _)| line.tax).sum::<i64>()
    };
    if rates.iter().all(Option::is_some) {
        let is_one = rates.windows(2).all(|pair| pair[0] == pair[1]);
        return match rates.first() {
            Some(Some(rate)) if is_one => vec![Target::One(*rate, sum, parts)],
            _ => vec![Target::Both(of(Rate::Ten), of(Rate::Eight))],
        };
    }
    let both = |ten: Rate, tax: i64, other: i64| match ten {
        Rate::Ten => Target::Both(tax, other),
        Rate::Eight => Target::Both(other, tax),
    };
    match (lines, rates.as_slice()) {
        ([line], _) => vec![
            Target::One(Rate::Ten, line.tax, 1),
            Target::One(Rate::Eight, line.tax, 1),
            Target::Together(line.tax),
        ],
        ([one, other], [Some(rate), None]) => vec![
            both(*rate, one.tax, other.tax),
            Target::One(*rate, sum, parts),
        ],
        ([one, other], [None, Some(rate)]) => vec![
            both(*rate, other.tax, one.tax),
            Target::One(*rate, sum, parts),
        ],
        ([one, other], _) => vec![
            Target::Both(one.tax, other.tax),
            Target::Both(other.tax, one.tax),
            Target::One(Rate::Ten, sum, parts),
            Target::One(Rate::Eight, sum, parts),
        ],
        _ => Vec::new(),
    }
}

/// How the tax lines fit the other lines.
pub(super) fn fit(
    tax_lines: &[&Line<'_>],
    others: &[&Line<'_>],
    has_empty_line: bool,
    mode: Mode,
) -> Fit {
    let targets = targets(tax_lines);
    if targets.is_empty() || tax_lines.iter().any(|line| line.tax < 0) {
        return Fit::Unknown;
    }
    let charges = others.iter().filter(|line| line.is_charge()).count();
    // A discount of one yen that was all tax has a line of zero.
    let empty = usize::from(mode == Mode::OnTop && has_empty_line);
    let mut goods = Goods {
        items: Item::collapsed(others.iter().map(|line| Item::of(line))),
        slack: i64::try_from(charges + empty).unwrap_or_default(),
        mode,
    };
    let mut fit = Fit::None;
    for is_whole in [true, false] {
        if !is_whole && mode == Mode::OnTop {
            goods.mode = Mode::OnTopOfSome;
        }
        for target in &targets {
            match goods.fits(*target, is_whole) {
                Some(true) => return if is_whole { Fit::Whole } else { Fit::Part },
                Some(false) => {}
                None => fit = Fit::Unknown,
            }
        }
    }
    fit
}

/// The lines besides the tax lines, and how to read them.
struct Goods {
    items: Vec<Item>,
    /// The yen by which a tax may differ if goods, postage and fees are rounded separately.
    slack: i64,
    mode: Mode,
}

impl Goods {
    /// Whether the target can be met; `is_whole`: with every line above zero taxed. `None`: there are too many combinations to try.
    fn fits(&self, target: Target, is_whole: bool) -> Option<bool> {
        let mut is_known = true;
        for way in Way::ALL {
            let plain = self.problem(target, way, is_whole).is_solvable();
            let shared = self.shares_fit(target, way, is_whole);
            if plain == Some(true) || shared == Some(true) {
                return Some(true);
            }
            is_known &= plain.is_some() && shared.is_some();
        }
        is_known.then_some(false)
    }

    /// The tolerance of roundings: with a line left out, only one rounding for each rate counts.
    const fn slack(&self, target: Target, is_whole: bool) -> i64 {
        match target {
            Target::One(_, _, parts) if is_whole => self.slack + parts - 1,
            Target::One(_, _, parts) => parts - 1,
            Target::Both(..) | Target::Together(_) => self.slack,
        }
    }

    fn wanted(&self, rate: Rate, tax: i64, way: Way, slack: i64) -> Range {
        match way {
            Way::Once => bases(self.mode, rate, tax, slack),
            _ => (tax - slack, tax + slack),
        }
    }

    fn problem(&self, target: Target, way: Way, is_whole: bool) -> Problem {
        let slack = self.slack(target, is_whole);
        let wanted = match target {
            Target::One(rate, tax, _) => [self.wanted(rate, tax, way, slack), (0, 0)],
            Target::Both(ten, eight) => [
                self.wanted(Rate::Ten, ten, way, slack),
                self.wanted(Rate::Eight, eight, way, slack),
            ],
            Target::Together(tax) => [self.together(tax, way), (0, 0)],
        };
        let choices = self.items.iter().map(|item| {
            let weights = self.weights(item, target, way);
            let may_be_left_out = !is_whole || item.is_below_zero();
            item.choices(
                &weights,
                matches!(target, Target::Together(_)),
                may_be_left_out,
            )
        });
        Problem {
            choices: choices.collect(),
            wanted,
        }
    }

    /// The contribution of a line to the sum of each rate.
    fn weights(&self, item: &Item, target: Target, way: Way) -> Vec<Range> {
        match target {
            Target::One(rate, ..) => vec![item.taxes(self.mode, rate, way)],
            Target::Both(..) => Rate::ALL
                .map(|rate| item.taxes(self.mode, rate, way))
                .to_vec(),
            Target::Together(_) if way == Way::Once => {
                let weight = |rate: Rate| {
                    let weight = item.amount * self.unrounded(rate);
                    (weight, weight)
                };
                Rate::ALL.map(weight).to_vec()
            }
            Target::Together(_) => Rate::ALL
                .map(|rate| item.taxes(self.mode, rate, way))
                .to_vec(),
        }
    }

    /// The tax of a yen, in parts that are whole for both rates: 11,880 for a yen including tax, else 100.
    const fn unrounded(&self, rate: Rate) -> i64 {
        rate.percent() * self.parts() / self.mode.whole(rate)
    }

    const fn parts(&self) -> i64 {
        match self.mode {
            Mode::OnTop | Mode::OnTopOfSome => 100,
            Mode::Contained => 110 * 108,
        }
    }

    /// The sum of both rates' taxes, each rounded once.
    fn together(&self, tax: i64, way: Way) -> Range {
        if way != Way::Once {
            return (tax - self.slack, tax + self.slack);
        }
        let beside = match self.mode {
            Mode::OnTop => Rate::Ten.percent() + Rate::Eight.percent(),
            Mode::Contained | Mode::OnTopOfSome => 0,
        };
        let off = (2 + self.slack) * self.parts() + beside;
        (tax * self.parts() - off + 1, tax * self.parts() + off - 1)
    }

    /// Whether the target can be met with a discount that the rates share by their amounts.
    fn shares_fit(&self, target: Target, way: Way, is_whole: bool) -> Option<bool> {
        let (below, above): (Vec<&Item>, Vec<&Item>) =
            self.items.iter().partition(|item| item.is_below_zero());
        let discount: i64 = -below.iter().map(|item| item.sum()).sum::<i64>();
        let whole: i64 = above.iter().map(|item| item.sum()).sum();
        let slack = self.slack(target, is_whole);
        let (rates, wanted) = match target {
            Target::One(rate, tax, _) => (vec![rate], vec![tax]),
            Target::Both(ten, eight) => (Rate::ALL.to_vec(), vec![ten, eight]),
            // One sum of both hides the shares of the discount, and an order of one rate shares none.
            Target::Together(_) => return Some(false),
        };
        if discount == 0 || whole == 0 || is_whole && rates.len() == 1 {
            return Some(false);
        }
        let amounts = |item: &Item| vec![(item.amount, item.amount); rates.len()];
        let of_amounts = Self::all_sums(&above, is_whole, amounts)?;
        let of_taxes = Self::all_sums(&above, is_whole, |item| self.weights(item, target, way))?;
        let mut both = of_amounts.iter().zip(&of_taxes);
        Some(both.any(|(amounts, taxes)| {
            let taxed: i64 = amounts.iter().map(|(amount, _)| amount).sum();
            let exact = discount * taxed;
            let shares: Vec<Range> = (0..rates.len())
                .map(|place| self.shares(rates[place], wanted[place], way, taxes[place], slack))
                .collect();
            let least: i64 = shares.iter().map(|(least, _)| (*least).max(0)).sum();
            let most: i64 = shares.iter().map(|(_, most)| (*most).min(discount)).sum();
            let is_possible = shares
                .iter()
                .all(|(least, most)| least <= most && *most >= 0 && *least <= discount);
            is_possible
                && [Rounding::Down, Rounding::Up]
                    .iter()
                    .any(|rounding| (least..=most).contains(&rounding.divide(exact, whole)))
        }))
    }

    /// The shares of a discount with which a sum gives its tax.
    fn shares(&self, rate: Rate, tax: i64, way: Way, sum: Range, slack: i64) -> Range {
        if way == Way::Once {
            let (least, most) = bases(self.mode, rate, tax, slack);
            return (sum.0 - most, sum.1 - least);
        }
        let (least, most) = (sum.0 - tax - slack, sum.1 - tax + slack);
        let zero = taxes(self.mode, rate, Rounding::Up, 0, 1).0;
        if most < zero {
            return (1, 0);
        }
        (
            bases(self.mode, rate, least.max(0), 0).0.max(0),
            bases(self.mode, rate, most, 0).1,
        )
    }

    /// The sums of every assignment, in an order independent of weights.
    fn all_sums(
        items: &[&Item],
        is_whole: bool,
        weights: impl Fn(&Item) -> Vec<Range>,
    ) -> Option<Vec<Sums>> {
        let choices: Vec<_> = items
            .iter()
            .map(|item| item.choices(&weights(item), false, !is_whole))
            .collect();
        let count = choices
            .iter()
            .try_fold(1_usize, |count, choices| count.checked_mul(choices.len()))?;
        let lines: Vec<&[Sums]> = choices.iter().map(Vec::as_slice).collect();
        (count <= MOST).then(|| sums(&lines))
    }
}
