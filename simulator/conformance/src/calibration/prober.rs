//! Sends the requests of the probes, stops at a surprise, and records the results.

use std::time::Duration;

use super::{
    answer::WireAnswer,
    credentials::Credentials,
    notebook::{Decision, Fact, NoNotebook, Notebook},
    options::{MAX_REQUESTS, Options},
    probes::ProbeClass,
    recording::Recorder,
    request::{Api, ProbeRequest, Shape},
    sender::Sender,
    surprise::{self, Surprise},
    surroundings::{CalibrationEvent, Surroundings},
    target::{Scheme, Target},
};
use crate::assessment::in_japan;

/// The requests of a run reserved for removing leftovers.
pub(super) const RESERVE: u32 = 30;
/// The number of refused credentials that ends everything.
const MAX_REFUSED_CREDENTIALS: u32 = 3;

/// Why a probe ended before its end.
#[derive(Debug, thiserror::Error)]
pub(super) enum Stopped {
    /// Its class ends with it.
    #[error("{0}")]
    Class(String),
    /// No answer, or an unreadable one; its class ends with it.
    #[error("{0}")]
    Unreadable(String),
    /// The whole run ends with it.
    #[error("{0}")]
    Run(String),
    /// The most requests of a run are sent; the next run continues.
    #[error("1回に送る要求の上限（{MAX_REQUESTS}）に達しました。--resume で続けられます")]
    Budget,
    /// Possible leftovers cannot be recorded.
    #[error(transparent)]
    Notebook(#[from] NoNotebook),
}

/// The subject of a request of `--codes`.
#[derive(Clone, Debug)]
pub(super) struct AskedCode {
    /// The code, or the pair.
    pub(super) name: String,
    /// The request without its mistakes, which is never sent.
    pub(super) form: ProbeRequest,
}

/// A request that would be sent.
#[derive(Clone, Debug)]
pub(super) struct PlannedRequest {
    pub(super) probe: &'static str,
    pub(super) asked_code: Option<AskedCode>,
    pub(super) request: ProbeRequest,
}

/// Whether anything is sent.
enum Delivery {
    Sends(Sender),
    Plans(Vec<PlannedRequest>),
}

/// Sends the requests of the probes.
pub(super) struct Prober {
    delivery: Delivery,
    credentials: Credentials,
    pub(super) options: Options,
    pub(super) notebook: Notebook,
    pub(super) surroundings: Box<dyn Surroundings>,
    recorder: Option<Recorder>,
    probe: (&'static str, ProbeClass),
    /// For a plan.
    pub(super) asked_code: Option<AskedCode>,
    an010: Scheme,
    /// Of this run.
    pub(super) sent: u32,
    refused_credentials: u32,
    is_cleaning: bool,
    last_words: String,
}

impl Prober {
    pub(super) fn new(
        sender: Option<Sender>,
        credentials: Credentials,
        options: Options,
        notebook: Notebook,
        surroundings: Box<dyn Surroundings>,
        recorder: Option<Recorder>,
    ) -> Self {
        Self {
            delivery: sender.map_or_else(|| Delivery::Plans(Vec::new()), Delivery::Sends),
            credentials,
            options,
            notebook,
            surroundings,
            recorder,
            probe: ("", ProbeClass::Reading),
            asked_code: None,
            an010: Scheme::Https,
            sent: 0,
            refused_credentials: 0,
            is_cleaning: false,
            last_words: String::new(),
        }
    }

    /// The requests of a plan.
    pub(super) fn into_plan(self) -> Vec<PlannedRequest> {
        match self.delivery {
            Delivery::Plans(planned) => planned,
            Delivery::Sends(_) => Vec::new(),
        }
    }

    pub(super) const fn is_planning(&self) -> bool {
        matches!(self.delivery, Delivery::Plans(_))
    }

    pub(super) const fn target(&self) -> Option<Target> {
        match &self.delivery {
            Delivery::Sends(sender) => Some(sender.target()),
            Delivery::Plans(_) => None,
        }
    }

    /// Whether to continue: if the condition holds, and always in a plan, which lists all possible requests.
    pub(super) const fn follows(&self, is_so: bool) -> bool {
        is_so || self.is_planning()
    }

    pub(super) fn begin(&mut self, id: &'static str, class: ProbeClass, title: &str) {
        self.probe = (id, class);
        self.surroundings
            .tell(&CalibrationEvent::Probe { id, title });
    }

    pub(super) fn use_http_for_an010(&mut self) {
        self.an010 = Scheme::Http;
        self.notebook.an010_over_http = true;
    }

    pub(super) const fn cleaning(&mut self, is_cleaning: bool) {
        self.is_cleaning = is_cleaning;
    }

    /// Sends a request, and checks the answer for a surprise.
    pub(super) async fn send(&mut self, request: ProbeRequest) -> Result<WireAnswer, Stopped> {
        let answer = self.exchange(&request).await?;
        if answer.is_planned || self.is_cleaning {
            return Ok(answer);
        }
        if matches!(
            request.shape,
            Shape::Get | Shape::Json | Shape::BrokenPercent
        ) {
            return Ok(answer);
        }
        match surprise::of(&request, &answer) {
            None => Ok(answer),
            Some(Surprise::RefusedCredentials(what)) => {
                self.refused_credentials += 1;
                Err(if self.refused_credentials >= MAX_REFUSED_CREDENTIALS {
                    Stopped::Run(what)
                } else {
                    Stopped::Class(what)
                })
            }
            Some(Surprise::OtherBuyer(what)) => Err(Stopped::Run(what)),
            Some(Surprise::Unreadable(what)) => Err(Stopped::Unreadable(what)),
            Some(Surprise::Unexpected(what)) => Err(Stopped::Class(what)),
        }
    }

    /// Sends a request and returns any answer.
    pub(super) async fn exchange(&mut self, request: &ProbeRequest) -> Result<WireAnswer, Stopped> {
        if let Delivery::Plans(planned) = &mut self.delivery {
            planned.push(PlannedRequest {
                probe: self.probe.0,
                asked_code: self.asked_code.clone(),
                request: request.clone(),
            });
            return Ok(WireAnswer {
                is_planned: true,
                ..WireAnswer::default()
            });
        }
        if !self.is_cleaning {
            if self.surroundings.is_told_to_end() {
                return Err(Stopped::Run("途中で止められました".to_owned()));
            }
            if self.sent >= MAX_REQUESTS - RESERVE {
                return Err(Stopped::Budget);
            }
        } else if self.sent >= MAX_REQUESTS {
            return Err(Stopped::Budget);
        }
        self.notebook.before(request)?;
        self.sent += 1;
        self.notebook.requests += 1;
        let scheme = if request.api == Api::An010 {
            self.an010
        } else {
            Scheme::Https
        };
        let Delivery::Sends(sender) = &mut self.delivery else {
            return Err(Stopped::Run("送り先がありません".to_owned()));
        };
        let answer = sender.send(request, scheme, &self.credentials).await;
        let words = match &answer {
            Ok(answer) => answer.words(),
            Err(error) => error.to_string(),
        };
        self.surroundings.tell(&CalibrationEvent::Answered {
            request: &request.shown(),
            answer: &words,
            sent: self.sent,
        });
        let answer = answer.map_err(|error| Stopped::Unreadable(error.to_string()))?;
        self.last_words = format!("{} {words}", request.api.number());
        self.notebook.after(request, &answer)?;
        if let Some(recorder) = &self.recorder {
            let number = self.notebook.requests;
            recorder.record(number, self.probe.0, request, &answer)?;
        }
        Ok(answer)
    }

    /// Waits, to give the provider time.
    pub(super) async fn wait(&mut self, time: Duration, what: &str) {
        self.surroundings
            .tell(&CalibrationEvent::Waits { time, what });
        self.surroundings.wait(time).await;
    }

    /// Decides a guess by the last answer.
    pub(super) fn decide(&mut self, key: &str, value: impl Into<String>) {
        let evidence = self.last_words.clone();
        self.decide_because(key, value, evidence);
    }

    /// Decides a guess.
    pub(super) fn decide_because(
        &mut self,
        key: &str,
        value: impl Into<String>,
        evidence: impl Into<String>,
    ) {
        self.write_down(key, Some(value.into()), evidence.into());
    }

    /// Leaves a guess open. Earlier knowledge stays.
    pub(super) fn unclear(&mut self, key: &str, why: impl Into<String>) {
        let known = self.notebook.decisions.get(key);
        if known.is_none_or(|decision| decision.value.is_none()) {
            self.write_down(key, None, why.into());
        }
    }

    /// Decides a guess by the code of the answer (`""`: accepted); any other code leaves it open.
    pub(super) fn decide_by(&mut self, key: &str, answer: &WireAnswer, values: &[(&str, &str)]) {
        let answered = if answer.is_accepted() {
            Some("")
        } else {
            answer.code()
        };
        let found = values.iter().find(|(code, _)| Some(*code) == answered);
        match found {
            Some((_, value)) => self.decide(key, *value),
            None => self.unclear(key, format!("{}（想定していない応答）", answer.words())),
        }
    }

    fn write_down(&mut self, key: &str, value: Option<String>, evidence: String) {
        if self.is_planning() {
            return;
        }
        let decision = Decision {
            value,
            evidence,
            probe: self.probe.0.to_owned(),
            on: today(),
        };
        self.notebook.decisions.insert(key.to_owned(), decision);
    }

    /// Records an observation that no setting covers.
    pub(super) fn fact(
        &mut self,
        what: impl Into<String>,
        simulator: impl Into<String>,
        provider: impl Into<String>,
    ) {
        if self.is_planning() {
            return;
        }
        let fact = Fact {
            what: what.into(),
            simulator: simulator.into(),
            provider: provider.into(),
            probe: self.probe.0.to_owned(),
        };
        self.notebook.facts.retain(|known| known.what != fact.what);
        self.notebook.facts.push(fact);
    }

    /// The provider's date, so that no order is from tomorrow.
    pub(super) fn date(&self) -> String {
        if self.is_planning() {
            return "（応答の日付）".to_owned();
        }
        let known = self.notebook.date.clone();
        known.unwrap_or_else(|| in_japan().date().strftime("%Y%m%d").to_string())
    }
}

/// Today in Japan, `2026-12-01`.
pub(super) fn today() -> String {
    in_japan().date().to_string()
}
