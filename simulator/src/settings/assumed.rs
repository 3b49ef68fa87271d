//! The settings that hold assumptions about the provider, for lists in other programs.

use super::{Settings, reading::table::TABLE};

/// The prefixes of their keys.
const SECTIONS: [&str; 4] = ["wire.", "texts.", "rules.", "time."];
/// Those in other sections.
const OTHERS: [&str; 3] = [
    "screening.delay",
    "screening.credit_limit",
    "unusable_slips",
];

/// A setting that holds an assumption about the provider.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AssumedSetting {
    /// The key in a settings file, such as `rules.over_limit`.
    pub key: &'static str,
    /// The reason for the default, in Japanese.
    pub reason: &'static str,
    /// The value as a text, as a settings file has it without its quotes.
    pub value: String,
}

impl Settings {
    /// The settings that hold assumptions about the provider, with their values.
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
