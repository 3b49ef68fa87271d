//! A request's body: each of the seven APIs answers it whole, with a code that there is, and nothing breaks.
#![no_main]

use kakebarai_simulator::{every_rule, fuzzing};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| {
    for answer in fuzzing::answers(body) {
        let document = roxmltree::Document::parse(&answer).expect("an answer is XML");
        let root = document.root_element();
        assert_eq!(root.tag_name().name(), "return");
        let text = |name| {
            let mut found = root.children().filter(|node| node.has_tag_name(name));
            let first = found.next().and_then(|node| node.text());
            assert!(found.next().is_none(), "{name} is there twice");
            first
        };
        match (text("returnCode"), text("errorCode")) {
            (Some("0"), None) => {}
            (Some("1"), Some(code)) => assert!(every_rule().any(|rule| rule.code == code)),
            other => panic!("neither accepted nor refused: {other:?}"),
        }
    }
});
