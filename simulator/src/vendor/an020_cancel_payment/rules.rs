//! 決済取消: the checks in the order the provider makes them. The first that fails is answered.

use super::super::{
    books::*,
    rules::{
        check::Check::*,
        condition::named,
        rule::{Rule, rule},
    },
    wire::item::WHOLE,
};
use super::{books::*, items::*};

#[rustfmt::skip]
pub(super) const RULES: &[Rule] = &[
    rule("B010001", TRADER_CODE, Required),
    rule("B010002", TRADER_CODE, ExactLength(9)),
    rule("B010003", TRADER_CODE, Digits),
    rule("B010004", TRADER_CODE, Books(named!(the_merchant_is_registered))),
    rule("B020001", ORDER_NO,    Required),
    rule("B020002", ORDER_NO,    MaxLength(20)),
    rule("B020003", ORDER_NO,    HalfWidth),
    rule("B020004", ORDER_NO,    Books(named!(the_order_is_registered_for_the_buyer: BUYER_ID))),
    rule("B020005", ORDER_NO,    Books(named!(the_order_can_still_be_cancelled))),
    rule("B030001", BUYER_ID,    Required),
    rule("B030002", BUYER_ID,    MaxLength(20)),
    // Vendor: 決済登録 takes letters in a buyer id, 決済取消 does not.
    rule("B030003", BUYER_ID,    DigitsAndHyphen),
    rule("B040001", PASSWORD,    Books(named!(the_password_is_given_and_right))),
    rule("B050001", WHOLE,       Books(named!(the_settled_total_stays_zero_or_more: ORDER_NO))),
    rule("0700001", WHOLE,       Fault(None)),
];
