//! 利用金額照会: the checks in the order the provider makes them. The first that fails is answered.

use super::super::{
    books::*,
    inquiry::{books::*, items::*},
    rules::{
        check::Check::*,
        condition::named,
        rule::{Rule, rule},
    },
    wire::item::WHOLE,
};

#[rustfmt::skip]
pub(super) const RULES: &[Rule] = &[
    rule("E010001", TRADER_CODE, Required),
    rule("E010002", TRADER_CODE, ExactLength(9)),
    rule("E010003", TRADER_CODE, Digits),
    rule("E010004", TRADER_CODE, Books(named!(the_merchant_is_registered))),
    rule("E020001", BUYER_ID,    MaxLength(20)),
    rule("E020002", BUYER_ID,    AlphanumericAndHyphen),
    rule("E030001", TELEPHONE,   MaxLength(13)),
    rule("E030002", TELEPHONE,   DigitsAndHyphen),
    rule("E040001", PASSWORD,    Required),
    rule("E050002", PASSWORD,    Books(named!(the_password_is_right))),
    rule("E050001", WHOLE,       Relation(named!(the_buyer_id_or_the_telephone_number_is_given: BUYER_ID, TELEPHONE))),
    rule("E050003", WHOLE,       Books(named!(the_buyer_id_alone_is_registered: BUYER_ID, TELEPHONE))),
    rule("E050004", WHOLE,       Books(named!(the_telephone_number_alone_is_registered: BUYER_ID, TELEPHONE))),
    rule("E050005", WHOLE,       Books(named!(the_telephone_number_alone_is_of_one_buyer: BUYER_ID, TELEPHONE))),
    rule("E050006", WHOLE,       Books(named!(the_buyer_id_and_the_telephone_number_are_of_one_buyer: BUYER_ID, TELEPHONE))),
];
