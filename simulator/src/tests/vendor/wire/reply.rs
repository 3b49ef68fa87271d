//! The reply: a flat document that any XML library reads back.

use std::borrow::Cow;

use proptest::prelude::*;

use crate::tests::support::asking::{Answered, cases, morning};
use crate::{
    settings::Settings,
    vendor::wire::reply::{Element, Reply},
};

fn xml(codes: Vec<&'static str>, values: &[&str]) -> String {
    let element = |value: &&str| Element::personal("buyerName", *value);
    let reply = Reply {
        returned_at: morning(),
        refused: !codes.is_empty(),
        codes: codes.into_iter().map(Cow::Borrowed).collect(),
        elements: values.iter().map(element).collect(),
    };
    reply.to_xml(&Settings::default().assumptions.wire)
}

#[test]
fn literal_documents() {
    assert_eq!(
        xml(Vec::new(), &["A&B <商店>"]),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <return><returnDate>20261124100000</returnDate><returnCode>0</returnCode>\
         <buyerName>A&amp;B &lt;商店&gt;</buyerName></return>"
    );
    assert_eq!(
        xml(vec!["A010001", "A040001"], &[]),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <return><returnDate>20261124100000</returnDate><returnCode>1</returnCode>\
         <errorCode>A010001</errorCode></return>"
    );
}

#[test]
fn the_date_has_fourteen_digits() {
    for (at, digits) in [
        ("2026-01-02T03:04:05", "20260102030405"),
        ("0001-01-01T00:00:00", "00010101000000"),
        ("9999-12-31T23:59:59", "99991231235959"),
        ("2026-11-24T10:00:00.999999999", "20261124100000"),
    ] {
        let reply = Reply {
            returned_at: at.parse().unwrap(),
            refused: false,
            codes: Vec::new(),
            elements: Vec::new(),
        };
        let xml = reply.to_xml(&Settings::default().assumptions.wire);
        assert_eq!(Answered::read(&xml).text("returnDate"), digits);
    }
}

/// The production `Char` of XML 1.0.
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[test]
fn every_character_is_read_back_or_replaced() {
    // All characters, the odd ones in one document each, the rest in stretches.
    for c in ('\0'..='\u{ff}')
        .chain('\u{fff0}'..='\u{ffff}')
        .chain("]]>\u{2028}\u{feff}".chars())
    {
        let xml = xml(Vec::new(), &[&format!("a{c}b")]);
        let expected = if is_xml(c) { c } else { '\u{fffd}' };
        assert_eq!(
            Answered::read(&xml).text("buyerName"),
            format!("a{expected}b"),
            "U+{:04X}",
            u32::from(c)
        );
    }
    let all: String = ('\0'..=char::MAX).filter(|c| is_xml(*c)).collect();
    assert_eq!(
        Answered::read(&xml(Vec::new(), &[&all])).text("buyerName"),
        all
    );
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn any_texts_are_read_back(texts in prop::collection::vec(any::<String>(), 0..10)) {
        let values: Vec<&str> = texts.iter().map(String::as_str).collect();
        let read = Answered::read(&xml(Vec::new(), &values));
        let expected: Vec<String> = texts
            .iter()
            .map(|text| text.chars().map(|c| if is_xml(c) { c } else { '\u{fffd}' }).collect())
            .collect();
        let found: Vec<String> = read.elements[2..].iter().map(|(_, value)| value.clone()).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn marks_of_xml_are_text(text in "[<>&;'\"\\]\\[!\\-?/a\r\n\t ]{0,40}") {
        let read = Answered::read(&xml(Vec::new(), &[&text]));
        prop_assert_eq!(read.text("buyerName"), text);
    }
}
