//! Numbers on the wire: signed, in decimal, at most two digits behind the point. Never floats.

/// The digits behind the point of a signed decimal; `None` for any other text.
pub(crate) fn fraction_digits(text: &str) -> Option<usize> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (unsigned, None),
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match fraction {
        None => digits(whole).then_some(0),
        Some(fraction) => (digits(whole) && digits(fraction)).then_some(fraction.len()),
    }
}

/// A whole number, `None` for anything else or out of range.
pub(crate) fn whole(text: &str) -> Option<i64> {
    (fraction_digits(text) == Some(0))
        .then(|| text.parse().ok())
        .flatten()
}

/// The exact sum of numbers. Returns `None` if one is missing.
pub(crate) fn sum(numbers: impl Iterator<Item = Option<i64>>) -> Option<i128> {
    numbers.map(|number| number.map(i128::from)).sum()
}

/// Whether a decimal is below zero.
pub(crate) fn is_negative(text: &str) -> Option<bool> {
    fraction_digits(text)?;
    Some(text.starts_with('-') && text.bytes().any(|byte| matches!(byte, b'1'..=b'9')))
}
