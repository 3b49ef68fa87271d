//! The format in which requests are kept: what old ledgers hold is read, and what is written is read by the next program.

use jiff::civil::date;

use super::Request;
use crate::client::{Decimal2, LineItem, RegisterPayment};

/// As version 0.1 has written it.
const OF_OLD: &str = r#"{"call":"register","order_date":"2026-11-24","buyer_id":"1111","price":12740,"tax":1274,"cart_code":"cscart","lines":[{"name":"紙","code":"A-1","quantity":150,"unit_price":398050,"price":11940,"tax":0},{"name":"消費税","code":"","quantity":null,"unit_price":null,"price":800,"tax":1274}]}"#;

fn payment() -> RegisterPayment {
    let pieces = |hundredths| Decimal2::from_hundredths(hundredths);
    RegisterPayment::new(date(2026, 11, 24), "1001", "1111", 12_740, 1_274)
        .lines([
            LineItem::new("紙", 11_940, 0)
                .code("A-1")
                .pieces(pieces(150), pieces(398_050)),
            LineItem::new("消費税", 800, 1_274).code(""),
        ])
        .cart_code("cscart")
}

#[test]
fn a_request_of_old_is_read_to_the_last_field() {
    let read = Request::read(OF_OLD, "1001").unwrap();
    assert_eq!(read, Request::Register(payment()));
}

#[test]
fn what_is_written_has_all_that_was_written_of_old() {
    let written = Request::Register(payment()).json("1001").unwrap();
    let expected = OF_OLD
        .replace("\"buyer_id\"", "\"order_number\":\"1001\",\"buyer_id\"")
        .replace("\"lines\":", "\"itemised\":true,\"lines\":");
    let value = |json: &str| serde_json::from_str::<serde_json::Value>(json).unwrap();
    assert_eq!(value(&written), value(&expected));
    assert_eq!(
        Request::read(&written, "1001").unwrap(),
        Request::Register(payment())
    );
}

#[test]
fn the_other_three_are_kept_by_their_names() {
    let buyer_id = "1111".to_owned();
    let slip_number = "123456789013".to_owned();
    for (request, kept) in [
        (
            Request::Cancel { buyer_id },
            r#"{"call":"cancel","buyer_id":"1111"}"#,
        ),
        (
            Request::Ship {
                slip_number: slip_number.clone(),
            },
            r#"{"call":"ship","slip_number":"123456789013"}"#,
        ),
        (
            Request::Unship { slip_number },
            r#"{"call":"unship","slip_number":"123456789013"}"#,
        ),
    ] {
        assert_eq!(request.json("1001").unwrap(), kept);
        assert_eq!(Request::read(kept, "1001"), Some(request));
    }
    assert_eq!(Request::read("{}", "1001"), None);
}
