//! Bytes that nobody would send: each has one whole answer, and nothing breaks. `tests/fuzz` searches further.

use proptest::prelude::*;

use super::asking::{Answered, FORM, cases, world};
use crate::{
    api::{
        self, CancelPayment, CancelShipment, Endpoint, InquireScreening, InquireUsage, Met,
        RegisterBuyer, RegisterPayment, RegisterShipment,
    },
    every_rule,
    wire::form::Form,
    world::World,
};

/// Asks one of the seven; the answer must be whole, and its code one that there is.
fn ask<E: Endpoint>(world: &World, body: &[u8]) {
    let answered =
        Answered::read(&api::answer::<E>(world, &Form::read(FORM, body), &mut Met::default()).xml);
    assert_eq!(answered.root, "return");
    match answered.code() {
        "0" => {}
        code => assert!(every_rule().any(|rule| rule.code == code), "{code}"),
    }
}

const ASK: [fn(&World, &[u8]); 7] = [
    ask::<RegisterPayment>,
    ask::<CancelPayment>,
    ask::<RegisterShipment>,
    ask::<CancelShipment>,
    ask::<InquireUsage>,
    ask::<RegisterBuyer>,
    ask::<InquireScreening>,
];

#[test]
fn a_recorded_request_has_an_answer_from_each_api() {
    let recordings = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/wire/recordings");
    let mut bodies = 0;
    for file in std::fs::read_dir(recordings).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|kind| kind != "form") {
            continue;
        }
        let body = std::fs::read(path).unwrap();
        let world = world("");
        for ask in ASK {
            ask(&world, &body);
        }
        bodies += 1;
    }
    assert_eq!(bodies, 9);
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn any_bytes_have_an_answer_from_each_api(body in prop::collection::vec(any::<u8>(), 0..4_000)) {
        let world = world("");
        for ask in ASK {
            ask(&world, &body);
        }
    }
}
