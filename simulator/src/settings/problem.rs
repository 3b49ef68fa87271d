//! A mistake in the settings: its place, the mistake, and the remedy.

use std::fmt::{self, Write as _};

/// A mistake in the settings.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Problem {
    /// The file and line (`settings.toml:12`), the variable or the flag.
    pub place: String,
    /// The mistake, in Japanese.
    pub what: String,
    /// The remedy, in Japanese.
    pub remedy: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}\n    → {}", self.place, self.what, self.remedy)
    }
}

/// All mistakes in order, and their number.
pub(crate) fn problems_text(problems: &[Problem]) -> String {
    let mut text = String::new();
    for problem in problems {
        let _ = writeln!(text, "{problem}");
    }
    let _ = writeln!(text, "誤りは {} 件です。", problems.len());
    text
}
