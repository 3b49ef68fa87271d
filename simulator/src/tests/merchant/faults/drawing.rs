//! How often a misbehaviour strikes, how that is stored, and how late an answer is.

use std::time::Duration;

use serde_json::{Value, json};

use crate::merchant::faults::{Fault, FaultKind, Faults, Injected, Owner};

fn set(fault: Value) -> Faults {
    let fault: Fault = serde_json::from_value(fault).unwrap();
    let mut faults = Faults::default();
    faults.add(fault.checked().unwrap());
    faults
}

fn drawn(faults: &mut Faults, api: &str) -> Injected {
    let mut injected = Injected::default();
    faults.draw(api, Owner::Merchant, &mut injected);
    injected
}

fn may_strike(faults: &mut Faults, api: &str) -> bool {
    !drawn(faults, api).candidates.is_empty()
}

#[test]
fn the_first_of_each_api_is_remembered_as_long_as_the_fault_is_there() {
    let mut faults = set(json!({ "kind": "mutant", "mutant": "html-200" }));
    assert!(may_strike(&mut faults, "AN010"));
    // Drawing does not count as a strike.
    assert!(may_strike(&mut faults, "AN010"));
    assert!(faults.strike(1, "AN010"));
    assert!(!faults.strike(1, "AN010") && !may_strike(&mut faults, "AN010"));
    assert!(may_strike(&mut faults, "AN020"));
    // The form in which storage writes and reads it.
    let stored = serde_json::to_string(&faults).unwrap();
    let mut again: Faults = serde_json::from_str(&stored).unwrap();
    assert_eq!(again, faults);
    assert!(!may_strike(&mut again, "AN010") && may_strike(&mut again, "AN020"));
    assert!(faults.remove(1) && faults.is_empty());
    assert!(!faults.strike(1, "AN020"), "it was switched off meanwhile");
    assert_eq!(
        serde_json::to_value(&faults).unwrap(),
        json!({ "lastId": 1, "faults": [] })
    );
}

#[test]
fn a_number_of_times_says_how_often() {
    let mut faults =
        set(json!({ "kind": "mutant", "mutant": "html-200", "times": 2, "api": "AN010" }));
    assert!(!faults.strike(1, "AN020"), "the fault is for another API");
    assert!(faults.strike(1, "AN010") && faults.strike(1, "AN010"));
    assert!(!faults.strike(1, "AN010") && faults.is_empty());
}

#[test]
fn a_text_meets_only_what_has_its_element() {
    for (element, of_it, other) in [
        ("useUsable", "AN050", "AN070"),
        ("judgeStatus", "AN070", "AN050"),
    ] {
        let fault = json!({ "kind": "text", "element": element, "text": "x", "times": 1 });
        let mut faults = set(fault);
        for api in ["AN010", other] {
            assert!(drawn(&mut faults, api).fault.is_none(), "{element} {api}");
        }
        assert!(drawn(&mut faults, of_it).fault.is_some(), "{element}");
        assert!(faults.is_empty());
    }
}

/// No test waits for these: the drawn fault contains the time.
#[test]
fn late_is_three_seconds_once_or_fifteen_always() {
    let late = |mutant: &str| {
        let mut faults = set(json!({ "kind": "mutant", "mutant": mutant }));
        ["AN010", "AN010", "AN050"].map(|api| {
            let injected = drawn(&mut faults, api);
            // The request is processed first, then waits.
            assert_eq!(injected.delay(), None);
            let fault = injected.fault?;
            assert_eq!(fault.kind, FaultKind::Delay);
            assert_eq!(injected.mutant?.mutant.name, mutant);
            Some(Duration::from_millis(fault.milliseconds).as_secs())
        })
    };
    assert_eq!(late("slow-3s"), [Some(3), None, Some(3)]);
    assert_eq!(late("slow-15s"), [Some(15), Some(15), Some(15)]);
}
