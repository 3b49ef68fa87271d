//! The results of a calibration for requirements, and for the simulator that judges them.

use kakebarai_simulator::Settings;

use super::Parity;
use crate::{
    judging::report::Report,
    requirements::{Requirement, find},
};

impl Parity {
    /// Confirms that all guesses behind a requirement are decided: when, where, and what the provider did. `None` if not all are, or if it
    /// has none.
    pub fn confirmation_of(&self, requirement: &Requirement) -> Option<String> {
        let keys = requirement.guesses();
        let days: Option<Vec<_>> = keys.iter().map(|key| self.confirmed_on(key)).collect();
        let last = days?.into_iter().max()?;
        let seen = keys.iter().map(|key| {
            let seen = self.seen(key).unwrap_or_default();
            format!("{key} = {seen}")
        });
        let seen: Vec<_> = seen.collect();
        Some(format!(
            "確認済み {last}（{}）：{}",
            self.host,
            seen.join("、")
        ))
    }

    /// Adds the confirmations to a report and, if the settings of the judging simulator are known, their contradictions.
    pub fn note_in(&self, report: &mut Report, settings: Option<&Settings>) {
        for judged in &mut report.requirements {
            judged.confirmed = find(&judged.id).and_then(|known| self.confirmation_of(known));
        }
        if let Some(settings) = settings {
            report.remarks.extend(self.contradictions(settings));
        }
    }

    /// The settings in which a simulator differs from what the provider did, in Japanese: its judgement is known to be wrong there.
    fn contradictions(&self, settings: &Settings) -> Vec<String> {
        let differing = settings.assumed().filter_map(|setting| {
            let seen = self.seen(setting.key).filter(|seen| *seen != setting.value)?;
            Some(format!(
                "{} は、{} では {seen} と確かめられていますが、この検査では {} です。calibrate が書き出した settings.toml を --settings で指定してください",
                setting.key, self.host, setting.value
            ))
        });
        differing.collect()
    }

    /// The value of a guess at the provider, if decided.
    fn seen(&self, key: &str) -> Option<&str> {
        self.confirmed_on(key)?;
        self.settings.get(key)?.seen.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use kakebarai_simulator::Settings;

    use crate::calibration::{Decision, Notebook, Parity, Target};

    #[test]
    fn a_simulator_that_is_set_otherwise_is_told() {
        let mut notebook = Notebook::new(Target::loopback(1), None);
        let decision = Decision {
            value: Some("true".to_owned()),
            evidence: "AN010 0".to_owned(),
            probe: "2.2".to_owned(),
            on: "2026-12-01".to_owned(),
        };
        let key = "rules.reuse_cancelled_orders";
        notebook.decisions.insert(key.to_owned(), decision);
        let parity = Parity::of(&notebook);
        let told = parity.contradictions(&Settings::default());
        assert_eq!(told.len(), 1, "{told:?}");
        let line = format!(
            "{key} は、127.0.0.1:1 では true と確かめられていますが、この検査では false です。"
        );
        assert!(told[0].starts_with(&line), "{told:?}");
        let as_seen = Settings::read(
            Some(("s.toml", &format!("{key} = true"))),
            std::iter::empty(),
        );
        assert!(parity.contradictions(&as_seen.unwrap()).is_empty());
    }
}
