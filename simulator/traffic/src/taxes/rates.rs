//! Rates, roundings, and the amounts and taxes that match by them. Exact: only integers.

use unicode_normalization::UnicodeNormalization as _;

/// A rate of 消費税.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Rate {
    Eight,
    Ten,
}

impl Rate {
    pub(super) const ALL: [Self; 2] = [Self::Ten, Self::Eight];

    pub(super) const fn percent(self) -> i64 {
        match self {
            Self::Eight => 8,
            Self::Ten => 10,
        }
    }
}

/// The one rate in a name: 「消費税（10%）」, 「軽減税率」; `None` for several or no rates.
pub(super) fn named(name: &str) -> Option<Rate> {
    let mut rates: Vec<_> = Rate::ALL
        .into_iter()
        .filter(|rate| percentages(name).contains(&rate.percent()))
        .collect();
    match rates.len() {
        0 if name.contains("軽減") => Some(Rate::Eight),
        1 => rates.pop(),
        _ => None,
    }
}

/// Whether a name mentions its rate.
pub(crate) fn names_rate(name: &str) -> bool {
    name.contains("軽減") || !percentages(name).is_empty()
}

/// The whole numbers before `%` in a name.
fn percentages(name: &str) -> Vec<i64> {
    let name: String = name.nfkc().collect();
    let parts: Vec<_> = name.split('%').collect();
    let before = parts.split_last().map_or(&[][..], |(_, before)| before);
    let numbers = before.iter().filter_map(|part| {
        let part = part.trim_end();
        let rest = part.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        part[rest.len()..].parse().ok()
    });
    numbers.collect()
}

/// The rounding of a fraction of a yen.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Rounding {
    Down,
    Up,
    HalfUp,
}

impl Rounding {
    /// Divides a number that is not below zero.
    pub(super) const fn divide(self, dividend: i64, divisor: i64) -> i64 {
        match self {
            Self::Down => dividend / divisor,
            Self::Up => (dividend + divisor - 1) / divisor,
            Self::HalfUp => (dividend * 2 + divisor) / (divisor * 2),
        }
    }
}

/// The relation of a tax to its amount.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Mode {
    /// The amount excludes the tax.
    OnTop,
    /// The same, exactly: lines that may be left out as not taxed give enough freedom.
    OnTopOfSome,
    /// The amount includes the tax, which is then billed twice.
    Contained,
}

impl Mode {
    /// The number of which the percentage is a part: 100, or 110 for a contained 10 %.
    pub(super) const fn whole(self, rate: Rate) -> i64 {
        match self {
            Self::OnTop | Self::OnTopOfSome => 100,
            Self::Contained => 100 + rate.percent(),
        }
    }
}

/// From the least to the most.
pub(super) type Range = (i64, i64);

/// The taxes that an amount, in parts of a yen, may have by a rounding. On top, a price without tax may also be the remainder of one with
/// it: 1,099 including 99 leave 1,000, to which rounding down alone would give 100.
pub(super) fn taxes(mode: Mode, rate: Rate, rounding: Rounding, amount: i64, parts: i64) -> Range {
    let percent = rate.percent();
    let tax = rounding.divide(amount.abs() * percent, mode.whole(rate) * parts);
    let range = match mode {
        Mode::Contained | Mode::OnTopOfSome => (tax, tax),
        Mode::OnTop => {
            let is_left = |tax: &i64| {
                let priced = amount.abs() + tax * parts;
                *tax >= 0 && rounding.divide(priced * percent, (100 + percent) * parts) == *tax
            };
            let others = [tax - 1, tax + 1].into_iter().filter(is_left);
            others.fold((tax, tax), |(least, most), other| {
                (least.min(other), most.max(other))
            })
        }
    };
    if amount >= 0 {
        return range;
    }
    if mode == Mode::OnTopOfSome {
        return (-tax, -tax);
    }
    // A deduction may be rounded either way.
    let least = Rounding::Down.divide(amount.abs() * percent, mode.whole(rate) * parts);
    let most = Rounding::Up.divide(amount.abs() * percent, mode.whole(rate) * parts);
    (-most.max(range.1), -least.min(range.0))
}

/// The sums of amounts that a tax, rounded once by any rounding, may belong to. `slack`: the yen by which a tax that is rounded part by
/// part may differ.
pub(super) fn bases(mode: Mode, rate: Rate, tax: i64, slack: i64) -> Range {
    let (percent, whole) = (rate.percent(), mode.whole(rate));
    let beside = match mode {
        // The remainder of a price including tax may differ by a whole yen of tax.
        Mode::OnTop => percent,
        Mode::Contained | Mode::OnTopOfSome => 0,
    };
    let below = whole * (tax - 1 - slack) - beside;
    let above = whole * (tax + 1 + slack) + beside;
    (
        below.div_euclid(percent) + 1,
        (above - 1).div_euclid(percent),
    )
}

#[cfg(test)]
mod tests {
    use super::{Mode::*, Rate::*, Rounding::*, *};

    #[test]
    fn names_name_a_rate_or_none() {
        for (name, rate) in [
            ("消費税（10%）", Some(Ten)),
            ("消費税８％", Some(Eight)),
            ("消費税 8 %", Some(Eight)),
            ("軽減税率対象", Some(Eight)),
            ("軽減税率 8%", Some(Eight)),
            ("消費税", None),
            ("消費税（8%・10%）", None),
            ("果汁100%", None),
            ("7.8%", None),
        ] {
            assert_eq!(named(name), rate, "{name}");
        }
        assert!(names_rate("果汁100%") && names_rate("軽減") && !names_rate("消費税"));
    }

    #[test]
    fn taxes_by_hand() {
        for (mode, rate, rounding, amount, range) in [
            (OnTop, Ten, Down, 1_234, (123, 123)),
            (OnTop, Ten, Up, 1_234, (124, 124)),
            // 123.5, or the remainder of 1,358 including 123.45.
            (OnTop, Ten, HalfUp, 1_235, (123, 124)),
            // 1,100 including 100, or 1,099 including 99.
            (OnTop, Ten, Down, 1_000, (99, 100)),
            // 1,100 including 100, or 1,101 including 101.
            (OnTop, Ten, Up, 1_000, (100, 101)),
            (Contained, Ten, Down, 1_100, (100, 100)),
            (Contained, Eight, Up, 1_000, (75, 75)),
            (OnTop, Ten, Down, -1_005, (-101, -100)),
        ] {
            assert_eq!(
                taxes(mode, rate, rounding, amount, 1),
                range,
                "{mode:?} {amount}"
            );
        }
        // 33.33 yen a piece.
        assert_eq!(taxes(OnTop, Ten, Down, 3_333, 100), (3, 3));
    }

    #[test]
    fn bases_are_all_amounts_that_some_rounding_brings_to_a_tax() {
        // Up from 991 (99.1), down to 1,009 (100.9); 1,010 remains of 1,110, whose 100.9 is rounded down.
        assert_eq!(bases(OnTop, Ten, 100, 0), (990, 1_010));
        // 1,089 includes 99, and 1,111 includes 101.
        assert_eq!(bases(Contained, Ten, 100, 0), (1_090, 1_110));
        assert_eq!(bases(Contained, Eight, 8, 0), (95, 121));
    }
}
