//! Which requests a misbehaviour strikes, and how often: what a test suite must do to meet it.

use serde::Serialize;
use utoipa::ToSchema;

use super::AnswerDraft;
use crate::{
    books::buyers::Judgement,
    vendor::{APIS, rules::rule::Rule},
};

/// When a misbehaviour strikes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Strikes {
    pub(crate) when: When,
    /// Only with [`When::Codes`].
    pub(super) codes: &'static [&'static str],
    pub(crate) often: Often,
}

/// Which requests to its APIs it strikes, by what would be answered without it.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) enum When {
    Always,
    Accepted,
    Refused,
    /// Refused, and more than one rule is broken.
    SeveralBroken,
    /// Refused with one of the `codes`.
    Codes,
    /// Refused because of a length or of characters, with one of the `codes`.
    Lengths,
    /// Accepted, and there is Japanese in the answer: AN050 and AN070.
    Japanese,
    /// AN070 answers 審査中.
    Pending,
    /// AN070 answers anything but 審査中.
    Decided,
    /// AN070 answers ご利用可.
    ScreeningAccepted,
    /// AN050 answers 利用不可.
    NotUsable,
}

/// How often it strikes, where its fault says no `times`.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Often {
    /// Each such request.
    Every,
    /// The first such request to each API.
    FirstOfEachApi,
}

const fn every(when: When) -> Strikes {
    Strikes {
        when,
        codes: &[],
        often: Often::Every,
    }
}

pub(super) const ALWAYS: Strikes = every(When::Always);
pub(super) const ACCEPTED: Strikes = every(When::Accepted);
pub(super) const REFUSED: Strikes = every(When::Refused);
pub(super) const SEVERAL_BROKEN: Strikes = every(When::SeveralBroken);
pub(super) const LENGTHS: Strikes = every(When::Lengths);
pub(super) const JAPANESE: Strikes = every(When::Japanese);
pub(super) const PENDING: Strikes = every(When::Pending);
pub(super) const DECIDED: Strikes = every(When::Decided);
pub(super) const SCREENING_ACCEPTED: Strikes = every(When::ScreeningAccepted);
pub(super) const NOT_USABLE: Strikes = every(When::NotUsable);
pub(super) const FIRST: Strikes = Strikes {
    often: Often::FirstOfEachApi,
    ..ALWAYS
};
pub(super) const FIRST_ACCEPTED: Strikes = Strikes {
    often: Often::FirstOfEachApi,
    ..ACCEPTED
};

/// Strikes refusals with one of these codes.
pub(super) const fn refused_with(codes: &'static [&'static str]) -> Strikes {
    Strikes {
        codes,
        ..every(When::Codes)
    }
}

impl Strikes {
    /// The codes of the refusals that it strikes; empty if the code does not matter.
    pub(crate) fn codes(&self) -> Vec<&'static str> {
        if self.when != When::Lengths {
            return self.codes.to_vec();
        }
        let rules = APIS.iter().flat_map(|api| api.rules);
        let rules = rules.filter(|rule| rule.check.looks_at_lengths_or_characters());
        rules.map(|rule| rule.code).collect()
    }

    /// Whether it strikes every answer.
    pub(crate) fn is_unconditional(&self) -> bool {
        self.when == When::Always
    }

    /// Whether it strikes an answer.
    pub(super) fn is_met(&self, draft: &AnswerDraft<'_>) -> bool {
        let code = draft.codes.first().map(AsRef::as_ref);
        let judged = |judgement| draft.judgement == Some(judgement);
        match self.when {
            When::Always => true,
            When::Accepted => !*draft.refused,
            When::Refused => *draft.refused,
            When::SeveralBroken => *draft.refused && draft.codes.len() > 1,
            When::Codes => code.is_some_and(|code| self.codes.contains(&code)),
            When::Lengths => {
                let breaks = |rule: &Rule| {
                    Some(rule.code) == code && rule.check.looks_at_lengths_or_characters()
                };
                draft.rules.iter().any(breaks)
            }
            When::Japanese => draft
                .elements
                .iter()
                .any(|element| !element.value.is_ascii()),
            When::Pending => judged(Judgement::Pending),
            When::Decided => draft.judgement.is_some() && !judged(Judgement::Pending),
            When::ScreeningAccepted => judged(Judgement::Accepted),
            When::NotUsable => draft.has("useUsable", &draft.texts.not_usable),
        }
    }
}
