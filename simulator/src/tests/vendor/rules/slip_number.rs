//! Slip numbers: the check digit 7DR.

use proptest::prelude::*;

use crate::tests::support::asking::cases;
use crate::vendor::rules::slip_number::check_digit_is_right;

#[test]
fn literal_numbers() {
    // 12345678901 = 7 × 1763668414 + 3, and so on, by hand.
    for right in [
        "123456789013",
        "000000000000",
        "000000000011",
        "000000000066",
        "000000000070",
        "000000000081",
        "999999999994",
        "11",
        "66",
        "70",
        "0",
    ] {
        assert!(check_digit_is_right(right), "{right}");
    }
    for wrong in [
        "123456789010",
        "123456789014",
        "000000000077",
        "999999999998",
        "",
        "1",
        "7",
        "１２３４５６７８９０１３",
        "1234-5678-9013",
        "12345678901 3",
        "+123456789013",
        "-11",
        "1１",
    ] {
        assert!(!check_digit_is_right(wrong), "{wrong}");
    }
}

#[test]
fn no_length_overflows() {
    // 10^n modulo 7 cycles with n: 1 3 2 6 4 5.
    let remainders = [1, 3, 2, 6, 4, 5];
    for zeros in 0..1_000 {
        let number = format!("1{}{}", "0".repeat(zeros), remainders[zeros % 6]);
        assert!(check_digit_is_right(&number), "10^{zeros}");
    }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn exactly_one_digit_is_right(number in 0u64..100_000_000_000) {
        let right: Vec<u64> = (0..=9)
            .filter(|digit| check_digit_is_right(&format!("{number:011}{digit}")))
            .collect();
        prop_assert_eq!(right, vec![number % 7]);
    }

    #[test]
    fn long_numbers_too(number in any::<u128>()) {
        let digit = number % 7;
        let right = format!("{number}{digit}");
        let wrong = format!("{number}{}", (digit + 1) % 7);
        prop_assert!(check_digit_is_right(&right));
        prop_assert!(!check_digit_is_right(&wrong));
    }

    #[test]
    fn any_text_has_an_answer(text in any::<String>()) {
        let digits = !text.is_empty() && text.chars().all(|c| "0123456789".contains(c));
        prop_assert!(digits || !check_digit_is_right(&text));
    }
}
