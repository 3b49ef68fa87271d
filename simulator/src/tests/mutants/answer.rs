//! What is answered: another code, another text, a contradiction.

use serde_json::Value;

use super::{entry, inquire, mutated, register, state};
use crate::{
    Simulator,
    tests::support::{
        asking::{Answered, CREDENTIALS, MERCHANT, application, settings},
        raw::{exchange, post},
    },
};

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

#[test]
fn refusals_have_another_code_or_none() {
    for (mutant, end) in [
        (
            "unknown-code",
            "<returnCode>1</returnCode><errorCode>A069999</errorCode></return>",
        ),
        (
            "refusal-without-code",
            "<returnCode>1</returnCode></return>",
        ),
    ] {
        let simulator = mutated(mutant);
        let body = register(&simulator, "あ", 100).body;
        assert!(body.ends_with(end), "{mutant}: {body}");
        // What is accepted stays as it is.
        assert!(
            register(&simulator, "1", 100)
                .body
                .contains("<returnCode>0</returnCode></return>")
        );
    }
    let plain = register(&Simulator::start(settings("")).unwrap(), "あ", 100).body;
    let later = register(&mutated("later-code"), "あ", 100).body;
    let [plain, later] = [Answered::read(&plain), Answered::read(&later)];
    assert_eq!((plain.code(), later.code()), ("A020003", "A020004"));
}

#[test]
fn an_accepted_settlement_may_be_hard_to_tell() {
    let simulator = mutated("contradiction");
    let body = register(&simulator, "1", 100).body;
    let end = "<returnCode>0</returnCode><errorCode>9900001</errorCode></return>";
    assert!(body.ends_with(end), "{body}");
    assert_eq!(state(&simulator, "1"), 1);
    let simulator = mutated("return-code-missing");
    let body = register(&simulator, "1", 100).body;
    assert_eq!(
        body,
        format!("{DECLARATION}<return><returnDate>20261124100000</returnDate></return>")
    );
    assert_eq!(state(&simulator, "1"), 1);
    assert_eq!(entry(&simulator)["answered"]["returnCode"], Value::Null);
}

#[test]
fn texts_are_others() {
    let usable = |mutant: &str, buyer: &str| {
        let simulator = mutated(mutant);
        let path = format!("/_simulator/v1/merchants/{MERCHANT}/buyers/2222");
        let json = "Content-Type: application/json";
        let blocked = exchange(&simulator, "PATCH", &path, &[json], r#"{"usable": false}"#);
        assert_eq!(blocked.status, 200, "{}", blocked.body);
        let answered = Answered::read(&inquire(&simulator, buyer).body);
        answered.text("useUsable").to_owned()
    };
    assert_eq!(usable("not-usable-text", "1111"), "利用可");
    assert_eq!(usable("not-usable-text", "2222"), "利用停止");
    assert_eq!(usable("not-usable", "1111"), "利用不可");
    assert_eq!(usable("partly-usable", "1111"), "一部利用可");
    let screening = |mutant: &str, telephone: &str| {
        let simulator = mutated(mutant);
        let form = application(&[("cId", "9"), ("telNo", telephone)]);
        post(&simulator, "AN060", &format!("{CREDENTIALS}&{form}"));
        let body = post(&simulator, "AN070", &format!("{CREDENTIALS}&buyerId=9")).body;
        Answered::read(&body).text("judgeStatus").to_owned()
    };
    assert_eq!(screening("pending-text", "03-0000-0800"), "購入企業確認中");
    assert_eq!(screening("bom", "03-0000-0800"), "審査中");
}
