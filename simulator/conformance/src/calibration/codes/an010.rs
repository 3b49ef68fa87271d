//! AN010: one mistake for each code, in the provider's order.

use super::mistake::Mistake;

/// Checked before the guard (A150001), in a settlement of one line. The unit has the name in the setting.
#[rustfmt::skip]
pub(super) const BEFORE: &[Mistake] = &[
    ("A010001", &[("traderCode", "")]),
    ("A010002", &[("traderCode", "12345678")]),
    ("A010003", &[("traderCode", "12345678a")]),
    ("A040001", &[("orderDate", "")]),
    ("A040002", &[("orderDate", "2026120a")]),
    ("A040003", &[("orderDate", "29991231")]),
    ("A020001", &[("orderNo", "")]),
    ("A020002", &[("orderNo", "K×21")]),
    ("A020003", &[("orderNo", "ＫＢＰ")]),
    ("A030001", &[("buyerId", "")]),
    ("A030002", &[("buyerId", "1×21")]),
    ("A030003", &[("buyerId", "試験")]),
    ("A060001", &[("settlePrice", "")]),
    ("A060002", &[("settlePrice", "1×10")]),
    ("A060003", &[("settlePrice", "1a")]),
    ("A060005", &[("kessaiKingaku1", "2")]),
    ("A070001", &[("shohiZei", "")]),
    ("A070002", &[("shohiZei", "0×7")]),
    ("A070003", &[("shohiZei", "a")]),
    ("A070005", &[("shohiZei1", "1")]),
    ("A080001", &[("meisaiUmu", "")]),
    ("A080002", &[("meisaiUmu", "3")]),
    ("A090001", &[("shohinMei1", "あ×31")]),
    ("A090002", &[("shohinMei1", "ヷ")]),
    ("A100001", &[("shohinCode1", "A×11")]),
    ("A100002", &[("shohinCode1", "ＡＢＣ")]),
    ("A110001", &[("suryo1", "1×10")]),
    ("A110002", &[("suryo1", "1.234")]),
    ("A120001", &[("tani1", "あ×6")]),
    ("A120002", &[("tani1", "ヷ")]),
    ("A120003", &[("tani1", "abc")]),
    ("A130001", &[("tanka1", "1×9")]),
    ("A130002", &[("kessaiKingaku1", "1.5")]),
    ("A140001", &[("passWord", "")]),
];

/// Checked behind the guard; the buyer is unknown, which is checked last of all (G65).
#[rustfmt::skip]
pub(super) const BEHIND: &[Mistake] = &[
    ("A150001", &[("cartCode", "A×21")]),
    ("A150002", &[("cartCode", "a,b")]),
    ("A130003", &[("suryo1", "-1"), ("tanka1", "-1")]),
    ("A130004", &[("meisaiUmu", "2"), ("kessaiKingaku1", "-1")]),
    ("A130005", &[("meisaiUmu", "2"), ("shohiZei1", "-1")]),
    ("A130006", &[("settlePrice", "2"), ("shohiZei1", "-1"), ("kessaiKingaku2", "1"), ("shohiZei2", "1")]),
    ("A130007", &[("shohiZei", "2"), ("kessaiKingaku1", "2"), ("shohiZei1", "1"), ("kessaiKingaku2", "-1"), ("shohiZei2", "1")]),
    ("G65", &[]),
];
