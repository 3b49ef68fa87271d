//! Lists of words, of which a newer adapter may have more.

use std::collections::BTreeSet;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned};
use serde_json::Value;

/// The known words of a list, and the unknown ones. These are shown and otherwise ignored, so that an adapter that is newer than the
/// harness still works with it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Words<T: Ord> {
    known: BTreeSet<T>,
    unknown: Vec<String>,
}

impl<T: Ord> Default for Words<T> {
    fn default() -> Self {
        Self {
            known: BTreeSet::new(),
            unknown: Vec::new(),
        }
    }
}

impl<T: Ord> Words<T> {
    /// Whether a word is in the list.
    pub fn has(&self, word: &T) -> bool {
        self.known.contains(word)
    }

    /// The known words.
    pub fn known(&self) -> impl Iterator<Item = &T> {
        self.known.iter()
    }

    /// The unknown words.
    pub fn unknown(&self) -> &[String] {
        &self.unknown
    }
}

impl<T: Ord> FromIterator<T> for Words<T> {
    fn from_iter<I: IntoIterator<Item = T>>(words: I) -> Self {
        Self {
            known: words.into_iter().collect(),
            unknown: Vec::new(),
        }
    }
}

impl<T: Ord + Serialize> Serialize for Words<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&self.known)
    }
}

impl<'de, T: Ord + DeserializeOwned> Deserialize<'de> for Words<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Option::<Vec<Value>>::deserialize(deserializer)?;
        let mut words = Self::default();
        for word in written.unwrap_or_default() {
            match T::deserialize(&word) {
                Ok(known) => {
                    words.known.insert(known);
                }
                Err(_) => words.unknown.push(match word {
                    Value::String(text) => text,
                    other => other.to_string(),
                }),
            }
        }
        Ok(words)
    }
}

/// Reads `null` as the default: an empty list, no text, `false`.
pub(super) fn or_default<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Default + Deserialize<'de>,
    D: Deserializer<'de>,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}
