//! The settings that say what the provider is taken to do, as others may list them.

use super::{Settings, reading::table::TABLE};

/// The beginnings of their keys.
const SECTIONS: [&str; 4] = ["wire.", "texts.", "rules.", "time."];
/// Those in sections of other things.
const OTHERS: [&str; 3] = [
    "screening.delay",
    "screening.credit_limit",
    "unusable_slips",
];

/// A setting that says what the provider is taken to do.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AssumedSetting {
    /// The key in a settings file, such as `rules.over_limit`.
    pub key: &'static str,
    /// Why the default is what it is, in Japanese.
    pub reason: &'static str,
    /// The value as a text, as a settings file has it without its quotes.
    pub value: String,
}

impl Settings {
    /// The settings that say what the provider is taken to do, with their values.
    pub fn assumed(&self) -> impl Iterator<Item = AssumedSetting> {
        let assumed = TABLE.iter().filter(|setting| is_assumed(setting.key));
        assumed.map(|setting| AssumedSetting {
            key: setting.key,
            reason: setting.reason,
            value: (setting.get)(self),
        })
    }
}

fn is_assumed(key: &str) -> bool {
    SECTIONS.iter().any(|section| key.starts_with(section)) || OTHERS.contains(&key)
}
