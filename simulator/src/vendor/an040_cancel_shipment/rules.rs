//! 出荷取消: the checks in the order the provider makes them. The first that fails is answered.

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
    rule("D010001", TRADER_CODE, Required),
    rule("D010002", TRADER_CODE, ExactLength(9)),
    rule("D010003", TRADER_CODE, Digits),
    rule("D010004", TRADER_CODE, Books(named!(the_merchant_is_registered))),
    rule("D020001", ORDER_NO,    Required),
    rule("D020002", ORDER_NO,    MaxLength(20)),
    rule("D020003", ORDER_NO,    HalfWidth),
    rule("D020004", ORDER_NO,    Books(named!(the_order_is_registered))),
    rule("D020005", ORDER_NO,    Books(named!(the_order_has_a_shipment_to_remove))),
    rule("D030001", SLIP_NO,     Required),
    // Vendor: the check digit is tested before the length.
    rule("D030003", SLIP_NO,     SlipCheckDigit),
    rule("D030004", SLIP_NO,     Books(named!(an_order_with_the_slip_number_exists: ORDER_NO))),
    rule("D030005", SLIP_NO,     Books(named!(the_order_with_the_slip_number_is_shipped: ORDER_NO))),
    rule("D030002", SLIP_NO,     SlipLength),
    rule("D040001", PASSWORD,    Books(named!(the_password_is_given_and_right))),
];
