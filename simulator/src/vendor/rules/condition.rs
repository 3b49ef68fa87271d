//! A named question: a function together with its own words, so that a table prints the same in every build.

use super::super::wire::fields::Line;
use super::super::wire::item::Items;
use super::facts::Facts;

/// A question about the facts. Its name is a sentence that is true when all is well.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Condition {
    pub(crate) words: &'static str,
    /// The items it looks at, besides those of its rule: what a trace shows.
    pub(crate) looks_at: &'static [Items],
    pub(crate) holds: fn(&Facts<'_>) -> bool,
}

/// A question about one line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LineCondition {
    pub(crate) words: &'static str,
    pub(crate) looks_at: &'static [Items],
    pub(crate) holds: fn(&Facts<'_>, &Line<'_>) -> bool,
}

/// Takes a function by its name, its name as its words, and behind a colon the items that it looks at.
macro_rules! named {
    ($function:ident $(: $($item:ident),+)?) => {
        $crate::vendor::rules::condition::Condition {
            words: stringify!($function),
            looks_at: &[$($($item),+)?],
            holds: $function,
        }
    };
    (line $function:ident $(: $($item:ident),+)?) => {
        $crate::vendor::rules::condition::LineCondition {
            words: stringify!($function),
            looks_at: &[$($($item),+)?],
            holds: $function,
        }
    };
}
pub(crate) use named;
