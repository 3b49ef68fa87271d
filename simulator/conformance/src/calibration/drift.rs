//! Differences of the provider from an earlier calibration.

use super::parity::Parity;

/// A guess whose answer has changed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Drift {
    /// The key of the setting, or the code.
    pub key: String,
    /// The value then.
    pub before: String,
    /// The value now.
    pub now: String,
}

/// The comparison of two calibrations.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Comparison {
    /// The number of equal guesses.
    pub same: usize,
    /// The changes.
    pub changed: Vec<Drift>,
    /// Guesses that could not be asked again, with the reason.
    pub not_asked: Vec<(String, String)>,
}

/// Compares the decisions of then and now.
pub fn compare(before: &Parity, now: &Parity) -> Comparison {
    let mut comparison = Comparison::default();
    for key in before.decided() {
        let then = before.settings.get(&key).and_then(|one| one.seen.clone());
        let then = then.unwrap_or_default();
        match now.settings.get(&key) {
            Some(setting) if setting.verdict.is_decided() => {
                let seen = setting.seen.clone().unwrap_or_default();
                note(&mut comparison, key, then, seen);
            }
            Some(setting) => comparison.not_asked.push((key, setting.evidence.clone())),
            None => comparison
                .not_asked
                .push((key, "この版のシミュレーターにない設定です".to_owned())),
        }
    }
    for (name, seen) in now.codes.iter().filter(|(_, seen)| seen.asked) {
        if let Some(then) = before.codes.get(name).filter(|then| then.asked) {
            let (then, seen) = (then.answered.clone(), seen.answered.clone());
            note(&mut comparison, name.clone(), then, seen);
        }
    }
    comparison
}

fn note(comparison: &mut Comparison, key: String, before: String, now: String) {
    if before == now {
        comparison.same += 1;
    } else {
        comparison.changed.push(Drift { key, before, now });
    }
}
