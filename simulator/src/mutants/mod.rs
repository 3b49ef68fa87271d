//! Misbehaviours of the provider, as rows of one table: each changes one thing of the processing or the answer. None strikes unless set.
//!
//! Three seams: the processing ([`conduct`]), the answer ([`answer`]), and its bytes ([`bytes`]).

mod answer;
pub(crate) mod bytes;
pub(crate) mod conduct;
pub(crate) mod strikes;
mod table;

use serde::Serialize;
use utoipa::ToSchema;

use self::{
    answer::AnswerChange,
    bytes::Writing,
    conduct::{Conduct, leniency::Leniency, mishaps::Mishap},
    strikes::{Often, Strikes},
};
pub(crate) use self::{answer::AnswerDraft, table::MUTANTS};

/// A misbehaviour.
#[derive(Debug)]
pub(crate) struct Mutant {
    pub(crate) name: &'static str,
    pub(crate) class: Class,
    /// The APIs that it strikes; empty for all.
    pub(crate) apis: &'static [&'static str],
    /// Which of their requests it strikes, and how often.
    pub(crate) strikes: Strikes,
    /// The difference, in Japanese.
    pub(crate) what: &'static str,
    /// The requirement that it tests, if any.
    pub(crate) requirement: Option<&'static str>,
    pub(crate) seam: Seam,
}

/// What a suite of tests ought to do about a misbehaviour.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = MutantClass)]
pub(crate) enum Class {
    /// 耐性: stay green, since the meaning is the same.
    Endure,
    /// 検出: go red, or see the shop react.
    Detect,
    /// 帳簿: go red only if it looks at the provider's books or relies on its refusals.
    Books,
}

/// Where a misbehaviour is applied.
#[derive(Debug)]
pub(crate) enum Seam {
    Conduct(Conduct),
    Answer(AnswerChange),
    Bytes(Writing),
}

impl Mutant {
    /// Whether it strikes requests to an API.
    pub(crate) fn meets(&self, api: &str) -> bool {
        self.apis.is_empty() || self.apis.contains(&api)
    }

    /// Whether it strikes only the first request to each API, unless a number is set.
    pub(crate) fn strikes_once(&self) -> bool {
        self.strikes.often == Often::FirstOfEachApi
    }

    /// Its way of writing, if it changes that.
    pub(crate) const fn writing(&self) -> Option<&Writing> {
        match &self.seam {
            Seam::Bytes(writing) => Some(writing),
            _ => None,
        }
    }

    /// Its misbehaviour of the transport, if it is one.
    pub(crate) const fn mishap(&self) -> Option<Mishap> {
        match self.seam {
            Seam::Conduct(Conduct::Mishap(mishap)) => Some(mishap),
            _ => None,
        }
    }

    /// The rules that it leaves unchecked, if any.
    pub(crate) const fn leniency(&self) -> Option<Leniency> {
        match self.seam {
            Seam::Conduct(Conduct::Lenient(leniency)) => Some(leniency),
            _ => None,
        }
    }

    /// Whether it strikes an answer.
    pub(crate) fn is_met(&self, draft: &AnswerDraft<'_>) -> bool {
        self.strikes.is_met(draft)
    }

    /// Changes an answer, if it is a change of answers.
    pub(crate) fn change(&self, draft: &mut AnswerDraft<'_>) {
        if let Seam::Answer(change) = &self.seam {
            change.make(draft);
        }
    }

    /// Whether the answer must point to an address.
    pub(crate) fn needs_location(&self) -> bool {
        self.writing()
            .is_some_and(|writing| writing.external_entity)
    }

    /// Whether it can point to an address.
    pub(crate) fn takes_location(&self) -> bool {
        self.needs_location() || self.mishap() == Some(Mishap::Redirect)
    }

    /// Whether the answer has a returnCode. For a misbehaviour of the transport, its fault decides.
    pub(crate) fn answers(&self) -> bool {
        let writing = self.writing();
        writing.is_none_or(|writing| !writing.page && writing.without != Some("returnCode"))
    }
}

/// Finds a misbehaviour by name.
pub(crate) fn named(name: &str) -> Option<&'static Mutant> {
    MUTANTS.iter().find(|mutant| mutant.name == name)
}
