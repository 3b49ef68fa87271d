//! Random bytes as bodies: each gets one whole answer, and nothing breaks. `tests/fuzz` searches further.

use proptest::prelude::*;

use crate::tests::support::asking::{Answered, cases};
use crate::{every_rule, fuzzing};

/// Calls all seven. Each answer must be whole, and its code must exist.
fn ask(body: &[u8]) {
    for answer in fuzzing::answers(body) {
        let answered = Answered::read(&answer);
        assert_eq!(answered.root, "return");
        match answered.code() {
            "0" => {}
            code => assert!(every_rule().any(|rule| rule.code == code), "{code}"),
        }
    }
}

#[test]
fn a_recorded_request_has_an_answer_from_each_api() {
    let recordings = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/wire/recordings");
    let mut bodies = 0;
    for file in std::fs::read_dir(recordings).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|kind| kind != "form") {
            continue;
        }
        ask(&std::fs::read(path).unwrap());
        bodies += 1;
    }
    assert_eq!(bodies, 9);
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn any_bytes_have_an_answer_from_each_api(body in prop::collection::vec(any::<u8>(), 0..4_000)) {
        ask(&body);
    }
}
