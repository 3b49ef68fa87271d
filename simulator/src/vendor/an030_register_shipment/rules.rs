//! 出荷登録: the checks in the order the provider makes them. The first that fails is answered.

use super::super::{
    books::*,
    rules::{
        check::Check::*,
        condition::named,
        rule::{Rule, rule},
    },
};
use super::{books::*, items::*};

#[rustfmt::skip]
pub(super) const RULES: &[Rule] = &[
    rule("C010001", TRADER_CODE, Required),
    rule("C010002", TRADER_CODE, ExactLength(9)),
    rule("C010003", TRADER_CODE, Digits),
    rule("C010004", TRADER_CODE, Books(named!(the_merchant_is_registered))),
    rule("C020001", ORDER_NO,    Required),
    rule("C020002", ORDER_NO,    MaxLength(20)),
    rule("C020003", ORDER_NO,    HalfWidth),
    rule("C020004", ORDER_NO,    Books(named!(the_order_is_registered))),
    rule("C020005", ORDER_NO,    Books(named!(the_order_accepts_a_shipment))),
    rule("C030001", SLIP_NO,     Required),
    // Vendor: the check digit is tested before the length.
    rule("C030003", SLIP_NO,     SlipCheckDigit),
    rule("C030004", SLIP_NO,     Books(named!(the_slip_number_is_free_for_one_more_order: ORDER_NO))),
    rule("C030005", SLIP_NO,     Books(named!(the_slip_number_is_of_a_usable_service))),
    rule("C030006", SLIP_NO,     Books(named!(the_orders_under_one_slip_fit_the_limit: ORDER_NO))),
    rule("C030002", SLIP_NO,     SlipLength),
    rule("C040001", PASSWORD,    Books(named!(the_password_is_given_and_right))),
];
