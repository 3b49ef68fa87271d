//! Checks of the fields of the books, of requests and of settings; errors say in Japanese what is accepted.

use std::{borrow::Cow, fmt};

use jiff::civil::DateTime;

use crate::clock::{FIRST, FIRST_DAY, LAST, LAST_DAY, to_the_second};

/// A value, or in Japanese what is accepted.
pub(crate) type Accepted<T> = Result<T, String>;

/// A field whose value is not accepted.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Unacceptable {
    pub(crate) field: &'static str,
    /// How to mend it.
    pub(crate) remedy: Cow<'static, str>,
}

impl Unacceptable {
    pub(crate) fn new(field: &'static str, remedy: impl Into<Cow<'static, str>>) -> Self {
        let remedy = remedy.into();
        Self { field, remedy }
    }
}

impl fmt::Display for Unacceptable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}：{}", self.field, self.remedy)
    }
}

/// The highest 与信限度額 in yen, and so the most that a buyer can have used.
pub const MAX_CREDIT_LIMIT: u32 = 20_000_000;

/// The largest 決済金額 and 消費税 in yen that AN010 takes.
pub(crate) const MAX_PRICE: u32 = 999_999_999;
pub(crate) const MAX_TAX: u32 = 999_999;

/// The standard 与信限度額 in yen that the vendor publishes; the default of every buyer.
pub(crate) const STANDARD_CREDIT_LIMIT: u32 = 600_000;

/// Checks an amount in yen as a credit limit or a used part of one.
pub(crate) fn within_credit_limit<T: Copy + Into<u64>>(yen: T) -> Accepted<T> {
    if yen.into() <= u64::from(MAX_CREDIT_LIMIT) {
        Ok(yen)
    } else {
        let most = with_commas(MAX_CREDIT_LIMIT);
        Err(format!("0～{most} 円を指定してください"))
    }
}

/// Formats an amount for people: `-1,234,567`.
pub(crate) fn with_commas(amount: impl Into<i128>) -> String {
    let amount: i128 = amount.into();
    let digits = amount.unsigned_abs().to_string();
    let mut text = String::from(if amount < 0 { "-" } else { "" });
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Checks a text: 1 to 100 characters without control characters.
pub(crate) fn some_text(text: &str) -> Accepted<String> {
    if text.is_empty() || text.chars().any(char::is_control) || text.chars().count() > 100 {
        return Err("1～100文字の文字列を指定してください".to_owned());
    }
    Ok(text.to_owned())
}

/// Reads a time in Japan that a clock can show, to the second.
pub(crate) fn time(text: &str) -> Accepted<DateTime> {
    // Answers contain the offset.
    let local = text.strip_suffix("+09:00").unwrap_or(text);
    let (date, time) = local.split_once(['T', 't', ' ']).unwrap_or((local, ""));
    let has_only = |part: &str, others: &[u8]| {
        part.bytes()
            .all(|byte| byte.is_ascii_digit() || others.contains(&byte))
    };
    // The parser would ignore any other offset, and the name of a zone.
    let is_local = has_only(date, b"-") && has_only(time, b":.");
    let time = is_local
        .then(|| local.parse().ok())
        .flatten()
        .map(to_the_second)
        .ok_or_else(|| {
            "「2026-11-24T10:00:00」のような日本時間を指定してください（付けられる時差は +09:00 だけです）"
                .to_owned()
        })?;
    if (FIRST..=LAST).contains(&time) {
        Ok(time)
    } else {
        Err(format!(
            "{FIRST_DAY}～{LAST_DAY} の日本時間を指定してください"
        ))
    }
}

/// The most prefixes of unusable slip numbers.
pub(crate) const MAX_SLIP_PREFIXES: usize = 1_000;

/// Whether a text is a prefix of slip numbers: 1 to 12 digits.
pub(crate) fn is_slip_prefix(text: &str) -> bool {
    (1..=12).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Checks a merchant code: nine digits.
pub(crate) fn merchant_code(text: &str) -> Accepted<String> {
    if is_merchant_code(text) {
        Ok(text.to_owned())
    } else {
        Err("加盟店コードは9桁の半角数字で指定してください".to_owned())
    }
}

pub(crate) fn is_merchant_code(text: &str) -> bool {
    text.len() == 9 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Checks a password, which the error does not repeat.
pub(crate) fn password(text: &str) -> Accepted<String> {
    if (1..=100).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic()) {
        Ok(text.to_owned())
    } else {
        Err("パスワードは空白を含まない1～100文字の半角英数記号で指定してください".to_owned())
    }
}

/// Checks a buyer id by the rules of AN060.
pub(crate) fn buyer_id(text: &str) -> Accepted<String> {
    let ok = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if (1..=20).contains(&text.len()) && text.bytes().all(ok) {
        Ok(text.to_owned())
    } else {
        Err("取引先IDは20文字以内の半角英数字とハイフンで指定してください".to_owned())
    }
}

/// Checks an order number by the rules of AN010.
pub(crate) fn order_number(text: &str) -> Accepted<String> {
    if (1..=20).contains(&text.chars().count()) && !text.chars().any(char::is_control) {
        Ok(text.to_owned())
    } else {
        Err("受注番号は1～20文字で指定してください".to_owned())
    }
}

/// Checks a telephone number; hyphens may stand between its digits.
pub(crate) fn telephone(text: &str) -> Accepted<String> {
    let mut parts = text.split('-');
    let stands_between = parts.all(|part| !part.is_empty());
    if is_telephone(text) && stands_between {
        Ok(text.to_owned())
    } else {
        Err("電話番号は10桁か11桁の数字（間にハイフン2つまで可）で指定してください".to_owned())
    }
}

/// Whether AN060 may take the number: ten or eleven digits, and hyphens anywhere.
pub(crate) fn is_telephone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let hyphens = text.bytes().filter(|byte| *byte == b'-').count();
    (10..=11).contains(&digits) && hyphens <= 2 && digits + hyphens == text.len()
}
