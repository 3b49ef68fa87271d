//! The guesses of the simulator behind each requirement: it is confirmed once a calibration has decided them.

use super::Requirement;

/// By id. Conclusions without a setting are not here.
const GUESSES: &[(&str, &[&str])] = &[
    ("CAN-02", &["rules.cancel_after_shipment"]),
    ("CAN-03", &["rules.cancel_after_shipment"]),
    ("COD-05", &["rules.character_set"]),
    (
        "ROB-03",
        &["wire.root", "wire.content_type", "wire.declaration"],
    ),
    ("SCR-01", &["texts.pending"]),
    ("SET-06", &["rules.over_limit", "wire.all_codes"]),
    ("SET-07", &["rules.reuse_cancelled_orders"]),
    ("SHP-04", &["rules.replace_shipments"]),
];

impl Requirement {
    /// The settings of the simulator that hold its assumptions about the provider here.
    pub fn guesses(&self) -> &'static [&'static str] {
        let found = GUESSES.iter().find(|(id, _)| *id == self.id);
        found.map_or(&[], |(_, keys)| keys)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use kakebarai_simulator::Settings;

    use super::GUESSES;
    use crate::{
        requirements::find,
        scenario::plan::{self, SETTING},
    };

    #[test]
    fn they_are_guesses_of_requirements() {
        let assumed: BTreeSet<_> = Settings::default().assumed().map(|one| one.key).collect();
        for (id, keys) in GUESSES {
            assert!(find(id).is_some(), "{id}");
            for key in *keys {
                assert!(assumed.contains(key), "{id}: {key}");
            }
        }
    }

    #[test]
    fn what_a_scenario_names_is_among_them() {
        for row in plan::embedded().unwrap() {
            let requirements = row.tags.iter().filter_map(|tag| find(tag));
            for requirement in requirements {
                let named = row.tags.iter().filter_map(|tag| tag.strip_prefix(SETTING));
                for key in named {
                    assert!(
                        requirement.guesses().contains(&key),
                        "{}: {key}",
                        requirement.id
                    );
                }
            }
        }
    }
}
