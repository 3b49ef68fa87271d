//! Faults on demand: refusals without a cause, delays, broken answers, lost answers.

mod drawing;
mod kind;
mod members;

use std::time::Duration;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use self::members::Members;
pub(crate) use self::{
    drawing::{Candidate, Owner},
    kind::{FAULT_KINDS, FaultKind},
};
use crate::{books::values::Unacceptable, mutants::Mutant, vendor::numbered};

/// A fault that is switched on.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", try_from = "Members")]
pub(crate) struct Fault {
    /// `AN010` … `AN070`; left out: every API.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "AN010")]
    pub(crate) api: Option<String>,
    /// What goes wrong, and what belongs to it: no other member may be given.
    #[serde(flatten)]
    pub(crate) kind: FaultKind,
    /// How many requests it meets; left out: all, until it is deleted, and of a mutant those that its row says (`strikes`).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, example = 1)]
    pub(crate) times: Option<u32>,
    /// How long to wait before the answer, or before the connection is closed; at most 600,000.
    #[serde(skip_serializing_if = "is_zero")]
    #[schema(maximum = 600_000)]
    pub(crate) milliseconds: u64,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the shape that serde asks for"
)]
const fn is_zero(milliseconds: &u64) -> bool {
    *milliseconds == 0
}

impl Fault {
    /// The fault, if it can be switched on.
    pub(crate) fn checked(self) -> Result<Self, Unacceptable> {
        let api = self.api.as_deref();
        if api.is_some_and(|api| numbered(api).is_none()) {
            return Err(Unacceptable::new(
                "api",
                "AN010～AN070 のいずれかを指定するか、省いてください",
            ));
        }
        self.kind.check()?;
        if let Some(api) = api
            && let Some(apis) = self.kind.apis().filter(|apis| !apis.contains(&api))
        {
            let remedy = format!("{} を指定するか、省いてください", apis.join("、"));
            return Err(Unacceptable::new("api", remedy));
        }
        if self.times == Some(0) {
            return Err(Unacceptable::new(
                "times",
                "1以上を指定するか、省いてください",
            ));
        }
        if self.milliseconds > 600_000 {
            return Err(Unacceptable::new(
                "milliseconds",
                "600000 以下を指定してください",
            ));
        }
        if matches!(self.kind, FaultKind::Mutant { .. }) && self.milliseconds > 0 {
            return Err(Unacceptable::new(
                "milliseconds",
                "mutant には指定できません。遅らせるには、別に kind が delay の障害を加えてください",
            ));
        }
        if self.kind.is_delay() && self.milliseconds == 0 {
            return Err(Unacceptable::new(
                "milliseconds",
                "待ち時間をミリ秒で指定してください",
            ));
        }
        Ok(self)
    }
}

/// A fault injected into a request.
#[derive(Clone, Debug)]
pub(crate) struct InjectedFault {
    pub(crate) kind: FaultKind,
    pub(crate) milliseconds: u64,
}

/// A misbehaviour injected into a request.
#[derive(Clone, Debug)]
pub(crate) struct InjectedMutant {
    pub(crate) mutant: &'static Mutant,
    pub(crate) location: Option<String>,
}

/// The injections into a request: at most one fault and one misbehaviour.
#[derive(Clone, Debug, Default)]
pub(crate) struct Injected {
    pub(crate) fault: Option<InjectedFault>,
    /// The misbehaviour that struck.
    pub(crate) mutant: Option<InjectedMutant>,
    /// Misbehaviours that may still strike, in order; the decision determines which.
    pub(crate) candidates: Vec<Candidate>,
    /// Whether the merchant's were drawn, not only those for everybody.
    pub(crate) includes_merchant: bool,
}

impl Injected {
    /// Returns the delay before the request is processed, if a fault sets one.
    pub(crate) fn delay(&self) -> Option<Duration> {
        let fault = self.fault.as_ref()?;
        let delays = fault.kind == FaultKind::DelayBeforeProcessing;
        delays.then(|| Duration::from_millis(fault.milliseconds))
    }

    /// The name of the fault's kind, or `mutant`.
    pub(crate) fn name(&self) -> Option<&'static str> {
        let fault = self.fault.as_ref().map(|fault| fault.kind.name());
        fault.or_else(|| self.mutant.as_ref().map(|_| "mutant"))
    }

    /// The kind of the fault, or the misbehaviour as one.
    pub(crate) fn kind(&self) -> Option<FaultKind> {
        let fault = self.fault.as_ref().map(|fault| fault.kind.clone());
        fault.or_else(|| {
            self.mutant.as_ref().map(|injected| FaultKind::Mutant {
                mutant: injected.mutant.name,
                location: injected.location.clone(),
            })
        })
    }

    /// Whether a whole answer arrives.
    pub(crate) fn answers_in_whole(&self) -> bool {
        let fault = self.fault.as_ref();
        fault.is_none_or(|fault| fault.kind.answers_in_whole()) && self.mutant_answers()
    }

    /// Whether what is sent has a returnCode.
    pub(crate) fn has_return_code(&self) -> bool {
        let fault = self.fault.as_ref();
        fault.is_none_or(|fault| fault.kind.has_return_code()) && self.mutant_answers()
    }

    fn mutant_answers(&self) -> bool {
        let injected = self.mutant.as_ref();
        injected.is_none_or(|injected| injected.mutant.answers())
    }
}

/// The faults of a merchant, or the global ones.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Faults {
    last_id: u64,
    #[serde(rename = "faults")]
    active: Vec<(u64, Fault)>,
    /// The APIs that a misbehaviour has struck, by the id of its fault; only for those that strike each API once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    struck: Vec<(u64, String)>,
}

/// The most faults that may be on at once.
pub(crate) const MAX_FAULTS: usize = 100;

impl Faults {
    /// Switches a fault on. Returns its id, or `None` if there are too many.
    pub(crate) fn add(&mut self, fault: Fault) -> Option<u64> {
        if self.active.len() >= MAX_FAULTS {
            return None;
        }
        self.last_id += 1;
        self.active.push((self.last_id, fault));
        Some(self.last_id)
    }

    pub(crate) fn remove(&mut self, id: u64) -> bool {
        let before = self.active.len();
        self.active.retain(|(known, _)| *known != id);
        self.struck.retain(|(known, _)| *known != id);
        self.active.len() < before
    }

    pub(crate) fn clear(&mut self) {
        self.active.clear();
        self.struck.clear();
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.active.is_empty()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &(u64, Fault)> {
        self.active.iter()
    }
}
