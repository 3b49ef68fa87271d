//! 審査状況照会: the checks in the order the provider makes them. The first that fails is answered.

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
use super::books::*;

#[rustfmt::skip]
pub(super) const RULES: &[Rule] = &[
    rule("G010001", TRADER_CODE, Required),
    rule("G010002", TRADER_CODE, ExactLength(9)),
    rule("G010003", TRADER_CODE, Digits),
    rule("G010004", TRADER_CODE, Books(named!(the_merchant_is_registered))),
    rule("G020001", BUYER_ID,    MaxLength(20)),
    rule("G020002", BUYER_ID,    AlphanumericAndHyphen),
    rule("G030001", TELEPHONE,   MaxLength(13)),
    rule("G030002", TELEPHONE,   DigitsAndHyphen),
    rule("G040001", PASSWORD,    Required),
    rule("G060001", PASSWORD,    Books(named!(the_password_is_right))),
    rule("G050001", WHOLE,       Relation(named!(the_buyer_id_or_the_telephone_number_is_given: BUYER_ID, TELEPHONE))),
    rule("G070001", WHOLE,       Books(named!(the_buyer_id_alone_is_registered: BUYER_ID, TELEPHONE))),
    rule("G070002", WHOLE,       Books(named!(the_telephone_number_alone_is_registered: BUYER_ID, TELEPHONE))),
    rule("G070003", WHOLE,       Books(named!(the_telephone_number_alone_is_of_one_buyer: BUYER_ID, TELEPHONE))),
    rule("G070004", WHOLE,       Books(named!(the_buyer_id_and_the_telephone_number_are_of_one_buyer: BUYER_ID, TELEPHONE))),
    rule("G080001", WHOLE,       Fault(Some(named!(the_screening_can_still_be_asked_for: BUYER_ID, TELEPHONE)))),
];
