//! Faults on demand: refusals without a reason, delays, broken answers, lost answers.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::vendor::{APIS, fault_code};

/// What goes wrong.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, ToSchema)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub(crate) enum FaultKind {
    /// The code is answered and nothing is looked at.
    Code {
        /// One of the codes of the API.
        #[schema(example = "G61")]
        code: String,
    },
    /// All is well, but late (see `milliseconds`).
    Delay,
    /// An HTTP status without a body, before anything is looked at.
    Status {
        /// 400 to 599.
        #[schema(minimum = 400, maximum = 599, example = 503)]
        status: u16,
    },
    /// The connection is reset (RST) before anything is looked at.
    Reset,
    /// The request is processed; the answer is XML that breaks off in the middle.
    BrokenXml,
    /// The request is **processed**, and the connection closed without an answer.
    AnswerLost,
    /// The request is **not** processed, and the connection closed without an answer.
    LostBeforeProcessing,
}

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

/// A fault as JSON has it: a member that is unknown, or of another kind, is a mistake.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Members {
    api: Option<String>,
    kind: KindName,
    code: Option<String>,
    status: Option<u16>,
    times: Option<u32>,
    milliseconds: Option<u64>,
}

#[derive(Clone, Copy, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
enum KindName {
    Code,
    Delay,
    Status,
    Reset,
    BrokenXml,
    AnswerLost,
    LostBeforeProcessing,
}

impl TryFrom<Members> for Fault {
    type Error = &'static str;

    fn try_from(members: Members) -> Result<Self, &'static str> {
        let Members { kind, .. } = members;
        if members.code.is_some() && kind != KindName::Code {
            return Err("code を指定できるのは kind が code のときだけです");
        }
        if members.status.is_some() && kind != KindName::Status {
            return Err("status を指定できるのは kind が status のときだけです");
        }
        let kind = match kind {
            KindName::Code => FaultKind::Code {
                code: members.code.ok_or("code を指定してください")?,
            },
            KindName::Delay => FaultKind::Delay,
            KindName::Status => FaultKind::Status {
                status: members.status.ok_or("status を指定してください")?,
            },
            KindName::Reset => FaultKind::Reset,
            KindName::BrokenXml => FaultKind::BrokenXml,
            KindName::AnswerLost => FaultKind::AnswerLost,
            KindName::LostBeforeProcessing => FaultKind::LostBeforeProcessing,
        };
        Ok(Self {
            api: members.api,
            kind,
            times: members.times,
            milliseconds: members.milliseconds.unwrap_or(0),
        })
    }
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
        let mut known = APIS
            .iter()
            .filter(|known| api.is_none_or(|api| api == known.number))
            .peekable();
        if known.peek().is_none() {
            return Err(("api", "AN010～AN070 のいずれかを指定するか、省いてください"));
        }
        if let FaultKind::Code { code } = &self.kind
            && !known.all(|api| fault_code(api.rules, code).is_some())
        {
            return Err((
                "code",
                "そのAPIのエラーコードか、システムのコード（0400001、0500001、0500002、9900001、Z020001）を指定してください。api を省いたときに使えるのはシステムのコードだけです",
            ));
        }
        if let FaultKind::Status { status } = self.kind
            && !(400..=599).contains(&status)
        {
            return Err(("status", "400～599 を指定してください"));
        }
        if self.times == Some(0) {
            return Err(("times", "1以上を指定するか、省いてください"));
        }
        if self.milliseconds > 600_000 {
            return Err(("milliseconds", "600000 以下を指定してください"));
        }
        if matches!(self.kind, FaultKind::Delay) && self.milliseconds == 0 {
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
    /// Switches a fault on. Returns its id, or `None` if there are too many.
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

    /// Takes the first fault that meets a request to an API, and removes it after its last time.
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

/// The kinds of fault, by the names that the control addresses give them.
#[rustfmt::skip]
pub(crate) const FAULT_KINDS: [(&str, &str); 7] = [
    ("code",                 "エラーコードを返す"),
    ("delay",                "応答を遅らせる"),
    ("status",               "HTTPステータスを返す"),
    ("reset",                "接続をリセットする"),
    ("brokenXml",            "途中で切れたXMLを返す"),
    ("answerLost",           "処理したあと、応答が届かない"),
    ("lostBeforeProcessing", "処理する前に、要求が失われる"),
];

impl FaultKind {
    /// Its name, as the control addresses give it.
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Code { .. } => "code",
            Self::Delay => "delay",
            Self::Status { .. } => "status",
            Self::Reset => "reset",
            Self::BrokenXml => "brokenXml",
            Self::AnswerLost => "answerLost",
            Self::LostBeforeProcessing => "lostBeforeProcessing",
        }
    }

    /// Whether the whole answer still arrives.
    pub(crate) const fn answers_in_whole(&self) -> bool {
        matches!(self, Self::Code { .. } | Self::Delay)
    }

    /// Whether it prevents processing of the request.
    pub(crate) const fn comes_first(&self) -> bool {
        matches!(
            self,
            Self::Code { .. } | Self::Status { .. } | Self::Reset | Self::LostBeforeProcessing
        )
    }
}
