//! Features, sentences and requirements fit together.

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
fn every_japanese_word_of_gherkin_and_a_byte_order_mark_are_read() {
    let marked = format!("\u{feff}{GOOD}").replace('\n', "\r\n");
    let rows = plan::read("good.feature", &marked).unwrap();
    assert_eq!(rows.len(), 3);
    let rules = "# language: ja\n機能: 試し\n  背景:\n    前提 全体\n\n  シナリオ: 零\n    もし ゼロ\n\n  @SET-01\n  ルール: 甲\n    背景:\n      前提 甲だけ\n    シナリオ: 一\n      もし あ\n      且つ い\n      然し う\n      かつ え\n  ルール: 乙\n    サンプルのような説明。\n    テンプレ: 二\n      もし <お>\n      \"\"\"\n      シナリオ: これは本文\n      \"\"\"\n    # 例: これは注\n    サンプル:\n      | お |\n      | か |\n";
    let rows = plan::read("rules.feature", rules).unwrap();
    let seen: Vec<_> = rows
        .iter()
        .map(|row| {
            let steps: Vec<_> = row
                .steps
                .iter()
                .map(|step| format!("{}{}", step.keyword, step.text))
                .collect();
            (row.line, row.title(), steps.join(" "), row.tags.len())
        })
        .collect();
    let expected = [
        (6, "試し › 零", "前提全体 もしゼロ", 0),
        (
            13,
            "試し › 甲 › 一",
            "前提全体 前提甲だけ もしあ かつい しかしう かつえ",
            1,
        ),
        (28, "試し › 乙 › 二 › か", "前提全体 もしか", 0),
    ];
    let expected =
        expected.map(|(line, title, steps, tags)| (line, title.to_owned(), steps.to_owned(), tags));
    assert_eq!(seen, expected);
}

#[test]
fn what_a_parser_would_pass_over_is_refused_by_name() {
    let with = |from: &str, to: &str| GOOD.replacen(from, to, 1);
    for (wrong, line, said) in [
        (with("# language: ja\n", ""), 1, "# language: ja"),
        (with("  シナリオ: 一", "\tシナリオ: 一"), 4, "半角の空白"),
        (with("  シナリオ: 一", "　シナリオ: 一"), 4, "半角の空白"),
        (with("  シナリオ: 一", "  シナリオ 一"), 4, "半角の「:」"),
        (with("  シナリオ: 一", "  シナリオ：一"), 4, "半角の「:」"),
        (with("  シナリオ: 一", "  シナリオ"), 4, "半角の「:」"),
        (with("  シナリオ: 一", "  Scenario: 一"), 4, "「シナリオ:」"),
        (with("  シナリオ: 一", "  例題: 一"), 4, "「シナリオ:」"),
        (with("    例: 外税", "    例 外税"), 11, "半角の「:」"),
        (with("    例: 外税", "    Examples: 外税"), 11, "「例:」"),
        (with("    前提 <い>\n", ""), 7, "文がありません"),
        // A second background counts as a description of the first.
        (
            with(
                "\n  シナリオ: 一",
                "  背景:\n  背景:\n    前提 あ\n  シナリオ: 一",
            ),
            4,
            "「背景:」が読まれません",
        ),
        (with("    前提 あ\n", ""), 4, "文がありません"),
        (
            with("      | a  |\n      | b  |\n", ""),
            11,
            "行がありません",
        ),
        (with("| b  |", "| b  | c |"), 14, "表の列が2個"),
    ] {
        let error = plan::read("wrong.feature", &wrong).unwrap_err();
        assert_eq!(
            (error.file.as_str(), error.line),
            ("wrong.feature", line),
            "{error}\n{wrong}"
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
