//! Taxes on each line: whether every line has the tax of a rate, or its share of a rate's whole.

use super::{
    Fit,
    items::{Item, Way},
    rates::{Mode, Rate, Rounding},
    search::{Problem, Sums},
};
use crate::settlement::Line;

/// How the taxes of lines fit their own amounts.
pub(super) fn fit(lines: &[&Line<'_>], mode: Mode) -> Fit {
    let is_taxed = |line: &&&Line<'_>| line.tax != 0;
    let above: Vec<&Line<'_>> = lines
        .iter()
        .copied()
        .filter(|line| line.amount > 0)
        .collect();
    let taxed: Vec<&Line<'_>> = above.iter().filter(is_taxed).copied().collect();
    let below = lines.iter().filter(|line| line.amount < 0);
    if taxed.is_empty() || !below.clone().all(|line| is_off_by_some_rate(line, mode)) {
        return Fit::None;
    }
    let fits = match mode {
        // Each line may use its own way, so that nothing right counts as wrong.
        Mode::OnTop => taxed
            .iter()
            .all(|line| Way::ALL.iter().any(|way| is_of_some_rate(line, mode, *way))),
        Mode::Contained | Mode::OnTopOfSome => Way::ALL
            .iter()
            .any(|way| taxed.iter().all(|line| is_of_some_rate(line, mode, *way))),
    };
    let is_discounted = below.count() > 0;
    match fits || is_shared(&taxed, mode, is_discounted) {
        true if taxed.len() == above.len() => Fit::Whole,
        true => Fit::Part,
        false => Fit::None,
    }
}

fn is_of_some_rate(line: &Line<'_>, mode: Mode, way: Way) -> bool {
    if way == Way::Once {
        return false;
    }
    let item = Item::of(line);
    Rate::ALL.iter().any(|rate| {
        let (least, most) = item.taxes(mode, *rate, way);
        (least..=most).contains(&line.tax)
    })
}

/// Whether a line below zero subtracts the tax of one rate, of several that share it, or none.
fn is_off_by_some_rate(line: &Line<'_>, mode: Mode) -> bool {
    let of = |rate: Rate, rounding: Rounding| {
        rounding.divide(line.amount.abs() * rate.percent(), mode.whole(rate))
    };
    let (least, most) = (of(Rate::Eight, Rounding::Down), of(Rate::Ten, Rounding::Up));
    // The remainder of two roundings may differ by a yen.
    line.tax == 0 || (least - 1..=most + 1).contains(&-line.tax)
}

/// Whether the lines of each rate share the tax of their sum: the lines' differences from their rate, in parts of a yen, sum to less than a
/// yen for each rate.
fn is_shared(lines: &[&Line<'_>], mode: Mode, is_discounted: bool) -> bool {
    let count = i64::try_from(lines.len()).unwrap_or_default();
    let choices = lines.iter().map(|line| {
        let off = |rate: Rate| line.tax * mode.whole(rate) - line.amount * rate.percent();
        let [ten, eight] = Rate::ALL.map(|rate| (off(rate), count * mode.whole(rate)));
        let mut choices: Vec<Sums> = Vec::new();
        if ten.0.abs() <= ten.1 {
            choices.push([(ten.0, ten.0), (0, 0)]);
        }
        if eight.0.abs() <= eight.1 {
            choices.push([(0, 0), (eight.0, eight.0)]);
        }
        choices
    });
    let wanted = Rate::ALL.map(|rate| {
        // The remainder of a price including tax may differ by the tax of one more yen, and a discount by a yen of its own.
        let most = match mode {
            Mode::OnTop => mode.whole(rate) * (1 + i64::from(is_discounted)) + rate.percent(),
            Mode::Contained | Mode::OnTopOfSome => mode.whole(rate),
        };
        (1 - most, most - 1)
    });
    let problem = Problem {
        choices: choices.collect(),
        wanted,
    };
    // Untestable combinations do not count as wrong.
    problem.is_solvable().unwrap_or(mode == Mode::OnTop)
}
