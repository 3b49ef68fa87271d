//! Bytes that nobody would send, beside the recorded ones of real clients: each has one whole answer, and nothing breaks.
//!
//! `KAKEBARAI_FUZZ_CASES` sets how many; `.ci/run` sets many.

use proptest::prelude::*;

use super::asking::{Answered, CREDENTIALS, FORM, cases, world};
use crate::{
    api::{
        self, CancelPayment, CancelShipment, Endpoint, InquireScreening, InquireUsage, Met,
        RegisterBuyer, RegisterPayment, RegisterShipment,
    },
    every_rule,
    wire::form::Form,
    world::World,
};

macro_rules! recorded {
    ($($name:literal),+ $(,)?) => {
        [$(include_bytes!(concat!("../../../tests/wire/recordings/", $name, ".form")).as_slice()),+]
    };
}

/// What the search begins with.
const CORPUS: [&[u8]; 9] = recorded![
    "an010-settlement",
    "an010-settlement-without-lines",
    "an010-settlement-without-product-code",
    "an020-cancel",
    "an030-shipment",
    "an040-shipment-removal",
    "an050-usage",
    "an060-registration-corporation",
    "an070-screening",
];

/// Parts that may mean something.
const TOKENS: [&[u8]; 16] = [
    b"&",
    b"=",
    b"%",
    b"%00",
    b"%E3%81%82",
    b"%E3",
    b"+",
    b"-1",
    b"0",
    b"99999999999999999999",
    b"meisaiUmu=1",
    b"&suryo99=1.5",
    b"&shohinMei100=a",
    b"&orderNo=1",
    b"\xff",
    b"&traderCode=900000001",
];

#[derive(Clone, Debug)]
enum Mutation {
    Replace(usize, u8),
    Insert(usize, usize),
    Delete(usize, usize),
    Repeat(usize, usize),
    CutOff(usize),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let at = || any::<usize>();
    prop_oneof![
        3 => (at(), any::<u8>()).prop_map(|(at, byte)| Mutation::Replace(at, byte)),
        4 => (at(), 0..TOKENS.len()).prop_map(|(at, token)| Mutation::Insert(at, token)),
        2 => (at(), 1..40usize).prop_map(|(at, length)| Mutation::Delete(at, length)),
        1 => (at(), 1..200usize).prop_map(|(at, length)| Mutation::Repeat(at, length)),
        1 => at().prop_map(Mutation::CutOff),
    ]
}

fn mutated(seed: &[u8], mutations: &[Mutation]) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for mutation in mutations {
        let within = |at: usize| at % (bytes.len() + 1);
        match *mutation {
            Mutation::Replace(at, byte) => {
                let at = within(at);
                if let Some(place) = bytes.get_mut(at) {
                    *place = byte;
                }
            }
            Mutation::Insert(at, token) => {
                let at = within(at);
                bytes.splice(at..at, TOKENS[token].iter().copied());
            }
            Mutation::Delete(at, length) => {
                let at = within(at);
                let end = (at + length).min(bytes.len());
                bytes.drain(at..end);
            }
            Mutation::Repeat(at, length) => {
                let at = within(at);
                let end = (at + length).min(bytes.len());
                let part = bytes[at..end].to_vec();
                bytes.splice(at..at, part);
            }
            Mutation::CutOff(at) => bytes.truncate(within(at)),
        }
    }
    bytes
}

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

fn many() -> u32 {
    let cases = std::env::var("KAKEBARAI_FUZZ_CASES").ok();
    cases.map_or(500, |cases| cases.parse().unwrap())
}

proptest! {
    #![proptest_config(cases(many()))]

    #[test]
    fn recorded_requests_with_changes_have_an_answer_from_each_api(
        seed in 0..CORPUS.len(),
        mutations in prop::collection::vec(mutation(), 0..8),
    ) {
        let world = world("");
        let body = mutated(CORPUS[seed], &mutations);
        for ask in ASK {
            ask(&world, &body);
        }
        // The books are still whole.
        ask::<InquireUsage>(&world, format!("{CREDENTIALS}&buyerId=1111").as_bytes());
    }

    #[test]
    fn any_bytes_have_an_answer_from_each_api(body in prop::collection::vec(any::<u8>(), 0..4_000)) {
        let world = world("");
        for ask in ASK {
            ask(&world, &body);
        }
    }
}
