//! The results of a run with misbehaviours, for the terminal.

use std::{fmt::Write as _, path::Path};

use super::{
    PAGE,
    wording::{count, ending, of_verdict, outcome, ratio, request, requirement, survivors, tests},
};
use crate::{
    mutation::{
        report::{MutantReport, MutationReport},
        verdict::MutantVerdict,
    },
    reports::wording::seconds,
};

/// The summary, and the place of the whole report.
pub fn terminal(report: &MutationReport, folder: &Path) -> String {
    let mut text = String::new();
    for mutant in survivors(report) {
        survivor(&mut text, mutant);
    }
    for verdict in [MutantVerdict::Unseen, MutantVerdict::Unreached] {
        let names: Vec<_> = of_verdict(report, verdict)
            .map(|mutant| mutant.name.as_str())
            .collect();
        if !names.is_empty() {
            let _ = writeln!(
                text,
                "{} {}：{}",
                verdict.sign(),
                verdict.word(),
                names.join("、")
            );
        }
    }
    for entry in &report.baseline.entries {
        if let Some(stale) = &entry.stale {
            let _ = writeln!(text, "✗ 一覧の {}：{stale}", entry.id);
        }
    }
    for name in &report.baseline.regressions {
        let _ = writeln!(
            text,
            "✗ {name}：退行です。前の報告では、テストが期待どおりでした"
        );
    }
    for remark in &report.remarks {
        let _ = writeln!(text, "△ {remark}");
    }
    let (is_good, outcome) = outcome(report);
    let _ = writeln!(text, "{} {outcome}", if is_good { "✓" } else { "✗" });
    let _ = writeln!(
        text,
        "耐性 {}　検出 {}　帳簿 {}（点数なし）　未到達 {}　{}変異、{}",
        ratio(report.scores.endure),
        ratio(report.scores.detect),
        ratio(report.books),
        count(report, MutantVerdict::Unreached),
        report.mutants.len(),
        seconds(report.run.milliseconds),
    );
    let _ = writeln!(text, "報告：{}", folder.join(PAGE).display());
    text
}

fn survivor(text: &mut String, mutant: &MutantReport) {
    let known = mutant.known.as_ref().map_or("", |_| "（記載済み）");
    let _ = writeln!(
        text,
        "{} {} {}：{}{known}",
        mutant.verdict.sign(),
        mutant.name,
        mutant.verdict.word(),
        mutant.what
    );
    let client = mutant
        .client
        .map(|client| client.words(mutant.class).to_owned());
    for (name, value) in [
        ("要件", requirement(mutant)),
        ("お店", client),
        ("会った要求", mutant.first_met.as_ref().map(request)),
        ("テスト", tests(mutant)),
        ("結果", Some(ending(mutant))),
        ("すること", mutant.advice.clone()),
    ] {
        if let Some(value) = value {
            let _ = writeln!(text, "    {name}：{value}");
        }
    }
    text.push('\n');
}
