//! A decimal number with two digits behind the point at most, without floating point.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// A decimal number with at most two digits behind the point, kept exactly as an integer number of hundredths:
/// quantities (数量) and unit prices (単価, in yen).
///
/// Written as the provider takes it: a minus where needed, no separators, no zeros that say nothing: `3`, `1.5`,
/// `-0.05`. The provider takes 9 characters of a quantity and 8 of a unit price, minus and point counted (documented).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal2(i64);

impl Decimal2 {
    /// So many hundredths: `from_hundredths(150)` is 1.5.
    pub const fn from_hundredths(hundredths: i64) -> Self {
        Self(hundredths)
    }

    /// The number in hundredths: 150 for 1.5.
    pub const fn as_hundredths(self) -> i64 {
        self.0
    }

    /// How many characters it is written with, minus and point counted.
    pub(crate) const fn characters(self) -> usize {
        let (whole, rest) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        let mut characters = if self.0 < 0 { 2 } else { 1 };
        let mut above = whole / 10;
        while above > 0 {
            characters += 1;
            above /= 10;
        }
        match (rest / 10, rest % 10) {
            (0, 0) => characters,
            (_, 0) => characters + 2,
            _ => characters + 3,
        }
    }
}

impl From<i32> for Decimal2 {
    fn from(whole: i32) -> Self {
        Self(i64::from(whole) * 100)
    }
}

impl From<u32> for Decimal2 {
    fn from(whole: u32) -> Self {
        Self(i64::from(whole) * 100)
    }
}

impl fmt::Display for Decimal2 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        match (rest / 10, rest % 10) {
            (0, 0) => write!(f, "{sign}{whole}"),
            (tenths, 0) => write!(f, "{sign}{whole}.{tenths}"),
            (tenths, hundredths) => write!(f, "{sign}{whole}.{tenths}{hundredths}"),
        }
    }
}

impl Serialize for Decimal2 {
    /// As a text, so that no reader makes a binary fraction of it: `"1.5"`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Decimal2 {
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

/// A text that is not a decimal number with at most two digits behind the point, or is beyond ±92,233,720,368,547,758.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a decimal number with at most two digits behind the point")]
pub struct NotDecimal2;

impl FromStr for Decimal2 {
    type Err = NotDecimal2;

    /// Reads ASCII digits, with a minus before them and one or two digits behind a point where wanted. A plus, blanks,
    /// separators and full-width digits are errors, and so is a point without digits on both sides.
    fn from_str(text: &str) -> Result<Self, NotDecimal2> {
        let (sign, digits) = text
            .strip_prefix('-')
            .map_or(("", text), |digits| ("-", digits));
        let (whole, fraction) = match digits.split_once('.') {
            None => (digits, ""),
            Some((whole, fraction)) if matches!(fraction.len(), 1 | 2) => (whole, fraction),
            Some(_) => return Err(NotDecimal2),
        };
        if whole.is_empty()
            || !whole
                .bytes()
                .chain(fraction.bytes())
                .all(|byte| byte.is_ascii_digit())
        {
            return Err(NotDecimal2);
        }
        format!("{sign}{whole}{fraction:0<2}")
            .parse()
            .map(Self)
            .map_err(|_| NotDecimal2)
    }
}
