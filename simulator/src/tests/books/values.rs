//! Values that fields accept: times in Japan, credit limits.

use jiff::civil::date;
use serde_json::Value;

use crate::tests::{
    support::asking::morning,
    support::over_http::{control, get},
};
use crate::{
    MAGIC_NUMBERS, Settings, Simulator,
    app::NotCreated,
    books::values::{self, MAX_CREDIT_LIMIT, with_commas, within_credit_limit},
    control::problem::MAX_LISTED,
    merchant::sample_data::{MAX_BUYERS, MAX_OF_ALL, MAX_ORDERS, MAX_SEED, SampleData},
    settings::reading::table::TABLE,
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

/// The description that a simulator gives of its control addresses.
fn described(simulator: &Simulator) -> Value {
    serde_json::from_str(&get(simulator, "/_simulator/openapi.json").body).unwrap()
}

/// A schema takes no constant, and the meaning of a magic number is a text.
#[test]
fn the_highest_limit_is_the_same_wherever_it_is_said() {
    let simulator = Simulator::start(Settings::default()).unwrap();
    let document = described(&simulator);
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

#[test]
fn the_most_that_is_made_up_is_the_same_wherever_it_is_said() {
    let simulator = Simulator::start(Settings::default()).unwrap();
    let document = described(&simulator);
    let schema = &document["components"]["schemas"]["SampleData"]["properties"];
    assert_eq!(schema["buyers"]["maximum"], MAX_BUYERS);
    assert_eq!(schema["orders"]["maximum"], MAX_ORDERS);
    assert_eq!(schema["seed"]["maximum"], MAX_SEED);
    let sample = |buyers, orders, seed| SampleData {
        buyers,
        orders,
        seed: Some(seed),
    };
    assert_eq!(sample(MAX_BUYERS, MAX_ORDERS, MAX_SEED).check(), Ok(()));
    for (beyond, most) in [
        (sample(MAX_BUYERS + 1, 0, 1), u64::from(MAX_BUYERS)),
        (sample(1, MAX_ORDERS + 1, 1), u64::from(MAX_ORDERS)),
        (sample(1, 1, MAX_SEED + 1), MAX_SEED),
    ] {
        let remedy = beyond.check().unwrap_err();
        assert!(remedy.contains(&with_commas(most)), "{remedy}");
    }
    let (what, _) = NotCreated::TooMuchMadeUp.text();
    assert!(what.contains(&with_commas(MAX_OF_ALL)), "{what}");
}

#[test]
fn the_longest_list_is_the_same_wherever_it_is_said() {
    let simulator = Simulator::start(Settings::default()).unwrap();
    let document = described(&simulator);
    let mut described = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        let parameters = methods["get"]["parameters"].as_array();
        let parameters = parameters.into_iter().flatten();
        for limit in parameters.filter(|parameter| parameter["name"] == "limit") {
            assert_eq!(limit["schema"]["maximum"], MAX_LISTED, "{path}");
            described += 1;
        }
    }
    // Changes, orders, the journal of a merchant, and that of no merchant.
    assert_eq!(described, 4);
    let listed = |limit: usize| {
        let path = format!("merchants/900000001/changes?limit={limit}");
        control(&simulator, "GET", &path, "")
    };
    assert_eq!(listed(MAX_LISTED).status, 200);
    let beyond = listed(MAX_LISTED + 1);
    assert_eq!(beyond.status, 422);
    assert!(beyond.body.contains(&MAX_LISTED.to_string()), "{beyond:?}");
}

/// The limits of settings as their documentation says them: what is accepted, and what is not.
const DOCUMENTED: [(&str, &str, [&str; 2], [&str; 2]); 7] = [
    (
        "max_connections",
        "1 to 100,000",
        ["1", "100000"],
        ["0", "100001"],
    ),
    (
        "request_timeout",
        "a millisecond to an hour",
        ["1ms", "1h"],
        ["999us", "3600001ms"],
    ),
    (
        "max_merchants",
        "1 to 100,000",
        ["1", "100000"],
        ["0", "100001"],
    ),
    ("threads", "1 to 64", ["1", "64"], ["-1", "65"]),
    (
        "journal_bytes",
        "at most 1 GiB",
        ["0", "1073741824"],
        ["-1", "1073741825"],
    ),
    (
        "snapshot_bytes",
        "at most 64 GiB",
        ["0", "68719476736"],
        ["-1", "68719476737"],
    ),
    (
        "kept_changes",
        "at most 10,000,000",
        ["0", "10000000"],
        ["-1", "10000001"],
    ),
];

#[test]
fn the_documentation_of_a_setting_says_its_limits() {
    let source = include_str!("../../settings/mod.rs");
    for (key, said, accepted, refused) in DOCUMENTED {
        let (before, _) = source.split_once(&format!("    pub {key}:")).unwrap();
        let lines = before.lines().rev();
        let comment = lines.take_while(|line| line.trim_start().starts_with("///"));
        let comment: String = comment.collect();
        assert!(comment.contains(said), "{key}: {comment}");
        let setting = TABLE.iter().find(|setting| setting.key == key).unwrap();
        let mut settings = Settings::default();
        for text in accepted {
            assert_eq!((setting.set)(&mut settings, text), Ok(()), "{key} {text}");
        }
        for text in refused {
            assert!((setting.set)(&mut settings, text).is_err(), "{key} {text}");
        }
    }
}
