//! Markdown for the summary of a CI job: both scores, then the survivors.

use super::wording::{
    count, ending, of_verdict, outcome, ratio, request, requirement, survivors, tests,
};
use crate::{
    mutation::{
        report::{MutantReport, MutationReport},
        verdict::MutantVerdict,
    },
    reports::{
        markdown::{LimitedText, cell},
        wording::{DISCLAIMER, known, seconds, time},
    },
};

/// The report in short.
pub fn markdown(report: &MutationReport) -> String {
    let mut page = LimitedText::new("mutants.html");
    page.add(&headline(report));
    let survivors = survivors(report);
    page.table(
        &format!("テストの直すところ（{}件）", survivors.len()),
        "| 判定 | 変異 | 要件 | 会った要求 | 結果 | すること |\n|---|---|---|---|---|---|\n",
        survivors.into_iter().map(survivor),
    );
    for verdict in [MutantVerdict::Unseen, MutantVerdict::Unreached] {
        page.table(
            &format!("{}（{}件）", verdict.word(), count(report, verdict)),
            "| 変異 | 何を変えるか | 要件 |\n|---|---|---|\n",
            of_verdict(report, verdict).map(|mutant| {
                let requirement = requirement(mutant).unwrap_or_default();
                format!(
                    "| {} | {} | {} |\n",
                    cell(&mutant.name),
                    cell(&mutant.what),
                    cell(&requirement)
                )
            }),
        );
    }
    let baseline = &report.baseline;
    let stale = baseline.entries.iter().filter_map(|entry| {
        let stale = entry.stale.as_ref()?;
        Some(format!("| {} | {} |\n", cell(&entry.id), cell(stale)))
    });
    let lost = baseline.regressions.iter();
    let lost = lost.map(|name| format!("| {} | 退行 |\n", cell(name)));
    page.table(
        "ベースライン",
        "| 変異 | 状態 |\n|---|---|\n",
        stale.chain(lost),
    );
    page.close(&format!(
        "\nくわしくは `mutants.html`（人が読む報告）と `mutants.json` にあります。\n\n{DISCLAIMER}\n"
    ))
}

fn headline(report: &MutationReport) -> String {
    let (is_good, outcome) = outcome(report);
    let sign = if is_good { "✓" } else { "✗" };
    let run = &report.run;
    format!(
        "## {sign} 変異：耐性 {} · 検出 {}\n\n{outcome}\n\n**{}** · {} · {} · 帳簿 {}（点数なし） · 未到達 {}\n",
        ratio(report.scores.endure),
        ratio(report.scores.detect),
        cell(&run.program),
        cell(&time(&run.started)),
        seconds(run.milliseconds),
        ratio(report.books),
        count(report, MutantVerdict::Unreached),
    )
}

fn survivor(mutant: &MutantReport) -> String {
    let verdict = mutant.verdict;
    let mark = mutant.known.as_deref();
    let mark = mark.map_or_else(String::new, |kind| format!("（{}）", known(kind)));
    let met = mutant.first_met.as_ref().map(request).unwrap_or_default();
    let test = tests(mutant);
    let test = test.map_or_else(String::new, |test| format!("「{test}」"));
    format!(
        "| {} {}{mark} | {}：{} | {} | {}{} | {} | {} |\n",
        verdict.sign(),
        verdict.word(),
        cell(&mutant.name),
        cell(&mutant.what),
        cell(&requirement(mutant).unwrap_or_default()),
        cell(&met),
        cell(&test),
        ending(mutant),
        cell(mutant.advice.as_deref().unwrap_or_default()),
    )
}
