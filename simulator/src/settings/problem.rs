//! A mistake in the settings: where it is, what it is, how to mend it.

use std::fmt;

/// A mistake in the settings.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Problem {
    /// The file and line (`settings.toml:12`), the variable or the flag.
    pub place: String,
    /// What is wrong, in Japanese.
    pub what: String,
    /// How to mend it, in Japanese.
    pub remedy: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}\n    → {}", self.place, self.what, self.remedy)
    }
}
