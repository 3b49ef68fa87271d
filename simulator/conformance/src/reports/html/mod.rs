//! One page for manager and developer: important parts first, without scripts, without requests, printable on A4.

mod baseline;
mod coverage;
mod evidence;
mod findings;
mod grid;
mod head;
mod lists;
mod passive;
mod run;

use maud::{DOCTYPE, Markup, PreEscaped, html};

pub(super) use self::baseline::{BaselineOf, baseline};
use super::{
    finding::CASES,
    reading::{MoneyFinding, money, money_untested, of_verdict, yen_at_stake},
    wording::{DISCLAIMER, subject, yen},
};
use crate::judging::{report::Report, verdict::Verdict};

const STYLE: &str = include_str!("report.css");

/// Nothing is loaded from anywhere, whatever the page contains.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/// The page. `since` is the last report, if given.
pub fn html(report: &Report, since: Option<&Report>) -> String {
    let findings = money(report);
    let title = format!("{} – クロネコ掛け払い 適合検査の報告", subject(report));
    page(
        &title,
        &html! {
            (head::show(report, since))
            (money_first(report, &findings))
            (passive::show(report))
            (grid::show(report))
            (findings::show(report))
            (lists::untested(report))
            (lists::passed(report))
            (lists::inapplicable(report))
            (baseline(&report.baseline, BaselineOf::Requirements))
            (coverage::show(&report.coverage))
            (run::show(report))
        },
    )
}

/// A page in this design.
pub(super) fn page(title: &str, content: &Markup) -> String {
    html! {
        (DOCTYPE)
        html lang="ja" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                link rel="icon" href="data:,";
                style { (PreEscaped(STYLE)) }
            }
            body {
                main { (content) }
                footer { p { (DISCLAIMER) "。" } }
            }
        }
    }
    .into_string()
}

/// Findings that cost money, before anything else.
fn money_first(report: &Report, findings: &[MoneyFinding<'_>]) -> Markup {
    let sum = yen_at_stake(report);
    let untested = money_untested(report);
    html! {
        section id="money" class={ "panel" @if !findings.is_empty() { " broken" } } {
            h2 {
                "お金に関わる指摘 " span class="count" { (findings.len()) "件" }
                @if sum > 0 { span class="sum" { "影響額は、検査した注文で合わせて " strong { (yen(sum)) } } }
            }
            @if findings.is_empty() {
                p { @if untested > 0 { "これまでに確かめたところでは、" } "お金に関わる指摘はありません。" }
            } @else {
                ul class="money" {
                    @for finding in findings { (money_line(finding)) }
                }
            }
            @if untested > 0 {
                p class="quiet" { "お金に関わる要件のうち" (untested) "件は、まだ確かめられていません（" a href="#untested" { "未実施" } "・エラー）。" }
            }
        }
    }
}

fn money_line(finding: &MoneyFinding<'_>) -> Markup {
    html! {
        li {
            p class="example" {
                (finding.example.unwrap_or("金額に影響するおそれがあります"))
                @if finding.yen > 0 { " " span class="yen" { "影響額 " (yen(finding.yen)) } }
            }
            p class="quiet" {
                (badge(finding.verdict)) " "
                @match finding.id {
                    Some(id) => a href=(format!("#{id}")) { (id) " " (finding.title) },
                    None => a href="#own" { (finding.title) },
                }
                @if finding.cases > 1 { " （" (finding.cases) "例を合わせた額）" }
            }
        }
    }
}

/// A verdict that can be read without colour.
fn badge(verdict: Verdict) -> Markup {
    html! { span class={ "badge " (class(verdict)) } { (verdict.sign()) " " (verdict.word()) } }
}

const fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Failed => "bad",
        Verdict::Error | Verdict::CantTell => "odd",
        Verdict::Untested => "gap",
        Verdict::Inapplicable => "out",
        Verdict::Passed => "good",
    }
}

/// The sections with their names and their numbers of entries; empty ones are left out.
fn sections(report: &Report) -> Vec<(&'static str, &'static str, usize)> {
    let count = |verdict| of_verdict(report, verdict).count();
    let known = report.baseline.entries.len() + report.baseline.regressions.len();
    let mut sections = vec![
        ("failed", "不合格", count(Verdict::Failed)),
        ("error", "エラー", count(Verdict::Error)),
        ("cant-tell", "要確認", count(Verdict::CantTell)),
        ("own", "自社のシナリオ", report.own_scenarios.len()),
        ("untested", "未実施", count(Verdict::Untested)),
        ("passed", "合格", count(Verdict::Passed)),
        ("inapplicable", "対象外", count(Verdict::Inapplicable)),
        ("baseline", "ベースライン", known),
    ];
    sections.retain(|(_, _, count)| *count > 0);
    sections
}
