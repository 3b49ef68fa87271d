//! Amounts: which texts are numbers, how they compare, and sums of lines.

use std::fmt::Write as _;

use proptest::prelude::*;

use crate::tests::support::asking::{app, ask, cases, payment};
use crate::vendor::{RegisterPayment, rules::number};

#[test]
fn literal_numbers() {
    // text, digits behind the point, whole, negative
    type Row = (&'static str, Option<usize>, Option<i64>, Option<bool>);
    let table: [Row; 32] = [
        ("0", Some(0), Some(0), Some(false)),
        ("-0", Some(0), Some(0), Some(false)),
        ("00", Some(0), Some(0), Some(false)),
        ("7", Some(0), Some(7), Some(false)),
        ("-7", Some(0), Some(-7), Some(true)),
        ("007", Some(0), Some(7), Some(false)),
        ("12740", Some(0), Some(12740), Some(false)),
        ("1.5", Some(1), None, Some(false)),
        ("-1.50", Some(2), None, Some(true)),
        ("-0.00", Some(2), None, Some(false)),
        ("-0.01", Some(2), None, Some(true)),
        ("1.000", Some(3), None, Some(false)),
        ("9223372036854775807", Some(0), Some(i64::MAX), Some(false)),
        ("9223372036854775808", Some(0), None, Some(false)),
        ("-9223372036854775808", Some(0), Some(i64::MIN), Some(true)),
        ("-9223372036854775809", Some(0), None, Some(true)),
        ("", None, None, None),
        ("-", None, None, None),
        (".", None, None, None),
        ("-.", None, None, None),
        (".5", None, None, None),
        ("5.", None, None, None),
        ("1.2.3", None, None, None),
        ("--1", None, None, None),
        ("+1", None, None, None),
        ("1-", None, None, None),
        ("1,000", None, None, None),
        (" 1", None, None, None),
        ("1e3", None, None, None),
        ("１", None, None, None),
        ("−1", None, None, None),
        ("0x1F", None, None, None),
    ];
    for (text, fraction, whole, negative) in table {
        assert_eq!(number::fraction_digits(text), fraction, "{text}");
        assert_eq!(number::whole(text), whole, "{text}");
        assert_eq!(number::is_negative(text), negative, "{text}");
    }
}

/// A reading character by character: minus, digits, point, digits.
fn read(text: &str) -> Option<(bool, String, String)> {
    let mut rest: Vec<char> = text.chars().rev().collect();
    let minus = rest.last() == Some(&'-');
    if minus {
        rest.pop();
    }
    let mut digits = || {
        let mut digits = String::new();
        while let Some(c) = rest.pop_if(|c: &mut char| c.is_ascii_digit()) {
            digits.push(c);
        }
        (digits, rest.pop())
    };
    let (whole, behind) = digits();
    let (fraction, end) = match behind {
        None => (None, None),
        Some('.') => {
            let (fraction, end) = digits();
            (Some(fraction), end)
        }
        Some(_) => return None,
    };
    let complete = !whole.is_empty() && fraction.as_deref() != Some("") && end.is_none();
    complete.then(|| (minus, whole, fraction.unwrap_or_default()))
}

fn agrees(text: &str) {
    let reading = read(text);
    assert_eq!(
        number::fraction_digits(text),
        reading.as_ref().map(|(_, _, fraction)| fraction.len()),
        "{text:?}"
    );
    let whole = reading.as_ref().and_then(|(minus, whole, fraction)| {
        // At most 38 digits fit, far more than the fields are long.
        let value: i128 = whole.trim_start_matches('0').parse().unwrap_or(0);
        let value = if *minus { -value } else { value };
        (fraction.is_empty() && whole.len() < 38)
            .then(|| i64::try_from(value).ok())
            .flatten()
    });
    assert_eq!(number::whole(text), whole, "{text:?}");
    let negative = reading.map(|(minus, whole, fraction)| {
        minus && (whole + &fraction).chars().any(|digit| digit != '0')
    });
    assert_eq!(number::is_negative(text), negative, "{text:?}");
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn any_text(text in any::<String>()) {
        agrees(&text);
    }

    #[test]
    fn nearly_numbers(text in "-?[0-9]{0,22}(\\.[0-9]{0,4})?[0-9.+ ,０-９-]?") {
        agrees(&text);
    }
}

/// The codes about one line each with a price and a tax.
fn codes(lines: &[(i64, i64)], price: i64, tax: i64) -> Vec<String> {
    let app = app("wire.all_codes = true\nbuyers = [{ id = \"1111\", credit_limit = 20000000 }]");
    let mut fields = format!(
        "orderDate=20261124&orderNo=1&buyerId=1111&settlePrice={price}&shohiZei={tax}&meisaiUmu=1"
    );
    for (number, (price, tax)) in (1..).zip(lines) {
        write!(
            fields,
            "&kessaiKingaku{number}={price}&shohiZei{number}={tax}"
        )
        .unwrap();
    }
    let answered = ask::<RegisterPayment>(&app, &fields);
    answered.codes().into_iter().map(Into::into).collect()
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn lines_add_up_to_the_yen(
        lines in prop::collection::vec((-9_999i64..=99_999, -999i64..=999), 1..=99),
        price_off in -1i64..=1,
        tax_off in -1i64..=1,
    ) {
        let prices: i64 = lines.iter().map(|(price, _)| price).sum();
        let taxes: i64 = lines.iter().map(|(_, tax)| tax).sum();
        prop_assume!(prices > 0 && taxes > 0 && taxes < 999_999);
        let codes = codes(&lines, prices + price_off, taxes + tax_off);
        let has = |code: &str| codes.iter().any(|known| known == code);
        prop_assert_eq!(has("A060005"), price_off != 0);
        prop_assert_eq!(has("A070005"), tax_off != 0);
        prop_assert!(!has("A130004") && !has("A130005"));
        let positive_with_negative_tax = lines.iter().any(|(price, tax)| *price >= 0 && *tax < 0);
        let negative_with_positive_tax = lines.iter().any(|(price, tax)| *price < 0 && *tax > 0);
        prop_assert_eq!(has("A130006"), positive_with_negative_tax);
        prop_assert_eq!(has("A130007"), negative_with_positive_tax);
    }
}

#[test]
fn ninety_nine_lines_add_up_and_a_hundredth_does_not_count() {
    let lines = [(100, 10); 99];
    assert!(codes(&lines, 9_900, 990).is_empty());
    let hundred = [(100, 10); 100];
    assert!(
        codes(&hundred, 9_900, 990).is_empty(),
        "kessaiKingaku100 is no field"
    );
}

#[test]
fn a_sum_larger_than_any_number_is_not_a_small_one() {
    // Twice 2^63 - 1, and 102: 2^64 + 100.
    let lines = [(i64::MAX, 0), (i64::MAX, 0), (102, 0)];
    assert_eq!(codes(&lines, 100, 0)[0], "A060005");
    let lines = [(i64::MIN, 0), (i64::MIN, 0), (100, 0)];
    assert_eq!(codes(&lines, 100, 0)[0], "A060005");
    let numbers = [Some(i64::MAX), Some(i64::MAX), Some(102)];
    let sum = number::sum(numbers.into_iter());
    assert_eq!(sum, Some(18_446_744_073_709_551_716));
    assert_eq!(number::sum([Some(1), None].into_iter()), None);
    assert_eq!(number::sum(std::iter::empty()), Some(0));
}

#[test]
fn sums_below_zero_are_refused() {
    assert_eq!(codes(&[(100, 0), (-101, 0)], 0, 0), ["A060005", "A130004"]);
    assert_eq!(codes(&[(-100, -5), (100, 0)], 0, 0), ["A070005", "A130005"]);
}

#[test]
fn a_total_of_nothing_is_accepted() {
    let app = app("");
    let answered = ask::<RegisterPayment>(&app, &payment("1", "1111", 0, 0));
    assert_eq!(answered.code(), "0");
}
