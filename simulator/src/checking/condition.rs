//! A named question: a function together with its own words, so that a table prints the same in every build.

use super::facts::Facts;
use crate::wire::fields::Line;

/// A question about the facts. Its name is a sentence that is true when all is well.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Condition {
    pub(crate) words: &'static str,
    pub(crate) holds: fn(&Facts<'_>) -> bool,
}

/// A question about one line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LineCondition {
    pub(crate) words: &'static str,
    pub(crate) holds: fn(&Facts<'_>, &Line<'_>) -> bool,
}

/// Takes a function by its name, and its name as its words.
macro_rules! named {
    ($function:ident) => {
        $crate::checking::condition::Condition {
            words: stringify!($function),
            holds: $function,
        }
    };
    (line $function:ident) => {
        $crate::checking::condition::LineCondition {
            words: stringify!($function),
            holds: $function,
        }
    };
}
pub(crate) use named;
