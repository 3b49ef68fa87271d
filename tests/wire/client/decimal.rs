//! Decimals with two or three digits behind the point, exact.

use kakebarai::client::{Decimal2, Decimal3};
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

#[test]
fn written_shortly_and_read_back() {
    for (hundredths, text) in [
        (0, "0"),
        (1, "0.01"),
        (10, "0.1"),
        (100, "1"),
        (150, "1.5"),
        (398_000, "3980"),
        (-5, "-0.05"),
        (-100, "-1"),
        (-12_345, "-123.45"),
        (i64::MAX, "92233720368547758.07"),
        (i64::MIN, "-92233720368547758.08"),
    ] {
        assert_eq!(Decimal2::from_hundredths(hundredths).to_string(), text);
        assert_eq!(text.parse(), Ok(Decimal2::from_hundredths(hundredths)));
    }
}

#[test]
fn read_with_zeros_that_say_nothing() {
    for (text, hundredths) in [
        ("1.50", 150),
        ("1.0", 100),
        ("007", 700),
        ("-0", 0),
        ("-0.00", 0),
        ("0.5", 50),
    ] {
        assert_eq!(
            text.parse(),
            Ok(Decimal2::from_hundredths(hundredths)),
            "{text}"
        );
    }
}

#[test]
fn not_read() {
    for text in [
        "",
        "-",
        ".",
        "1.",
        ".5",
        "-.5",
        "1.234",
        "1.2.3",
        "+1",
        "--1",
        "1-",
        " 1",
        "1 ",
        "1,000",
        "1e3",
        "１",
        "一",
        "1.-5",
        "-1.+5",
        "0x1",
        "NaN",
        "1.é",
        "92233720368547758.08",
        "99999999999999999999",
    ] {
        assert!(text.parse::<Decimal2>().is_err(), "{text}");
    }
}

#[test]
fn a_third_digit_is_read_and_is_not_made_into_two() {
    for (text, thousandths) in [
        ("0.001", 1),
        ("12.345", 12_345),
        ("12.34", 12_340),
        ("-1.005", -1_005),
        ("7", 7_000),
    ] {
        let number: Decimal3 = text.parse().unwrap();
        assert_eq!(number, Decimal3::from_thousandths(thousandths));
        assert_eq!(number.to_string(), text);
    }
    assert!("1.2345".parse::<Decimal3>().is_err());
    assert!("9223372036854776".parse::<Decimal3>().is_err());
    let two: Decimal2 = "12.34".parse().unwrap();
    assert_eq!(Decimal3::from(two).to_string(), "12.34");
    assert_eq!(Decimal2::try_from(Decimal3::from(two)), Ok(two));
    assert!(Decimal2::try_from(Decimal3::from_thousandths(12_345)).is_err());
}

#[test]
fn whole_numbers() {
    assert_eq!(Decimal2::from(u32::MAX).to_string(), "4294967295");
    assert_eq!(Decimal2::from(i32::MIN).to_string(), "-2147483648");
}

proptest! {
    #[test]
    fn writing_and_reading_gives_the_same(hundredths in any::<i64>()) {
        let number = Decimal2::from_hundredths(hundredths);
        let text = number.to_string();
        prop_assert_eq!(text.parse(), Ok(number));
        prop_assert_eq!(number.as_hundredths(), hundredths);
        prop_assert!(!text.contains('.') || !text.ends_with('0'));
    }

    #[test]
    fn reading_agrees_with_counting(negative: bool, whole in 0_i64..1_000_000_000, fraction in 0_i64..100) {
        let text = format!("{}{whole}.{fraction:02}", if negative { "-" } else { "" });
        let hundredths = whole * 100 + fraction;
        let expected = if negative { -hundredths } else { hundredths };
        prop_assert_eq!(text.parse(), Ok(Decimal2::from_hundredths(expected)));
    }

    #[test]
    fn no_text_does_harm(text: String) {
        let _ = text.parse::<Decimal2>();
    }
}
