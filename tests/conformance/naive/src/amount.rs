//! Decimals in hundredths, and how a part of a yen is rounded: integers alone.

/// A decimal with at most two digits behind the point, in hundredths; nothing for any other text.
pub(crate) fn hundredths(text: &str) -> Option<i64> {
    let (unsigned, sign) = match text.strip_prefix('-') {
        Some(rest) => (rest, -1),
        None => (text, 1),
    };
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let fraction = fraction.trim_end_matches('0');
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(fraction) || fraction.len() > 2 {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let fraction: i64 = format!("{fraction:0<2}").parse().ok()?;
    whole
        .checked_mul(100)?
        .checked_add(fraction)
        .map(|value| sign * value)
}

/// A whole number of yen.
pub(crate) fn yen(text: &str) -> Option<i64> {
    let value = hundredths(text)?;
    (value % 100 == 0).then_some(value / 100)
}

/// Hundredths as a decimal, without zeros at its end.
pub(crate) fn decimal(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, rest) = (
        hundredths.unsigned_abs() / 100,
        hundredths.unsigned_abs() % 100,
    );
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    let fraction = format!("{rest:02}");
    format!("{sign}{whole}.{}", fraction.trim_end_matches('0'))
}

/// What happens to a part of a yen.
#[derive(Clone, Copy, Debug, Eq, PartialEq, serde::Serialize, serde::Deserialize)]
pub(crate) enum Rounding {
    /// 切り捨て.
    Down,
    /// 切り上げ.
    Up,
    /// 四捨五入.
    HalfUp,
}

impl Rounding {
    /// A quotient, rounded by its magnitude: a discount is rounded as what it is taken off.
    pub(crate) fn divide(self, dividend: i128, divisor: i128) -> i64 {
        let (magnitude, divisor) = (dividend.abs(), divisor.abs());
        let quotient = match self {
            Self::Down => magnitude / divisor,
            Self::Up => (magnitude + divisor - 1) / divisor,
            Self::HalfUp => (2 * magnitude + divisor) / (2 * divisor),
        };
        i64::try_from(quotient * dividend.signum()).unwrap_or(i64::MAX)
    }
}

/// Shares a whole in proportion to weights, to the yen: what the first ones have by rounding, the last one has not.
pub(crate) fn shared(whole: i64, weights: &[i64]) -> Vec<i64> {
    let sum: i128 = weights.iter().copied().map(i128::from).sum();
    let (mut reached, mut given) = (0_i128, 0_i64);
    weights
        .iter()
        .map(|&weight| {
            reached += i128::from(weight);
            let upto = if sum == 0 {
                whole
            } else {
                Rounding::HalfUp.divide(i128::from(whole) * reached * sum.signum(), sum.abs())
            };
            let share = upto - given;
            given = upto;
            share
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_read_and_written_in_hundredths() {
        for (text, value) in [
            ("0", 0),
            ("33.33", 3_333),
            ("2.75", 275),
            ("-0.5", -50),
            ("1100", 110_000),
        ] {
            assert_eq!(hundredths(text), Some(value));
            assert_eq!(decimal(value), text);
        }
        assert_eq!(hundredths("1.500"), Some(150));
        for wrong in ["", "1.234", "1,000", "１", ".5", "1e3", "+1"] {
            assert_eq!(hundredths(wrong), None, "{wrong}");
        }
        assert_eq!((yen("1600"), yen("1600.5")), (Some(1_600), None));
    }

    #[test]
    fn a_part_of_a_yen_goes_where_it_is_said() {
        assert_eq!(Rounding::Down.divide(2_970, 100), 29);
        assert_eq!(Rounding::Up.divide(2_901, 100), 30);
        assert_eq!(Rounding::HalfUp.divide(950, 100), 10);
        assert_eq!(Rounding::HalfUp.divide(949, 100), 9);
        assert_eq!(Rounding::Down.divide(-2_970, 100), -29);
    }

    #[test]
    fn shares_add_up() {
        assert_eq!(shared(1_000, &[2_000, 1_000]), [667, 333]);
        assert_eq!(shared(100, &[1, 1, 1]), [33, 34, 33]);
        assert_eq!(shared(7, &[0, 0]), [7, 0]);
    }
}
