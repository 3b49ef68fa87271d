//! A provider's answer: it is read or refused, and no acceptance is made out of one that does not say so.
#![no_main]

use kakebarai::client::{Error, fuzzing};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let holds = |text: &str| {
        bytes
            .windows(text.len())
            .any(|part| part == text.as_bytes())
    };
    for read in fuzzing::read(bytes) {
        match read {
            Ok(()) => assert!(holds("returnCode") && (holds("0") || holds("&#"))),
            Err(Error::Refused(_)) => assert!(holds("returnCode") && holds("errorCode")),
            Err(Error::UnreadableAnswer(_)) => {}
            Err(error) => panic!("reading sends nothing: {error:?}"),
        }
    }
});
