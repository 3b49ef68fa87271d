//! Whether a suite can meet a misbehaviour, by the answers to it without one.

use kakebarai_simulator::settings::TextAssumptions;

use super::traffic::SuiteTraffic;
use crate::provider::{APIS, Entry, Met, Mutant, Strikes, When};

/// The outcome of a screening.
const OUTCOME: &str = "judgeStatus";
/// Whether a buyer may buy.
const USABLE: &str = "useUsable";
/// The outcome of a screening without objections.
const ACCEPTED: &str = "ご利用可";

/// The requests and answers of a run without any misbehaviour.
#[derive(Clone, Copy, Debug)]
pub struct Reach<'a> {
    /// The simulator's own count, which no reset of a merchant shrinks.
    pub met: &'a Met,
    /// Its journals, as far as the tests have not cleared them.
    pub traffic: &'a SuiteTraffic,
    /// The texts that the simulator only assumes.
    pub texts: &'a TextAssumptions,
}

impl Reach<'_> {
    /// Whether a misbehaviour can meet a request. Before the first one that it meets, everything happens as without it, so a misbehaviour
    /// that no request could have met is not met.
    pub fn can_meet(&self, mutant: &Mutant) -> bool {
        let mut seen = self.traffic.entries().filter(|entry| is_known(&entry.api));
        if (seen.clone().count() as u64) < self.met.requests() {
            // The journals no longer contain all of them.
            return self.met.apis().any(|api| mutant.is_for(api));
        }
        seen.any(|entry| mutant.is_for(&entry.api) && self.strikes(&mutant.strikes, entry))
    }

    fn strikes(&self, strikes: &Strikes, entry: &Entry) -> bool {
        if entry.is_disturbed() {
            // The answer without the tests' own fault is unknown.
            return true;
        }
        let element = |name: &str| entry.element(name);
        let with_code = |code: &str| strikes.codes.iter().any(|known| known == code);
        match strikes.when {
            When::Always => true,
            When::Accepted => entry.is_accepted(),
            When::Refused => entry.refusal().is_some(),
            When::SeveralBroken => entry.refusal().is_some() && entry.broken_rules.len() > 1,
            When::Codes | When::Lengths => entry.refusal().is_some_and(with_code),
            When::Japanese => {
                entry.is_accepted() && ["AN050", "AN070"].contains(&entry.api.as_str())
            }
            When::Pending => element(OUTCOME) == Some(&self.texts.pending),
            When::Decided => element(OUTCOME).is_some_and(|text| text != self.texts.pending),
            When::ScreeningAccepted => element(OUTCOME) == Some(ACCEPTED),
            When::NotUsable => element(USABLE) == Some(&self.texts.not_usable),
        }
    }
}

fn is_known(api: &str) -> bool {
    APIS.iter().any(|(number, _)| *number == api)
}
