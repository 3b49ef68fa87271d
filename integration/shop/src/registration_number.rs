//! 登録番号 of an issuer of 適格請求書: `T` and 13 digits, the first of which checks the others.

use std::{fmt, str::FromStr};

use kakebarai::buyers::application::conversion;

/// A number whose check digit is right. Whether it is registered, 国税庁's list alone can tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RegistrationNumber(String);

/// Why a text is not such a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotRegistrationNumber {
    /// Not `T` and 13 digits.
    #[error("「T」と13桁の数字で入力してください。")]
    Form,
    /// A digit is wrong.
    #[error("番号の検査用数字が合いません。登録通知書のとおりに入力してください。")]
    CheckDigit,
}

impl FromStr for RegistrationNumber {
    type Err = NotRegistrationNumber;

    /// Reads full-width and small letters, too, and hyphens and spaces where people write them.
    fn from_str(text: &str) -> Result<Self, NotRegistrationNumber> {
        let plain: String = conversion::to_half_width(text)
            .to_ascii_uppercase()
            .chars()
            .filter(|c| *c != '-' && *c != ' ')
            .collect();
        let digits: Option<Vec<u32>> = plain
            .strip_prefix('T')
            .and_then(|digits| digits.chars().map(|digit| digit.to_digit(10)).collect());
        match digits.as_deref() {
            Some([check, others @ ..]) if others.len() == 12 => {
                if *check == check_digit(others) {
                    Ok(Self(plain))
                } else {
                    Err(NotRegistrationNumber::CheckDigit)
                }
            }
            _ => Err(NotRegistrationNumber::Form),
        }
    }
}

/// The check digit of a 法人番号 (法人番号の指定等に関する省令, article 2): from the last digit on, each second one counts twice; 9
/// less what remains of their sum divided by 9.
fn check_digit(others: &[u32]) -> u32 {
    let weights = [1, 2].into_iter().cycle();
    let sum: u32 = others
        .iter()
        .rev()
        .zip(weights)
        .map(|(digit, weight)| digit * weight)
        .sum();
    9 - sum % 9
}

impl fmt::Display for RegistrationNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
