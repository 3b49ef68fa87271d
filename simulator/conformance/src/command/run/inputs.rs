//! The inputs of a run: scenarios, profile, requirements, baseline, the previous report.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::Arc,
};

use kakebarai_simulator::Settings;
use serde_json::Value;

use super::flags::Run;
use crate::{
    assessment::Assessment,
    command::criteria::{Criteria, report},
    judging::{report::Report, verdict::Verdict},
    requirements::{self, Profile},
    scenario::plan::{self, Planned, SETTING, SLOW},
};

/// The default of the required level.
const LEVEL: u8 = 4;

/// All inputs, read before anything is started.
pub(super) struct Inputs {
    pub(super) assessment: Assessment,
    pub(super) baseline_file: PathBuf,
}

impl Inputs {
    pub(super) fn read(flags: &Run) -> Result<Self, String> {
        let criteria = flags.judging.read()?;
        let baseline_file = criteria.baseline_file().to_owned();
        let Criteria {
            profile,
            set,
            baseline,
            since,
            parity,
            ..
        } = criteria;
        let failed = flags.rerun_failed.as_deref().map(report).transpose()?;
        let (settings, named_settings) = settings(flags.settings.as_deref())?;
        let rows = planned(flags, &profile, failed.as_ref(), &named_settings)?;
        let is_part = !flags.only.is_empty() || flags.scenario.is_some() || failed.is_some();
        let assessment = Assessment {
            patience: flags.adapter.patience(),
            settings,
            named_settings,
            is_complete: !is_part,
            slow: flags.slow,
            concurrency: flags.concurrency.map(usize::from),
            restart: flags.restart_command.as_deref().map(Arc::from),
            profile,
            set,
            asked_level: flags.judging.level.unwrap_or(LEVEL),
            strict: flags.judging.strict,
            baseline,
            since,
            parity,
            typed: flags.adapter.typed(),
            ..Assessment::new(flags.adapter.place(), rows)
        };
        Ok(Self {
            assessment,
            baseline_file,
        })
    }
}

/// Reads the settings of the simulator, and by name those that differ from the default.
pub(in crate::command) fn settings(
    file: Option<&Path>,
) -> Result<(Settings, BTreeMap<String, Value>), String> {
    let Some(file) = file else {
        return Ok((Settings::default(), BTreeMap::new()));
    };
    let name = file.display().to_string();
    let text = std::fs::read_to_string(file).map_err(|error| format!("{name}：{error}"))?;
    let settings =
        Settings::read(Some((&name, &text)), std::iter::empty()).map_err(|problems| {
            let lines = problems.iter().map(ToString::to_string);
            lines.collect::<Vec<_>>().join("\n")
        })?;
    let mut named = BTreeMap::new();
    if let Ok(table) = text.parse::<toml::Table>() {
        flatten("", &table, &mut named);
    }
    Ok((settings, named))
}

/// The values of a settings file by their full names; without passwords, which must not be in a report.
fn flatten(above: &str, table: &toml::Table, named: &mut BTreeMap<String, Value>) {
    for (name, value) in table {
        let name = format!("{above}{name}");
        match value {
            toml::Value::Table(table) => flatten(&format!("{name}."), table, named),
            toml::Value::Array(_) => {}
            value => {
                let hidden = name.contains("password") || name.contains("token");
                let value = if hidden {
                    "●●●".into()
                } else {
                    value.to_string().trim_matches('"').into()
                };
                named.insert(name, value);
            }
        }
    }
}

fn planned(
    flags: &Run,
    profile: &Profile,
    failed: Option<&Report>,
    named_settings: &BTreeMap<String, Value>,
) -> Result<Vec<Planned>, String> {
    let unreadable = |error: plan::UnreadableFeature| error.to_string();
    let mut planned = plan::embedded().map_err(unreadable)?;
    if let Some(folder) = &flags.features {
        planned.extend(plan::of_folder(folder).map_err(unreadable)?);
    }
    for word in &flags.only {
        if !planned.iter().any(|row| is_named(row, word)) {
            return Err(format!(
                "--only {word}：そのような要件・領域・機能はありません。kakebarai-conformance list で確かめてください"
            ));
        }
    }
    let failed = failed.map(|report| {
        let rows = report
            .requirements
            .iter()
            .flat_map(|requirement| &requirement.rows);
        let rows = rows.chain(&report.own_scenarios);
        let again = rows.filter(|row| {
            matches!(
                row.verdict,
                Verdict::Failed | Verdict::Error | Verdict::CantTell
            )
        });
        again
            .map(|row| row.scenario.as_str())
            .collect::<BTreeSet<_>>()
    });
    let is_selected = |row: &Planned| {
        let is_only = flags.only.is_empty() || flags.only.iter().any(|word| is_named(row, word));
        let text = flags.scenario.as_deref();
        let title = row.title();
        is_only
            && text.is_none_or(|text| title.contains(text))
            && failed
                .as_ref()
                .is_none_or(|failed| failed.contains(title.as_str()))
            && (flags.slow || !row.has(SLOW))
            && !is_left_out(row, profile)
            && !row.tags.iter().any(|tag| is_flipped(tag, named_settings))
    };
    planned.retain(is_selected);
    Ok(planned)
}

/// Whether a word names a row: its requirement, the area of that, or its feature.
fn is_named(row: &Planned, word: &str) -> bool {
    let area = format!("{word}-");
    row.file.strip_suffix(".feature") == Some(word)
        || row
            .tags
            .iter()
            .any(|tag| tag == word || tag.starts_with(&area))
}

/// Whether a tag names a guess of the simulator that the settings file sets: such a scenario names a code or a state that only holds with
/// the default.
fn is_flipped(tag: &str, named_settings: &BTreeMap<String, Value>) -> bool {
    let name = tag.strip_prefix(SETTING);
    name.is_some_and(|name| named_settings.contains_key(name))
}

/// Whether the profile leaves out every requirement of a row.
fn is_left_out(row: &Planned, profile: &Profile) -> bool {
    let mut about = row
        .tags
        .iter()
        .filter_map(|tag| requirements::find(tag))
        .peekable();
    about.peek().is_some() && about.all(|requirement| profile.leaves_out(requirement).is_some())
}
