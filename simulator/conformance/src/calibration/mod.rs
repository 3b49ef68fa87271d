//! Calibrates the simulator with credentials for the provider's test environment: every guess has a probe that decides it, or a question.
//!
//! | module | what is there |
//! |---|---|
//! | `target`, `sender`, `credentials` | the host, the transport and the sender of requests |
//! | `guesses` | the guesses, and the questions to the provider's support |
//! | `probes` | the probes, class by class: reading, refused by design, settlements of 1 yen, an application, what the team knows |
//! | `codes` | each refusal of a field, and pairs for the order of the checks |
//! | `prober`, `surprise`, `cleaning` | sends them, stops at a surprise, removes leftovers |
//! | `notebook` | the knowledge so far, on disk before any request that may leave something |
//! | `recording` | requests and answers, by an allow-list |
//! | `parity`, `confirmation`, `drift`, `outputs` | the results |

mod answer;
mod application;
mod cleaning;
mod codes;
mod confirmation;
mod credentials;
mod drift;
mod element_order;
mod guesses;
mod left_over;
mod notebook;
mod options;
pub mod outputs;
mod parity;
mod prober;
mod probes;
mod query_days;
mod recording;
mod request;
mod sender;
mod surprise;
mod surroundings;
mod target;
#[cfg(test)]
mod tests;

use std::{collections::BTreeSet, path::PathBuf, time::Duration};

use jiff::civil::{Date, DateTime};

use self::{
    cleaning::clean,
    prober::{PlannedRequest, Prober, Stopped},
    probes::{PROBES, Probe},
    recording::Recorder,
    sender::Sender,
};
pub use self::{
    credentials::{Credentials, NoCredentials, VARIABLES},
    drift::{Comparison, Drift, compare},
    guesses::{GUESSES, Guess, guess},
    left_over::{LeftOver, LeftOverApplication},
    notebook::{CodeSeen, Decision, Fact, NoNotebook, Notebook},
    options::{KnownBuyer, MAX_REQUESTS, Options, SlipNumber, plain_id},
    parity::{ConfirmedCode, Parity, ParitySetting, ParityVerdict},
    probes::ProbeClass,
    surroundings::{CalibrationEvent, Surroundings},
    target::Target,
};

/// The probe that precedes all settlements.
const GUARD: &str = "1.01";
/// The days after its application from which a buyer of ours is asked about again.
const OLD_DAYS: i32 = 50;

/// Why there was no calibration at all.
#[derive(Debug, thiserror::Error)]
pub enum NotCalibrated {
    /// This machine can make no requests.
    #[error("要求を送れません（{0}）。")]
    NoConnection(String),
    /// The notebook cannot be written.
    #[error(transparent)]
    Notebook(#[from] NoNotebook),
}

/// The input of a calibration.
pub struct CalibrationInputs {
    /// The host.
    pub target: Target,
    /// The sender.
    pub credentials: Credentials,
    /// The allowed actions.
    pub options: Options,
    /// The knowledge so far.
    pub notebook: Notebook,
    /// The user, or a program in its place.
    pub surroundings: Box<dyn Surroundings>,
    /// The folder of the recordings; `None`: no recordings.
    pub recordings: Option<PathBuf>,
}

/// A finished calibration.
#[derive(Debug)]
pub struct Calibrated {
    /// The knowledge now.
    pub notebook: Notebook,
    /// Why it ended early; it can be continued.
    pub ended_early: Option<String>,
}

/// Sends the probes, in their order.
///
/// # Errors
/// [`NotCalibrated`] if nothing could be sent or written down at all.
pub async fn calibrate(beginning: CalibrationInputs) -> Result<Calibrated, NotCalibrated> {
    let mut prober = started(beginning)?;
    prober.notebook.stops.clear();
    remember_old_buyers(&mut prober);
    let ended = all(&mut prober).await;
    Ok(over(prober, ended))
}

/// Removes what an earlier calibration left over.
///
/// # Errors
/// [`NotCalibrated`] if nothing could be sent or written down at all.
pub async fn clean_up(beginning: CalibrationInputs) -> Result<Calibrated, NotCalibrated> {
    let mut prober = started(beginning)?;
    let ended = clean(&mut prober).await;
    Ok(over(prober, ended))
}

fn started(beginning: CalibrationInputs) -> Result<Prober, NotCalibrated> {
    let sender = Sender::new(beginning.target)
        .map_err(|error| NotCalibrated::NoConnection(error.to_string()))?;
    let recorder = beginning.recordings.as_deref().map(Recorder::new);
    beginning.notebook.save()?;
    let mut prober = Prober::new(
        Some(sender),
        beginning.credentials,
        beginning.options,
        beginning.notebook,
        beginning.surroundings,
        recorder.transpose()?,
    );
    if prober.notebook.an010_over_http && prober.options.http_an010 {
        prober.use_http_for_an010();
    }
    Ok(prober)
}

fn over(prober: Prober, ended: Result<(), Stopped>) -> Calibrated {
    let mut ended_early = ended.err().map(|stopped| stopped.to_string());
    if let Err(error) = prober.notebook.save() {
        ended_early.get_or_insert_with(|| error.to_string());
    }
    Calibrated {
        notebook: prober.notebook,
        ended_early,
    }
}

/// Adds our buyers of long ago, which show for how long a screening can be asked for.
fn remember_old_buyers(prober: &mut Prober) {
    let day = |text: &Option<String>| {
        let digits: String = text
            .as_ref()?
            .chars()
            .filter(char::is_ascii_digit)
            .collect();
        let moment = DateTime::strptime("%Y%m%d%H%M%S", digits).ok()?;
        Some(moment.date())
    };
    let today = crate::assessment::in_japan().date();
    let is_old = |day: Date| {
        today
            .since(day)
            .is_ok_and(|span| span.get_days() >= OLD_DAYS)
    };
    for applied in &prober.notebook.applications {
        if let (Some(from), Some(decided)) = (day(&applied.applied_at), day(&applied.decided_at))
            && is_old(from)
        {
            prober.options.known_buyers.push(KnownBuyer {
                id: applied.id.clone(),
                applied: from,
                decided,
            });
        }
    }
}

async fn all(prober: &mut Prober) -> Result<(), Stopped> {
    // Leftovers of an interrupted run.
    tidy(prober).await?;
    for class in ProbeClass::ALL {
        for probe in PROBES.iter().filter(|probe| probe.class == class) {
            if !is_selected(prober, probe) {
                continue;
            }
            if class > ProbeClass::Refused && !prober.notebook.done.contains(GUARD) {
                leave_open(prober, probe, "決済登録（AN010）を確かめられませんでした");
                continue;
            }
            prober.begin(probe.id, class, probe.title);
            match (probe.ask)(prober).await {
                Ok(()) => note_done(prober, probe),
                Err(Stopped::Class(why) | Stopped::Unreadable(why)) => {
                    end_class(prober, probe, &why);
                    tidy(prober).await?;
                    break;
                }
                Err(stopped) => {
                    // The reason of the stop says more than a failure to clean up for the same reason.
                    let _ = tidy(prober).await;
                    return Err(stopped);
                }
            }
            tidy(prober).await?;
        }
    }
    if prober.options.codes && prober.notebook.done.contains(GUARD) {
        match codes::ask(prober).await {
            Err(Stopped::Class(why) | Stopped::Unreadable(why)) => {
                let why = format!("コードを確かめている途中で止まりました：{why}");
                prober.notebook.stops.push(why);
                tidy(prober).await?;
            }
            ended => ended?,
        }
    }
    Ok(())
}

/// Removes leftovers. Nothing more is registered while any remain.
async fn tidy(prober: &mut Prober) -> Result<(), Stopped> {
    if !prober.notebook.left.is_empty() {
        clean(prober).await?;
    }
    if prober.notebook.left.is_empty() {
        prober.notebook.save()?;
        return Ok(());
    }
    Err(Stopped::Run(
        "元に戻せない決済が残っているため、止まりました".to_owned(),
    ))
}

/// Whether to ask a probe; if its flag is missing, its guesses record that.
fn is_selected(prober: &mut Prober, probe: &Probe) -> bool {
    if prober.notebook.done.contains(probe.id) {
        return false;
    }
    let decides: BTreeSet<&str> = probe.decides.iter().copied().collect();
    let only = prober.options.only.as_ref();
    // The first two reveal the provider's date, and whether settlements can be asked at all.
    let is_asked = |only: &BTreeSet<String>| {
        probe.id == "0.1" || probe.id == GUARD || only.iter().any(|key| decides.contains(&**key))
    };
    if only.is_some_and(|only| !is_asked(only)) {
        return false;
    }
    let Some(target) = prober.target() else {
        return true;
    };
    match probe.is_missing(&prober.options, target) {
        None => true,
        Some(missing) => {
            for key in probe.decides {
                let guess = guess(key);
                let is_known = prober.notebook.decisions.contains_key(*key);
                // A question for a person stays one.
                if guess.is_some_and(|guess| guess.undecided.is_none() && !is_known) {
                    prober.unclear(key, missing);
                }
            }
            false
        }
    }
}

fn note_done(prober: &mut Prober, probe: &Probe) {
    let is_known = |key: &&str| {
        let decision = prober.notebook.decisions.get(*key);
        decision.is_some_and(|decision| decision.value.is_some())
    };
    // A guess that stayed open may be decided another time.
    if probe.decides.iter().all(is_known) {
        prober.notebook.done.insert(probe.id.to_owned());
    }
}

/// Leaves the guesses of the rest of a class open.
fn end_class(prober: &mut Prober, at: &Probe, why: &str) {
    let class = at.class;
    let what = format!(
        "クラス{}（{}）は、{}「{}」で止まりました：{why}",
        class.number(),
        class.words(),
        at.id,
        at.title
    );
    prober.notebook.stops.push(what);
    let rest = PROBES
        .iter()
        .filter(|probe| probe.class == class && probe.id >= at.id);
    for probe in rest {
        leave_open(prober, probe, why);
    }
}

fn leave_open(prober: &mut Prober, probe: &Probe, why: &str) {
    for key in probe.decides {
        prober.unclear(key, why);
    }
}

/// Every request that a calibration with these options may send.
async fn planned(options: Options, target: Target) -> Vec<PlannedRequest> {
    // Nothing is sent, so no credentials are needed.
    let Ok(credentials) = Credentials::new("000000000", "0") else {
        return Vec::new();
    };
    let notebook = Notebook::new(target, None);
    let mut prober = Prober::new(
        None,
        credentials,
        options.clone(),
        notebook,
        Box::new(Nobody),
        None,
    );
    for probe in PROBES {
        if probe.is_missing(&options, target).is_none() {
            prober.begin(probe.id, probe.class, probe.title);
            // Nothing is sent, so nothing can fail.
            let _ = (probe.ask)(&mut prober).await;
        }
    }
    if options.codes {
        let _ = codes::ask(&mut prober).await;
    }
    prober.into_plan()
}

/// Surroundings without a user and without waiting.
struct Nobody;

impl Surroundings for Nobody {
    fn tell(&mut self, _: &CalibrationEvent<'_>) {}

    fn wait<'w>(&'w mut self, _: Duration) -> std::pin::Pin<Box<dyn Future<Output = ()> + 'w>> {
        Box::pin(std::future::ready(()))
    }
}
