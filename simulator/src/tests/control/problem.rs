//! JSON bodies: their numbers, as in JSON Schema, and the encodings that programs of other systems write.

use std::sync::Arc;

use axum::http::StatusCode;
use encoding_rs::SHIFT_JIS;

use super::ask_control;
use crate::{
    merchant::sample_data::SampleData,
    tests::support::asking::{app, ask, payment},
    vendor::RegisterPayment,
};

#[tokio::test]
async fn a_number_without_a_fraction_is_an_integer_however_it_is_written() {
    let app = Arc::new(app(""));
    ask::<RegisterPayment>(&app, &payment("1", "1111", 500_000, 0));
    let fault = |times: &str| {
        format!(r#"{{"api": "AN050", "kind": "status", "status": 503, "times": {times}}}"#)
    };
    for (path, body, expected) in [
        ("orders/1/returns", r#"{"amount": 1000.0}"#.to_owned(), 200),
        ("orders/1/returns", r#"{"amount": 1.0e3}"#.to_owned(), 200),
        ("orders/1/returns", r#"{"amount": 1000.5}"#.to_owned(), 422),
        ("orders/1/returns", r#"{"amount": 1e30}"#.to_owned(), 422),
        ("faults", fault("1.0"), 201),
        ("faults", fault("2e0"), 201),
        ("faults", fault("1.5"), 422),
        ("faults", fault("\"1\""), 422),
    ] {
        let (status, answer) = ask_control(&app, "POST", path, &body).await;
        assert_eq!(status.as_u16(), expected, "{body}: {answer}");
    }
    let (_, order) = ask_control(&app, "GET", "orders/1", "").await;
    assert_eq!(order["returned"], 2_000, "{order}");
}

#[test]
fn a_seed_is_an_integer_that_every_program_knows() {
    let of_seed = |seed| SampleData {
        buyers: 1,
        orders: 0,
        seed: Some(seed),
    };
    assert_eq!(of_seed(9_007_199_254_740_991).check(), Ok(()));
    let refused = of_seed(9_007_199_254_740_992).check().unwrap_err();
    assert!(refused.contains("9,007,199,254,740,991"), "{refused}");
}

#[tokio::test]
async fn a_byte_order_mark_is_no_part_of_a_body() {
    let app = Arc::new(app(""));
    let (status, _) = ask_control(&app, "POST", "snapshots", "\u{feff}{\"name\": \"a\"}").await;
    assert_eq!(status, StatusCode::CREATED);
    let (_, document) = ask_control(&app, "GET", "snapshots/a", "").await;
    let marked = format!("\u{feff}{document}");
    let (status, answer) = ask_control(&app, "PUT", "snapshots/b", &marked).await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
}

#[tokio::test]
async fn another_encoding_is_named_with_its_remedy() {
    let app = Arc::new(app(""));
    let text = "{\"name\": \"出荷前の状態\"}";
    let units = |order: fn(u16) -> [u8; 2], mark: &str| {
        let text = format!("{mark}{text}");
        text.encode_utf16().flat_map(order).collect::<Vec<u8>>()
    };
    for (bytes, said) in [
        (units(u16::to_le_bytes, "\u{feff}"), "UTF-16"),
        (units(u16::to_be_bytes, "\u{feff}"), "UTF-16"),
        (units(u16::to_le_bytes, ""), "UTF-16"),
        (SHIFT_JIS.encode(text).0.into_owned(), "Shift_JIS"),
        (b"{\"name\": \"\xff\xff\"}".to_vec(), "UTF-8 ではないバイト"),
    ] {
        for (method, path) in [("POST", "snapshots"), ("PUT", "snapshots/a")] {
            let (status, answer) = ask_control(&app, method, path, &bytes).await;
            assert!(status.is_client_error(), "{said}: {answer}");
            let remedy = answer["remedy"].as_str().unwrap();
            assert!(
                remedy.contains(said) && remedy.contains("UTF-8 で保存し直してください"),
                "{remedy}"
            );
        }
    }
}

#[tokio::test]
async fn a_snapshot_has_a_name_that_addresses_can_have() {
    let app = Arc::new(app(""));
    for name in [".", "..", "a/b", " a", ""] {
        let body = serde_json::json!({ "name": name }).to_string();
        let (status, _) = ask_control(&app, "POST", "snapshots", &body).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{name:?}");
    }
    for name in ["...", ".a", "a.", "出荷前"] {
        let body = serde_json::json!({ "name": name }).to_string();
        let (status, _) = ask_control(&app, "POST", "snapshots", &body).await;
        assert_eq!(status, StatusCode::CREATED, "{name:?}");
    }
}
