//! Draws the fault and the misbehaviours of a request, and counts their uses.

use super::{Fault, FaultKind, Faults, Injected, InjectedFault, InjectedMutant};
use crate::mutants::{Mutant, conduct::mishaps::Mishap, named};

/// The default target of a redirect: the dashboard, a page of HTML.
const ANOTHER_PAGE: &str = "/";

/// The owner of faults.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Owner {
    /// The global faults.
    All,
    Merchant,
}

/// A misbehaviour that may strike.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) owner: Owner,
    /// The id of the fault.
    pub(crate) id: u64,
    pub(crate) injected: InjectedMutant,
}

impl Candidate {
    pub(crate) const fn mutant(&self) -> &'static Mutant {
        self.injected.mutant
    }
}

impl Faults {
    /// Draws the first fault that fits, if none was drawn yet, and the misbehaviours for a request to an API. Removes a fault that has met
    /// its last request; a misbehaviour counts when it strikes ([`Self::strike`]).
    pub(crate) fn draw(&mut self, api: &str, owner: Owner, injected: &mut Injected) {
        if injected.fault.is_none() {
            injected.fault = self.take_next(api);
        }
        if injected.mutant.is_some() {
            return;
        }
        let candidates: Vec<_> = self.candidates(api, owner).collect();
        // A misbehaviour of the transport counts as the request's fault, of which there is one at most.
        let mishap = candidates.iter().find_map(|candidate| {
            let mishap = candidate.mutant().mishap()?;
            injected.fault.is_none().then_some((mishap, candidate))
        });
        if let Some((mishap, candidate)) = mishap
            && self.strike(candidate.id, api)
        {
            injected.fault = Some(fault(mishap, candidate.injected.location.as_deref()));
            injected.mutant = Some(candidate.injected.clone());
            injected.candidates.clear();
            return;
        }
        let undecided = candidates
            .into_iter()
            .filter(|candidate| candidate.mutant().mishap().is_none());
        injected.candidates.extend(undecided);
    }

    /// Applies the misbehaviour of a fault to a request to an API, and counts it. Returns `false` if it is used up.
    pub(crate) fn strike(&mut self, id: u64, api: &str) -> bool {
        let Some(place) = self.active.iter().position(|(known, _)| *known == id) else {
            return false;
        };
        if !self.is_due(id, &self.active[place].1, api) {
            return false;
        }
        if self.active[place].1.times.is_some() {
            self.count_at(place);
        } else if mutant_of(&self.active[place].1).is_some_and(|(mutant, _)| mutant.strikes_once())
        {
            self.struck.push((id, api.to_owned()));
        }
        true
    }

    fn candidates(&self, api: &str, owner: Owner) -> impl Iterator<Item = Candidate> {
        let due = self
            .active
            .iter()
            .filter(move |(id, fault)| self.is_due(*id, fault, api));
        due.filter_map(move |(id, fault)| {
            let (mutant, location) = mutant_of(fault)?;
            let location = location.map(str::to_owned);
            Some(Candidate {
                owner,
                id: *id,
                injected: InjectedMutant { mutant, location },
            })
        })
    }

    /// Whether a misbehaviour may strike a request to an API.
    fn is_due(&self, id: u64, fault: &Fault, api: &str) -> bool {
        let Some((mutant, _)) = mutant_of(fault) else {
            return false;
        };
        let has_struck = || {
            self.struck
                .iter()
                .any(|(known, struck)| *known == id && struck == api)
        };
        is_for(fault, api)
            && mutant.meets(api)
            && (fault.times.is_some() || !mutant.strikes_once() || !has_struck())
    }

    fn take_next(&mut self, api: &str) -> Option<InjectedFault> {
        let meets = |fault: &Fault| is_for(fault, api) && mutant_of(fault).is_none();
        let place = self.active.iter().position(|(_, fault)| meets(fault))?;
        let (_, fault) = &self.active[place];
        let met = InjectedFault {
            kind: fault.kind.clone(),
            milliseconds: fault.milliseconds,
        };
        self.count_at(place);
        Some(met)
    }

    /// Counts a request that a fault has met. Removes the fault after its last.
    fn count_at(&mut self, place: usize) {
        let times = self.active[place].1.times.as_mut();
        let is_over = times.is_some_and(|times| {
            *times -= 1;
            *times == 0
        });
        if is_over {
            self.active.remove(place);
        }
    }
}

fn is_for(fault: &Fault, api: &str) -> bool {
    let is_of_kind = match &fault.kind {
        FaultKind::Text { element, .. } => element.api() == api,
        _ => true,
    };
    is_of_kind && fault.api.as_deref().is_none_or(|only| only == api)
}

fn mutant_of(fault: &Fault) -> Option<(&'static Mutant, Option<&str>)> {
    match &fault.kind {
        FaultKind::Mutant { mutant, location } => Some((named(mutant)?, location.as_deref())),
        _ => None,
    }
}

/// Returns the fault for a misbehaviour of the transport.
fn fault(mishap: Mishap, location: Option<&str>) -> InjectedFault {
    let (kind, milliseconds) = match mishap {
        Mishap::Late(milliseconds) => (FaultKind::Delay, milliseconds),
        Mishap::AnswerLost => (FaultKind::AnswerLost, 0),
        Mishap::LostBefore => (FaultKind::LostBeforeProcessing, 0),
        Mishap::Status(status) => (FaultKind::Status { status }, 0),
        Mishap::Redirect => {
            let location = location.unwrap_or(ANOTHER_PAGE).to_owned();
            (
                FaultKind::Redirect {
                    status: 302,
                    location,
                },
                0,
            )
        }
        Mishap::EmptyBody => (FaultKind::EmptyAnswer, 0),
        Mishap::CutXml => (FaultKind::BrokenXml, 0),
    };
    InjectedFault { kind, milliseconds }
}
