//! `parity.json`: guess by guess, the simulator's behaviour and the provider's.

use std::collections::{BTreeMap, BTreeSet};

use kakebarai_simulator::{
    Settings,
    messages::{self, Provenance},
};
use serde::{Deserialize, Serialize};

use super::{
    guesses::GUESSES,
    left_over::{LeftOver, LeftOverApplication},
    notebook::{CodeSeen, Fact, Notebook},
};
use crate::assessment::in_japan;

/// The version of the format.
const FORMAT: u32 = 1;

/// The result about a guess.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ParityVerdict {
    /// The provider behaves as the simulator does by default.
    Same,
    /// It behaves differently.
    Differs,
    /// It was asked, and stayed unknown.
    CantTell,
    /// It was not asked.
    Question,
}

impl ParityVerdict {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Differs, Self::Same, Self::CantTell, Self::Question];

    /// In Japanese.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Same => "同じ",
            Self::Differs => "違う",
            Self::CantTell => "判別できず",
            Self::Question => "質問",
        }
    }

    /// Whether the value at the provider is known.
    pub const fn is_decided(self) -> bool {
        matches!(self, Self::Same | Self::Differs)
    }
}

/// A guess.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ParitySetting {
    /// The simulator's default.
    pub default: String,
    /// The value with which it behaves as the provider did.
    pub seen: Option<String>,
    /// The result.
    pub verdict: ParityVerdict,
    /// The observation, or why it stayed unknown, in Japanese.
    pub evidence: String,
    /// The probe.
    pub probe: Option<String>,
    /// The day.
    pub on: Option<String>,
}

/// A confirmed code of the simulator.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfirmedCode {
    /// The day.
    pub on: String,
    /// The settings that it depends on: it is confirmed only for a simulator with the observed values.
    pub settings: Vec<String>,
}

/// The comparison of the simulator and the provider.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Parity {
    format: u32,
    /// The host that was asked.
    pub host: String,
    /// The version of this tool, which is the simulator's.
    pub tool: String,
    /// When it began, in Japan.
    pub started: String,
    /// When this was written.
    pub written: String,
    /// The number of requests sent.
    pub requests: u32,
    /// By the key of the setting.
    pub settings: BTreeMap<String, ParitySetting>,
    /// Observations that no setting covers.
    pub facts: Vec<Fact>,
    /// The results of `--codes`, by the name of the question.
    pub codes: BTreeMap<String, CodeSeen>,
    /// The confirmed codes.
    pub confirmed: BTreeMap<String, ConfirmedCode>,
    /// Why classes ended early.
    pub stops: Vec<String>,
    /// Possible leftovers.
    pub left: Vec<LeftOver>,
    /// Applications that stay.
    pub applications: Vec<LeftOverApplication>,
}

impl Parity {
    /// Evaluates a notebook.
    pub fn of(notebook: &Notebook) -> Self {
        let defaults = Settings::default();
        let settings: BTreeMap<_, _> = defaults
            .assumed()
            .map(|setting| {
                let found = of_setting(notebook, setting.key, setting.value);
                (setting.key.to_owned(), found)
            })
            .collect();
        Self {
            format: FORMAT,
            host: notebook.host.clone(),
            tool: notebook.tool.clone(),
            started: notebook.started.clone(),
            written: format!("{}+09:00", in_japan().strftime("%Y-%m-%dT%H:%M:%S")),
            requests: notebook.requests,
            confirmed: confirmed(notebook, &settings),
            settings,
            facts: notebook.facts.clone(),
            codes: notebook.codes.clone(),
            stops: notebook.stops.clone(),
            left: notebook.left.clone(),
            applications: notebook.applications.clone(),
        }
    }

    /// Reads `parity.json`.
    ///
    /// # Errors
    /// The mistake.
    pub fn read(text: &str) -> Result<Self, String> {
        let read: Self = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if read.format == FORMAT {
            Ok(read)
        } else {
            Err(format!("format が {} です", read.format))
        }
    }

    /// The guesses of a verdict.
    pub fn with(&self, verdict: ParityVerdict) -> impl Iterator<Item = (&str, &ParitySetting)> {
        let all = self.settings.iter();
        let of_verdict = all.filter(move |(_, setting)| setting.verdict == verdict);
        of_verdict.map(|(key, setting)| (&**key, setting))
    }

    /// The keys whose value at the provider is known.
    pub fn decided(&self) -> BTreeSet<String> {
        let decided = self.settings.iter();
        let decided = decided.filter(|(_, setting)| setting.verdict.is_decided());
        decided.map(|(key, _)| key.clone()).collect()
    }

    /// When a guess was confirmed, for people: `2026-12-01`.
    pub fn confirmed_on(&self, key: &str) -> Option<&str> {
        let setting = self.settings.get(key)?;
        let on = setting.on.as_deref();
        on.filter(|_| setting.verdict.is_decided())
    }
}

fn of_setting(notebook: &Notebook, key: &str, default: String) -> ParitySetting {
    let Some(decision) = notebook.decisions.get(key) else {
        let guess = GUESSES.iter().find(|guess| guess.key == key);
        let why = guess.and_then(|guess| guess.undecided);
        return ParitySetting {
            default,
            seen: None,
            verdict: ParityVerdict::Question,
            evidence: why.unwrap_or("まだ確かめていません").to_owned(),
            probe: None,
            on: None,
        };
    };
    let seen = decision.value.as_ref().map(|value| canonical(key, value));
    let (seen, verdict, evidence) = match seen {
        Some(Some(value)) if value == default => {
            (Some(value), ParityVerdict::Same, decision.evidence.clone())
        }
        Some(Some(value)) => (
            Some(value),
            ParityVerdict::Differs,
            decision.evidence.clone(),
        ),
        Some(None) => (
            None,
            ParityVerdict::CantTell,
            format!("{}：シミュレーターの設定では表せません", decision.evidence),
        ),
        None => (None, ParityVerdict::CantTell, decision.evidence.clone()),
    };
    ParitySetting {
        default,
        seen,
        verdict,
        evidence,
        probe: Some(decision.probe.clone()),
        on: Some(decision.on.clone()),
    }
}

/// The value in the simulator's form. `None`: the simulator does not accept it.
fn canonical(key: &str, value: &str) -> Option<String> {
    let line = format!("{key} = {}", toml_value(key, value));
    let read = Settings::read(Some(("settings.toml", &line)), std::iter::empty()).ok()?;
    let mut assumed = read.assumed();
    assumed
        .find(|setting| setting.key == key)
        .map(|one| one.value)
}

/// A value in a settings file: bare if the default is a switch or a number.
pub(super) fn toml_value(key: &str, value: &str) -> String {
    let defaults = Settings::default();
    let default = defaults.assumed().find(|setting| setting.key == key);
    let is_bare = default.is_some_and(|default| {
        matches!(&*default.value, "true" | "false") || default.value.parse::<u64>().is_ok()
    });
    if is_bare {
        value.to_owned()
    } else {
        toml::Value::String(value.to_owned()).to_string()
    }
}

/// The keys of guesses that the remedy of a code names.
fn named_in(remedy: &str) -> Vec<&'static str> {
    let words = remedy.split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '.');
    let words: Vec<&str> = words.map(|word| word.trim_end_matches('.')).collect();
    let keys = GUESSES.iter().map(|guess| guess.key);
    keys.filter(|key| words.contains(key)).collect()
}

/// Codes whose settings are all known, and documented codes that were answered as expected.
fn confirmed(
    notebook: &Notebook,
    settings: &BTreeMap<String, ParitySetting>,
) -> BTreeMap<String, ConfirmedCode> {
    let mut confirmed = BTreeMap::new();
    for message in messages::all() {
        let guessed = matches!(
            message.provenance,
            Provenance::Inferred | Provenance::OurDefault
        );
        let keys = if guessed {
            named_in(message.remedy)
        } else {
            Vec::new()
        };
        let days: Option<Vec<&String>> = keys
            .iter()
            .map(|key| {
                let setting = settings.get(*key)?;
                setting.on.as_ref().filter(|_| setting.verdict.is_decided())
            })
            .collect();
        let Some(mut days) = days else {
            continue;
        };
        let asked = notebook.codes.get(message.code).filter(|seen| seen.asked);
        if asked.is_some_and(|seen| !seen.is_same()) {
            continue;
        }
        days.extend(asked.map(|seen| &seen.on));
        // A code that names no setting must have been answered.
        if let Some(on) = days.into_iter().max() {
            let settings = keys.into_iter().map(Into::into).collect();
            let on = on.clone();
            confirmed.insert(message.code.to_owned(), ConfirmedCode { on, settings });
        }
    }
    confirmed
}
