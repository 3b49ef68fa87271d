//! A suite whose figures are counted by hand, and what is written of it.

use std::{collections::BTreeMap, fs};

use serde_json::{Value, json};

use super::{Place, SUITE, by_verdict, json_of, of};

/// What the suite's two requests are answered without a misbehaviour: AN010 accepted, AN050 accepted with 利用可.
///
/// 耐性: 27 misbehaviours, without slow-15s 26. Five strike only what does not happen here: pending-text and limit-changed (AN070),
/// not-usable-text, all-codes and over-limit-as-g55 (refusals). Of the 21 that are met four turn the first test red: attributes, padded-values
/// and cdata since the text `<returnCode>0</returnCode>` is not there, slow-3s since curl waits two seconds. 17/21.
///
/// 検出: 36. Fourteen are not met: later-code, unknown-code, refusal-without-code, accepted-but-refused (refusals), and those of AN020,
/// AN030, AN040, AN060 and AN070: cancel-lost, ship-lost, unship-lost, cancel-refused, ship-refused, unship-refused, never-decided,
/// refused-after-all, too-late, application-taken. Of the 22 that are met eight are missed: contradiction and entity leave the text as it
/// is, and nobody looks at the answer of AN050 (not-usable, partly-usable, limit-zero, limit-and-use-swapped, other-buyer, mojibake). 14/22.
///
/// 帳簿: 9. register-lies and register-doubles are met and not seen, 0/2; cancel-lies, ship-lies, unship-lies, lenient-sums,
/// lenient-lengths, lenient-states and no-limit are not met.
///
/// 未到達: 5 + 14 + 7 = 26 of 71. The suite runs 1 + 71 − 26 = 46 times.
#[test]
fn a_suite_of_two_tests_has_the_figures_that_are_counted_by_hand() {
    let place = Place::new();
    let (status, printed, said) = place.mutate(&["--jobs", "4"], SUITE);
    assert_eq!((status, said.as_str()), (Some(1), ""), "{printed}");
    let report = place.report();
    let verdicts = by_verdict(&report);
    assert_eq!(
        verdicts["fragile"],
        ["attributes", "padded-values", "cdata", "slow-3s"]
    );
    assert_eq!(
        verdicts["missed"],
        [
            "contradiction",
            "not-usable",
            "partly-usable",
            "limit-zero",
            "limit-and-use-swapped",
            "other-buyer",
            "mojibake",
            "entity"
        ]
    );
    assert_eq!(verdicts["unseen"], ["register-lies", "register-doubles"]);
    let counts: BTreeMap<_, _> = verdicts
        .iter()
        .map(|(verdict, names)| (verdict.as_str(), names.len()))
        .collect();
    let expected = [
        ("endured", 17),
        ("fragile", 4),
        ("missed", 8),
        ("noticed", 14),
        ("unreached", 26),
        ("unseen", 2),
    ];
    assert_eq!(counts, BTreeMap::from(expected));
    assert_eq!(
        report["scores"],
        json!({"endure": {"passed": 17, "of": 21}, "detect": {"passed": 14, "of": 22}})
    );
    assert_eq!(report["books"], json!({"passed": 0, "of": 2}));
    assert_eq!(place.runs(), 46);
    assert!(
        printed.contains("耐性 17/21　検出 14/22　帳簿 0/2（点数なし）　未到達 26　71変異"),
        "{printed}"
    );
    assert!(!printed.contains('\u{1b}'), "{printed}");
    told_of_each(&place, &report, &printed);
    shown_by_viewers(&json_of(
        &place.0.path().join("report/mutation-testing-report.json"),
    ));
}

/// What is said of single ones, and that no password is.
fn told_of_each(place: &Place, report: &Value, printed: &str) {
    let cut = of(report, "cut-xml");
    assert_eq!(
        (&cut["verdict"], &cut["exitCode"], &cut["lastTest"]),
        (&"noticed".into(), &1.into(), &"注文".into())
    );
    let missed = of(report, "limit-zero");
    assert_eq!(
        (
            &missed["exitCode"],
            &missed["requirement"],
            &missed["timesMet"]
        ),
        (&0.into(), &"ELG-04".into(), &1.into())
    );
    assert_eq!(missed["firstMet"]["api"], "AN050");
    assert_eq!(missed["firstMet"]["test"], "利用金額");
    // The order, then the question; both strike.
    let both = of(report, "bom");
    assert_eq!(both["timesMet"], 2);
    assert_eq!(both["firstMet"]["orderNumber"], "1001");
    assert_eq!(both["firstMet"]["test"], "注文");
    let unreached = of(report, "cancel-lies");
    assert!(unreached.get("milliseconds").is_none(), "{unreached}");
    assert_eq!(
        report["run"]["clean"]["byApi"],
        json!({"AN010": 1, "AN050": 1})
    );
    assert!(
        printed.contains("✗ limit-zero 見逃した：与信限度額が0円になる"),
        "{printed}"
    );
    assert!(printed.contains("    要件：ELG-04 "), "{printed}");
    let log = fs::read_to_string(place.path("report/mutants/attributes.log")).unwrap();
    assert!(log.contains("not accepted with ●●●: "), "{log}");
    for file in ["mutants.html", "mutants.md"] {
        let text = fs::read_to_string(place.path(&format!("report/{file}"))).unwrap();
        assert!(
            text.contains("14/22") && text.contains("limit-zero"),
            "{text}"
        );
    }
}

/// The shape that the schema of mutation-testing-elements (version 2) requires, and its figures.
fn shown_by_viewers(elements: &Value) {
    assert_eq!(elements["schemaVersion"], "2.0");
    let thresholds = &elements["thresholds"];
    assert!(
        thresholds["high"].as_u64().unwrap() <= 100 && thresholds["low"].as_u64().unwrap() <= 100
    );
    assert!(elements["framework"]["name"].is_string());
    for phase in ["setup", "initialRun", "mutation"] {
        assert!(elements["performance"][phase].is_u64(), "{phase}");
    }
    let files = elements["files"].as_object().unwrap();
    let mut statuses = BTreeMap::new();
    let mut ids = Vec::new();
    for (name, file) in files {
        assert!(file["language"].is_string(), "{name}");
        let lines: Vec<_> = file["source"].as_str().unwrap().lines().collect();
        let mutants = file["mutants"].as_array().unwrap();
        assert_eq!(mutants.len(), lines.len(), "{name}");
        for mutant in mutants {
            for text in [
                "id",
                "mutatorName",
                "replacement",
                "status",
                "description",
                "statusReason",
            ] {
                assert!(mutant[text].is_string(), "{name} {text}");
            }
            let position = |end: &str, of: &str| mutant["location"][end][of].as_u64().unwrap();
            assert_eq!(
                (position("start", "line"), position("start", "column")),
                (position("end", "line"), 1)
            );
            let line = lines[usize::try_from(position("start", "line")).unwrap() - 1];
            let letters = line.encode_utf16().count();
            assert_eq!(position("end", "column"), letters as u64 + 1, "{line}");
            assert!(line.starts_with(mutant["id"].as_str().unwrap()), "{line}");
            let class = name.split('/').next().unwrap();
            *statuses
                .entry((class, mutant["status"].as_str().unwrap()))
                .or_insert(0) += 1;
            ids.push(mutant["id"].as_str().unwrap());
        }
    }
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 71);
    let expected = [
        (("耐性", "Killed"), 17),
        (("耐性", "Survived"), 4),
        (("耐性", "NoCoverage"), 5),
        (("検出", "Killed"), 14),
        (("検出", "Survived"), 8),
        (("検出", "NoCoverage"), 14),
        (("帳簿", "Ignored"), 2),
        (("帳簿", "NoCoverage"), 7),
    ];
    assert_eq!(statuses, BTreeMap::from(expected));
    assert!(
        files.contains_key("検出/AN010 決済登録.txt"),
        "{:?}",
        files.keys()
    );
}
