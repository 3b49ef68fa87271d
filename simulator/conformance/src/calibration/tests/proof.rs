//! The proof: a simulator with one flipped guess is calibrated to exactly that, without leftovers.

use kakebarai_simulator::Settings;

use super::{Calibrating, everything};
use crate::calibration::{
    GUESSES, Parity, ParityVerdict, ProbeClass, outputs,
    probes::{PROBES, Probe},
};

/// Each guess that probes of the classes 0 to 3 decide, with each other value; for a text, a list or a length of time with one.
const WIRE: &[&str] = &[
    "wire.root = \"result\"",
    "wire.content_type = \"text/xml; charset=utf-8\"",
    "wire.unit_name = \"unit\"",
    "wire.all_codes = true",
    "wire.malformed_as_status = true",
    "wire.not_utf8_as_malformed = true",
    "wire.declaration = \"\"",
    "wire.declaration = '<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>'",
    "wire.element_order = \"returnCode,errorCode\"",
    "wire.empty_error_code = true",
    "wire.return_date = \"yyyy/MM/dd HH:mm:ss\"",
];
const TEXTS: &[&str] = &[
    "texts.pending = \"審査待ち\"",
    "texts.not_usable = \"停止\"",
    "texts.full_buyer_name = false",
    "screening.delay = \"2 hours\"",
    "screening.credit_limit = 1000",
    "rules.not_accepted_code = \"G12\"",
    "rules.not_accepted_code = \"G61\"",
    "rules.not_accepted_code = \"G97\"",
];
const FORMS: &[&str] = &[
    "rules.character_set = \"cp932\"",
    "rules.also_kana = \"＆．\"",
    "rules.blank_line_amounts_count_as_zero = true",
    "rules.sums_apply_without_lines = true",
    "rules.signs_apply_without_lines = false",
    "rules.conditional_items_apply_without_switch = false",
    "rules.over_limit = \"available\"",
    "rules.over_limit = \"only-g55\"",
];
const SETTLEMENTS: &[&str] = &[
    "rules.cancel_needs_the_buyer = false",
    "rules.reuse_cancelled_orders = true",
    "rules.cancel_after_shipment = true",
    "rules.replace_shipments = true",
    "rules.slip_numbers_have_12_digits = true",
    "rules.slip_must_be_of_the_order = true",
];

fn key(toml: &str) -> &str {
    toml.split(' ').next().unwrap()
}

/// Whether a calibration runs the probe without information from a person.
fn is_by_itself(probe: &Probe) -> bool {
    probe.class != ProbeClass::Persons
}

async fn proven(toml: &str) {
    let simulator = Calibrating::of(toml).await;
    let calibrated = simulator.calibrated(everything()).await;
    let notebook = &calibrated.notebook;
    assert_eq!(calibrated.ended_early, None, "{toml}");
    assert!(notebook.stops.is_empty(), "{toml}: {:?}", notebook.stops);
    assert!(notebook.left.is_empty(), "{toml}: {:?}", notebook.left);
    assert_eq!(simulator.standing().await, Vec::<String>::new(), "{toml}");
    let parity = Parity::of(notebook);
    // The settings file contains exactly the simulator's behaviour.
    let written = outputs::settings(&parity);
    let read = Settings::read(Some(("settings.toml", &written)), std::iter::empty()).unwrap();
    let flipped = Settings::read(Some(("flipped.toml", toml)), std::iter::empty()).unwrap();
    let differing = |settings: &Settings| -> Vec<String> {
        let usual = Settings::default();
        let both = settings.assumed().zip(usual.assumed());
        both.filter(|(one, other)| one.value != other.value)
            .map(|(one, _)| format!("{} = {}", one.key, one.value))
            .collect()
    };
    assert_eq!(differing(&read), differing(&flipped), "{toml}\n{written}");
    for (key, setting) in &parity.settings {
        let by_itself = PROBES
            .iter()
            .any(|probe| is_by_itself(probe) && probe.decides.contains(&&**key));
        if by_itself {
            assert!(
                setting.verdict.is_decided(),
                "{toml}: {key}: {}",
                setting.evidence
            );
        } else {
            assert_eq!(setting.verdict, ParityVerdict::Question, "{toml}: {key}");
        }
    }
    for fact in &notebook.facts {
        assert!(!fact.differs(), "{toml}: {fact:?}");
    }
}

async fn all_proven(flips: &[&str]) {
    for toml in flips {
        proven(toml).await;
    }
}

#[tokio::test]
async fn bytes_are_told() {
    all_proven(WIRE).await;
}

#[tokio::test]
async fn texts_and_screenings_are_told() {
    all_proven(TEXTS).await;
}

#[tokio::test]
async fn refusals_of_forms_are_told() {
    all_proven(FORMS).await;
}

#[tokio::test]
async fn what_settlements_may_is_told() {
    all_proven(SETTLEMENTS).await;
}

#[tokio::test]
async fn a_simulator_with_its_defaults_differs_in_nothing() {
    proven("").await;
}

#[test]
fn no_guess_that_probes_decide_is_left_out() {
    let flips = [WIRE, TEXTS, FORMS, SETTLEMENTS].concat();
    for guess in GUESSES.iter().filter(|guess| guess.undecided.is_none()) {
        assert!(
            flips.iter().any(|toml| key(toml) == guess.key),
            "{}",
            guess.key
        );
    }
}
