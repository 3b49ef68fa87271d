//! Known and accepted survivors, regressions, carried verdicts, advice.

use std::ffi::OsString;

use serde_json::json;

use super::{judged, mutant};
use crate::{
    judging::{
        baseline::Baseline,
        report::{BaselineFacts, HarnessFacts},
        status::Status,
    },
    mutation::{
        advice::{Client, advice},
        carried::{VerdictBasis, before, carried},
        report::{CleanRun, MutantReport, MutationReport, MutationRun, Scores},
        survivors,
        verdict::MutantVerdict::{self, *},
    },
    provider::MutantClass::*,
    requirements::Set,
};

fn report(mutants: Vec<MutantReport>) -> MutationReport {
    MutationReport {
        format: 1,
        harness: HarnessFacts::of(Set::newest()),
        run: MutationRun {
            started: "2026-12-01T10:00:00+09:00".to_owned(),
            milliseconds: 1,
            program: "npm".to_owned(),
            key: None,
            clean: CleanRun::default(),
            timeout_milliseconds: 10_000,
            jobs: 1,
            shard: None,
            complete: true,
            slow: false,
            settings: std::collections::BTreeMap::new(),
        },
        scores: Scores::of(&mutants),
        books: crate::mutation::report::good_of(&mutants, Books),
        mutants,
        baseline: BaselineFacts::default(),
        remarks: Vec::new(),
    }
}

/// The result of the baseline for one misbehaviour, and the exit status.
fn known(more: &str, mutant: MutantReport) -> (MutantReport, BaselineFacts, u8) {
    let text = format!("[[survives]]\nid = \"html-200\"\nreason = \"次の版で\"\n{more}");
    let baseline = Baseline::parse(&text).unwrap();
    let mut report = report(vec![mutant]);
    report.baseline = survivors::apply(&baseline, &mut report.mutants, "2026-12-01");
    let code = survivors::status(&report).code();
    (report.mutants.remove(0), report.baseline, code)
}

#[test]
fn a_survivor_is_known_or_new() {
    let (mutant, facts, code) = known("kind = \"fails\"", judged("html-200", Detect, Missed));
    assert_eq!((mutant.known.as_deref(), code), (Some("fails"), 0));
    assert_eq!(facts.entries[0].stale, None);
    let (mutant, facts, code) = known("kind = \"fails\"", judged("bom", Endure, Fragile));
    assert_eq!((mutant.known, code), (None, 1));
    assert_eq!(facts.new, ["bom"]);
    let (_, facts, code) = known("kind = \"fails\"", judged("bom", Endure, TimedOut));
    assert_eq!((facts.new.len(), code), (1, 1));
}

#[test]
fn an_entry_that_is_no_longer_true_fails() {
    for (kind, verdict, is_stale) in [
        ("fails", Noticed, true),
        ("disputed", Noticed, true),
        ("flaky", Noticed, false),
        ("fails", Unreached, false),
        ("fails", Missed, false),
    ] {
        let more = format!("kind = \"{kind}\"");
        let (_, facts, code) = known(&more, judged("html-200", Detect, verdict));
        assert_eq!(
            facts.entries[0].stale.is_some(),
            is_stale,
            "{kind} {verdict:?}"
        );
        assert_eq!(code == 1, is_stale, "{kind} {verdict:?}");
    }
    // A misbehaviour that was not selected is ignored.
    let (_, facts, code) = known("kind = \"fails\"", judged("bom", Endure, Endured));
    assert_eq!((facts.entries[0].stale.as_deref(), code), (None, 0));
    for (until, code) in [("2026-11-30", 1), ("2026-12-01", 0)] {
        let more = format!("kind = \"fails\"\nuntil = {until}");
        let (_, _, said) = known(&more, judged("html-200", Detect, Missed));
        assert_eq!(said, code, "{until}");
    }
}

#[test]
fn the_books_are_nobodys_duty_until_they_were_looked_at() {
    let unseen = judged("cancel-lies", Books, Unseen);
    let (_, _, code) = known("kind = \"flaky\"", unseen.clone());
    assert_eq!(code, 0);
    let lost = MutantReport {
        before: Some(Noticed),
        ..unseen
    };
    let (_, facts, code) = known("kind = \"flaky\"", lost);
    assert_eq!(
        (facts.regressions, code),
        (vec!["cancel-lies".to_owned()], 1)
    );
    let unreached = MutantReport {
        before: Some(Endured),
        ..judged("bom", Endure, Unreached)
    };
    assert_eq!(known("kind = \"flaky\"", unreached).2, 1);
}

#[test]
fn the_section_is_read_and_written_by_itself() {
    let text = "# ours\n[[known]]\nid = \"LIN-05\"\nkind = \"fails\"\nreason = \"99\"\n\n[[survives]]\nid = \"html-200\"\nkind = \"fails\"\nreason = \"later\"\n";
    let mut mutants = vec![
        judged("html-200", Detect, Noticed),
        judged("bom", Endure, Fragile),
    ];
    let facts = survivors::apply(&Baseline::parse(text).unwrap(), &mut mutants, "2026-12-01");
    let accepted = [("bom".to_owned(), "読み込みを直す".to_owned())];
    let updated = Baseline::updated_survivors(text, &facts, &accepted, "2026-12").unwrap();
    assert!(!updated.contains("html-200"), "{updated}");
    assert!(
        updated
            .contains("[[survives]]\nid = \"bom\"\nkind = \"fails\"\nreason = \"読み込みを直す\""),
        "{updated}"
    );
    assert!(
        updated.contains("# ours") && updated.contains("LIN-05"),
        "{updated}"
    );
    assert!(
        Baseline::parse("[[survives]]\nid = \"bom\"\nkind = \"fails\"\nreason = \" \"").is_err()
    );
    assert_eq!(survivors::status(&report(Vec::new())), Status::Good);
}

fn fingerprint(key: &str, words: &[&str], name: &str) -> String {
    let words: Vec<_> = words.iter().map(OsString::from).collect();
    let basis = VerdictBasis {
        key,
        version: "1",
        command: &words,
        settings: "",
    };
    basis.fingerprint(&mutant(name, Detect, &[]))
}

#[test]
fn a_verdict_holds_while_nothing_that_it_depends_on_changes() {
    let same = fingerprint("a", &["npm", "test"], "html-200");
    assert_eq!(same, fingerprint("a", &["npm", "test"], "html-200"));
    for other in [
        fingerprint("b", &["npm", "test"], "html-200"),
        fingerprint("a", &["npm", "testing"], "html-200"),
        fingerprint("a", &["npmtest"], "html-200"),
        fingerprint("a", &["npm", "test"], "html-503"),
    ] {
        assert_ne!(same, other);
    }
    let with = |verdict: MutantVerdict, of: &str| {
        report(vec![MutantReport {
            fingerprint: Some(of.to_owned()),
            ..judged("html-200", Detect, verdict)
        }])
    };
    let earlier = [with(Missed, &same), with(Noticed, "of another tree")];
    assert_eq!(before(&earlier, "html-200").unwrap().verdict, Noticed);
    assert_eq!(
        carried(&earlier, "html-200", &same).unwrap().verdict,
        Missed
    );
    assert!(carried(&earlier, "bom", &same).is_none());
    for again in [TimedOut, Unreached] {
        assert!(carried(&[with(again, &same)], "html-200", &same).is_none());
    }
}

#[test]
fn a_survivor_stands_beside_its_requirement() {
    let missed = judged("html-200", Detect, Missed);
    let title = "ROB-05";
    assert_eq!(missed.requirement.as_deref(), Some(title));
    let advice_of = |verdict| advice(&mutant("html-200", Detect, &[]), verdict);
    let text = advice_of(Missed).unwrap();
    let requirement = crate::requirements::find("ROB-05").unwrap();
    assert!(
        text.contains(requirement.title) && text.contains(requirement.remedy),
        "{text}"
    );
    for good in [Noticed, Endured, Unreached] {
        assert_eq!(advice_of(good), None);
    }
    let run = |verdict: &str| {
        let mut run: serde_json::Value = serde_json::from_str(include_str!(
            "../../../../../tests/conformance/reports/report.json"
        ))
        .unwrap();
        run["requirements"] = json!([{"id": "ROB-05", "level": 4, "severity": "must", "title": "", "verdict": verdict,
            "basis": "D", "observed": false, "concernsMoney": false, "rows": []}]);
        serde_json::from_value(run).unwrap()
    };
    for (verdict, client) in [
        ("passed", Some(Client::Right)),
        ("failed", Some(Client::Wrong)),
        ("untested", None),
        ("cantTell", None),
    ] {
        assert_eq!(Client::of("ROB-05", &run(verdict)), client, "{verdict}");
    }
    assert_eq!(Client::of("ROB-01", &run("passed")), None);
}
