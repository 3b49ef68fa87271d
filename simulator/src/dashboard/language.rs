//! The two languages of the pages.

use serde::Deserialize;

/// The language of a page.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub(super) enum Language {
    #[default]
    Ja,
    En,
}

impl Language {
    /// The text in this language.
    pub(super) const fn say<'a>(self, japanese: &'a str, english: &'a str) -> &'a str {
        match self {
            Self::Ja => japanese,
            Self::En => english,
        }
    }

    pub(super) const fn code(self) -> &'static str {
        self.say("ja", "en")
    }

    pub(super) const fn other(self) -> Self {
        match self {
            Self::Ja => Self::En,
            Self::En => Self::Ja,
        }
    }
}
