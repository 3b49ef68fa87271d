//! The table: all misbehaviours of the list, each with its class, the requests it strikes, and its requirement.

use serde_json::{Value, json};

use crate::{
    Simulator,
    mutants::{MUTANTS, named},
    tests::support::{asking::settings, raw::control},
};

/// Name, class, struck requests, difference, requirement.
const LIST: &str = include_str!("provider-mutants.tsv");

fn listed() -> Vec<Value> {
    let simulator = Simulator::start(settings("")).unwrap();
    let listed: Value = serde_json::from_str(&control(&simulator, "mutants")).unwrap();
    listed["mutants"].as_array().unwrap().clone()
}

/// APIs, which of their requests, how often: the meaning of the list's words.
fn in_words(name: &str, strikes: &str) -> (&'static [&'static str], &'static str, &'static str) {
    let (apis, when, often): (&[_], _, _) = match strikes {
        "all" => (&[], "always", "every"),
        "all, accepted" => (&[], "accepted", "every"),
        "refusals" => (&[], "refused", "every"),
        "first call of each API" => (&[], "always", "firstOfEachApi"),
        "AN010" | "AN010 accepted" => (&["AN010"], "accepted", "every"),
        "AN010 refused" => (&["AN010"], "refused", "every"),
        "AN010 over limit" => (&["AN010"], "codes", "every"),
        "first AN010" => (&["AN010"], "always", "firstOfEachApi"),
        "first AN020" => (&["AN020"], "always", "firstOfEachApi"),
        "first AN030" => (&["AN030"], "always", "firstOfEachApi"),
        "first AN040" => (&["AN040"], "always", "firstOfEachApi"),
        "AN020" => (&["AN020"], "accepted", "every"),
        "AN030" => (&["AN030"], "accepted", "every"),
        "AN040" => (&["AN040"], "accepted", "every"),
        "AN050" => (&["AN050"], "accepted", "every"),
        "AN060" => (&["AN060"], "accepted", "every"),
        "AN070" => (&["AN070"], "accepted", "every"),
        "AN050 AN070" => (&["AN050", "AN070"], "accepted", "every"),
        "AN020 AN030" => (&["AN020", "AN030"], "codes", "every"),
        "AN070 pending" => (&["AN070"], "pending", "every"),
        "AN070 accepted" => (&["AN070"], "screeningAccepted", "every"),
        "AN050 not usable" => (&["AN050"], "notUsable", "every"),
        other => panic!("{other}"),
    };
    let when = match name {
        // Other answers have nothing to write differently.
        "character-references" | "mojibake" => "japanese",
        "all-codes" => "severalBroken",
        "return-code-missing" | "contradiction" => "always",
        // The first request with something to spoil.
        "system-error-committed" | "taken" => "accepted",
        "never-decided" => "decided",
        "lenient-sums" | "no-limit" => "codes",
        "lenient-lengths" => "lengths",
        _ => when,
    };
    (apis, when, often)
}

#[test]
fn the_table_is_the_list() {
    let listed = listed();
    let rows: Vec<Vec<&str>> = LIST
        .lines()
        .skip(1)
        .map(|line| line.split('\t').collect())
        .collect();
    assert_eq!((rows.len(), listed.len(), MUTANTS.len()), (72, 72, 72));
    for (row, mutant) in rows.iter().zip(&listed) {
        let [name, class, strikes, _, requirement] = row[..] else {
            panic!("{row:?}");
        };
        assert_eq!(mutant["name"], name);
        assert_eq!(mutant["class"], class, "{name}");
        let wanted = Some(requirement).filter(|requirement| *requirement != "–");
        let requirement = mutant.get("requirement").and_then(Value::as_str);
        assert_eq!(requirement, wanted, "{name}");
        let (apis, when, often) = in_words(name, strikes);
        assert_eq!(mutant["apis"], json!(apis), "{name}");
        assert_eq!(mutant["strikes"]["when"], when, "{name}");
        assert_eq!(mutant["strikes"]["often"], often, "{name}");
        let japanese = mutant["what"].as_str().unwrap();
        assert!(!japanese.is_ascii(), "{name}: {japanese}");
        assert_eq!(named(name).unwrap().name, name);
    }
    let of_class = |class: &str| {
        let listed = listed.iter();
        listed.filter(|mutant| mutant["class"] == class).count()
    };
    assert_eq!(["endure", "detect", "books"].map(of_class), [27, 36, 9]);
}

#[test]
fn the_codes_say_which_refusals_it_strikes() {
    let listed = listed();
    let codes = |name: &str| {
        let mut listed = listed.iter();
        let mutant = listed.find(|mutant| mutant["name"] == name).unwrap();
        mutant["strikes"].get("codes").cloned()
    };
    assert_eq!(codes("bom"), None);
    for (name, expected) in [
        ("over-limit-as-g55", json!(["A060004", "A070004"])),
        ("lenient-sums", json!(["A060005", "A070005"])),
        ("lenient-states", json!(["B020005", "C020005"])),
        ("no-limit", json!(["A060004", "A070004", "G55"])),
    ] {
        assert_eq!(codes(name), Some(expected), "{name}");
    }
    let lengths = codes("lenient-lengths").unwrap();
    let has = |code: &str| lengths.as_array().unwrap().contains(&json!(code));
    // Product codes that are too long, names with other characters; not sums, check digits, missing values.
    assert!(has("A100001") && has("A090002") && has("C030002"));
    assert!(!has("A060005") && !has("C030003") && !has("A010001"));
}
