//! What was posted, in the order of the form.

use std::fmt;

use super::TOKEN;

/// The fields of a form. Its `Debug` shows their names alone.
pub(in crate::shop) struct Posted(Vec<(String, String)>);

impl Posted {
    /// Reads the body of a form.
    pub(in crate::shop) fn read(body: &[u8]) -> Self {
        let pairs = form_urlencoded::parse(body);
        Self(pairs.into_owned().collect())
    }

    /// A field without the spaces around it; empty where there is none.
    pub(in crate::shop) fn get(&self, name: &str) -> &str {
        self.exactly(name).trim()
    }

    /// A field as it came: a password.
    pub(in crate::shop) fn exactly(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    /// All fields whose names begin so, with the rest of the name.
    pub(in crate::shop) fn beginning<'a>(
        &'a self,
        beginning: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.0
            .iter()
            .filter_map(move |(name, value)| Some((name.strip_prefix(beginning)?, value.trim())))
    }

    /// The token.
    pub(in crate::shop) fn token(&self) -> &str {
        self.get(TOKEN)
    }
}

impl fmt::Debug for Posted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.0.iter().map(|(name, _)| name))
            .finish()
    }
}
