//! A mistake: what a form has in it so that one check refuses it.

/// The code that is expected, and the fields that are wrong. An empty value is not given; `あ×31` stands for thirty-one.
pub(super) type Mistake = (&'static str, &'static [(&'static str, &'static str)]);

/// The value of a field.
pub(super) fn value(text: &str) -> String {
    let repeated = || {
        let (unit, times) = text.split_once('×')?;
        Some(unit.repeat(times.parse().ok()?))
    };
    repeated().unwrap_or_else(|| text.to_owned())
}
