//! Levels, exit statuses and comparisons, by reports made by hand.

use serde_json::json;

use super::{
    compare::compare,
    judge::level,
    report::{BaselineFacts, KnownShown, Report, RequirementReport, RowReport},
    status::Status,
    verdict::Verdict::{self, *},
};

fn requirement(id: &str, level: u8, severity: &str, verdict: Verdict) -> RequirementReport {
    serde_json::from_value(json!({
        "id": id, "level": level, "severity": severity, "title": id, "verdict": verdict,
        "basis": "D", "observed": false, "concernsMoney": false, "rows": [],
    }))
    .unwrap()
}

fn row(verdict: Verdict) -> RowReport {
    serde_json::from_value(json!({
        "scenario": "a", "file": "a.feature", "line": 1, "verdict": verdict, "milliseconds": 1,
    }))
    .unwrap()
}

pub(super) fn report(requirements: Vec<RequirementReport>) -> Report {
    let counts = json!({"passed": 0, "failed": 0, "cantTell": 0, "untested": 0, "inapplicable": 0, "error": 0});
    let mut report: Report = serde_json::from_value(json!({
        "format": 1,
        "harness": {"version": "0.1.0", "catalogue": "2026-12", "sha256": ""},
        "subject": {"name": "a", "version": "", "language": "", "languageVersion": ""},
        "run": {
            "started": "2026-12-01T10:00:00+09:00", "milliseconds": 1, "profile": "full", "askedLevel": 4,
            "strict": false, "slow": false, "planned": 1, "judged": 1, "complete": true, "settings": {}, "command": "",
        },
        "level": 0, "levelCantTell": 0, "counts": {"must": counts, "should": counts}, "ratio": {"passed": 0, "of": 0},
        "requirements": [], "ownScenarios": [],
        "traffic": {"requests": 0, "byApi": {}, "strays": 0}, "coverage": {},
        "baseline": {"entries": [], "new": [], "regressions": []}, "remarks": [],
    }))
    .unwrap();
    report.requirements = requirements;
    report
}

#[test]
fn a_level_is_reached_where_nothing_blocks_it_and_those_below() {
    for (changed, strict, reached) in [
        ((1, "must", Failed), false, (0, 0)),
        ((2, "must", Failed), false, (1, 0)),
        ((3, "must", Untested), false, (2, 0)),
        ((4, "must", Error), false, (3, 0)),
        ((4, "must-if-declared", Failed), false, (3, 0)),
        ((3, "must", CantTell), false, (4, 1)),
        ((3, "must", Inapplicable), false, (4, 0)),
        ((2, "should", Failed), false, (4, 0)),
        ((2, "should", Failed), true, (1, 0)),
    ] {
        let mut requirements: Vec<_> = (1..=4)
            .map(|level| requirement("TAX-01", level, "must", Passed))
            .collect();
        let (of, severity, verdict) = changed;
        requirements.push(requirement("TAX-02", of, severity, verdict));
        assert_eq!(
            level(&requirements, strict),
            reached,
            "{changed:?} {strict}"
        );
        // Requirements newer than the frozen set do not count.
        requirements[4].observed = true;
        assert_eq!(level(&requirements, strict), (4, 0), "{changed:?} {strict}");
    }
}

#[test]
fn what_may_be_accepted_has_failed_and_is_not_listed() {
    let mut failed = requirement("LIN-05", 2, "must", Failed);
    failed.rows = vec![row(Failed)];
    failed.rows[0].scenario = "明細 › 1,000 10 外税".to_owned();
    let mut report = report(vec![failed, requirement("TAX-02", 2, "must", Passed)]);
    for (id, is_new) in [
        ("LIN-05", true),
        ("LIN-05/1,000 10", true),
        ("LIN-05/150 10", false),
        ("TAX-02", false),
        ("TAX-99", false),
    ] {
        assert_eq!(report.is_new_failure(id), is_new, "{id}");
    }
    report.baseline.entries = vec![KnownShown {
        id: "LIN-05".to_owned(),
        kind: "fails".to_owned(),
        reason: "a".to_owned(),
        until: None,
        stale: None,
    }];
    assert!(!report.is_new_failure("LIN-05"));
}

#[test]
fn the_first_status_that_applies() {
    let status = |severity: &str, verdict, alter: fn(&mut Report)| {
        let mut report = report(vec![requirement("TAX-02", 2, severity, verdict)]);
        alter(&mut report);
        Status::of(&report).code()
    };
    let as_it_is: fn(&mut Report) = |_| ();
    for (severity, verdict, code) in [
        ("must", Passed, 0),
        ("must", Inapplicable, 0),
        ("must", CantTell, 0),
        ("must", Failed, 1),
        ("must", Untested, 1),
        ("must", Error, 3),
        ("should", Failed, 0),
    ] {
        assert_eq!(
            status(severity, verdict, as_it_is),
            code,
            "{severity} {verdict:?}"
        );
    }
    assert_eq!(
        status("must", Failed, |report| report.run.asked_level = 1),
        0
    );
    assert_eq!(
        status("must", Failed, |report| report.run.asked_level = 2),
        1
    );
    assert_eq!(
        status("should", Failed, |report| report.run.strict = true),
        5
    );
    let known = |report: &mut Report| report.requirements[0].known = Some("fails".to_owned());
    assert_eq!(status("must", Failed, known), 0);
    let stale = |report: &mut Report| {
        report.baseline = BaselineFacts {
            entries: vec![KnownShown {
                id: "TAX-02".to_owned(),
                kind: "fails".to_owned(),
                reason: "a".to_owned(),
                until: None,
                stale: Some("合格しています".to_owned()),
            }],
            ..BaselineFacts::default()
        };
    };
    assert_eq!(status("must", Passed, stale), 1);
    let regression = |report: &mut Report| report.baseline.regressions = vec!["TAX-02".to_owned()];
    assert_eq!(status("must", Passed, regression), 1);
    // A row that failed, known or not, hides none that nobody could judge, and own scenarios count alike.
    let rows = |report: &mut Report| {
        report.requirements[0].known = Some("fails".to_owned());
        report.requirements[0].rows = vec![row(Failed), row(Error)];
    };
    assert_eq!(status("must", Failed, rows), 3);
    let own = |report: &mut Report| report.own_scenarios = vec![row(Error)];
    assert_eq!(status("must", Passed, own), 3);
    let own = |report: &mut Report| report.own_scenarios = vec![row(Failed)];
    assert_eq!(status("must", Passed, own), 1);
    let early = |report: &mut Report| report.run.ended_early = Some("a".to_owned());
    assert_eq!(status("must", Failed, early), 3);
    // In a partial run, only the selection counts.
    assert_eq!(
        status("must", Untested, |report| report.run.complete = false),
        0
    );
}

#[test]
fn what_was_met_and_is_not_any_more_is_worse() {
    for (before, after, is_worse) in [
        (Passed, Failed, true),
        (Passed, Untested, true),
        (CantTell, Failed, true),
        (Failed, Passed, false),
        (Untested, Passed, false),
        (Untested, Failed, true),
    ] {
        let of = |verdict| report(vec![requirement("TAX-02", 2, "must", verdict)]);
        let changed = compare(&of(before), &of(after));
        assert_eq!(changed.len(), 1);
        assert_eq!(changed[0].is_worse(), is_worse, "{before:?} {after:?}");
    }
    let some = report(vec![requirement("TAX-02", 2, "must", Passed)]);
    let none = report(Vec::new());
    assert!(compare(&some, &some).is_empty());
    assert!(compare(&some, &none)[0].is_worse());
    assert!(!compare(&none, &some)[0].is_worse());
}
