//! The settings that come in lists: merchants and buyers, and the fields of all lists.

use super::reading::values as v;
use crate::books::{buyers::Decision, screening::ScreeningRule};

/// A merchant that is there at the start.
#[derive(Clone, Default)]
pub struct MerchantSettings {
    /// 加盟店コード: nine digits.
    pub code: String,
    /// パスワード: 1 to 100 printable ASCII characters, no space.
    pub password: String,
}

impl std::fmt::Debug for MerchantSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MerchantSettings")
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}

impl MerchantSettings {
    /// The merchant that is there out of the box.
    pub(crate) fn standard() -> Self {
        Self {
            code: "900000001".to_owned(),
            password: "kakebarai-test".to_owned(),
        }
    }
}

/// A buyer that every merchant has at its start.
#[derive(Clone, Debug)]
pub struct TestBuyer {
    /// 取引先ID: 1 to 20 letters, digits and hyphens.
    pub id: String,
    /// 取引先名: 1 to 100 characters.
    pub name: String,
    /// 電話番号: ten or eleven digits, with up to two hyphens between them.
    pub telephone: String,
    pub(crate) standing: Decision,
    /// In yen, at most [`MAX_CREDIT_LIMIT`](super::MAX_CREDIT_LIMIT).
    pub used_amount: u64,
}

impl Default for TestBuyer {
    fn default() -> Self {
        Self {
            id: String::new(),
            name: "テスト取引先".to_owned(),
            telephone: "03-0000-0000".to_owned(),
            standing: Decision::accepted(v::STANDARD_CREDIT_LIMIT),
            used_amount: 0,
        }
    }
}

impl TestBuyer {
    /// The four buyers of the vendor's test environment; names and telephone numbers are made up.
    pub(super) fn standard() -> Vec<Self> {
        let names = ["一番町商店", "二番町製作所", "三番町サービス", "四番町工業"];
        ["1111", "2222", "3333", "4444"]
            .iter()
            .zip(names)
            .map(|(id, name)| Self {
                id: (*id).to_owned(),
                name: format!("株式会社テスト{name}"),
                telephone: format!("03-0000-{id}"),
                ..Self::default()
            })
            .collect()
    }
}

/// A field of an entry in a list.
pub(crate) struct Field<T> {
    pub(crate) key: &'static str,
    pub(crate) required: bool,
    pub(crate) set: fn(&mut T, &str) -> Result<(), String>,
}

macro_rules! fields {
    ($($key:literal $required:literal |$entry:ident, $text:ident| $($place:ident).+ = $value:expr;)+) => {
        &[$(Field {
            key: $key,
            required: $required,
            set: |$entry, $text| { $entry.$($place).+ = $value?; Ok(()) },
        }),+]
    };
}

#[rustfmt::skip]
pub(crate) const MERCHANT_FIELDS: &[Field<MerchantSettings>] = fields![
    "code"     true |m, t| code = v::merchant_code(t);
    "password" true |m, t| password = v::password(t);
];

#[rustfmt::skip]
pub(crate) const BUYER_FIELDS: &[Field<TestBuyer>] = fields![
    "id"                  true  |b, t| id = v::buyer_id(t);
    "name"                false |b, t| name = v::some_text(t);
    "telephone"           false |b, t| telephone = v::telephone(t);
    "judgement"           false |b, t| standing.judgement = v::judgement(t);
    "usable"              false |b, t| standing.usable = v::switch(t);
    "stopped"             false |b, t| standing.stopped = v::switch(t);
    "temporarily_stopped" false |b, t| standing.temporarily_stopped = v::switch(t);
    "credit_limit"        false |b, t| standing.credit_limit = v::credit_limit(t);
    "used_amount"         false |b, t| used_amount = v::credit_limit(t);
];

#[rustfmt::skip]
pub(crate) const SCREENING_RULE_FIELDS: &[Field<ScreeningRule>] = fields![
    "buyer_id"            false |r, t| buyer_id = v::some_text(t).map(Some);
    "telephone"           false |r, t| telephone = v::some_text(t).map(Some);
    "name"                false |r, t| name = v::some_text(t).map(Some);
    "outcome"             false |r, t| outcome = v::judgement(t).map(Some);
    "delay"               false |r, t| delay = v::delay(t).map(Some);
    "credit_limit"        false |r, t| credit_limit = v::credit_limit(t).map(Some);
    "usable"              false |r, t| usable = v::switch(t).map(Some);
    "stopped"             false |r, t| stopped = v::switch(t).map(Some);
    "temporarily_stopped" false |r, t| temporarily_stopped = v::switch(t).map(Some);
    "later_outcome"       false |r, t| later_outcome = v::judgement(t).map(Some);
    "later_after"         false |r, t| later_after = v::delay(t).map(Some);
    "later_credit_limit"  false |r, t| later_credit_limit = v::credit_limit(t).map(Some);
];
