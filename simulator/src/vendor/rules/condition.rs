//! A named condition: a function together with its own words, so that a table prints the same in every build.

use super::super::wire::fields::Line;
use super::super::wire::item::Items;
use super::facts::{Facts, FormFacts};

/// A condition. Its name is a sentence that is true if the request is right.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Condition<H> {
    pub(crate) words: &'static str,
    /// The items it looks at, besides those of its rule: what a trace shows.
    pub(crate) looks_at: &'static [Items],
    pub(crate) holds: H,
}

/// A condition on the form.
pub(crate) type FormCondition = Condition<fn(&FormFacts<'_>) -> bool>;
/// A condition on one line of the form.
pub(crate) type LineCondition = Condition<fn(&FormFacts<'_>, &Line<'_>) -> bool>;
/// A condition on the merchant.
pub(crate) type MerchantCondition = Condition<fn(&Facts<'_>) -> bool>;

/// Takes a function by its name, its name as its words, and behind a colon the items that it looks at.
macro_rules! named {
    ($function:ident $(: $($item:ident),+)?) => {
        $crate::vendor::rules::condition::Condition {
            words: stringify!($function),
            looks_at: &[$($($item),+)?],
            holds: $function,
        }
    };
}
pub(crate) use named;
