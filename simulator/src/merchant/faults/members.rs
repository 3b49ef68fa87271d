//! Reads a fault from JSON: unknown members, and members of another kind, are mistakes.

use serde::Deserialize;

use crate::mutants::named;

use super::{Fault, FaultKind, kind::TextElement};

/// The members of all kinds.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Members {
    api: Option<String>,
    kind: KindName,
    code: Option<String>,
    status: Option<u16>,
    location: Option<String>,
    element: Option<TextElement>,
    text: Option<String>,
    mutant: Option<String>,
    times: Option<u32>,
    milliseconds: Option<u64>,
}

#[derive(Clone, Copy, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
enum KindName {
    Code,
    CodeAfterProcessing,
    RefusalWithoutCode,
    #[serde(alias = "delayAfterProcessing")]
    Delay,
    DelayBeforeProcessing,
    Status,
    Reset,
    BrokenXml,
    AnswerLost,
    LostBeforeProcessing,
    EmptyAnswer,
    Redirect,
    Html,
    Text,
    Endless,
    Drip,
    EntityBomb,
    Mutant,
}

impl TryFrom<Members> for Fault {
    type Error = &'static str;

    fn try_from(mut members: Members) -> Result<Self, &'static str> {
        let kind = members.kind()?;
        if members.code.is_some() {
            return Err("code を指定できるのは kind が code か codeAfterProcessing のときだけです");
        }
        if members.status.is_some() {
            return Err("status を指定できるのは kind が status、redirect、html のときだけです");
        }
        if members.location.is_some() {
            return Err(
                "location を指定できるのは kind が redirect か、mutant が entity か redirect のときだけです",
            );
        }
        if members.element.is_some() || members.text.is_some() {
            return Err("element と text を指定できるのは kind が text のときだけです");
        }
        if members.mutant.is_some() {
            return Err("mutant を指定できるのは kind が mutant のときだけです");
        }
        Ok(Self {
            api: members.api,
            kind,
            times: members.times,
            milliseconds: members.milliseconds.unwrap_or(0),
        })
    }
}

impl Members {
    /// Returns the kind, and takes out the members that belong to it.
    fn kind(&mut self) -> Result<FaultKind, &'static str> {
        Ok(match self.kind {
            KindName::Code => FaultKind::Code {
                code: self.code.take().ok_or("code を指定してください")?,
            },
            KindName::CodeAfterProcessing => FaultKind::CodeAfterProcessing {
                code: self.code.take().ok_or("code を指定してください")?,
            },
            KindName::RefusalWithoutCode => FaultKind::RefusalWithoutCode,
            KindName::Delay => FaultKind::Delay,
            KindName::DelayBeforeProcessing => FaultKind::DelayBeforeProcessing,
            KindName::Status => FaultKind::Status {
                status: self.status.take().ok_or("status を指定してください")?,
            },
            KindName::Reset => FaultKind::Reset,
            KindName::BrokenXml => FaultKind::BrokenXml,
            KindName::AnswerLost => FaultKind::AnswerLost,
            KindName::LostBeforeProcessing => FaultKind::LostBeforeProcessing,
            KindName::EmptyAnswer => FaultKind::EmptyAnswer,
            KindName::Redirect => FaultKind::Redirect {
                status: self.status.take().unwrap_or(307),
                location: self.location.take().ok_or("location を指定してください")?,
            },
            KindName::Html => FaultKind::Html {
                status: self.status.take().unwrap_or(503),
            },
            KindName::Text => FaultKind::Text {
                element: self.element.take().ok_or("element を指定してください")?,
                text: self.text.take().ok_or("text を指定してください")?,
            },
            KindName::Endless => FaultKind::Endless,
            KindName::Drip => FaultKind::Drip,
            KindName::EntityBomb => FaultKind::EntityBomb,
            KindName::Mutant => self.mutant()?,
        })
    }

    fn mutant(&mut self) -> Result<FaultKind, &'static str> {
        let name = self.mutant.take().ok_or("mutant を指定してください")?;
        let mutant = named(&name)
            .ok_or("mutant は GET /_simulator/v1/mutants の一覧にある名前を指定してください")?;
        let location = if mutant.takes_location() {
            self.location.take()
        } else {
            None
        };
        if mutant.needs_location() && location.is_none() {
            return Err("mutant が entity のときは location を指定してください");
        }
        Ok(FaultKind::Mutant {
            mutant: mutant.name,
            location,
        })
    }
}
