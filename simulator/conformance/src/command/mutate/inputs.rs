//! The inputs, read before anything is started.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use kakebarai_simulator::Settings;
use serde_json::Value;

use super::flags::Mutate;
use crate::{
    command::{baseline, criteria, run},
    judging::{
        baseline::{Baseline, Known},
        report::Report,
    },
    mutation::{
        report::MutationReport,
        selection::{NoSuchMutant, Selection, check_names},
    },
    provider::Mutant,
    requirements::Set,
};

/// All inputs.
pub(super) struct MutationInputs {
    pub(super) settings: Settings,
    pub(super) named_settings: BTreeMap<String, Value>,
    /// The settings file as a text, for the fingerprint.
    pub(super) settings_text: String,
    pub(super) selection: Selection,
    pub(super) set: &'static Set,
    pub(super) baseline: Baseline,
    pub(super) baseline_file: PathBuf,
    pub(super) since: Vec<MutationReport>,
    pub(super) run_report: Option<Report>,
}

impl MutationInputs {
    pub(super) fn read(flags: &Mutate) -> Result<Self, String> {
        let (settings, named_settings) = run::settings(flags.settings.as_deref())?;
        // Each run has books of its own, which end with it.
        let settings = Settings {
            data: None,
            ..settings
        };
        let settings_text = flags.settings.as_ref().map(std::fs::read_to_string);
        let (baseline, baseline_file) =
            baseline::open(flags.baseline.as_deref(), flags.update_baseline)?;
        let since = flags.since.iter().map(|file| earlier(file));
        Ok(Self {
            settings,
            named_settings,
            settings_text: settings_text
                .transpose()
                .map_err(|error| error.to_string())?
                .unwrap_or_default(),
            selection: Selection {
                only: flags.only.clone(),
                slow: flags.slow,
                shard: flags.shard,
            },
            set: Set::newest(),
            baseline,
            baseline_file,
            since: since.collect::<Result<_, _>>()?,
            run_report: flags
                .run_report
                .as_deref()
                .map(criteria::report)
                .transpose()?,
        })
    }

    /// Refuses unknown names of misbehaviours in flags and files.
    pub(super) fn check(&self, flags: &Mutate, mutants: &[Mutant]) -> Result<(), NoSuchMutant> {
        let typed = flags.only.iter().chain(&flags.accept).map(String::as_str);
        let listed = self.baseline.survives().iter().map(Known::id);
        check_names(typed.chain(listed), mutants)
    }
}

/// Reads `mutants.json`.
fn earlier(file: &Path) -> Result<MutationReport, String> {
    let bad = |error: &dyn std::fmt::Display| {
        format!(
            "{}：{error}。mutate が書き出した mutants.json を指定してください",
            file.display()
        )
    };
    let text = std::fs::read_to_string(file).map_err(|error| bad(&error))?;
    serde_json::from_str(&text).map_err(|error| bad(&error))
}
