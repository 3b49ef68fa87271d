//! The findings that a person must examine, in the order that every format keeps.

use maud::{Markup, html};

use super::{CASES, badge, class, evidence};
use crate::{
    judging::{
        report::{Report, RequirementReport, RowReport},
        verdict::Verdict,
    },
    reports::{
        finding::{in_short, telling},
        reading::of_verdict,
        wording::{basis, harm, known, level, place, severity},
    },
    requirements,
};

/// The cases beyond those in full that get a line.
const LINES: usize = 200;

pub(super) fn show(report: &Report) -> Markup {
    html! {
        (section(report, "failed", Verdict::Failed, "要件が守られていません。"))
        (section(report, "error", Verdict::Error, "検査の道具かアダプターの都合で、判定できませんでした。お店の不合格ではありません。"))
        (section(report, "cant-tell", Verdict::CantTell, "人が確かめる必要があります。"))
        (own(report))
    }
}

fn section(report: &Report, id: &str, verdict: Verdict, meaning: &str) -> Markup {
    let found: Vec<_> = of_verdict(report, verdict).collect();
    html! {
        @if !found.is_empty() {
            section id=(id) {
                h2 { (badge(verdict)) " " span class="count" { (found.len()) "件" } }
                p class="quiet" { (meaning) }
                @for requirement in found { (finding(requirement)) }
            }
        }
    }
}

fn finding(requirement: &RequirementReport) -> Markup {
    let rows: Vec<_> = telling(requirement).collect();
    let why = requirements::find(&requirement.id).map(|known| known.why);
    html! {
        article id=(requirement.id) class={ "panel finding " (class(requirement.verdict)) } {
            h3 { (badge(requirement.verdict)) " " code { (requirement.id) } " " (requirement.title) }
            p class="tags" {
                span { (level(requirement.level)) }
                span { (severity(&requirement.severity)) }
                @if requirement.concerns_money { span { "お金に関わる" } }
                @if requirement.observed { span { "観察（数えない）" } }
                @if let Some(kind) = &requirement.known { span class="odd" { (known(kind)) } }
            }
            dl class="facts" {
                @if let Some(why) = why { dt { "なぜ大切か" } dd { (why) } }
                @if let Some(reason) = &requirement.reason { dt { "理由" } dd { (reason) } }
            }
            (cases(&rows, requirement.rows.len()))
            dl class="facts" { dt { "根拠" } dd { (basis(&requirement.basis)) @if let Some(confirmed) = &requirement.confirmed { p { (confirmed) } } } }
        }
    }
}

/// The first case in full; the others folded.
fn cases(rows: &[&RowReport], of: usize) -> Markup {
    let full = rows.len().min(CASES);
    let listed = rows.len().min(CASES + LINES);
    html! {
        @if let Some(first) = rows.first() { (case(first, of)) }
        @if rows.len() > 1 {
            details class="more" {
                summary { "ほかの" (rows.len() - 1) "例" }
                @for row in &rows[1..full] { (case(row, 0)) }
                @if rows.len() > full {
                    ul class="plain" {
                        @for row in &rows[full..listed] {
                            li { (row.scenario) " " small { (place(row)) } @if let Some(what) = in_short(row) { "：" (what) } }
                        }
                    }
                }
                @if rows.len() > listed { p class="quiet" { "さらに" (rows.len() - listed) "例が conformance.json にあります。" } }
            }
        }
    }
}

/// A case; `of` is the number of scenarios that examined the requirement, 0 if already shown.
fn case(row: &RowReport, of: usize) -> Markup {
    html! {
        div class="case" {
            h4 {
                (row.scenario) " " small { (place(row)) }
                @if of > 1 { " " small { "（この要件を確かめたシナリオは" (of) "件）" } }
            }
            @if let Some(harm) = harm(row) { p class="harm" { (harm) } }
            dl class="facts" {
                @if let Some(at) = &row.at { dt { "成り立たない文" } dd { (at) } }
                @if row.by_traffic { dt { "見つけ方" } dd { "シナリオの文ではなく、送られた通信から分かりました" } }
                @if let Some(expected) = &row.expected { dt { "期待" } dd { (expected) } }
                @if let Some(actual) = &row.actual { dt { "実際" } dd class="actual" { (actual) } }
                @if let Some(reason) = &row.reason { dt { "理由" } dd { (reason) } }
                (evidence::show(row))
                @if !row.causes.is_empty() {
                    dt { "考えられる原因" }
                    dd { @for cause in &row.causes { p { (cause) } } }
                }
                @if let Some(remedy) = &row.remedy { dt { "直し方" } dd { (remedy) } }
                @if let Some(repeat) = &row.repeat { dt { "再現" } dd { pre { (repeat) } } }
            }
        }
    }
}

/// Scenarios of the team's own that name no requirement.
fn own(report: &Report) -> Markup {
    let of = |verdict| {
        report
            .own_scenarios
            .iter()
            .filter(move |row| row.verdict == verdict)
    };
    html! {
        @if !report.own_scenarios.is_empty() {
            section id="own" {
                h2 { "自社のシナリオ " span class="count" { (report.own_scenarios.len()) "件" } }
                @for verdict in Verdict::ALL {
                    @if verdict == Verdict::Passed || verdict == Verdict::Inapplicable {
                        @for row in of(verdict) {
                            p class="line" { (badge(verdict)) " " (row.scenario) " " small { (place(row)) } @if let Some(reason) = &row.reason { "：" (reason) } }
                        }
                    } @else {
                        @for row in of(verdict) {
                            article class={ "panel finding " (class(verdict)) } { p { (badge(verdict)) } (case(row, 0)) }
                        }
                    }
                }
            }
        }
    }
}
