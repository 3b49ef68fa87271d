//! The head: the subject, the level, and the obstacles to the next one.

use maud::{Markup, html};

use super::{badge, sections};
use crate::{
    judging::{
        compare::{ChangedVerdict, compare},
        report::{Mode, Report, VerdictCounts},
        status::Status,
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
                (outcome(report))
                @if report.run.mode == Mode::Active { (steps(report)) }
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
            }
            @if let Some(incomplete) = incomplete(report) {
                p class="panel odd" { "！ " (incomplete) }
            }
            @if let Some(since) = since { (changes(report, since)) }
            nav aria-label="目次" {
                a href="#money" { "お金に関わる指摘" }
                @if report.passive.is_some() { a href="#passive" { "通信から分かったこと" } }
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

const NOT_JUDGED: &str = "！ 検査の道具かアダプターの都合で、判定できなかったところがあります。";

/// Whether the result is the required one, as in the exit status.
fn outcome(report: &Report) -> Markup {
    let asked = level(report.run.asked_level);
    let is_reached = report.level >= report.run.asked_level;
    let (class, text) = match Status::of(report) {
        Status::Good if report.run.mode == Mode::Passive && report.run.asked_level == 0 => (
            "good",
            "✓ 通信から分かる、直すところはありません（ベースラインにあるものを除く）。".to_owned(),
        ),
        Status::Broken if report.run.mode == Mode::Passive => {
            ("bad", "✗ 通信から、直すところが見つかりました。".to_owned())
        }
        Status::Good if is_reached => (
            "good",
            format!("✓ 求められたレベル「{asked}」に届いています。"),
        ),
        Status::Good => (
            "good",
            "✓ 確かめた要件に、直すところはありません（ベースラインにあるものを除く）。".to_owned(),
        ),
        Status::Failed if is_reached => ("odd", NOT_JUDGED.to_owned()),
        Status::Failed => (
            "odd",
            format!("{NOT_JUDGED}求められたレベル「{asked}」には、届いていません。"),
        ),
        Status::OnlyShould => (
            "bad",
            "✗ 必須は満たしていますが、必須とみなした推奨に直すところがあります。".to_owned(),
        ),
        Status::Broken if is_reached => (
            "bad",
            format!(
                "✗ 求められたレベル「{asked}」に届いていますが、自社のシナリオかベースラインに直すところがあります。"
            ),
        ),
        Status::Broken if !report.run.complete => {
            ("bad", "✗ 確かめた要件に、直すところがあります。".to_owned())
        }
        Status::Broken => (
            "bad",
            format!("✗ 求められたレベル「{asked}」には、届いていません。"),
        ),
    };
    html! { p class={ "outcome " (class) } { (text) } }
}

/// The meaning of a level for a person who sells.
const fn meaning(level: Level) -> &'static str {
    match level {
        Level::L1 => "申込み・注文・出荷・取消が、ひととおり動く",
        Level::L2 => "金額・消費税・明細を、正しく送る",
        Level::L3 => "応答が失われても、二重に請求せず、取りはぐれない",
        Level::L4 => "ヤマト側の書き方が変わっても、動き続ける",
    }
}

/// The four levels, and the progress.
fn steps(report: &Report) -> Markup {
    html! {
        ol class="steps" {
            @for level in Level::ALL {
                @let is_reached = level.number() <= report.level;
                li class=[is_reached.then_some("reached")] {
                    span { @if is_reached { "✓" } @else { "－" } }
                    " " (level) " " (level.name())
                    small { (meaning(level)) }
                }
            }
        }
    }
}

/// The requirements that are missing for the next level.
fn next(report: &Report) -> Markup {
    let blocking = blocking(report);
    if blocking.is_empty() || !report.run.complete || report.run.mode == Mode::Passive {
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

/// Regressions and improvements since the last report.
fn changes(report: &Report, since: &Report) -> Markup {
    let (worse, others): (Vec<_>, Vec<_>) = compare(since, report)
        .into_iter()
        .partition(ChangedVerdict::is_worse);
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
