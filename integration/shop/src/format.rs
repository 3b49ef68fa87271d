//! How amounts, times and readings are written.

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
    tz::Offset,
};

use kakebarai::{buyers::application::conversion, client::Decimal3};

/// An amount in yen: `1,234円`, `-500円`.
pub(crate) fn yen(amount: i64) -> String {
    let sign = if amount < 0 { "-" } else { "" };
    format!("{sign}{}円", separated(amount.unsigned_abs()))
}

/// A price of a piece, with the digits behind the point that it has: `12.5円`.
pub(crate) fn price(price: Decimal3) -> String {
    let text = price.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let point = if fraction.is_empty() { "" } else { "." };
    match whole.parse() {
        Ok(whole) => format!("{}{point}{fraction}円", separated(whole)),
        Err(_) => format!("{text}円"),
    }
}

/// How many there are of something, with a comma before every three digits.
pub(crate) fn count(number: usize) -> String {
    separated(u64::try_from(number).unwrap_or(u64::MAX))
}

/// A number with a comma before every three digits.
pub(crate) fn separated(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The same text with its hiragana as katakana.
pub(crate) fn katakana(text: &str) -> String {
    text.chars()
        .map(|of| match of {
            'ぁ'..='ゖ' | 'ゝ' | 'ゞ' => char::from_u32(u32::from(of) + 0x60).unwrap_or(of),
            _ => of,
        })
        .collect()
}

const JAPAN: Offset = Offset::constant(9);

/// The day and the time in Japan.
pub(crate) fn japan(moment: Timestamp) -> DateTime {
    JAPAN.to_datetime(moment)
}

/// The day in Japan.
pub(crate) fn day(moment: Timestamp) -> Date {
    japan(moment).date()
}

/// When a day begins in Japan; `None` beyond the range of times.
pub(crate) fn beginning(day: Date) -> Option<Timestamp> {
    JAPAN.to_timestamp(day.to_datetime(Time::midnight())).ok()
}

/// A moment to the second, to tell apart several within a minute: `2026/11/24 10:05:09`.
pub(crate) fn second(moment: Timestamp) -> String {
    JAPAN
        .to_datetime(moment)
        .strftime("%Y/%m/%d %H:%M:%S")
        .to_string()
}

/// A moment as people read it, in Japan: `2026/11/24 10:05`.
pub(crate) fn moment(moment: Timestamp) -> String {
    japan(moment).strftime("%Y/%m/%d %H:%M").to_string()
}

/// A postal code as people write it: `171-0033`.
pub(crate) fn postal_code(code: &str) -> String {
    let code = conversion::postal_code(code);
    match code.split_at_checked(3) {
        Some((town, rest)) if code.len() == 7 => format!("{town}-{rest}"),
        _ => code,
    }
}
