//! What a refusal says after a try without an answer.

use jiff::{Timestamp, civil::date};

use crate::{
    client::{Address, RegisterPayment},
    gateway::{
        Outcome, RequestKind,
        recovery::{Earlier, read_refusal},
    },
    ledger::{Account, Intent, IntentState, Request},
    refusals::Code,
};

fn intent(request: Request, state: IntentState, code: &str) -> Intent {
    Intent {
        id: "1".into(),
        order_number: "A-1".into(),
        account: Account::new(&Address::Test, "900000001"),
        request,
        state,
        unanswered: 1,
        error_code: code.into(),
        recorded_at: Timestamp::UNIX_EPOCH,
        changed_at: Timestamp::UNIX_EPOCH,
        holder: String::new(),
        held_until: 0,
    }
}

fn cancel() -> Request {
    Request::Cancel {
        buyer_id: "1111".into(),
    }
}

fn ship() -> Request {
    Request::Ship {
        slip_number: "123456789013".into(),
    }
}

fn unship() -> Request {
    Request::CancelShipment {
        slip_number: "123456789013".into(),
    }
}

fn register() -> Request {
    let day = date(2026, 11, 24);
    Request::Register(RegisterPayment::new(day, "A-1", "1111", 1_000, 100))
}

fn read(request: Request, code: &str, others: &[Intent]) -> Earlier {
    let asked = intent(request, IntentState::Sending, "");
    read_refusal(&asked, &Code::new(code), others)
}

#[test]
fn a_refusal_proves_nothing_before_the_state_is_checked() {
    for (request, codes) in [
        (cancel(), "B010002 B020002 B020004 A060004 C020005 X999999"),
        (ship(), "C010002 C020002 C020004 A060004 B020005 X999999"),
        (unship(), "D010002 D020002 D020004 D020005 D040001 X999999"),
    ] {
        for code in codes.split(' ') {
            let found = read(request.clone(), code, &[]);
            assert_eq!(found, Earlier::Unknown, "{request:?} {code}");
        }
    }
    for (request, codes) in [
        (cancel(), "B030003 B050001"),
        (ship(), "C030004 C030006 C030002"),
        (unship(), "D030004 D030005"),
    ] {
        for code in codes.split(' ') {
            let found = read(request.clone(), code, &[]);
            assert_eq!(found, Earlier::NotCarriedOut, "{request:?} {code}");
        }
    }
}

#[test]
fn several_codes_prove_what_one_of_them_proves() {
    for (request, codes, expected) in [
        // A later check than that of the state failed, so that of the state passed.
        (cancel(), "B020002 B030003", Earlier::NotCarriedOut),
        (cancel(), "B020002 B020004", Earlier::Unknown),
        (cancel(), "B020005 B030003", Earlier::CarriedOut),
        (cancel(), "B030003 0700001", Earlier::CarriedOut),
        (ship(), "C020005 C030004", Earlier::CarriedOut),
        (ship(), "C030004 C010004", Earlier::Unknown),
        (ship(), "C030004 0500002", Earlier::Unknown),
        (unship(), "D020005 D030005", Earlier::Unknown),
    ] {
        assert_eq!(read(request, codes, &[]), expected, "{codes}");
    }
    let before = [intent(
        ship(),
        IntentState::Refused,
        "C020002 C020005 C030004",
    )];
    assert_eq!(read(cancel(), "B020005", &before), Earlier::Unknown);
}

#[test]
fn an_order_that_may_have_moved_on_is_not_known_to_be_ours() {
    use IntentState::{Decided, Done, Refused, Unsent};
    let one = |request: Request, state, code| vec![intent(request, state, code)];
    for (before, is_ours) in [
        (vec![], true),
        (one(ship(), Unsent, ""), true),
        (one(ship(), Refused, "C030005"), true),
        (one(ship(), Done, ""), false),
        (one(ship(), Decided, ""), false),
        (one(ship(), Refused, "C020005"), false),
        (one(cancel(), Refused, "B050001"), true),
        (one(cancel(), Refused, "B020005"), false),
        (
            vec![intent(unship(), Done, ""), intent(ship(), Done, "")],
            true,
        ),
        (
            vec![
                intent(ship(), Done, ""),
                intent(unship(), Done, ""),
                intent(ship(), Done, ""),
            ],
            false,
        ),
        (
            vec![intent(ship(), Done, ""), intent(unship(), Decided, "")],
            false,
        ),
        (
            vec![
                intent(ship(), Done, ""),
                intent(unship(), Refused, "D020005"),
            ],
            false,
        ),
    ] {
        for (request, code) in [
            (cancel(), "B020005"),
            (cancel(), "0700001"),
            (ship(), "C020005"),
        ] {
            let expected = if is_ours {
                Earlier::CarriedOut
            } else {
                Earlier::Unknown
            };
            assert_eq!(read(request, code, &before), expected, "{code} {before:?}");
        }
    }
}

#[test]
fn a_number_that_is_taken_is_ours_unless_it_may_have_been_taken_before() {
    use IntentState::{Decided, Done, Refused, Unknown, Unsent};
    for (state, code, expected) in [
        (Unsent, "", Earlier::CarriedOut),
        (Refused, "A060004", Earlier::CarriedOut),
        (Refused, "A020004", Earlier::Unknown),
        (Refused, "A020003 A020004", Earlier::Unknown),
        (Unknown, "", Earlier::Unknown),
        (Decided, "", Earlier::Unknown),
    ] {
        let before = [intent(register(), state, code)];
        let found = read(register(), "A020004", &before);
        assert_eq!(found, expected, "{state:?} {code}");
    }
    assert_eq!(read(register(), "A020004", &[]), Earlier::CarriedOut);
    let shipped = [intent(ship(), Done, "")];
    assert_eq!(read(register(), "A020004", &shipped), Earlier::CarriedOut);
}

#[test]
fn an_intent_is_left_alone_when_its_hold_is_over() {
    use IntentState::{Decided, Done, Refused, Sending, Unknown, Unsent};
    for (state, held_until, expected) in [
        (Sending, 999, true),
        (Sending, 1_000, false),
        (Sending, 1_001, false),
        (Unknown, i64::MAX, true),
        (Done, 0, false),
        (Refused, 0, false),
        (Unsent, 0, false),
        (Decided, 0, false),
    ] {
        let held = Intent {
            held_until,
            ..intent(ship(), state, "")
        };
        assert_eq!(held.is_left_alone(1_000), expected, "{held:?}");
    }
}

#[test]
fn each_request_is_spoken_of_by_its_name_and_in_its_own_words() {
    use RequestKind::{Cancellation, Settlement, Shipment, ShipmentRemoval};
    for (outcome, asked, said) in [
        (Outcome::Done, Settlement, "決済登録が完了しました。"),
        (Outcome::Done, Cancellation, "決済取消が完了しました。"),
        (Outcome::Done, Shipment, "出荷登録が完了しました。"),
        (Outcome::Done, ShipmentRemoval, "出荷取消が完了しました。"),
        (
            Outcome::HadBeenDone,
            Settlement,
            "前回の送信で完了していました",
        ),
        (
            Outcome::Unknown,
            Settlement,
            "「確認する」で結果を確かめてください",
        ),
        (Outcome::Unsent, Shipment, "出荷登録を送信していません"),
    ] {
        let shown = outcome.shown_to_operator(asked);
        assert!(shown.contains(said), "{shown}");
    }
    let refused = |code: &str, asked| Outcome::Refused(Code::new(code)).shown_to_operator(asked);
    let first = "先に出荷情報を削除してください";
    assert!(refused("B020005", Cancellation).contains(first));
    assert!(!refused("B020004", Cancellation).contains(first));
    assert!(!refused("B020005", Settlement).contains(first));
    let kept = "出荷情報は残しています";
    assert!(refused("D020005", ShipmentRemoval).contains(kept));
    for asked in [Settlement, Cancellation, Shipment] {
        let shown = refused("A060004", asked);
        assert_eq!(shown, Code::new("A060004").shown_to_operator());
    }
    // How the outcome is found out depends on who must act first.
    for (code, said) in [
        ("0500002", "時間をおいてから「確認する」"),
        ("A140001", "設定を送信したときのものに直してから"),
        ("A020004", "クロネコ掛け払いの管理画面で確かめ"),
        ("Q999999", "クロネコ掛け払いの管理画面で確かめ"),
    ] {
        let shown = Outcome::Inconclusive(Code::new(code)).shown_to_operator(Settlement);
        assert!(shown.contains(said), "{shown}");
        assert!(shown.starts_with("決済登録に、"), "{shown}");
        assert!(
            shown.contains(&format!("（{code}）」と回答しました")),
            "{shown}"
        );
    }
}
