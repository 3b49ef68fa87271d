//! What a refusal says after a try without an answer.

use jiff::Timestamp;

use crate::{
    client::Address,
    gateway::recovery::{Earlier, read_refusal},
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
    Request::Unship {
        slip_number: "123456789013".into(),
    }
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
        // A check that comes after the one of the state has failed, and the one of the state has not.
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
