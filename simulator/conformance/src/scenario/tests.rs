//! Features, sentences and requirements belong together.

use std::collections::BTreeSet;

use super::{
    plan::{self, Planned, RESTARTS, SETTING, SLOW},
    steps,
};
use crate::requirements;

fn planned() -> Vec<Planned> {
    plan::embedded().unwrap()
}

const GOOD: &str = "# language: ja\n機能: 試し\n\n  シナリオ: 一\n    前提 あ\n\n  シナリオテンプレート: 二\n    前提 <い>\n\n    @TAX-01\n    例: 外税\n      | い |\n      | a  |\n      | b  |\n";

#[test]
fn a_file_is_read_row_by_row_with_its_lines_and_tags() {
    let rows = plan::read("good.feature", GOOD).unwrap();
    let seen: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                row.line,
                row.title(),
                row.steps[0].text.as_str(),
                row.tags.len(),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            (4, "試し › 一".to_owned(), "あ", 0),
            (13, "試し › 二 › 外税 › a".to_owned(), "a", 1),
            (14, "試し › 二 › 外税 › b".to_owned(), "b", 1),
        ]
    );
}

#[test]
fn what_a_parser_would_pass_over_is_refused_by_name() {
    for (wrong, line, said) in [
        (format!("\u{feff}{GOOD}"), 1, "BOM"),
        (
            GOOD.replacen("# language: ja\n", "", 1),
            1,
            "# language: ja",
        ),
        (
            GOOD.replacen("  シナリオ: 一", "\tシナリオ: 一", 1),
            4,
            "半角の空白",
        ),
        (
            GOOD.replacen("  シナリオ: 一", "　シナリオ: 一", 1),
            4,
            "半角の空白",
        ),
        (
            GOOD.replacen("  シナリオ: 一", "  ルール: 一", 1),
            4,
            "ルール",
        ),
        (GOOD.replacen("    前提 あ\n", "", 1), 4, "文がありません"),
        (
            GOOD.replacen("      | a  |\n      | b  |\n", "", 1),
            11,
            "行がありません",
        ),
    ] {
        let error = plan::read("wrong.feature", &wrong).unwrap_err();
        assert_eq!(
            (error.file.as_str(), error.line),
            ("wrong.feature", line),
            "{error}"
        );
        assert!(error.to_string().contains(said), "{error}");
    }
}

#[test]
fn every_sentence_fits_one_pattern() {
    let table = steps::table();
    let mut wrong = BTreeSet::new();
    for row in planned() {
        for step in &row.steps {
            let fitting = table.fitting(&step.text);
            if fitting.len() != 1 {
                wrong.insert(format!(
                    "{}:{} {} {fitting:?}",
                    row.file, step.line, step.text
                ));
            }
        }
    }
    assert_eq!(wrong, BTreeSet::new());
}

#[test]
fn every_pattern_is_used() {
    let table = steps::table();
    let planned = planned();
    let sentences = planned.iter().flat_map(|row| &row.steps);
    let used: BTreeSet<&str> = sentences
        .flat_map(|step| table.fitting(&step.text))
        .collect();
    let unused: Vec<&str> = table
        .patterns()
        .filter(|pattern| !used.contains(pattern))
        .collect();
    assert_eq!(unused, Vec::<&str>::new());
}

#[test]
fn every_scenario_names_requirements_that_there_are() {
    for row in planned() {
        let (known, others): (Vec<&String>, Vec<&String>) = row
            .tags
            .iter()
            .partition(|tag| requirements::find(tag).is_some());
        assert!(!known.is_empty(), "{}:{}", row.file, row.line);
        for tag in others {
            let is_known = tag == SLOW || tag == RESTARTS || tag.starts_with(SETTING);
            assert!(is_known, "{}:{} @{tag}", row.file, row.line);
        }
    }
}

#[test]
fn every_requirement_that_scenarios_judge_has_one() {
    let planned = planned();
    let mut missing = requirements::all()
        .filter(|requirement| requirement.judged.active)
        .filter(|requirement| !planned.iter().any(|row| row.has(requirement.id)));
    assert_eq!(missing.next().map(|requirement| requirement.id), None);
}
