//! The fee of the payment method.

use crate::billing::Fee;

#[test]
fn fees_by_hand() {
    for (fixed, percent, amount, expected) in [
        (300, "0", 10_000, 300),
        (0, "3", 10_000, 300),
        (300, "3.25", 10_000, 625),
        (0, "1.5", 33, 0),
        (0, "1.5", 34, 1),
        (0, "0", 0, 0),
        (100, "5", -50, 100),
    ] {
        let fee = Fee {
            fixed,
            percent: percent.parse().unwrap(),
        };
        assert_eq!(fee.of(amount), expected, "{fixed} {percent} {amount}");
    }
}
