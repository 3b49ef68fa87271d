//! What is left of a buyer's limit.

use crate::buyers::eligibility::CreditStatus;

#[test]
fn what_is_available_is_never_less_than_nothing() {
    for (credit_limit, used_amount, expected) in [
        (600_000, 0, 600_000),
        (600_000, 599_999, 1),
        (600_000, 600_000, 0),
        (600_000, 600_001, 0),
        (i64::MIN, i64::MAX, 0),
    ] {
        let status = CreditStatus {
            usability: "利用可".to_owned(),
            credit_limit,
            used_amount,
        };
        assert_eq!(status.available(), expected, "{credit_limit} {used_amount}");
    }
}
