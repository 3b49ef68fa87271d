//! AN050 and AN070: one mistake for each code, in the provider's order.

use super::mistake::Mistake;

#[rustfmt::skip]
pub(super) const AN050: &[Mistake] = &[
    ("E010001", &[("traderCode", "")]),
    ("E010002", &[("traderCode", "12345678")]),
    ("E010003", &[("traderCode", "12345678a")]),
    ("E020001", &[("buyerId", "1×21")]),
    ("E020002", &[("buyerId", "試験")]),
    ("E030001", &[("buyerTelNo", "0×14")]),
    ("E030002", &[("buyerTelNo", "03-0000-000a")]),
    ("E040001", &[("passWord", "")]),
    ("E050001", &[("buyerId", "")]),
    ("E050003", &[("buyerId", "KBP-NOBODY")]),
    ("E050004", &[("buyerId", ""), ("buyerTelNo", "000-0000-0001")]),
    ("E050006", &[("buyerTelNo", "000-0000-0001")]),
];

#[rustfmt::skip]
pub(super) const AN070: &[Mistake] = &[
    ("G010001", &[("traderCode", "")]),
    ("G010002", &[("traderCode", "12345678")]),
    ("G010003", &[("traderCode", "12345678a")]),
    ("G020001", &[("buyerId", "1×21")]),
    ("G020002", &[("buyerId", "試験")]),
    ("G030001", &[("buyerTelNo", "0×14")]),
    ("G030002", &[("buyerTelNo", "03-0000-000a")]),
    ("G040001", &[("passWord", "")]),
    ("G050001", &[("buyerId", "")]),
    ("G070001", &[("buyerId", "KBP-NOBODY")]),
    ("G070002", &[("buyerId", ""), ("buyerTelNo", "000-0000-0001")]),
    ("G070004", &[("buyerTelNo", "000-0000-0001")]),
];
