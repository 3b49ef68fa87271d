//! Faults on demand: refusals without a reason, delays, broken answers, lost answers.

mod kind;
mod members;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub(crate) use self::kind::{FAULT_KINDS, FaultKind};
use self::members::Members;
use crate::vendor::numbered;

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
    /// How many requests it meets; left out: all, until it is deleted.
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
    /// The fault, if it can be switched on; else the field and how to mend it.
    pub(crate) fn checked(self) -> Result<Self, (&'static str, &'static str)> {
        let api = self.api.as_deref();
        if api.is_some_and(|api| numbered(api).is_none()) {
            return Err(("api", "AN010～AN070 のいずれかを指定するか、省いてください"));
        }
        self.kind.check()?;
        if self.times == Some(0) {
            return Err(("times", "1以上を指定するか、省いてください"));
        }
        if self.milliseconds > 600_000 {
            return Err(("milliseconds", "600000 以下を指定してください"));
        }
        if self.kind.is_delay() && self.milliseconds == 0 {
            return Err(("milliseconds", "待ち時間をミリ秒で指定してください"));
        }
        Ok(self)
    }
}

/// A fault as it meets a request.
#[derive(Clone, Debug)]
pub(crate) struct InjectedFault {
    pub(crate) kind: FaultKind,
    pub(crate) milliseconds: u64,
}

impl InjectedFault {
    /// Whether the request is looked at later, unless it has waited for that already.
    pub(crate) fn delays(&self, has_waited: bool) -> bool {
        self.kind == FaultKind::DelayBeforeProcessing && !has_waited
    }
}

/// The faults of a merchant, or of all.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Faults {
    last_id: u64,
    faults: Vec<(u64, Fault)>,
}

/// The most faults that may be switched on at once.
pub(crate) const MAX_FAULTS: usize = 100;

impl Faults {
    /// Switches a fault on; answers its id, `None` when there are too many.
    pub(crate) fn add(&mut self, fault: Fault) -> Option<u64> {
        if self.faults.len() >= MAX_FAULTS {
            return None;
        }
        self.last_id += 1;
        self.faults.push((self.last_id, fault));
        Some(self.last_id)
    }

    pub(crate) fn remove(&mut self, id: u64) -> bool {
        let before = self.faults.len();
        self.faults.retain(|(known, _)| *known != id);
        self.faults.len() < before
    }

    pub(crate) fn clear(&mut self) {
        self.faults.clear();
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.faults.is_empty()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &(u64, Fault)> {
        self.faults.iter()
    }

    /// The first fault that meets a request to an API; one that has met its last request is gone then.
    pub(crate) fn take_next(&mut self, api: &str) -> Option<InjectedFault> {
        let meets = |fault: &Fault| fault.api.as_deref().is_none_or(|only| only == api);
        let place = self.faults.iter().position(|(_, fault)| meets(fault))?;
        let (_, fault) = &mut self.faults[place];
        let injected = InjectedFault {
            kind: fault.kind.clone(),
            milliseconds: fault.milliseconds,
        };
        if let Some(times) = &mut fault.times {
            *times -= 1;
            if *times == 0 {
                self.faults.remove(place);
            }
        }
        Some(injected)
    }
}
