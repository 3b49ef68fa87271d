//! What was checked, and what came out.

use std::fmt;

/// How it stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Mark {
    /// As it must be.
    Met,
    /// Worth knowing; keeps nobody from being judged.
    Hint,
    /// To be mended before anything can be judged.
    Broken,
}

/// A line for each thing that was checked.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CheckLine {
    /// How it stands.
    pub mark: Mark,
    /// What was checked.
    pub what: String,
    /// What came out, or what to do.
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
