//! 支払方法, パスワード, and what is compared across fields.

use super::super::{Case, Change::*, case};

#[rustfmt::skip]
pub(super) const CASES: &[Case] = &[
    case("F480001", &[Without("shrhohKbn")]),
    case("F480002", &[Set("shrhohKbn", "02")]),
    case("F480003", &[Set("shrhohKbn", "A")]),
    case("F480004", &[Set("shrhohKbn", "1")]),
    case("F500001", &[Without("passWord")]),
    case("F490001", &[Set("passWord", "wrong")]),
    // 15 + 11 + the 4 of 株式会社 = 30, and 29 is the most.
    case("F080001", &[Fill("sMei", '猫', 15), Fill("shitenMei", '支', 11)]),
    // 40 + 10 + カブシキガイシャ, 8 characters and 2 voiced marks = 60, and 59 is the most.
    case("F110001", &[Fill("sMeikana", 'ア', 40), Fill("shitenMeikana", 'イ', 10)]),
    // 27 + the 4 of 有限会社 = 31, and 30 is the most.
    case("F510001", &[Fill("szHonknjmei", '猫', 27)]),
    // 51 + ユウゲンガイシャ, 8 characters and 2 voiced marks = 61, and 60 is the most.
    case("F520001", &[Fill("szHonknamei", 'ア', 51)]),
    // 15 + 15 = 30, and 29 is the most.
    case("F530001", &[Fill("daiknameiSei", 'ア', 15), Fill("daiknameiMei", 'イ', 15)]),
    // 14 with a voiced mark, which counts too, are 28; 28 + 2 = 30, and 29 is the most.
    case("F540001", &[Fill("szDaiknamei_sei", 'ガ', 14), Fill("szDaiknamei_mei", 'ア', 2)]),
    case("F410005", &[Set("szUmu", "0"), Set("sqssfKbn", "2")]),
];
