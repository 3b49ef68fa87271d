//! 代表者情報.

use super::super::{Case, Change::*, case};

#[rustfmt::skip]
pub(super) const CASES: &[Case] = &[
    case("F220001", &[Without("daikjmeiSei")]),
    case("F220002", &[Fill("daikjmeiSei", '猫', 15)]),
    case("F220003", &[Set("daikjmeiSei", "neko")]),
    case("F220004", &[Set("daikjmeiSei", "髙橋")]),
    case("F230001", &[Without("daikjmeiMei")]),
    case("F230002", &[Fill("daikjmeiMei", '猫', 15)]),
    case("F230003", &[Set("daikjmeiMei", "大和 太郎")]),
    case("F230004", &[Set("daikjmeiMei", "﨑")]),
    case("F240001", &[Without("daiknameiSei")]),
    case("F240002", &[Fill("daiknameiSei", 'ア', 30)]),
    case("F240003", &[Set("daiknameiSei", "ｸﾛﾈｺ")]),
    case("F240004", &[Set("daiknameiSei", "ヸ")]),
    case("F250001", &[Without("daiknameiMei")]),
    case("F250002", &[Fill("daiknameiMei", 'ア', 30)]),
    case("F250003", &[Set("daiknameiMei", "やまと")]),
    case("F250004", &[Set("daiknameiMei", "ヹ")]),
    case("F260001", &[Set("hjkjKbn", "2"), Without("daiYbnno")]),
    case("F260002", &[Set("daiYbnno", "100000")]),
    case("F260003", &[Set("daiYbnno", "100-001")]),
    case("F260004", &[Set("daiYbnno", "9999999")]),
    case("F270001", &[Set("hjkjKbn", "2"), Without("daiAddress")]),
    case("F270002", &[Fill("daiAddress", '町', 51)]),
    case("F270003", &[Set("daiAddress", "東京都千代田区1-1")]),
    case("F270004", &[Set("daiAddress", "東京都千代田区Ⅰ")]),
];
