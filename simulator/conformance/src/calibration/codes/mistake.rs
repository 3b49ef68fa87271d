//! A mistake: values in a form that one check refuses.

/// The expected code, and the wrong fields. An empty value is not given; `あ×31` stands for thirty-one.
pub(super) type Mistake = (&'static str, &'static [(&'static str, &'static str)]);

/// The value of a field.
pub(super) fn value(text: &str) -> String {
    let repeated = || {
        let (unit, times) = text.split_once('×')?;
        Some(unit.repeat(times.parse().ok()?))
    };
    repeated().unwrap_or_else(|| text.to_owned())
}
