//! How amounts and times are written, and which paths lead nowhere else.

use crate::{
    format::{day, moment, postal_code, price, yen},
    redirection::path_here,
};

#[test]
fn amounts_have_separators() {
    let written = [0, 999, 1_000, 1_234_567, -500, -12_345].map(yen);
    assert_eq!(
        written,
        [
            "0円",
            "999円",
            "1,000円",
            "1,234,567円",
            "-500円",
            "-12,345円"
        ]
    );
    let written = ["12.5", "1234.05", "98000"].map(|text| price(text.parse().unwrap()));
    assert_eq!(written, ["12.5円", "1,234.05円", "98,000円"]);
}

#[test]
fn times_are_japans() {
    let evening = "2026-11-24T15:05:00Z".parse().unwrap();
    assert_eq!(moment(evening), "2026/11/25 00:05");
    assert_eq!(day(evening).to_string(), "2026-11-25");
}

#[test]
fn postal_codes_have_a_hyphen() {
    let written = ["1710033", "171-0033", "〒１７１－００３３", "17", ""].map(postal_code);
    assert_eq!(written, ["171-0033", "171-0033", "171-0033", "17", ""]);
}

#[test]
fn a_path_to_go_to_stays_in_the_shop() {
    for path in ["/", "/orders/1001", "/orders?page=2"] {
        assert_eq!(path_here(path), path);
    }
    for path in [
        "",
        "orders",
        "//example.com",
        "/\\example.com",
        "https://example.com",
        "/a\r\nSet-Cookie: b=c",
        "/あ",
    ] {
        assert_eq!(path_here(path), "/", "{path:?}");
    }
}
