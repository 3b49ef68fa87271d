//! Misbehaviours of the answer: another code, another text, a contradiction.

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
        // An accepted request stays as it is.
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

#[test]
fn a_refusal_is_told_as_accepted_and_the_other_way_round() {
    let simulator = mutated("accepted-but-refused");
    let body = register(&simulator, "あ", 100).body;
    assert_eq!(
        body,
        format!(
            "{DECLARATION}<return><returnDate>20261124100000</returnDate><returnCode>0</returnCode></return>"
        )
    );
    assert_eq!(entry(&simulator).get("change"), None);
    assert_eq!(entry(&simulator)["brokenRules"][0]["code"], "A020003");
    for (mutant, code, next) in [
        ("refused-but-accepted", "A060005", "A060005"),
        ("system-error-committed", "9900001", "0"),
    ] {
        let simulator = mutated(mutant);
        // Refusals are not changed.
        let refused = register(&simulator, "あ", 100).body;
        assert_eq!(Answered::read(&refused).code(), "A020003");
        let body = register(&simulator, "1", 100).body;
        let end = format!("<returnCode>1</returnCode><errorCode>{code}</errorCode></return>");
        assert!(body.ends_with(&end), "{mutant}: {body}");
        assert_eq!(state(&simulator, "1"), 1, "{mutant}");
        let second = register(&simulator, "2", 100).body;
        assert_eq!(Answered::read(&second).code(), next, "{mutant}");
    }
}

#[test]
fn over_the_limit_is_another_code() {
    // The limit is 600,000 yen, and A060004 the first broken rule.
    let simulator = mutated("over-limit-as-g55");
    let body = register(&simulator, "1", 600_001).body;
    assert_eq!(Answered::read(&body).codes(), ["G55"]);
    let body = register(&simulator, "あ", 600_001).body;
    assert_eq!(Answered::read(&body).code(), "A020003");
    assert_eq!(entry(&simulator).get("mutant"), None);
}

#[test]
fn amounts_and_names_of_an_inquiry_are_others() {
    let answered = |mutant: &str| {
        let simulator = mutated(mutant);
        // 1,100 yen of the limit of 600,000 are used.
        register(&simulator, "1", 1_100);
        let answered = Answered::read(&inquire(&simulator, "1111").body);
        assert_eq!(entry(&simulator)["mutant"], mutant);
        [
            "buyerId",
            "buyerName",
            "useUsable",
            "useOverLimit",
            "usePayment",
        ]
        .map(|name| answered.text(name).to_owned())
    };
    let name = "株式会社青葉デザイン";
    for (mutant, expected) in [
        (
            "numbers-padded",
            ["1111", name, "利用可", "000600000", "000001100"],
        ),
        ("limit-zero", ["1111", name, "利用可", "0", "1100"]),
        (
            "limit-and-use-swapped",
            ["1111", name, "利用可", "1100", "600000"],
        ),
        (
            "name-respelt",
            [
                "1111",
                "株式会社\u{3000}青葉デザイン\u{3000}",
                "利用可",
                "600000",
                "1100",
            ],
        ),
        (
            "other-buyer",
            ["99999999", "株式会社別の取引先", "利用可", "600000", "1100"],
        ),
    ] {
        assert_eq!(answered(mutant), expected, "{mutant}");
    }
}

#[test]
fn a_screening_ends_otherwise_or_never() {
    let screening = |mutant: &str, buyer: &str| {
        let simulator = mutated(mutant);
        let form = application(&[("cId", "9")]);
        post(&simulator, "AN060", &format!("{CREDENTIALS}&{form}"));
        let form = format!("{CREDENTIALS}&buyerId={buyer}");
        let answered = Answered::read(&post(&simulator, "AN070", &form).body);
        let struck = entry(&simulator).get("mutant").is_some();
        (answered.text("judgeStatus").to_owned(), struck)
    };
    // 1111 is accepted, and 9 has just applied.
    for (mutant, accepted, pending) in [
        ("limit-changed", ("限度額変更", true), ("審査中", false)),
        ("never-decided", ("審査中", true), ("審査中", false)),
        ("refused-after-all", ("申込不備", true), ("申込不備", true)),
    ] {
        for (buyer, (text, struck)) in [("1111", accepted), ("9", pending)] {
            let expected = (text.to_owned(), struck);
            assert_eq!(screening(mutant, buyer), expected, "{mutant}: {buyer}");
        }
    }
    let simulator = mutated("other-buyer");
    let form = format!("{CREDENTIALS}&buyerId=1111");
    let answered = Answered::read(&post(&simulator, "AN070", &form).body);
    assert_eq!(answered.text("buyerId"), "99999999");
    assert_eq!(answered.text("buyerName"), "株式会社別の取引先");
}
