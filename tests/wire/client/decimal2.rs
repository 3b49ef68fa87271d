//! Decimals with two digits behind the point, exact.

use kakebarai::client::Decimal2;
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
