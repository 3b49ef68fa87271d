//! The reports of the harness: each format of a report with each verdict in it, and of reports that are odd.

mod files;
mod page;
mod schema;
mod texts;

use kakebarai_conformance::judging::{
    report::{Report, RequirementReport, RowReport},
    verdict::Verdict,
};
use serde_json::Value;

/// A report as it was written, by hand.
const WRITTEN: &str = include_str!("report.json");

fn written() -> Value {
    serde_json::from_str(WRITTEN).unwrap()
}

fn read(report: Value) -> Report {
    serde_json::from_value(report).unwrap()
}

/// Each verdict, money, a team's own scenarios, a baseline with a stale entry.
fn sample() -> Report {
    read(written())
}

/// The report before it.
fn since() -> Report {
    let mut since = sample();
    since.run.started = "2026-11-24T09:30:00+09:00".to_owned();
    since.level = 2;
    requirement(&mut since, "CON-01").verdict = Verdict::Failed;
    requirement(&mut since, "TAX-02").verdict = Verdict::Passed;
    since
}

fn requirement<'a>(report: &'a mut Report, id: &str) -> &'a mut RequirementReport {
    let mut all = report.requirements.iter_mut();
    all.find(|requirement| requirement.id == id).unwrap()
}

/// Nothing was judged.
fn empty() -> Report {
    let mut empty = written();
    for list in ["requirements", "ownScenarios", "remarks"] {
        empty[list] = Value::Array(Vec::new());
    }
    for counts in ["must", "should"] {
        for count in empty["counts"][counts]
            .as_object_mut()
            .unwrap()
            .values_mut()
        {
            *count = 0.into();
        }
    }
    empty["baseline"] = serde_json::json!({"entries": [], "new": [], "regressions": []});
    empty["coverage"] = Value::Null;
    empty["level"] = 0.into();
    empty["levelCantTell"] = 0.into();
    let mut empty = read(empty);
    empty.run.complete = false;
    empty.run.ended_early = Some("アダプターが3回続けて終わりました".to_owned());
    (empty.run.planned, empty.run.judged) = (214, 0);
    empty
}

/// A thousand findings, ten of each of a hundred requirements, with long evidence.
fn thousand() -> Report {
    let mut report = sample();
    let model = requirement(&mut report, "TAX-02").clone();
    let row = model.rows[0].clone();
    report.requirements = (0..100)
        .map(|number| RequirementReport {
            id: format!("TAX-{number:03}"),
            rows: vec![long(&row); 10],
            ..model.clone()
        })
        .collect();
    report.own_scenarios.clear();
    report
}

fn long(row: &RowReport) -> RowReport {
    let mut row = row.clone();
    row.expected = Some("請求額は、示した合計と1円まで同じ。".repeat(60));
    row.requests = vec![row.requests[0].clone(); 3];
    row
}

/// A report in which every text but those with a meaning to the program is something else.
fn with_texts(text: impl Fn(&str) -> String) -> Report {
    let mut report = written();
    replace(&mut report, "", &text);
    read(report)
}

fn replace(value: &mut Value, name: &str, text: &impl Fn(&str) -> String) {
    match value {
        // The words of verdicts, and of where the evidence comes from.
        Value::String(_) if ["verdict", "mode"].contains(&name) => {}
        Value::String(old) => *old = text(old),
        Value::Array(list) => {
            for item in list {
                replace(item, name, text);
            }
        }
        Value::Object(object) => {
            for (name, value) in object {
                replace(value, name, text);
            }
        }
        _ => {}
    }
}

#[test]
fn what_is_written_is_read_again() {
    use kakebarai_conformance::reports::json;

    let text = json(&sample()).unwrap();
    assert!(text.ends_with("}\n"));
    let again: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(again, written());
}
