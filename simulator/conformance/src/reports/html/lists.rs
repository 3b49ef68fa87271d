//! Requirements that need only a line: 未実施, 合格, 対象外, and known ones.

use maud::{Markup, html};

use super::badge;
use crate::{
    judging::{
        report::{Report, RequirementReport},
        verdict::Verdict,
    },
    reports::{
        reading::{areas, of_verdict},
        wording::{known, place, seconds, standing},
    },
};

pub(super) fn untested(report: &Report) -> Markup {
    with_reasons(
        report,
        "untested",
        Verdict::Untested,
        "確かめる通信がありませんでした。必須の要件は、未実施のままではレベルに届きません。",
    )
}

pub(super) fn inapplicable(report: &Report) -> Markup {
    with_reasons(
        report,
        "inapplicable",
        Verdict::Inapplicable,
        "プロファイルが除いたか、アダプターが扱えないと宣言しています。",
    )
}

fn with_reasons(report: &Report, id: &str, verdict: Verdict, meaning: &str) -> Markup {
    let found: Vec<_> = of_verdict(report, verdict).collect();
    html! {
        @if !found.is_empty() {
            section id=(id) class="panel" {
                h2 { (badge(verdict)) " " span class="count" { (found.len()) "件" } }
                p class="quiet" { (meaning) }
                @for (reason, alike) in by_reason(found) {
                    @if !reason.is_empty() { h3 { (reason) " " span class="count" { (alike.len()) "件" } } }
                    ul class="plain lines" {
                        @for requirement in alike {
                            li id=(requirement.id) {
                                code { (requirement.id) } " " (requirement.title) " " small { (standing(requirement)) }
                                @if let Some(kind) = &requirement.known { " " span class="tag" { (known(kind)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Groups requirements by reason, in the order in which the reasons appear.
fn by_reason(found: Vec<&RequirementReport>) -> Vec<(&str, Vec<&RequirementReport>)> {
    let mut groups: Vec<(&str, Vec<&RequirementReport>)> = Vec::new();
    for requirement in found {
        let reason = requirement.reason.as_deref().unwrap_or_default();
        match groups.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, alike)) => alike.push(requirement),
            None => groups.push((reason, vec![requirement])),
        }
    }
    groups
}

pub(super) fn passed(report: &Report) -> Markup {
    let count = of_verdict(report, Verdict::Passed).count();
    html! {
        @if count > 0 {
            section id="passed" class="panel" {
                h2 { (badge(Verdict::Passed)) " " span class="count" { (count) "件" } }
                p class="quiet" { "開くと、何を確かめたかが分かります。" }
                @for area in areas(report) {
                    @let mut passed = area.requirements.iter().filter(|one| one.verdict == Verdict::Passed).peekable();
                    @if passed.peek().is_some() {
                        h3 { (area.name) " " code { (area.code) } }
                        @for requirement in passed { (with_evidence(requirement)) }
                    }
                }
            }
        }
    }
}

fn with_evidence(requirement: &RequirementReport) -> Markup {
    html! {
        details class="passed" id=(requirement.id) {
            summary {
                span class="ok" { (Verdict::Passed.sign()) } " " code { (requirement.id) } " " (requirement.title) " "
                small { (standing(requirement)) " · " (requirement.rows.len()) "件で確認" }
            }
            ul {
                @for row in &requirement.rows {
                    li {
                        (row.scenario) " "
                        small {
                            (place(row)) " · " (seconds(row.milliseconds))
                            @if row.verdict != Verdict::Passed { " · " (row.verdict.word()) @if let Some(reason) = &row.reason { "：" (reason) } }
                        }
                    }
                }
            }
            @if let Some(confirmed) = &requirement.confirmed { p class="quiet" { "根拠：" (confirmed) } }
        }
    }
}
