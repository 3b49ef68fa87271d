//! 送り状番号: cleaned, and its check digit verified before anything is sent.

use std::{fmt, str::FromStr};

use crate::characters::{is_hyphen, is_invisible};

/// A slip number as it is sent: twelve digits, the last of which is right.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SlipNumber(String);

/// Why a text is not a slip number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoSlipNumber {
    /// It has no digits.
    #[error("送り状番号を入力してください。")]
    Missing,
    /// It has other characters than digits.
    #[error("送り状番号「{0}」に数字以外の文字が含まれています。12桁の数字で入力してください。")]
    NotDigits(String),
    /// More or fewer digits than twelve.
    #[error("送り状番号「{0}」は{1}桁です。12桁の数字で入力してください。")]
    Length(String, usize),
    /// A digit is wrong.
    #[error(
        "送り状番号「{0}」に入力の誤りがあります。末尾の数字は{1}になるはずです。送り状をもう一度確認してください。"
    )]
    CheckDigit(String, u32),
}

impl SlipNumber {
    /// Reads a slip number as people write it: hyphens of all kinds, spaces and what is invisible are taken away, full-width digits made
    /// half-width.
    ///
    /// # Errors
    /// [`NoSlipNumber`] says what is wrong. Yamato's numbers have twelve digits, the last of which is the number before it
    /// modulo 7 (documented).
    pub fn read(text: &str) -> Result<Self, NoSlipNumber> {
        let mut digits = String::new();
        for character in text.chars() {
            match character {
                '0'..='9' => digits.push(character),
                '０'..='９' => digits.extend(char::from_u32(u32::from(character) - 0xfee0)),
                hyphen if is_hyphen(hyphen) => {}
                unseen if unseen.is_whitespace() || is_invisible(unseen) => {}
                _ => return Err(NoSlipNumber::NotDigits(text.to_owned())),
            }
        }
        let Some(last) = digits.chars().last().and_then(|last| last.to_digit(10)) else {
            return Err(NoSlipNumber::Missing);
        };
        if digits.len() != 12 {
            let length = digits.len();
            return Err(NoSlipNumber::Length(digits, length));
        }
        let before: u64 = digits[..11].parse().map_err(|_| NoSlipNumber::Missing)?;
        match u32::try_from(before % 7) {
            Ok(right) if right != last => Err(NoSlipNumber::CheckDigit(digits, right)),
            _ => Ok(Self(digits)),
        }
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for SlipNumber {
    type Err = NoSlipNumber;

    /// As [`SlipNumber::read`].
    fn from_str(text: &str) -> Result<Self, NoSlipNumber> {
        Self::read(text)
    }
}

impl fmt::Display for SlipNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
