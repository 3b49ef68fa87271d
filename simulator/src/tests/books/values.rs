//! Values that fields accept: times in Japan, credit limits.

use jiff::civil::date;
use serde_json::Value;

use crate::tests::{support::asking::morning, support::over_http::exchange};
use crate::{
    MAGIC_NUMBERS, Settings, Simulator,
    books::values::{self, MAX_CREDIT_LIMIT, with_commas, within_credit_limit},
};

#[test]
fn a_time_is_one_in_japan() {
    for text in [
        "2026-11-24T10:00:00",
        "2026-11-24T10:00:00+09:00",
        "2026-11-24 10:00:00",
        "2026-11-24t10:00",
        "2026-11-24T10:00:00.999",
    ] {
        assert_eq!(values::time(text), Ok(morning()), "{text}");
    }
    assert_eq!(
        values::time("2026-12-25"),
        Ok(date(2026, 12, 25).at(0, 0, 0, 0))
    );
    for text in [
        "2026-12-25T23:00:00+00:00",
        "2026-12-25T23:00:00-09:00",
        "2026-12-25T23:00:00+09",
        "2026-12-25T23:00:00+0900",
        "2026-12-25T23:00:00+09:00[Asia/Tokyo]",
        "2026-12-25T23:00:00[Asia/Tokyo]",
        "2026-12-25T23:00:00[u-ca=japanese]",
        "2026-12-25T23:00:00Z",
        "+002026-12-25T23:00:00",
        "tomorrow",
        "",
    ] {
        assert!(values::time(text).is_err(), "{text}");
    }
}

#[test]
fn a_credit_limit_is_at_most_20_000_000_yen() {
    assert_eq!(within_credit_limit(0_u32), Ok(0));
    assert_eq!(within_credit_limit(20_000_000_u64), Ok(20_000_000));
    let remedy = within_credit_limit(20_000_001_u32).unwrap_err();
    assert_eq!(remedy, "0～20,000,000 円を指定してください");
    assert!(within_credit_limit(u64::MAX).is_err());
}

#[test]
fn a_comma_stands_before_every_three_digits() {
    for (amount, shown) in [
        (0, "0"),
        (999, "999"),
        (1_000, "1,000"),
        (-123_456, "-123,456"),
        (-1_234_567, "-1,234,567"),
    ] {
        assert_eq!(with_commas(amount), shown);
    }
}

/// A schema accepts no constant, and the meaning of a magic number is a text.
#[test]
fn the_highest_limit_is_the_same_wherever_it_is_said() {
    let simulator = Simulator::start(Settings::default()).unwrap();
    let response = exchange(&simulator, "GET", "/_simulator/openapi.json", "", "");
    let document: Value = serde_json::from_str(&response.body).unwrap();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let mut found = Vec::new();
    for (name, schema) in schemas {
        for field in ["creditLimit", "laterCreditLimit", "usedAmount"] {
            if let Some(maximum) = schema["properties"][field].get("maximum") {
                assert_eq!(maximum, MAX_CREDIT_LIMIT, "{name}.{field}");
                found.push(format!("{name}.{field}"));
            }
        }
    }
    assert_eq!(
        found,
        [
            "BuyerChange.creditLimit",
            "BuyerChange.usedAmount",
            "ScreeningRule.creditLimit",
            "ScreeningRule.laterCreditLimit",
            "ScreeningSettings.creditLimit",
        ]
    );
    let magic = MAGIC_NUMBERS.iter().find(|magic| magic.digits == "9008");
    let highest = with_commas(MAX_CREDIT_LIMIT);
    assert!(magic.unwrap().meaning.contains(&highest));
}
