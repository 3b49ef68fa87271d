//! The form: bytes to ordered pairs, and every way in which bytes are not a form.

use std::fmt::Write as _;

use proptest::prelude::*;

use crate::tests::support::asking::{FORM, cases};
use crate::vendor::wire::form::{Form, MAX_BODY_BYTES, Malformed};

fn pairs(body: &[u8]) -> Result<Vec<(String, String)>, Malformed> {
    let form = Form::read(FORM, body)?;
    let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    Ok(form.pairs().map(owned).collect())
}

fn read(body: &str) -> Vec<(String, String)> {
    pairs(body.as_bytes()).unwrap()
}

fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    pairs.iter().map(owned).collect()
}

fn fails(body: impl AsRef<[u8]>) -> Malformed {
    pairs(body.as_ref()).unwrap_err()
}

#[test]
fn literal_bodies() {
    let table: [(&str, &[(&str, &str)]); 17] = [
        ("", &[]),
        ("&", &[]),
        ("&&a=1&&b=2&&", &[("a", "1"), ("b", "2")]),
        ("a", &[("a", "")]),
        ("a=", &[("a", "")]),
        ("=", &[("", "")]),
        ("=1", &[("", "1")]),
        ("a=b=c", &[("a", "b=c")]),
        ("a=1+2", &[("a", "1 2")]),
        ("a=1%2B2", &[("a", "1+2")]),
        ("a=%e3%81%82", &[("a", "あ")]),
        ("a=%E3%81%82", &[("a", "あ")]),
        ("a=あ", &[("a", "あ")]),
        ("%61=%25", &[("a", "%")]),
        ("a=1&a=2&A=3", &[("a", "1"), ("a", "2"), ("A", "3")]),
        ("a=%00%0d%0a%26%3D", &[("a", "\0\r\n&=")]),
        ("a=1;b=2", &[("a", "1;b=2")]),
    ];
    for (body, expected) in table {
        assert_eq!(read(body), owned(expected), "{body:?}");
    }
}

#[test]
fn a_line_break_behind_the_last_field_is_not_of_it() {
    for end in ["\n", "\r\n", "\r\n\r\n"] {
        assert_eq!(
            read(&format!("a=1&b=2{end}")),
            owned(&[("a", "1"), ("b", "2")])
        );
    }
    assert_eq!(read("a=1%0A"), owned(&[("a", "1\n")]), "an encoded one is");
    assert_eq!(read("a=1+"), owned(&[("a", "1 ")]));
}

#[test]
fn a_percent_needs_two_hexadecimal_digits() {
    for body in [
        "a=%", "a=%4", "a=%4&b=1", "a=%4=1", "%=1", "a=%G0", "a=%0g", "a=%-1", "a=%+1", "a=% 1",
        "a=%%41", "a=%あ",
    ] {
        assert_eq!(fails(body), Malformed::BrokenPercent, "{body}");
    }
}

/// The pairs, and the names of the fields that were not UTF-8.
fn replaced(body: &[u8]) -> (Vec<(String, String)>, Vec<String>) {
    let form = Form::read(FORM, body).unwrap();
    let names = form.not_utf8().iter().map(ToString::to_string);
    (pairs(body).unwrap(), names.collect())
}

#[test]
fn bytes_that_are_not_utf_8_are_replaced() {
    let table: [(&[u8], (&str, &str), &str); 9] = [
        (b"a=%FF", ("a", "\u{FFFD}"), "a"),
        (b"a=1%FF2", ("a", "1\u{FFFD}2"), "a"),
        // The beginning of a character is one mistake.
        (b"a=%E3%81", ("a", "\u{FFFD}"), "a"),
        (b"a=\xe3", ("a", "\u{FFFD}"), "a"),
        // A field that no API has may be anything, and is not shown.
        (b"%E3=1", ("\u{FFFD}", "1"), "?"),
        // Over-long, a surrogate, beyond Unicode, Shift_JIS.
        (b"a=%C0%80", ("a", "\u{FFFD}\u{FFFD}"), "a"),
        (b"a=%ED%A0%80", ("a", "\u{FFFD}\u{FFFD}\u{FFFD}"), "a"),
        (
            b"a=%F4%90%80%80",
            ("a", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
            "a",
        ),
        (b"a=%83%4E%83%8D", ("a", "\u{FFFD}N\u{FFFD}\u{FFFD}"), "a"),
    ];
    for (body, pair, name) in table {
        let expected = (owned(&[pair]), vec![name.to_owned()]);
        assert_eq!(replaced(body), expected, "{body:?}");
    }
}

#[test]
fn a_character_torn_between_two_parts_is_none() {
    let (one, two) = ("\u{FFFD}", "\u{FFFD}\u{FFFD}");
    let table = [
        // あ is E3 81 82: between name and value, value and name, names without values.
        ("a%E3=%81%82", vec![("a\u{FFFD}", two)], 1),
        ("a%E3%81=%82", vec![("a\u{FFFD}", one)], 1),
        ("a=%E3&%81%82=1", vec![("a", one), (two, "1")], 2),
        ("a=%E3%81&%82=1", vec![("a", one), (one, "1")], 2),
        ("%E3&%81%82", vec![(one, ""), (two, "")], 2),
        ("a=%E3&=%81%82", vec![("a", one), ("", two)], 2),
    ];
    for (body, expected, fields) in table {
        let (pairs, names) = replaced(body.as_bytes());
        assert_eq!(pairs, owned(&expected), "{body}");
        assert_eq!(names.len(), fields, "{body}");
    }
}

#[test]
fn what_is_utf_8_names_no_field() {
    assert_eq!(replaced("a=%E3%81%82&b=あ".as_bytes()).1, [""; 0]);
}

#[test]
fn a_body_has_at_most_2_000_fields() {
    let full = vec!["a=1"; 2_000].join("&");
    assert_eq!(read(&full).len(), 2_000);
    assert_eq!(fails(format!("{full}&a=1")), Malformed::TooManyFields);
    assert_eq!(
        read(&format!("{full}&&")).len(),
        2_000,
        "nothing is no field"
    );
}

#[test]
fn a_body_has_at_most_a_mebibyte() {
    assert_eq!(MAX_BODY_BYTES, 1_048_576);
    let full = format!("a={}", "1".repeat(1_048_574));
    assert_eq!(read(&full)[0].1.len(), 1_048_574);
    assert_eq!(fails(format!("{full}1")), Malformed::TooLarge);
}

#[test]
fn content_types() {
    for good in [
        "application/x-www-form-urlencoded",
        "Application/X-WWW-Form-URLencoded",
        "application/x-www-form-urlencoded; charset=UTF-8",
        "application/x-www-form-urlencoded;charset=utf-8",
        "application/x-www-form-urlencoded; charset=\"utf-8\"",
        "application/x-www-form-urlencoded; boundary=x",
        "application/x-www-form-urlencoded ;",
    ] {
        assert!(Form::read(Some(good), b"a=1").is_ok(), "{good}");
    }
    for bad in [
        None,
        Some(""),
        Some("text/plain"),
        Some("application/json"),
        Some("application/x-www-form-urlencoded-x"),
        Some("multipart/form-data; boundary=x"),
    ] {
        let malformed = Form::read(bad, b"a=1").unwrap_err();
        assert_eq!(malformed, Malformed::ContentType, "{bad:?}");
    }
    for other in [
        "application/x-www-form-urlencoded; charset=Shift_JIS",
        "application/x-www-form-urlencoded; CHARSET=EUC-JP",
    ] {
        let malformed = Form::read(Some(other), b"a=1").unwrap_err();
        assert_eq!(malformed, Malformed::Charset, "{other}");
    }
}

#[test]
fn no_reason_quotes_a_value_and_each_can_travel_in_a_header() {
    let reasons = [
        fails("a=hunter2%"),
        Malformed::NotUtf8,
        Malformed::Compressed,
        Malformed::Method("GET".to_owned()),
        Malformed::ContentType,
        Malformed::Doubled("orderNo".to_owned()),
        Malformed::TooLarge,
        Malformed::TooManyFields,
        Malformed::Incomplete,
    ];
    for reason in reasons {
        let text = reason.to_string();
        assert!(
            text.bytes().all(|byte| (b' '..=b'~').contains(&byte)),
            "{text}"
        );
        assert!(!text.contains("hunter2"), "{text}");
    }
}

/// Encodes a text byte by byte: as it is, as a percent, in either case of letters.
fn encoded(text: &str, ways: &[u8]) -> String {
    let mut ways = ways.iter().cycle();
    let mut encoded = String::new();
    for byte in text.bytes() {
        match (ways.next(), byte) {
            (Some(0), b' ') => encoded.push('+'),
            (Some(0 | 1), b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'-' | b'.' | b'_' | b'*') => {
                encoded.push(char::from(byte));
            }
            (Some(2), _) => write!(encoded, "%{byte:02x}").unwrap(),
            _ => write!(encoded, "%{byte:02X}").unwrap(),
        }
    }
    encoded
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn what_was_encoded_is_read_back(
        pairs in prop::collection::vec((any::<String>(), any::<String>()), 0..40),
        ways in prop::collection::vec(0u8..4, 1..20),
    ) {
        let fields: Vec<String> = pairs
            .iter()
            .map(|(name, value)| format!("{}={}", encoded(name, &ways), encoded(value, &ways)))
            .collect();
        prop_assert_eq!(read(&fields.join("&")), pairs);
    }

    #[test]
    fn any_bytes_have_an_answer(body in prop::collection::vec(any::<u8>(), 0..2_000)) {
        let _ = pairs(&body);
    }

    #[test]
    fn bytes_that_are_nearly_a_form_have_an_answer(body in "([a-c=&%+ ]|%[0-9A-Fa-f]{2}|%[E-F][0-9]|あ){0,200}") {
        // Field by field, in a separate way, if no percent is broken.
        let Ok(read) = pairs(body.as_bytes()) else {
            return Ok(());
        };
        let fields: Vec<&str> = body.trim_end().split('&').filter(|field| !field.is_empty()).collect();
        prop_assert_eq!(read.len(), fields.len());
        for ((name, value), field) in read.iter().zip(fields) {
            let (raw_name, raw_value) = field.split_once('=').unwrap_or((field, ""));
            prop_assert_eq!(name, &decoded(raw_name));
            prop_assert_eq!(value, &decoded(raw_value));
        }
    }
}

/// Decodes by splitting at the percents.
fn decoded(raw: &str) -> String {
    let spaced = raw.replace('+', " ");
    let mut parts = spaced.split('%');
    let mut bytes = parts.next().unwrap().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend(part[2..].bytes());
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
