//! The fields of the lists in the settings: what each sets and its limits.

use super::{
    super::{MerchantSettings, ScreeningRule, TestBuyer},
    text::Text,
    values as v,
};

/// A field of an entry in a list.
pub(crate) struct Field<T> {
    pub(crate) key: &'static str,
    pub(crate) required: bool,
    /// The value as text that `set` accepts if it is within the limits; `None` if it is left out.
    pub(crate) get: fn(&T) -> Option<String>,
    pub(crate) set: fn(&mut T, &str) -> Result<(), String>,
}

macro_rules! fields {
    ($($key:literal $required:literal |$entry:ident, $text:ident| $($place:ident).+ = $value:expr;)+) => {
        &[$(Field {
            key: $key,
            required: $required,
            get: |entry| Some(Text::text(&entry.$($place).+)),
            set: |$entry, $text| { $entry.$($place).+ = $value?; Ok(()) },
        }),+]
    };
}

/// Fields that are each an `Option`.
macro_rules! optional_fields {
    ($($key:literal |$text:ident| $place:ident = $value:expr;)+) => {
        &[$(Field {
            key: $key,
            required: false,
            get: |entry| entry.$place.as_ref().map(Text::text),
            set: |entry, $text| { entry.$place = Some($value?); Ok(()) },
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
    "judgement"           false |b, t| standing.judgement = v::choice(t);
    "usable"              false |b, t| standing.usable = v::choice(t);
    "stopped"             false |b, t| standing.stopped = v::choice(t);
    "temporarily_stopped" false |b, t| standing.temporarily_stopped = v::choice(t);
    "credit_limit"        false |b, t| standing.credit_limit = v::credit_limit(t);
    "used_amount"         false |b, t| used_amount = v::credit_limit(t);
];

#[rustfmt::skip]
pub(crate) const SCREENING_RULE_FIELDS: &[Field<ScreeningRule>] = optional_fields![
    "buyer_id"            |t| buyer_id = v::some_text(t);
    "telephone"           |t| telephone = v::some_text(t);
    "name"                |t| name = v::some_text(t);
    "outcome"             |t| outcome = v::choice(t);
    "delay"               |t| delay = v::delay(t);
    "credit_limit"        |t| credit_limit = v::credit_limit(t);
    "usable"              |t| usable = v::choice(t);
    "stopped"             |t| stopped = v::choice(t);
    "temporarily_stopped" |t| temporarily_stopped = v::choice(t);
    "later_outcome"       |t| later_outcome = v::choice(t);
    "later_after"         |t| later_after = v::delay(t);
    "later_credit_limit"  |t| later_credit_limit = v::credit_limit(t);
];
