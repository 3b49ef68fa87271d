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
            Request::CancelShipment { slip_number },
            r#"{"call":"unship","slip_number":"123456789013"}"#,
        ),
    ] {
        assert_eq!(request.json("1001").unwrap(), kept);
        assert_eq!(Request::read(kept, "1001"), Some(request));
    }
    assert_eq!(Request::read("{}", "1001"), None);
}

#[test]
fn what_means_something_in_a_url_means_nothing_in_a_path() {
    let folder = std::env::temp_dir().canonicalize().unwrap();
    let url = |name: &str| super::sqlite_url(&folder.join(name)).unwrap();
    let folder = folder.to_str().unwrap();
    for (name, escaped) in [
        ("ledger-1_a.db", "ledger-1_a.db"),
        ("a b?mode=ro#1%.db", "a%20b%3Fmode%3Dro%231%25.db"),
        ("台.db", "%E5%8F%B0.db"),
    ] {
        assert_eq!(url(name), format!("sqlite://{folder}/{escaped}?mode=rwc"));
    }
    let here = super::sqlite_url(std::path::Path::new("ledger.db")).unwrap();
    assert!(here.starts_with("sqlite:///") && here.ends_with("/ledger.db?mode=rwc"));
    let nowhere = std::path::Path::new("/no-such-folder/ledger.db");
    assert!(super::sqlite_url(nowhere).is_err());
}

/// Recording an intent notices what another process has changed since the caller looked.
#[cfg(feature = "sqlite")]
#[tokio::test]
async fn nothing_is_intended_of_an_order_of_another_account_or_status() {
    use std::time::Duration;

    use super::{Account, Changed, IntentState, Ledger};
    use crate::{client::Address, clock::Clock};

    let ledger = Ledger::open("sqlite::memory:", Clock::of(|| jiff::Timestamp::UNIX_EPOCH)).await;
    let ledger = ledger.unwrap();
    let ours = Account::new(&Address::Test, "900000001");
    let other = Account::new(&Address::Test, "900000002");
    let cancel = || Request::Cancel {
        buyer_id: "1111".to_owned(),
    };
    let intend = async |account: &Account, request| {
        let intended = ledger.intend(account, "1001", request, Duration::from_mins(1));
        intended.await.unwrap()
    };
    assert_eq!(intend(&ours, cancel()).await, None);
    let settled = intend(&ours, Request::Register(payment())).await.unwrap();
    let done = ledger.conclude(&settled, IntentState::Done, "", 0).await;
    assert!(done.unwrap());
    assert_eq!(intend(&other, cancel()).await, None);
    // The goods are gone: somebody ships while another one asks whether to cancel.
    let shipped = ledger.keep_shipment_here("1001", "123456789013").await;
    assert_eq!(shipped.unwrap(), Changed::Done);
    assert_eq!(intend(&ours, cancel()).await, None);
    let deleted = ledger.forget_unsent_shipment("1001").await;
    assert_eq!(deleted.unwrap(), Changed::Done);
    let cancelled = intend(&ours, cancel()).await.unwrap();
    assert_eq!(intend(&ours, cancel()).await, None);
    let done = ledger.conclude(&cancelled, IntentState::Done, "", 0).await;
    assert!(done.unwrap());
    assert_eq!(intend(&ours, cancel()).await, None);
    // And the other way round.
    let shipped = ledger.keep_shipment_here("1001", "123456789013").await;
    assert_eq!(shipped.unwrap(), Changed::Nothing);
}

#[test]
fn a_ledger_can_be_opened_by_a_task_that_moves_between_threads() {
    fn is_send(_: impl Send) {}
    is_send(super::Ledger::open(
        "sqlite::memory:",
        crate::Clock::system(),
    ));
}
