//! The confirmations of a calibration at the provider: `parity.json`, as `kakebarai-conformance calibrate` writes it.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use super::Settings;

/// The format that is read.
const FORMAT: u32 = 1;

/// The confirmations of a calibration.
#[derive(Clone, Debug)]
pub struct Parity {
    path: PathBuf,
    read: ParityFile,
}

#[derive(Clone, Debug, Deserialize)]
struct ParityFile {
    format: u32,
    host: String,
    settings: BTreeMap<String, SeenSetting>,
    confirmed: BTreeMap<String, ConfirmedCode>,
}

#[derive(Clone, Debug, Deserialize)]
struct SeenSetting {
    /// The value with which the simulator behaves as the provider did.
    seen: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
struct ConfirmedCode {
    /// The day.
    on: String,
    /// The settings that it depends on.
    settings: Vec<String>,
}

/// When and where something was confirmed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Confirmation<'a> {
    /// The day, `2026-12-01`.
    pub(crate) on: &'a str,
    pub(crate) host: &'a str,
}

impl Parity {
    /// Reads the file.
    ///
    /// # Errors
    /// Why it cannot be read, and the remedy, in Japanese.
    pub fn open(path: &Path) -> Result<Self, String> {
        let bad = |what: &dyn std::fmt::Display| {
            format!(
                "kakebarai-conformance calibrate が書き出した parity.json を指定してください（{what}）"
            )
        };
        let text = fs::read_to_string(path).map_err(|error| bad(&error))?;
        let read: ParityFile = serde_json::from_str(&text).map_err(|error| bad(&error))?;
        if read.format != FORMAT {
            return Err(bad(&format!("format が {} です", read.format)));
        }
        Ok(Self {
            path: path.to_owned(),
            read,
        })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

impl Settings {
    /// When a code was confirmed at the provider. Also `None` if a setting that it depends on differs from what the provider did.
    pub(crate) fn confirmation(&self, code: &str) -> Option<Confirmation<'_>> {
        let known = &self.parity.as_ref()?.read;
        let found = known.confirmed.get(code)?;
        let is_as_seen = |key: &String| {
            let seen = known.settings.get(key).and_then(|one| one.seen.as_ref());
            let mut assumed = self.assumed();
            assumed.any(|setting| setting.key == key && Some(&setting.value) == seen)
        };
        let confirmed = found.settings.iter().all(is_as_seen);
        confirmed.then_some(Confirmation {
            on: &found.on,
            host: &known.host,
        })
    }
}
