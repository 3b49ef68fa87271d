//! The two languages of the pages.

use axum::http::{HeaderMap, header};
use serde::Deserialize;

/// The cookie that remembers the language.
const COOKIE: &str = "kakebarai-lang";

/// The language of a page.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub(super) enum Language {
    #[default]
    Ja,
    En,
}

impl Language {
    /// Returns the language of the cookie, else the browser's preferred one: Japanese if it names none, English if it accepts neither.
    pub(super) fn of_browser(headers: &HeaderMap) -> Self {
        let text = |name| {
            let value = headers.get(name);
            value.and_then(|value| value.to_str().ok()).unwrap_or("")
        };
        let cookies = text(header::COOKIE).split(';');
        let remembered = cookies
            .filter_map(|cookie| cookie.trim().split_once('='))
            .find(|(name, _)| *name == COOKIE);
        match remembered {
            Some((_, "ja")) => return Self::Ja,
            Some((_, "en")) => return Self::En,
            _ => {}
        }
        let accepted = text(header::ACCEPT_LANGUAGE);
        let mut liked: Vec<(f32, Self)> = accepted
            .split(',')
            .filter_map(|range| {
                let mut parts = range.split(';').map(str::trim);
                let primary = parts.next()?.split('-').next()?.to_ascii_lowercase();
                let quality = parts.find_map(|part| part.strip_prefix("q="));
                let quality = quality.map_or(Some(1.0), |quality| quality.parse().ok())?;
                match &*primary {
                    "ja" => Some((quality, Self::Ja)),
                    "en" => Some((quality, Self::En)),
                    _ => None,
                }
            })
            .filter(|(quality, _)| *quality > 0.0)
            .collect();
        // Of two equal preferences, the first.
        liked.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        match liked.first() {
            Some((_, language)) => *language,
            None if accepted.is_empty() || accepted.trim() == "*" => Self::Ja,
            None => Self::En,
        }
    }

    /// Returns the value of the header that stores it for a year.
    pub(super) const fn cookie(self) -> &'static str {
        self.say(
            "kakebarai-lang=ja; Path=/; Max-Age=31536000; SameSite=Lax",
            "kakebarai-lang=en; Path=/; Max-Age=31536000; SameSite=Lax",
        )
    }

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
