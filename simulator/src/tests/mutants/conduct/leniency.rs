//! Rules that are not checked: what they refuse passes, and nothing else.

use super::{
    super::{entry, mutated, send, state},
    order,
};
use crate::{
    Simulator,
    tests::support::asking::{Answered, settings},
};

const HEAD: &str = "orderDate=20261124&orderNo=1&buyerId=1111";

fn code(simulator: &Simulator, api: &str, fields: &str) -> String {
    let body = send(simulator, api, fields).body;
    Answered::read(&body).code().to_owned()
}

/// Sends a request that is refused with a code without the misbehaviour, and accepted with it. Returns the simulator with it.
fn let_pass(
    mutant: &str,
    before: &[(&str, &str)],
    (api, fields): (&str, &str),
    refused: &str,
) -> Simulator {
    let plain = Simulator::start(settings("")).unwrap();
    let lenient = mutated(mutant);
    for simulator in [&plain, &lenient] {
        for (api, fields) in before {
            assert_eq!(code(simulator, api, fields), "0", "{mutant}: {api}");
            assert_eq!(entry(simulator).get("mutant"), None, "{mutant}: {api}");
        }
    }
    assert_eq!(code(&plain, api, fields), refused, "{mutant}");
    assert_eq!(code(&lenient, api, fields), "0", "{mutant}");
    let entry = entry(&lenient);
    assert_eq!(entry["mutant"], mutant);
    // The journal still contains the mistake.
    assert_eq!(entry["brokenRules"][0]["code"], refused, "{mutant}");
    lenient
}

#[test]
fn lines_need_not_add_up() {
    // A line of 900 yen on an order of 1,000; a tax of 90 in the line on one of 100.
    for (amounts, refused) in [
        (
            "settlePrice=1000&shohiZei=100&kessaiKingaku1=900&shohiZei1=100",
            "A060005",
        ),
        (
            "settlePrice=900&shohiZei=100&kessaiKingaku1=900&shohiZei1=90",
            "A070005",
        ),
    ] {
        let fields = format!("{HEAD}&meisaiUmu=1&{amounts}");
        let simulator = let_pass("lenient-sums", &[], ("AN010", &fields), refused);
        assert_eq!(state(&simulator, "1"), 1);
    }
}

#[test]
fn a_code_may_be_too_long() {
    // Eleven characters; at most ten are allowed.
    let fields = format!(
        "{HEAD}&meisaiUmu=1&settlePrice=900&shohiZei=90&kessaiKingaku1=900&shohiZei1=90&shohinCode1=PAPER-A4-50"
    );
    let simulator = let_pass("lenient-lengths", &[], ("AN010", &fields), "A100001");
    assert_eq!(state(&simulator, "1"), 1);
}

#[test]
fn the_limit_is_nothing() {
    // The limit is 600,000 yen.
    let fields = format!("{HEAD}&meisaiUmu=2&settlePrice=600001&shohiZei=0");
    let simulator = let_pass("no-limit", &[], ("AN010", &fields), "A060004");
    assert_eq!(order(&simulator, "1")["price"], 600_001);
}

#[test]
fn a_shipped_order_is_shipped_again_or_cancelled() {
    // 12345678901 modulo 7 is 3; 12345678902 modulo 7 is 4. Shipped is 3, cancelled 2.
    let good = format!("{HEAD}&meisaiUmu=2&settlePrice=100&shohiZei=0");
    let shipped = [
        ("AN010", &*good),
        ("AN030", "orderNo=1&slipNo=123456789013"),
    ];
    let again = ("AN030", "orderNo=1&slipNo=123456789024");
    let simulator = let_pass("lenient-states", &shipped, again, "C020005");
    assert_eq!(state(&simulator, "1"), 3);
    let cancel = ("AN020", "orderNo=1&buyerId=1111");
    let simulator = let_pass("lenient-states", &shipped, cancel, "B020005");
    assert_eq!(state(&simulator, "1"), 2);
    // A cancelled order still cannot be cancelled again.
    assert_eq!(code(&simulator, cancel.0, cancel.1), "B020005");
    assert_eq!(entry(&simulator).get("mutant"), None);
}

#[test]
fn what_is_wrong_besides_is_refused() {
    // Eleven characters, and lines that do not add up.
    let fields = format!(
        "{HEAD}&meisaiUmu=1&settlePrice=1000&shohiZei=0&kessaiKingaku1=900&shohiZei1=0&shohinCode1=PAPER-A4-50"
    );
    let simulator = mutated("lenient-sums");
    assert_eq!(code(&simulator, "AN010", &fields), "A100001");
    assert_eq!(entry(&simulator)["mutant"], "lenient-sums");
    // The code of the sum still comes first.
    let simulator = mutated("lenient-lengths");
    assert_eq!(code(&simulator, "AN010", &fields), "A060005");
    assert_eq!(entry(&simulator).get("mutant"), None);
    // A price in letters cannot be registered, whatever is checked.
    let letters = format!("{HEAD}&meisaiUmu=2&settlePrice=abc&shohiZei=0");
    assert_eq!(code(&simulator, "AN010", &letters), "A060003");
    assert_eq!(entry(&simulator).get("mutant"), None);
}
