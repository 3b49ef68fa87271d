//! Amounts, rates and quantities: decimals in strings, so that they never become floats.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use utoipa::ToSchema;

/// A decimal number in a string: `"1600"`, `"-500"`, `"33.33"`. No separators, no exponent, no sign but `-`.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, ToSchema)]
#[schema(pattern = "^-?[0-9]+(\\.[0-9]+)?$", example = "1600")]
pub struct Amount(String);

/// A text that is not a decimal number.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error(
    "「{0}」は金額の書き方ではありません。半角の数字だけで書いてください（例：\"1600\"、\"-500\"、\"33.33\"。桁区切りや円は付けません）"
)]
pub struct NotAnAmount(String);

impl Amount {
    /// An amount in yen.
    pub fn yen(yen: i64) -> Self {
        Self(yen.to_string())
    }

    /// The digits as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The amount in yen, if it has no fraction and at most eighteen digits.
    pub fn in_yen(&self) -> Option<i64> {
        self.0.parse().ok()
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Amount {
    type Err = NotAnAmount;

    fn from_str(text: &str) -> Result<Self, NotAnAmount> {
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let is_decimal = match unsigned.split_once('.') {
            None => digits(unsigned),
            Some((whole, fraction)) => digits(whole) && digits(fraction),
        };
        if is_decimal {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAnAmount(text.chars().take(40).collect()))
        }
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_decimals_are_amounts() {
        for good in ["0", "1600", "-500", "33.33", "-0.5", "007"] {
            assert_eq!(good.parse::<Amount>().unwrap().as_str(), good);
        }
        for bad in [
            "",
            "-",
            "1,600",
            "1600円",
            "+1",
            "1e3",
            ".5",
            "5.",
            "１６００",
            " 1",
            "1.2.3",
            "--1",
        ] {
            assert!(bad.parse::<Amount>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_number_is_no_amount() {
        assert!(serde_json::from_str::<Amount>("1600").is_err());
        assert_eq!(Amount::yen(-500), serde_json::from_str("\"-500\"").unwrap());
    }

    #[test]
    fn yen_have_no_fraction() {
        assert_eq!(Amount::yen(1_600).in_yen(), Some(1_600));
        assert_eq!("33.33".parse::<Amount>().unwrap().in_yen(), None);
    }
}
