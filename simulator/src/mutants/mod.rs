//! Misbehaviours of the provider, as rows of one table: each changes one thing of what is answered or done. None strikes unless it is set.
//!
//! Three seams: what is done ([`conduct`]), what is answered ([`answer`]), and how that is written ([`bytes`]).

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
    /// Which of their requests.
    pub(crate) strikes: Strikes,
    /// What is different, in Japanese.
    pub(crate) what: &'static str,
    /// The requirement that it puts to the test, if it is about one.
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

    /// Whether it strikes the first request to each API alone, unless somebody says how often.
    pub(crate) fn strikes_once(&self) -> bool {
        self.strikes.often == Often::FirstOfEachApi
    }

    /// How it has the answer written, if that is what it changes.
    pub(crate) const fn writing(&self) -> Option<&Writing> {
        match &self.seam {
            Seam::Bytes(writing) => Some(writing),
            _ => None,
        }
    }

    /// What happens on the way, if that is what it is about.
    pub(crate) const fn mishap(&self) -> Option<Mishap> {
        match self.seam {
            Seam::Conduct(Conduct::Mishap(mishap)) => Some(mishap),
            _ => None,
        }
    }

    /// The rules that it does not have checked.
    pub(crate) const fn leniency(&self) -> Option<Leniency> {
        match self.seam {
            Seam::Conduct(Conduct::Lenient(leniency)) => Some(leniency),
            _ => None,
        }
    }

    /// Whether it strikes what is going to be answered.
    pub(crate) fn is_met(&self, draft: &AnswerDraft<'_>) -> bool {
        self.strikes.is_met(draft)
    }

    /// Changes what is answered, if that is what it changes.
    pub(crate) fn change(&self, draft: &mut AnswerDraft<'_>) {
        if let Seam::Answer(change) = &self.seam {
            change.make(draft);
        }
    }

    /// Whether it cannot do without an address that the answer points to.
    pub(crate) fn needs_location(&self) -> bool {
        self.writing()
            .is_some_and(|writing| writing.external_entity)
    }

    /// Whether it can point to an address.
    pub(crate) fn takes_location(&self) -> bool {
        self.needs_location() || self.mishap() == Some(Mishap::Redirect)
    }

    /// Whether the answer is one with a returnCode. What a mishap leaves of it, its fault says.
    pub(crate) fn answers(&self) -> bool {
        let writing = self.writing();
        writing.is_none_or(|writing| !writing.page && writing.without != Some("returnCode"))
    }
}

/// The one of a name.
pub(crate) fn named(name: &str) -> Option<&'static Mutant> {
    MUTANTS.iter().find(|mutant| mutant.name == name)
}
