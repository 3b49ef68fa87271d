//! Amounts for people.

/// An amount in groups of three digits: `14,014`.
pub fn in_groups(yen: impl Into<i128>) -> String {
    let yen = yen.into();
    let digits = yen.unsigned_abs().to_string();
    let mut written = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    if yen < 0 {
        written.insert(0, '-');
    }
    written
}

#[cfg(test)]
mod tests {
    use super::in_groups;

    #[test]
    fn amounts_are_written_in_groups_of_three() {
        for (amount, written) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (14_014, "14,014"),
            (1_234_567, "1,234,567"),
            (-1_000_i64, "-1,000"),
        ] {
            assert_eq!(in_groups(amount), written);
        }
    }
}
