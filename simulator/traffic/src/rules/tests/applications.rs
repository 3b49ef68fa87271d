//! Applications of buyers: ids that come twice, and applications that are sent again without an inquiry.

use serde_json::{Value, json};

use super::command::{lost, refused, said};

#[test]
fn applications_of_one_applicant() {
    let apply = |id: &str, telephone: &str| {
        let personal = |name: &str, print: &str| json!({"name": name, "masked": "personal", "fingerprint": print});
        json!({"api": "AN060", "fields": {"cId": id}, "change": 1, "more": [personal("telNo", telephone), personal("sMei", "b")]})
    };
    let asked = |status: &str| {
        json!({
            "api": "AN070", "fields": {"buyerId": "800"}, "elements": [{"name": "judgeStatus", "value": status}],
        })
    };
    let rules = |entries: &[Value]| (said("REG-06", entries, &[]), said("REG-07", entries, &[]));
    assert_eq!(rules(&[apply("800", "a")]), (Some((0, 0)), Some((0, 0))));
    assert_eq!(
        rules(&[apply("800", "a"), apply("801", "a")]),
        (Some((0, 0)), Some((1, 0)))
    );
    assert_eq!(
        rules(&[apply("800", "a"), apply("801", "c")]),
        (Some((0, 0)), Some((0, 0)))
    );
    assert_eq!(
        rules(&[apply("800", "a"), asked("審査中"), apply("801", "a")]).1,
        Some((1, 0))
    );
    assert_eq!(
        rules(&[apply("800", "a"), asked("ご利用不可"), apply("801", "a")]).1,
        Some((0, 0))
    );
    assert_eq!(
        rules(&[lost(apply("800", "a")), apply("801", "a")]).1,
        Some((1, 0))
    );
    // Whatever the word for a pending one is.
    assert_eq!(
        rules(&[
            apply("800", "a"),
            asked("購入企業確認中"),
            apply("801", "a")
        ])
        .1,
        Some((1, 0))
    );
    // By the telephone number, as it is known here by its fingerprint alone; of another, it says nothing.
    let by_telephone = |print: &str, status: &str| {
        json!({
            "api": "AN070", "elements": [{"name": "judgeStatus", "value": status}],
            "more": [{"name": "buyerTelNo", "masked": "personal", "fingerprint": print}],
        })
    };
    for (print, found) in [("a", 0), ("c", 1)] {
        let asked = by_telephone(print, "申込不備");
        let entries = [lost(apply("800", "a")), asked, apply("801", "a")];
        assert_eq!(rules(&entries).1, Some((found, 0)), "{print}");
    }
    let unknown = refused(by_telephone("a", ""), "G070002");
    let entries = [lost(apply("800", "a")), unknown, apply("801", "a")];
    assert_eq!(rules(&entries).1, Some((0, 0)));
    let same = [apply("800", "a"), refused(apply("800", "a"), "F020004")];
    assert_eq!(rules(&same), (Some((1, 0)), Some((0, 0))));
    let after_a_loss = [
        lost(apply("800", "a")),
        refused(apply("800", "a"), "F020004"),
    ];
    assert_eq!(rules(&after_a_loss), (Some((0, 0)), Some((0, 0))));
}
