//! The effect of misbehaviours on a decision: which of the drawn ones strikes, and how.

use std::borrow::Cow;

use super::decision::Decision;
use crate::{
    merchant::faults::{Candidate, Owner},
    mutants::{
        AnswerDraft, Seam,
        conduct::{Conduct, double, leniency::Leniency, refusals::code_ending},
    },
    vendor::{
        Endpoint, Outcome,
        assumptions::TextAssumptions,
        rules::{facts::Facts, judge::Broken, rule::Rule},
    },
};

/// The outcome of a request for which some rules are not checked.
pub(super) struct Excused {
    owner: Owner,
    id: u64,
    /// The codes of the rules that it still breaks.
    codes: Vec<Cow<'static, str>>,
    outcome: Option<Outcome>,
}

impl Excused {
    /// Returns `None` if it makes no difference, or if the request has no outcome.
    pub(super) fn of<E: Endpoint>(decision: &Decision, facts: &Facts<'_>) -> Option<Self> {
        let candidates = decision.injected.candidates.iter();
        let mut lenient = candidates.filter_map(|one| Some((one, one.mutant().leniency()?)));
        lenient.find_map(|(candidate, leniency)| {
            let rule = |broken: &Broken| &E::RULES[usize::from(broken.rule)];
            let excuses = |broken: &Broken| {
                leniency.excuses(rule(broken), &decision.seen)
                    && (leniency != Leniency::Lengths || can_be_stored(rule(broken), facts))
            };
            let broken = &decision.broken;
            let left: Vec<_> = broken.iter().filter(|broken| !excuses(broken)).collect();
            if left.first() == broken.first().as_ref() {
                return None;
            }
            let outcome = if left.is_empty() {
                Some(E::outcome(facts)?)
            } else {
                None
            };
            Some(Self {
                owner: candidate.owner,
                id: candidate.id,
                codes: left
                    .into_iter()
                    .map(|broken| rule(broken).code.into())
                    .collect(),
                outcome,
            })
        })
    }

    fn is_by(&self, candidate: &Candidate) -> bool {
        (self.owner, self.id) == (candidate.owner, candidate.id)
    }
}

/// No database can store the character of code 0.
fn can_be_stored(rule: &Rule, facts: &Facts<'_>) -> bool {
    let is_good = |value: Option<&str>| value.is_none_or(|value| !value.contains('\0'));
    rule.items.iter().all(|item| {
        if item.per_line {
            facts
                .fields
                .lines()
                .iter()
                .all(|line| is_good(line.text(item)))
        } else {
            is_good(facts.fields.text(item))
        }
    })
}

impl Decision {
    /// Applies the first misbehaviour of conduct that can strike, before anything is changed. `grant` counts it and decides last.
    pub(super) fn misconduct<E: Endpoint>(
        &mut self,
        outcome: &mut Option<Outcome>,
        mut excused: Option<Excused>,
        mut grant: impl FnMut(&Candidate) -> bool,
    ) {
        let is_accepted = self.codes.is_empty() && outcome.is_some();
        let changes = is_accepted && outcome.as_ref().is_some_and(|made| made.change.is_some());
        let mut candidates = self.injected.candidates.iter();
        let struck = candidates.find_map(|candidate| {
            let Seam::Conduct(conduct) = &candidate.mutant().seam else {
                return None;
            };
            let can = match conduct {
                Conduct::NoChange | Conduct::Doubled => changes,
                Conduct::Refuse(_) => is_accepted || candidate.mutant().strikes.is_unconditional(),
                Conduct::Lenient(_) => excused.as_ref().is_some_and(|one| one.is_by(candidate)),
                Conduct::Mishap(_) => false,
            };
            (can && grant(candidate)).then(|| (*conduct, candidate.injected.clone()))
        });
        let Some((conduct, injected)) = struck else {
            return;
        };
        match conduct {
            Conduct::NoChange => {
                if let Some(outcome) = outcome {
                    outcome.change = None;
                }
            }
            Conduct::Doubled => {
                let change = outcome.as_mut().and_then(|outcome| outcome.change.as_mut());
                if let Some(change) = change {
                    double(change);
                }
            }
            Conduct::Refuse(end) => {
                self.codes = code_ending(E::RULES, end)
                    .map(Into::into)
                    .into_iter()
                    .collect();
                *outcome = None;
            }
            Conduct::Lenient(_) => {
                if let Some(excused) = excused.take() {
                    self.codes = excused.codes;
                    *outcome = excused.outcome;
                }
            }
            Conduct::Mishap(_) => {}
        }
        self.injected.mutant = Some(injected);
        self.injected.candidates.clear();
    }

    /// Applies the first misbehaviour of answers or of writing that can strike. `grant` counts it and decides last.
    pub(super) fn misspeak<E: Endpoint>(
        &mut self,
        texts: &TextAssumptions,
        mut grant: impl FnMut(&Candidate) -> bool,
    ) {
        // A misbehaviour that does not reach the client does not count.
        let fault = self.injected.fault.as_ref();
        if !fault.is_none_or(|fault| fault.kind.has_return_code()) {
            self.injected.candidates.clear();
            return;
        }
        for candidate in std::mem::take(&mut self.injected.candidates) {
            if self.is_struck_by::<E>(&candidate, texts, &mut grant) {
                self.injected.mutant = Some(candidate.injected);
                return;
            }
        }
    }

    fn is_struck_by<E: Endpoint>(
        &mut self,
        candidate: &Candidate,
        texts: &TextAssumptions,
        grant: &mut impl FnMut(&Candidate) -> bool,
    ) -> bool {
        let mutant = candidate.mutant();
        let (refused, codes, elements) = (self.refused, self.codes.clone(), self.elements.clone());
        let mut draft = AnswerDraft {
            rules: E::RULES,
            texts,
            judgement: self.judgement,
            refused: &mut self.refused,
            codes: &mut self.codes,
            elements: &mut self.elements,
        };
        match &mutant.seam {
            Seam::Conduct(_) => false,
            Seam::Bytes(_) => mutant.is_met(&draft) && grant(candidate),
            // The answer of a fault before processing stays as it is.
            Seam::Answer(_) if !self.processed || !mutant.is_met(&draft) => false,
            Seam::Answer(_) => {
                mutant.change(&mut draft);
                let is_same =
                    (self.refused, &self.codes, &self.elements) == (refused, &codes, &elements);
                if !is_same && grant(candidate) {
                    return true;
                }
                (self.refused, self.codes, self.elements) = (refused, codes, elements);
                false
            }
        }
    }
}
