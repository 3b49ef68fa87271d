//! A checked point and its result.

use std::fmt;

/// The result of a check.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Mark {
    /// As required.
    Met,
    /// Worth knowing; does not prevent a judgement.
    Hint,
    /// Must be mended before a judgement.
    Broken,
}

/// A line for each checked point.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CheckLine {
    /// The result.
    pub mark: Mark,
    /// The checked point.
    pub what: String,
    /// The result in words, or the remedy.
    pub detail: String,
}

impl fmt::Display for CheckLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.mark {
            Mark::Met => "✓",
            Mark::Hint => "△",
            Mark::Broken => "✗",
        };
        write!(f, "{mark} {}", self.what)?;
        match (self.mark, self.detail.as_str()) {
            (_, "") => Ok(()),
            (Mark::Met, detail) => write!(f, "：{detail}"),
            (_, detail) => write!(f, "\n    {}", detail.replace('\n', "\n    ")),
        }
    }
}
