//! The failures that a baseline accepts, and when it is stale.

use super::*;
use crate::judging::verdict::Verdict::{self, *};

fn row(scenario: &str, verdict: Verdict) -> RowReport {
    serde_json::from_value(serde_json::json!({
        "scenario": scenario, "file": "lines.feature", "line": 1, "verdict": verdict, "milliseconds": 1,
    }))
    .unwrap()
}

fn lin_05(rows: Vec<RowReport>) -> Vec<RequirementReport> {
    let verdict = Verdict::of_rows(rows.iter().map(|row| row.verdict));
    vec![RequirementReport {
        id: "LIN-05".to_owned(),
        level: 2,
        severity: "must".to_owned(),
        title: String::new(),
        verdict,
        basis: "D".to_owned(),
        confirmed: None,
        observed: false,
        concerns_money: true,
        reason: None,
        known: None,
        rows,
    }]
}

fn baseline(more: &str) -> Baseline {
    Baseline::parse(&format!(
        "requirements = \"2026-12\"\n[[known]]\nid = \"LIN-05/1000種類\"\nreason = \"99件まで\"\n{more}"
    ))
    .unwrap()
}

fn applied(
    more: &str,
    mut requirements: Vec<RequirementReport>,
) -> (Option<String>, BaselineFacts) {
    let facts = baseline(more).apply(&mut requirements, None, "2026-12-01", true);
    (requirements.remove(0).known, facts)
}

/// Rows that a selection has left out have not passed, and so have not become stale.
#[test]
fn a_run_of_a_selection_says_nothing_of_the_rest() {
    let stale = |rows: Vec<RowReport>, is_complete: bool, more: &str| {
        let mut requirements = lin_05(rows);
        let facts = baseline(more).apply(&mut requirements, None, "2026-12-01", is_complete);
        facts.entries[0].stale.clone()
    };
    let fails = "kind = \"fails\"";
    let others = || vec![row("明細 › 150種類", Passed)];
    assert_eq!(
        stale(others(), true, fails).as_deref(),
        Some("当てはまる行がありません")
    );
    assert_eq!(stale(others(), false, fails), None);
    let passed = || vec![row("明細 › 1000種類", Passed)];
    assert!(stale(passed(), true, fails).is_some());
    assert_eq!(stale(passed(), false, fails), None);
    // What does not concern the shop has not passed either.
    let inapplicable = vec![row("明細 › 150種類", Inapplicable)];
    assert_eq!(stale(inapplicable, true, fails), None);
    let overdue = "kind = \"fails\"\nuntil = 2026-11-30";
    assert_eq!(
        stale(others(), false, overdue).as_deref(),
        Some("期限が過ぎています")
    );
}

#[test]
fn what_a_selection_leaves_out_has_not_got_worse() {
    let report = |rows: Vec<RowReport>| {
        let mut report = crate::judging::tests::report(lin_05(rows));
        report.requirements[0].verdict =
            Verdict::of_rows(report.requirements[0].rows.iter().map(|row| row.verdict));
        report
    };
    let before = report(vec![row("明細 › 1000種類", Passed)]);
    let regressions = |rows: Vec<RowReport>, is_selected: bool| {
        let mut requirements = lin_05(rows);
        requirements[0].reason = (!is_selected).then(|| NOT_SELECTED.to_owned());
        let baseline = Baseline::default();
        let facts = baseline.apply(&mut requirements, Some(&before), "2026-12-01", is_selected);
        facts.regressions.len()
    };
    assert_eq!(regressions(Vec::new(), true), 1);
    assert_eq!(regressions(Vec::new(), false), 0);
    // Traffic has no rows: what is selected has got worse in a selection, too.
    let mut requirements = lin_05(Vec::new());
    let facts = Baseline::default().apply(&mut requirements, Some(&before), "2026-12-01", false);
    assert_eq!(facts.regressions, ["LIN-05"]);
}

#[test]
fn what_is_listed_and_fails_is_known() {
    let rows = vec![
        row("明細 › 1000種類", Failed),
        row("明細 › 150種類", Passed),
    ];
    let (known, facts) = applied("kind = \"fails\"", lin_05(rows));
    assert_eq!(known.as_deref(), Some("fails"));
    assert!(facts.new.is_empty());
    assert_eq!(facts.entries[0].stale, None);
}

#[test]
fn another_row_that_fails_is_new() {
    let rows = vec![
        row("明細 › 1000種類", Failed),
        row("明細 › 150種類", Failed),
    ];
    let (known, facts) = applied("kind = \"fails\"", lin_05(rows));
    assert_eq!((known, facts.new), (None, vec!["LIN-05".to_owned()]));
}

#[test]
fn what_is_listed_and_passes_is_stale_unless_it_is_flaky() {
    let rows = || lin_05(vec![row("明細 › 1000種類", Passed)]);
    for (kind, stale) in [("fails", true), ("disputed", true), ("flaky", false)] {
        let (_, facts) = applied(&format!("kind = \"{kind}\""), rows());
        assert_eq!(facts.entries[0].stale.is_some(), stale, "{kind}");
    }
}

#[test]
fn an_entry_ends_with_its_day() {
    let rows = || lin_05(vec![row("明細 › 1000種類", Failed)]);
    for (until, stale) in [("2026-11-30", true), ("2026-12-01", false)] {
        let more = format!("kind = \"fails\"\nuntil = {until}");
        let (_, facts) = applied(&more, rows());
        assert_eq!(facts.entries[0].stale.is_some(), stale, "{until}");
    }
}

#[test]
fn an_entry_without_a_reason_or_a_requirement_is_refused() {
    for (text, said) in [
        (
            "[[known]]\nid = \"LIN-99\"\nkind = \"fails\"\nreason = \"a\"",
            "LIN-99",
        ),
        (
            "[[known]]\nid = \"LIN-05\"\nkind = \"fails\"\nreason = \" \"",
            "reason",
        ),
        ("[[known]]\nid = \"LIN-05\"\nkind = \"fails\"", "reason"),
        (
            "[[known]]\nid = \"LIN-05\"\nkind = \"wrong\"\nreason = \"a\"",
            "wrong",
        ),
        (
            "[[known]]\nid = \"LIN-05\"\nkind = \"fails\"\nreason = \"a\"\nuntil = \"soon\"",
            "until",
        ),
        ("[[unknown]]", "unknown"),
    ] {
        let error = Baseline::parse(text).unwrap_err().to_string();
        assert!(error.contains(said), "{error}");
    }
}

/// It may still be needed, and its reason is only there.
#[test]
fn updating_keeps_what_is_overdue_and_fails() {
    let text = "requirements = \"2026-12\"\n\n[[known]]\nid = \"LIN-05/1000種類\"\nkind = \"fails\"\nreason = \"99\"\nuntil = 2026-11-30\n";
    let updated = |verdict| {
        let mut requirements = lin_05(vec![row("明細 › 1000種類", verdict)]);
        let baseline = Baseline::parse(text).unwrap();
        let facts = baseline.apply(&mut requirements, None, "2026-12-01", true);
        assert!(facts.entries[0].stale.is_some());
        Baseline::updated(text, &facts, &[], "2026-12").unwrap()
    };
    assert_eq!(updated(Failed), text);
    assert!(!updated(Passed).contains("LIN-05"));
    // Accepted anew, it is there once, without its day.
    let mut requirements = lin_05(vec![row("明細 › 1000種類", Failed)]);
    let baseline = Baseline::parse(text).unwrap();
    let mut report = crate::judging::tests::report(Vec::new());
    report.baseline = baseline.apply(&mut requirements, None, "2026-12-01", true);
    report.requirements = requirements;
    let id = "LIN-05/1000種類";
    assert!(report.is_new_failure(id));
    let accepted = [(id.to_owned(), "来年まで".to_owned())];
    let updated = Baseline::updated(text, &report.baseline, &accepted, "2026-12").unwrap();
    assert_eq!(updated.matches(id).count(), 1, "{updated}");
    assert!(
        updated.contains("来年まで") && !updated.contains("until"),
        "{updated}"
    );
}

#[test]
fn updating_removes_what_is_stale_and_adds_what_is_accepted_alone() {
    let text = "# ours\nrequirements = \"2026-12\"\n\n[[known]]\nid = \"LIN-05\"\nkind = \"fails\"\nreason = \"99\"\n\n# stays\n[[known]]\nid = \"LIN-06\"\nkind = \"fails\"\nreason = \"later\"\n";
    let facts = BaselineFacts {
        entries: vec![KnownShown {
            id: "LIN-05".to_owned(),
            kind: "fails".to_owned(),
            reason: "99".to_owned(),
            until: None,
            stale: Some("合格しています".to_owned()),
        }],
        ..BaselineFacts::default()
    };
    let accepted = [("TAX-02".to_owned(), "次の版で直す".to_owned())];
    let updated = Baseline::updated(text, &facts, &accepted, "2026-12").unwrap();
    assert!(
        updated.starts_with("# ours\n") && updated.contains("# stays"),
        "{updated}"
    );
    assert!(!updated.contains("LIN-05"), "{updated}");
    assert!(
        updated.contains("id = \"TAX-02\"\nkind = \"fails\"\nreason = \"次の版で直す\""),
        "{updated}"
    );
    assert_eq!(Baseline::parse(&updated).unwrap().known.len(), 2);
}
