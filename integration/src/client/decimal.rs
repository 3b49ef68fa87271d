//! Decimal numbers with two or three digits behind the point at most, without floating point.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// A decimal number with at most `DIGITS` decimal places, kept exactly as an integer number of their smallest unit.
///
/// Written as the provider takes it: a minus where needed, no separators, no zeros that say nothing: `3`, `1.5`,
/// `-0.05`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal<const DIGITS: u32>(i64);

/// Two digits behind the point: quantities (数量), rates, and unit prices (単価, in yen) as they are sent. The provider takes 9
/// characters of a quantity and 8 of a unit price, minus and point counted (documented).
pub type Decimal2 = Decimal<2>;

/// Three digits behind the point: what a shop asks for one piece, in yen.
pub type Decimal3 = Decimal<3>;

impl Decimal2 {
    /// From hundredths: `from_hundredths(150)` is 1.5.
    pub const fn from_hundredths(hundredths: i64) -> Self {
        Self(hundredths)
    }

    /// The number in hundredths: 150 for 1.5.
    pub const fn as_hundredths(self) -> i64 {
        self.0
    }
}

impl Decimal3 {
    /// From thousandths: `from_thousandths(1_500)` is 1.5.
    pub const fn from_thousandths(thousandths: i64) -> Self {
        Self(thousandths)
    }

    /// The number in thousandths: 1,500 for 1.5.
    pub const fn as_thousandths(self) -> i64 {
        self.0
    }
}

impl<const DIGITS: u32> Decimal<DIGITS> {
    /// How many characters it is written with, minus and point counted.
    pub(crate) const fn characters(self) -> usize {
        let mut unit = 10_u64.pow(DIGITS);
        let (whole, mut rest) = (self.0.unsigned_abs() / unit, self.0.unsigned_abs() % unit);
        let mut characters = if self.0 < 0 { 2 } else { 1 };
        let mut above = whole / 10;
        while above > 0 {
            characters += 1;
            above /= 10;
        }
        if rest > 0 {
            characters += 1;
        }
        while rest > 0 {
            unit /= 10;
            rest %= unit;
            characters += 1;
        }
        characters
    }
}

impl<const DIGITS: u32> From<i32> for Decimal<DIGITS> {
    fn from(whole: i32) -> Self {
        Self(i64::from(whole) * 10_i64.pow(DIGITS))
    }
}

impl<const DIGITS: u32> From<u32> for Decimal<DIGITS> {
    fn from(whole: u32) -> Self {
        Self(i64::from(whole) * 10_i64.pow(DIGITS))
    }
}

impl From<Decimal2> for Decimal3 {
    /// Beyond ±9,223,372,036,854,775 it is as large as it can be.
    fn from(number: Decimal2) -> Self {
        Self(number.0.saturating_mul(10))
    }
}

impl TryFrom<Decimal3> for Decimal2 {
    type Error = NotDecimal;

    /// A third digit behind the point is an error.
    fn try_from(number: Decimal3) -> Result<Self, NotDecimal> {
        if number.0 % 10 == 0 {
            Ok(Self(number.0 / 10))
        } else {
            Err(NotDecimal)
        }
    }
}

impl<const DIGITS: u32> fmt::Display for Decimal<DIGITS> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = 10_u64.pow(DIGITS);
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) = (self.0.unsigned_abs() / unit, self.0.unsigned_abs() % unit);
        write!(f, "{sign}{whole}")?;
        if rest > 0 {
            // The unit before them keeps the zeros at the beginning.
            let digits = (unit + rest).to_string();
            write!(f, ".{}", digits[1..].trim_end_matches('0'))?;
        }
        Ok(())
    }
}

impl<const DIGITS: u32> Serialize for Decimal<DIGITS> {
    /// As a text, so that no reader makes a binary fraction of it: `"1.5"`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, const DIGITS: u32> Deserialize<'de> for Decimal<DIGITS> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

/// As whole hundredths, which is how ledgers have always kept them.
pub(super) mod hundredths {
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    use super::Decimal2;

    #[expect(clippy::ref_option, reason = "serde hands fields over by reference")]
    pub(in super::super) fn serialize<S: Serializer>(
        number: &Option<Decimal2>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        number.map(Decimal2::as_hundredths).serialize(serializer)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Decimal2>, D::Error> {
        let hundredths = Option::deserialize(deserializer)?;
        Ok(hundredths.map(Decimal2::from_hundredths))
    }
}

/// A text that is not a decimal number, has too many decimal places, or is beyond what 63 bits hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a decimal number, or one with too many digits behind the point")]
pub struct NotDecimal;

impl<const DIGITS: u32> FromStr for Decimal<DIGITS> {
    type Err = NotDecimal;

    /// Reads ASCII digits, with a minus before them and digits behind a point if wanted. A plus, blanks, separators and
    /// full-width digits are errors, and so is a point without digits on both sides.
    fn from_str(text: &str) -> Result<Self, NotDecimal> {
        let (sign, digits) = text
            .strip_prefix('-')
            .map_or(("", text), |digits| ("-", digits));
        let (whole, fraction) = match digits.split_once('.') {
            None => (digits, ""),
            Some((_, "")) => return Err(NotDecimal),
            Some(parts) => parts,
        };
        let given = u32::try_from(fraction.len()).map_err(|_| NotDecimal)?;
        let missing = DIGITS.checked_sub(given).ok_or(NotDecimal)?;
        if whole.is_empty()
            || !whole
                .bytes()
                .chain(fraction.bytes())
                .all(|byte| byte.is_ascii_digit())
        {
            return Err(NotDecimal);
        }
        let given: i64 = format!("{sign}{whole}{fraction}")
            .parse()
            .map_err(|_| NotDecimal)?;
        given
            .checked_mul(10_i64.pow(missing))
            .map(Self)
            .ok_or(NotDecimal)
    }
}
