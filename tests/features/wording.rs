//! The words of the features that stand for values.

use std::str::FromStr;

/// An amount in yen, as people write it: `14,014` or `14014`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Yen(pub(super) i64);

impl FromStr for Yen {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.replace(',', "").parse().map(Self)
    }
}

impl Yen {
    /// An amount that a request can hold.
    pub(super) fn positive(self) -> u32 {
        self.0.try_into().unwrap()
    }
}

/// The number of an API by its name.
pub(super) fn api(name: &str) -> &'static str {
    match name {
        "決済登録" => "AN010",
        "決済取消" => "AN020",
        "出荷登録" => "AN030",
        "出荷取消" => "AN040",
        "利用金額照会" => "AN050",
        "取引先登録" => "AN060",
        "審査状況照会" => "AN070",
        other => panic!("「{other}」という要求はありません"),
    }
}

/// A length of time, as the clock takes it: `5分` is `5 minutes`.
pub(super) fn duration(text: &str) -> String {
    for (japanese, english) in [
        ("分", "minutes"),
        ("時間", "hours"),
        ("営業日", "business days"),
        ("日", "days"),
    ] {
        if let Some(number) = text.strip_suffix(japanese) {
            return format!("{number} {english}");
        }
    }
    panic!("「{text}」は 分・時間・営業日・日 のどれでもありません");
}
