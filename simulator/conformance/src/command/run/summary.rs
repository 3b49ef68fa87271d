//! What a run found, for the terminal: money first.

use std::{fmt::Write as _, path::Path};

use crate::{
    judging::{
        report::{Report, RequirementReport, RowReport},
        verdict::Verdict,
    },
    requirements::Level,
};

/// The most findings that are told one by one.
const MOST: usize = 30;

/// The summary, and where the whole report is.
pub(super) fn of(report: &Report, folder: &Path) -> String {
    let mut text = String::new();
    money(&mut text, report);
    let mut told = 0;
    for verdict in [Verdict::Failed, Verdict::Error, Verdict::CantTell] {
        for requirement in report
            .requirements
            .iter()
            .filter(|one| one.verdict == verdict)
        {
            told += 1;
            if told <= MOST {
                finding(&mut text, requirement);
            }
        }
    }
    if told > MOST {
        let _ = writeln!(
            text,
            "ほかに{}件あります（報告をご覧ください）。\n",
            told - MOST
        );
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
    for remark in &report.remarks {
        let _ = writeln!(text, "△ {remark}");
    }
    let (must, should) = (&report.counts.must, &report.counts.should);
    if let Some(why) = &report.run.ended_early {
        let _ = writeln!(text, "✗ 途中で終わりました：{why}");
    }
    let level = Level::ALL
        .into_iter()
        .find(|level| level.number() == report.level);
    let level = level.map_or("まだ届いていません", Level::name);
    let cant_tell = match report.level_cant_tell {
        0 => String::new(),
        count => format!("、要確認 {count}"),
    };
    let level = if report.run.complete {
        format!("L{} {level}{cant_tell}", report.level)
    } else {
        "レベルの判定なし（一部だけを確かめました）".to_owned()
    };
    let _ = writeln!(
        text,
        "{} {}：{level}　必須 {}/{}　推奨 {}/{}　{}シナリオ、{}.{}秒",
        report.subject.name,
        report.subject.version,
        must.passed,
        must.applicable(),
        should.passed,
        should.applicable(),
        report.run.judged,
        report.run.milliseconds / 1_000,
        report.run.milliseconds % 1_000 / 100,
    );
    let _ = writeln!(text, "報告：{}", folder.join("conformance.html").display());
    text
}

fn money(text: &mut String, report: &Report) {
    let harms = report
        .requirements
        .iter()
        .filter(|one| one.verdict == Verdict::Failed);
    let harms = harms.filter_map(|one| {
        let row = one.rows.iter().filter(|row| row.verdict == Verdict::Failed);
        let worst = row
            .filter_map(|row| row.harm.as_ref())
            .max_by_key(|harm| harm.yen)?;
        Some((one, worst))
    });
    let mut any = false;
    for (requirement, harm) in harms {
        if !any {
            text.push_str("お金に関わる指摘\n");
            any = true;
        }
        let _ = writeln!(text, "  {} {}", requirement.id, harm.text);
    }
    if any {
        text.push('\n');
    }
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
    let rows = requirement
        .rows
        .iter()
        .filter(|row| row.verdict == requirement.verdict);
    let count = rows.clone().count();
    for row in rows.take(1) {
        let _ = writeln!(text, "  {}（{}:{}）", row.scenario, row.file, row.line);
        details(text, row);
    }
    if count > 1 {
        let _ = writeln!(text, "  ほか{}件", count - 1);
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
    let untested = report
        .requirements
        .iter()
        .filter(|one| one.verdict == Verdict::Untested);
    for requirement in untested {
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
