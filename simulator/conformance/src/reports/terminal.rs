//! The results of a run, for the terminal: money first.

use std::{fmt::Write as _, path::Path};

use super::{
    finding::telling,
    reading::{money, of_verdict},
    wording::{extent, level_reached, passed_of, place, seconds, subject, yen},
};
use crate::judging::{
    report::{Report, RequirementReport, RowReport},
    verdict::Verdict,
};

/// The most findings that are listed.
const MOST: usize = 30;

/// The summary, and the place of the whole report.
pub fn terminal(report: &Report, folder: &Path) -> String {
    let mut text = String::new();
    costs(&mut text, report);
    let verdicts = [Verdict::Failed, Verdict::Error, Verdict::CantTell];
    let found: Vec<_> = verdicts
        .into_iter()
        .flat_map(|verdict| of_verdict(report, verdict))
        .collect();
    for requirement in found.iter().take(MOST) {
        finding(&mut text, requirement);
    }
    if found.len() > MOST {
        let more = found.len() - MOST;
        let _ = writeln!(text, "ほかに{more}件あります（報告をご覧ください）。\n");
    }
    for row in report
        .own_scenarios
        .iter()
        .filter(|row| row.verdict != Verdict::Passed)
    {
        let _ = writeln!(text, "{} {}", row.verdict.sign(), row.scenario);
        details(&mut text, row);
    }
    untested(&mut text, report);
    baseline(&mut text, report);
    passive(&mut text, report);
    for remark in &report.remarks {
        let _ = writeln!(text, "△ {remark}");
    }
    if let Some(why) = &report.run.ended_early {
        let _ = writeln!(text, "✗ 途中で終わりました：{why}");
    }
    let cant_tell = match report.level_cant_tell {
        0 => String::new(),
        count => format!("、要確認 {count}"),
    };
    let _ = writeln!(
        text,
        "{}：{}{cant_tell}　必須 {}　推奨 {}　{}、{}",
        subject(report),
        level_reached(report),
        passed_of(&report.counts.must),
        passed_of(&report.counts.should),
        extent(report),
        seconds(report.run.milliseconds),
    );
    let _ = writeln!(text, "報告：{}", folder.join("conformance.html").display());
    text
}

fn costs(text: &mut String, report: &Report) {
    let found = money(report);
    let mut costly = found
        .iter()
        .filter(|finding| finding.verdict == Verdict::Failed && finding.cases > 0)
        .peekable();
    if costly.peek().is_none() {
        return;
    }
    text.push_str("お金に関わる指摘\n");
    for finding in costly {
        let name = finding.id.unwrap_or(finding.title);
        let _ = writeln!(text, "  {name} {}", finding.example.unwrap_or_default());
    }
    text.push('\n');
}

fn finding(text: &mut String, requirement: &RequirementReport) {
    let known = requirement.known.as_ref().map_or("", |_| "（記載済み）");
    let _ = writeln!(
        text,
        "{} {} {}：{}{known}",
        requirement.verdict.sign(),
        requirement.id,
        requirement.verdict.word(),
        requirement.title
    );
    let mut rows = telling(requirement);
    if let Some(row) = rows.next() {
        let place = Some(place(row)).filter(|place| !place.is_empty());
        let place = place.map_or_else(String::new, |place| format!("（{place}）"));
        let _ = writeln!(text, "  {}{place}", row.scenario);
        details(text, row);
    }
    let more = rows.count();
    if more > 0 {
        let _ = writeln!(text, "  ほか{more}件");
    }
    text.push('\n');
}

fn details(text: &mut String, row: &RowReport) {
    let mut line = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            let _ = writeln!(text, "    {name}：{}", value.replace('\n', "\n      "));
        }
    };
    line("文", row.at.as_deref());
    line("期待", row.expected.as_deref());
    line("実際", row.actual.as_deref());
    line("理由", row.reason.as_deref());
    line("直し方", row.remedy.as_deref());
    line("再現", row.repeat.as_deref());
}

fn untested(text: &mut String, report: &Report) {
    if !report.run.complete {
        return;
    }
    for requirement in of_verdict(report, Verdict::Untested) {
        let _ = writeln!(
            text,
            "{} {} 未実施：{}（{}）",
            Verdict::Untested.sign(),
            requirement.id,
            requirement.title,
            requirement.reason.as_deref().unwrap_or_default()
        );
    }
}

/// Further results of traffic alone.
fn passive(text: &mut String, report: &Report) {
    let Some(passive) = &report.passive else {
        return;
    };
    if !passive.orphans.is_empty() {
        text.push_str("\n行方の分からない決済\n");
    }
    for orphan in &passive.orphans {
        let mark = orphan.test.as_ref();
        let mark = mark.map_or_else(String::new, |name| format!("（{name}）"));
        let _ = writeln!(
            text,
            "  受注{} {}{mark}",
            orphan.order_number,
            yen(orphan.yen)
        );
    }
    if !passive.advice.is_empty() {
        text.push_str("\nまだ試していないこと（影響の大きい順）\n");
    }
    for line in &passive.advice {
        let _ = writeln!(text, "  {line}");
    }
    text.push('\n');
}

fn baseline(text: &mut String, report: &Report) {
    for entry in &report.baseline.entries {
        if let Some(stale) = &entry.stale {
            let _ = writeln!(text, "✗ 一覧の {}：{stale}", entry.id);
        }
    }
    for id in &report.baseline.regressions {
        let _ = writeln!(
            text,
            "✗ {id}：退行です。前の報告では合格でしたが、確かめられていません"
        );
    }
}
