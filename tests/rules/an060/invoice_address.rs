//! 請求書送付先情報.

use super::super::{Case, Change::*, case};

#[rustfmt::skip]
pub(super) const CASES: &[Case] = &[
    case("F410001", &[Without("sqssfKbn")]),
    case("F410002", &[Set("sqssfKbn", "09")]),
    case("F410003", &[Set("sqssfKbn", "A")]),
    case("F410004", &[Set("sqssfKbn", "3")]),
    case("F420001", &[Without("sqYbnno")]),
    case("F420002", &[Set("sqYbnno", "060000")]),
    case("F420003", &[Set("sqYbnno", "060 001")]),
    case("F420004", &[Set("sqYbnno", "0000001")]),
    case("F430001", &[Without("sqAddress")]),
    case("F430002", &[Fill("sqAddress", '町', 51)]),
    case("F430003", &[Set("sqAddress", "札幌市中央区 北一条西")]),
    case("F430004", &[Set("sqAddress", "札幌市中央区〝北〟")]),
    case("F440001", &[Without("sofuKnjnam")]),
    case("F440002", &[Fill("sofuKnjnam", '猫', 31)]),
    case("F440003", &[Set("sofuKnjnam", "経理Center")]),
    case("F440004", &[Set("sofuKnjnam", "経理№１")]),
    case("F450001", &[Fill("sofuTntnam", '猫', 26)]),
    case("F450002", &[Set("sofuTntnam", "ﾐｹﾈｺ")]),
    case("F450003", &[Set("sofuTntnam", "三毛猫😺")]),
    case("F460001", &[Fill("syz", '部', 11)]),
    case("F460002", &[Set("syz", "経理部 1課")]),
    case("F460003", &[Set("syz", "経理部⑨課")]),
    case("F470001", &[Set("kmsTelno", "011-000-000")]),
    case("F470002", &[Set("kmsTelno", "011-000-00OO")]),
    case("F470003", &[Set("kmsTelno", "0-11-000-0000")]),
];
