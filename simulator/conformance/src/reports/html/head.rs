//! What is said first: what was judged, the level, and what keeps the next one from being reached.

use maud::{Markup, html};

use super::{badge, sections};
use crate::{
    judging::{
        compare::{Changed, compare},
        report::{Report, VerdictCounts},
        verdict::Verdict,
    },
    reports::{
        reading::blocking,
        wording::{
            SELF_ASSESSED, incomplete, language, level, level_reached, passed_of, seconds, time,
        },
    },
    requirements::Level,
};

pub(super) fn show(report: &Report, since: Option<&Report>) -> Markup {
    let run = &report.run;
    let subject = &report.subject;
    let language = language(report);
    html! {
        header {
            p class="kind" { span class="mark" aria-hidden="true" { "掛" } "クロネコ掛け払い 適合検査の報告（" (SELF_ASSESSED) "）" }
            h1 { (subject.name) @if !subject.version.is_empty() { " " small { (subject.version) } } }
            p class="quiet" {
                (time(&run.started)) " から " (seconds(run.milliseconds))
                @if !language.is_empty() { " · " (language) }
                " · プロファイル " (run.profile)
                @if let Some(reason) = &run.profile_reason { "（" (reason) "）" }
                " · 要件 " (report.harness.catalogue)
            }
            div class="verdict panel" {
                p class="level" { (level_reached(report)) }
                (steps(report))
                dl class="sums" {
                    (sum("必須", &report.counts.must))
                    (sum("推奨", &report.counts.should))
                    div {
                        dt { "要確認" }
                        dd { (report.counts.must.cant_tell + report.counts.should.cant_tell) small { "件" } }
                    }
                }
                @if report.level_cant_tell > 0 {
                    p { "このレベルまでの必須のうち" (report.level_cant_tell) "件は、" a href="#cant-tell" { "人が確かめる" } "必要があります。" }
                }
                (next(report))
                @if run.asked_level > report.level && run.complete {
                    p { "求められたレベルは " strong { (level(run.asked_level)) } " です。" }
                }
            }
            @if let Some(incomplete) = incomplete(report) {
                p class="panel odd" { "！ " (incomplete) }
            }
            @if let Some(since) = since { (changes(report, since)) }
            nav aria-label="目次" {
                a href="#money" { "お金に関わる指摘" }
                a href="#grid" { "領域とレベル" }
                @for (id, name, count) in sections(report) { a href=(format!("#{id}")) { (name) " " (count) } }
                a href="#coverage" { "網羅" }
                a href="#run" { "検査の条件" }
            }
        }
    }
}

fn sum(name: &str, counts: &VerdictCounts) -> Markup {
    html! {
        div {
            dt { (name) }
            dd { (passed_of(counts)) small { " 合格" } }
        }
    }
}

/// The four levels, and how far the way has been gone.
fn steps(report: &Report) -> Markup {
    html! {
        ol class="steps" {
            @for level in Level::ALL {
                @let is_reached = level.number() <= report.level;
                li class=[is_reached.then_some("reached")] {
                    span { @if is_reached { "✓" } @else { "－" } }
                    " " (level) " " (level.name())
                }
            }
        }
    }
}

/// What is missing for the next level.
fn next(report: &Report) -> Markup {
    let blocking = blocking(report);
    if blocking.is_empty() || !report.run.complete {
        return html! {};
    }
    html! {
        details class="next" open[blocking.len() <= 6] {
            summary { "「" (level(report.level + 1)) "」まで、あと" (blocking.len()) "件" }
            ul class="plain" {
                @for requirement in blocking {
                    li { (badge(requirement.verdict)) " " a href=(format!("#{}", requirement.id)) { (requirement.id) " " (requirement.title) } }
                }
            }
        }
    }
}

/// What got worse and what got better since the last report.
fn changes(report: &Report, since: &Report) -> Markup {
    let (worse, others): (Vec<_>, Vec<_>) = compare(since, report)
        .into_iter()
        .partition(Changed::is_worse);
    html! {
        section class="panel" id="changes" {
            h2 { "前回からの変化" }
            p class="quiet" {
                "前回：" (time(&since.run.started)) " · " (since.subject.version) " · " (level_reached(since))
            }
            @if worse.is_empty() && others.is_empty() { p { "判定の変わった要件はありません。" } }
            @for (name, changed) in [("▼ 悪くなった", worse), ("△ そのほか", others)] {
                @if !changed.is_empty() {
                    details open[changed.len() <= 6] {
                        summary { (name) "（" (changed.len()) "件）" }
                        ul class="plain" {
                            @for one in changed {
                                li { (one.id) " " (one.title) "：" (before(one.before)) " → " (after(one.after)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn before(verdict: Option<Verdict>) -> Markup {
    verdict.map_or_else(|| html! { "なし" }, badge)
}

fn after(verdict: Option<Verdict>) -> Markup {
    verdict.map_or_else(|| html! { "なくなった" }, badge)
}
