//! From an adapter to a report: `run` for programs and tests.

use std::{collections::BTreeMap, sync::Arc, time::Instant};

use jiff::{Timestamp, civil::DateTime, tz::Offset};
use kakebarai_simulator::Settings;
use serde_json::Value;

use crate::{
    adapter::{NotConnected, Patience, Place},
    calibration::Parity,
    judging::{
        baseline::Baseline,
        judge::Judging,
        report::{Mode, Report, RunFacts},
    },
    provider::{NoSimulator, Provider},
    requirements::{Profile, Set},
    scenario::{self, Progress, RunOutcome, plan::Planned},
};

/// An integration to be judged.
pub struct Assessment {
    /// The place of the adapter; called once for each process.
    pub place: Arc<dyn Fn() -> Place + Send + Sync>,
    /// The time-outs for it.
    pub patience: Patience,
    /// The simulator's settings; the harness sets its address.
    pub settings: Settings,
    /// The settings that differ from the default, by their names, for the report.
    pub named_settings: BTreeMap<String, Value>,
    /// The scenarios, in order.
    pub rows: Vec<Planned>,
    /// Whether these are all, except slow ones.
    pub is_complete: bool,
    /// Whether slow scenarios are among them.
    pub slow: bool,
    /// The most scenarios at once; the adapter may declare less.
    pub concurrency: Option<usize>,
    /// The command that restarts an adapter over HTTP.
    pub restart: Option<Arc<str>>,
    /// Which capabilities may be missing.
    pub profile: Profile,
    /// The requirements that count.
    pub set: &'static Set,
    /// The required level, 1 to 4.
    pub asked_level: u8,
    /// Whether 推奨 counts as 必須.
    pub strict: bool,
    /// The known and accepted failures.
    pub baseline: Baseline,
    /// The last report.
    pub since: Option<Report>,
    /// The findings of a calibration about the provider.
    pub parity: Option<Parity>,
    /// The adapter as typed in a shell.
    pub typed: String,
}

/// Why there is no report.
#[derive(Clone, Debug, thiserror::Error)]
pub enum NotAssessed {
    /// The adapter cannot be reached.
    #[error(transparent)]
    NotConnected(#[from] NotConnected),
    /// A mistake of ours.
    #[error(transparent)]
    NoSimulator(#[from] NoSimulator),
}

impl Assessment {
    /// All scenarios except slow ones, by a full profile, against a simulator with its defaults.
    pub fn new(place: Arc<dyn Fn() -> Place + Send + Sync>, rows: Vec<Planned>) -> Self {
        Self {
            place,
            patience: Patience::default(),
            settings: Settings::default(),
            named_settings: BTreeMap::new(),
            rows,
            is_complete: true,
            slow: false,
            concurrency: None,
            restart: None,
            profile: Profile::full().clone(),
            set: Set::newest(),
            asked_level: 4,
            strict: false,
            baseline: Baseline::default(),
            since: None,
            parity: None,
            typed: String::new(),
        }
    }

    /// Runs all scenarios, and judges.
    ///
    /// # Errors
    /// The adapter cannot be reached, or the simulator fails.
    pub async fn assess(
        self,
        tell: &mut (dyn FnMut(Progress<'_>) + Send),
    ) -> Result<(Report, RunOutcome), NotAssessed> {
        let began = Instant::now();
        let started = in_japan();
        let provider = Provider::start(self.settings.clone())?;
        let planned = self.rows.len();
        let run = scenario::Run {
            place: self.place,
            patience: self.patience,
            provider: provider.clone(),
            rows: self.rows,
            concurrency: self.concurrency,
            restart: self.restart,
        };
        let outcome = scenario::run(run, tell).await?;
        let milliseconds = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        let reason = self.profile.reason.clone().into_owned();
        let facts = RunFacts {
            mode: Mode::Active,
            started: format!("{}+09:00", started.strftime("%Y-%m-%dT%H:%M:%S")),
            milliseconds,
            profile: self.profile.name.clone().into_owned(),
            profile_reason: Some(reason).filter(|reason| !reason.is_empty()),
            asked_level: self.asked_level,
            strict: self.strict,
            slow: self.slow,
            planned,
            judged: outcome.rows.len(),
            complete: self.is_complete && outcome.lost.is_none(),
            ended_early: outcome.lost.clone(),
            settings: self.named_settings,
            command: format!("kakebarai-conformance run {}", self.typed),
        };
        let mut report = Judging {
            adapter: &outcome.adapter,
            rows: &outcome.rows,
            run: facts,
            profile: &self.profile,
            set: self.set,
            baseline: &self.baseline,
            since: self.since.as_ref(),
            strays: &provider.strays().await?,
            coverage: provider.coverage().await?,
            typed: &self.typed,
            today: &started.date().to_string(),
        }
        .report();
        if let Some(parity) = &self.parity {
            parity.note_in(&mut report, Some(&self.settings));
        }
        Ok((report, outcome))
    }
}

/// The time in Japan.
pub(crate) fn in_japan() -> DateTime {
    #[expect(clippy::disallowed_methods, reason = "a report says when it was made")]
    let now = Timestamp::now();
    Offset::constant(9).to_datetime(now)
}
