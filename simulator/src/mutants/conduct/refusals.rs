//! Refusals without a reason: their codes.

use crate::vendor::rules::rule::Rule;

/// The code of an API with this ending.
pub(crate) fn code_ending(rules: &'static [Rule], end: &str) -> Option<&'static str> {
    let mut codes = rules.iter().map(|rule| rule.code);
    codes.find(|code| code.ends_with(end))
}
