//! Known and accepted failures: a file that a team keeps beside its code. Stale entries fail, too.

mod accepting;

use std::{fmt::Write as _, path::Path};

use jiff::civil::Date;
use serde::Deserialize;

use super::{
    report::{BaselineFacts, KnownShown, Report, RequirementReport, RowReport},
    verdict::{NOT_SELECTED, Verdict},
};

/// The default name of the file.
pub const FILE: &str = "conformance-baseline.toml";

/// Known and accepted failures.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// The frozen set of the team.
    #[serde(default)]
    pub requirements: Option<String>,
    #[serde(default)]
    known: Vec<Known>,
    /// The misbehaviours of the provider that the team's own tests neither endure nor notice.
    #[serde(default)]
    survives: Vec<Known>,
}

/// An entry.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// A requirement, or a row of it: `LIN-05/1000種類`. Among survivors the name of a misbehaviour.
    id: String,
    kind: Kind,
    reason: String,
    #[serde(default)]
    issue: Option<String>,
    /// A date of TOML, or a text.
    #[serde(default)]
    until: Option<toml::Value>,
}

/// The kind of a known failure.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
enum Kind {
    Fails,
    Flaky,
    Disputed,
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::Fails => "fails",
            Self::Flaky => "flaky",
            Self::Disputed => "disputed",
        }
    }
}

/// A baseline that cannot be read or written.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{0}")]
pub struct BadBaseline(String);

impl Baseline {
    /// Reads a file.
    ///
    /// # Errors
    /// The wrong line, and its correction.
    pub fn read(file: &Path) -> Result<Self, BadBaseline> {
        let bad = |what: String| BadBaseline(format!("{}：{what}", file.display()));
        let text = std::fs::read_to_string(file).map_err(|error| bad(error.to_string()))?;
        Self::parse(&text).map_err(|BadBaseline(what)| bad(what))
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    /// The mistake, and its correction.
    pub fn parse(text: &str) -> Result<Self, BadBaseline> {
        let baseline: Self =
            toml::from_str(text).map_err(|error| BadBaseline(error.to_string()))?;
        for known in &baseline.known {
            let id = known.id.split('/').next().unwrap_or_default();
            if crate::requirements::find(id).is_none() {
                return Err(BadBaseline(format!(
                    "「{id}」という要件はありません。kakebarai-conformance list で確かめてください"
                )));
            }
        }
        for known in baseline.known.iter().chain(&baseline.survives) {
            if known.reason.trim().is_empty() {
                return Err(BadBaseline(format!(
                    "{} の reason（理由）を書いてください",
                    known.id
                )));
            }
            known.until()?;
        }
        Ok(baseline)
    }

    /// Marks known failures, and reports stale entries and regressions. A run of a selection says nothing of what it has left out: there
    /// an entry is stale only if it is overdue, and only a selected requirement can have got worse.
    pub fn apply(
        &self,
        requirements: &mut [RequirementReport],
        since: Option<&Report>,
        today: &str,
        is_complete: bool,
    ) -> BaselineFacts {
        let entries = self
            .known
            .iter()
            .map(|known| known.shown(known.stale(requirements, today, is_complete)));
        let entries: Vec<_> = entries.collect();
        let mut facts = BaselineFacts {
            entries,
            ..BaselineFacts::default()
        };
        for requirement in requirements.iter_mut() {
            let of_it: Vec<_> = self
                .known
                .iter()
                .filter(|known| known.requirement() == requirement.id)
                .collect();
            if is_broken(requirement.verdict) {
                let broken = requirement.rows.iter().filter(|row| is_broken(row.verdict));
                let is_known = |row: &RowReport| of_it.iter().any(|known| known.is_of(row));
                if !of_it.is_empty() && broken.clone().all(is_known) {
                    requirement.known = of_it.first().map(|known| known.kind.name().to_owned());
                } else {
                    facts.new.push(requirement.id.clone());
                }
            }
            let before = since.and_then(|since| {
                since
                    .requirements
                    .iter()
                    .find(|before| before.id == requirement.id)
            });
            let was_met = before.is_some_and(|before| before.verdict == Verdict::Passed);
            let is_untested = requirement.verdict == Verdict::Untested;
            let is_left_out = requirement.reason.as_deref() == Some(NOT_SELECTED);
            if was_met && is_untested && !is_left_out {
                facts.regressions.push(requirement.id.clone());
            }
        }
        facts
    }

    /// The known and accepted survivors of the team's own tests.
    pub(crate) fn survives(&self) -> &[Known] {
        &self.survives
    }

    /// The text of the file without its stale entries, and with newly accepted ones; everything else stays as it is.
    ///
    /// # Errors
    /// The text is not a baseline.
    pub fn updated(
        text: &str,
        facts: &BaselineFacts,
        accepted: &[(String, String)],
        catalogue: &str,
    ) -> Result<String, BadBaseline> {
        Self::updated_in("known", text, facts, accepted, catalogue)
    }

    /// The same for the section of the survivors.
    ///
    /// # Errors
    /// The text is not a baseline.
    pub fn updated_survivors(
        text: &str,
        facts: &BaselineFacts,
        accepted: &[(String, String)],
        catalogue: &str,
    ) -> Result<String, BadBaseline> {
        Self::updated_in("survives", text, facts, accepted, catalogue)
    }

    fn updated_in(
        section: &str,
        text: &str,
        facts: &BaselineFacts,
        accepted: &[(String, String)],
        catalogue: &str,
    ) -> Result<String, BadBaseline> {
        let bad = |error: &dyn std::fmt::Display| BadBaseline(error.to_string());
        let mut document: toml_edit::DocumentMut = text.parse().map_err(|error| bad(&error))?;
        if !document.contains_key("requirements") {
            document["requirements"] = toml_edit::value(catalogue);
        }
        if let Some(known) = document
            .get_mut(section)
            .and_then(|known| known.as_array_of_tables_mut())
        {
            // One that is overdue may still be needed: its team decides, and accepts it anew.
            let stale = |table: &toml_edit::Table| {
                let id = table.get("id").and_then(toml_edit::Item::as_str);
                let mut of_it = facts.entries.iter().filter(|entry| Some(&*entry.id) == id);
                of_it.any(|entry| entry.stale.is_some() && !entry.is_overdue())
                    || accepted.iter().any(|(accepted, _)| Some(&**accepted) == id)
            };
            known.retain(|table| !stale(table));
        }
        let mut text = document.to_string();
        for (id, reason) in accepted {
            let (id, reason) = (
                toml_edit::value(id.as_str()),
                toml_edit::value(reason.as_str()),
            );
            let _ = write!(
                text,
                "\n[[{section}]]\nid = {}\nkind = \"fails\"\nreason = {}\n",
                id.to_string().trim(),
                reason.to_string().trim()
            );
        }
        Self::parse(&text)?;
        Ok(text)
    }
}

/// What an entry is said to be whose last day is over.
const OVERDUE: &str = "期限が過ぎています";

impl KnownShown {
    /// Whether nothing is wrong with the entry but that its last day is over.
    fn is_overdue(&self) -> bool {
        self.stale
            .as_deref()
            .is_some_and(|why| why.starts_with(OVERDUE))
    }
}

const fn is_broken(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Failed)
}

impl Known {
    fn requirement(&self) -> &str {
        self.id.split('/').next().unwrap_or_default()
    }

    /// Whether the entry covers a row.
    fn is_of(&self, row: &RowReport) -> bool {
        match self.id.split_once('/') {
            None => true,
            Some((_, words)) => row.scenario.contains(words),
        }
    }

    fn until(&self) -> Result<Option<Date>, BadBaseline> {
        let Some(until) = &self.until else {
            return Ok(None);
        };
        let text = until.to_string();
        let text = text.trim_matches('"');
        let date = text.parse().map_err(|_| {
            BadBaseline(format!(
                "{} の until は 2027-03-31 のように書いてください",
                self.id
            ))
        })?;
        Ok(Some(date))
    }

    /// Its requirement, row or misbehaviour.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// The word of its kind.
    pub(crate) const fn kind(&self) -> &'static str {
        self.kind.name()
    }

    /// The entry with the reason why it is stale, if any.
    pub(crate) fn shown(&self, stale: Option<String>) -> KnownShown {
        KnownShown {
            id: self.id.clone(),
            kind: self.kind.name().to_owned(),
            reason: self.reason.clone(),
            until: self.until().ok().flatten().map(|until| until.to_string()),
            stale,
        }
    }

    /// Why it is overdue, if it is.
    pub(crate) fn overdue(&self, today: &str) -> Option<String> {
        let is_over = |until: Date| today.parse().is_ok_and(|today: Date| until < today);
        if !self.until().ok().flatten().is_some_and(is_over) {
            return None;
        }
        let issue = self
            .issue
            .as_deref()
            .map_or_else(String::new, |issue| format!("（{issue}）"));
        Some(format!("{OVERDUE}{issue}"))
    }

    /// Whether it becomes stale when its subject passes.
    pub(crate) fn ends_when_met(&self) -> bool {
        self.kind != Kind::Flaky
    }

    /// Why it is stale, if it is.
    fn stale(
        &self,
        requirements: &[RequirementReport],
        today: &str,
        is_complete: bool,
    ) -> Option<String> {
        let of_run = is_complete.then(|| self.stale_by(requirements)).flatten();
        of_run.or_else(|| self.overdue(today))
    }

    /// Why a complete run makes it stale, if it does.
    fn stale_by(&self, requirements: &[RequirementReport]) -> Option<String> {
        let requirement = requirements
            .iter()
            .find(|one| one.id == self.requirement())?;
        let rows: Vec<_> = requirement
            .rows
            .iter()
            .filter(|row| self.is_of(row))
            .collect();
        let was_run = !matches!(
            requirement.verdict,
            Verdict::Untested | Verdict::Inapplicable
        );
        if rows.is_empty() && self.id.contains('/') && was_run {
            return Some("当てはまる行がありません".to_owned());
        }
        let verdict = Verdict::of_rows(rows.iter().map(|row| row.verdict));
        let is_met = verdict == Verdict::Passed;
        (is_met && self.ends_when_met()).then(|| "古くなった記載です：合格しています".to_owned())
    }
}

#[cfg(test)]
mod tests;
