//! What is done: an answer that does not say what the books say.

use serde_json::json;

use super::{register, state, with};
use crate::{
    Simulator,
    tests::support::{
        asking::{CREDENTIALS, settings},
        raw::post,
    },
};

#[test]
fn what_is_answered_as_done_may_not_be() {
    let simulator = Simulator::start(settings("")).unwrap();
    assert!(
        register(&simulator, "1", 100)
            .body
            .contains("<returnCode>0")
    );
    let accepted = |api: &str, fields: &str| {
        let body = post(&simulator, api, &format!("{CREDENTIALS}&{fields}")).body;
        assert!(
            body.contains("<returnCode>0</returnCode></return>"),
            "{api}: {body}"
        );
    };
    let once = |mutant: &str| {
        with(
            &simulator,
            &json!({ "kind": "mutant", "mutant": mutant, "times": 1 }),
        );
    };
    once("cancel-lies");
    accepted("AN020", "orderNo=1&buyerId=1111");
    assert_eq!(state(&simulator, "1"), 1);
    once("ship-lies");
    // 12345678901 modulo 7 is 3.
    accepted("AN030", "orderNo=1&slipNo=123456789013");
    assert_eq!(state(&simulator, "1"), 1);
    accepted("AN030", "orderNo=1&slipNo=123456789013");
    assert_eq!(state(&simulator, "1"), 3);
    once("unship-lies");
    accepted("AN040", "orderNo=1&slipNo=123456789013");
    assert_eq!(state(&simulator, "1"), 3);
    accepted("AN040", "orderNo=1&slipNo=123456789013");
    assert_eq!(state(&simulator, "1"), 1);
}
