//! The page of a run with misbehaviours: both scores, the survivors with advice, then one row for each misbehaviour.

use maud::{Markup, html};

use super::wording::{
    count, ending, of_verdict, outcome, ratio, request, requirement, strikes, survivors, tests,
};
use crate::{
    judging::report::Ratio,
    mutation::{
        report::{MutantReport, MutationReport},
        verdict::MutantVerdict,
    },
    provider::MutantClass,
    reports::{
        html::{BaselineOf, baseline, page},
        wording::{known, seconds, time},
    },
};

/// The page.
pub fn html(report: &MutationReport) -> String {
    let title = format!("{} – クロネコ掛け払い 変異の報告", report.run.program);
    page(
        &title,
        &html! {
            (head(report))
            (to_mend(report))
            @for class in MutantClass::ALL { (table(report, class)) }
            (baseline(&report.baseline, BaselineOf::Mutants))
            (conditions(report))
        },
    )
}

fn badge(verdict: MutantVerdict) -> Markup {
    let class = match verdict {
        MutantVerdict::Missed | MutantVerdict::Fragile => "bad",
        MutantVerdict::TimedOut | MutantVerdict::Unseen => "odd",
        MutantVerdict::Unreached => "gap",
        MutantVerdict::Endured | MutantVerdict::Noticed => "good",
    };
    html! { span class={ "badge " (class) } { (verdict.sign()) " " (verdict.word()) } }
}

fn head(report: &MutationReport) -> Markup {
    let run = &report.run;
    let (is_good, outcome) = outcome(report);
    html! {
        header {
            p class="kind" { span class="mark" aria-hidden="true" { "掛" } "クロネコ掛け払い 変異の報告：ヤマトの応答や動きを変えて、テストの反応を見ました" }
            h1 { (run.program) }
            p class="quiet" {
                (time(&run.started)) " から " (seconds(run.milliseconds))
                " · 変異 " (report.mutants.len()) "件"
                @if let Some(shard) = &run.shard { " · 分担 " (shard) }
            }
            div class="verdict panel" {
                p class={ "outcome " (if is_good { "good" } else { "bad" }) } { (if is_good { "✓ " } else { "✗ " }) (outcome) }
                dl class="sums" {
                    (sum("耐性", report.scores.endure, "耐えた／会った"))
                    (sum("検出", report.scores.detect, "気づいた／会った"))
                    (sum("帳簿（点数なし）", report.books, "気づいた／会った"))
                    div { dt { "未到達" } dd { (count(report, MutantVerdict::Unreached)) small { "件" } } }
                }
                p class="quiet" { "2つの点数は、別々に見るものです。足したり平均したりしません。" }
            }
            @if !run.complete {
                p class="panel odd" { "！ 一部の変異だけを試しました。選ばれなかった変異は、この報告にありません。" }
            }
            nav aria-label="目次" {
                a href="#to-mend" { "直すところ " (survivors(report).len()) }
                @for class in MutantClass::ALL { a href=(format!("#{}", id(class))) { (class.word()) } }
                a href="#run" { "検査の条件" }
            }
        }
    }
}

fn sum(name: &str, figure: Ratio, unit: &str) -> Markup {
    html! { div { dt { (name) } dd { (ratio(figure)) small { " " (unit) } } } }
}

const fn id(class: MutantClass) -> &'static str {
    match class {
        MutantClass::Endure => "endure",
        MutantClass::Detect => "detect",
        MutantClass::Books => "books",
    }
}

fn to_mend(report: &MutationReport) -> Markup {
    let survivors = survivors(report);
    html! {
        section id="to-mend" {
            h2 { "直すところ " span class="count" { (survivors.len()) "件" } }
            @if survivors.is_empty() { p { "テストは、会った変異のすべてに、期待どおりに反応しました。" } }
        }
        @for mutant in survivors { (survivor(mutant)) }
    }
}

fn survivor(mutant: &MutantReport) -> Markup {
    let class = match mutant.verdict {
        MutantVerdict::TimedOut => "odd",
        _ => "bad",
    };
    html! {
        section class={ "panel finding " (class) } id=(mutant.name) {
            h3 { (badge(mutant.verdict)) " " code { (mutant.name) } " " (mutant.what) }
            dl class="facts" {
                @if let Some(requirement) = requirement(mutant) { dt { "要件" } dd { (requirement) } }
                @if let Some(client) = mutant.client { dt { "お店" } dd { (client.words(mutant.class)) } }
                @if let Some(met) = &mutant.first_met { dt { "会った要求" } dd { (request(met)) " " small { (met.at) } } }
                @if let Some(tests) = tests(mutant) { dt { "テスト" } dd { (tests) } }
                dt { "結果" } dd {
                    (ending(mutant))
                    @if let Some(log) = &mutant.log { "（" a href=(log) { "出力の終わり" } "）" }
                }
                @if let Some(kind) = &mutant.known { dt { "ベースライン" } dd { (known(kind)) } }
                @if let Some(advice) = &mutant.advice { dt { "すること" } dd { (advice) } }
            }
        }
    }
}

fn table(report: &MutationReport, class: MutantClass) -> Markup {
    let of_class = || report.mutants.iter().filter(|mutant| mutant.class == class);
    html! {
        @if of_class().next().is_some() {
            section id=(id(class)) class="panel" {
                h2 { (class.word()) " " span class="count" { (of_class().count()) "件" } }
                p class="quiet" { (class.meaning()) "。" }
                div class="scroll" role="region" tabindex="0" aria-label=(class.word()) {
                    table class="wide" {
                        thead { tr { th { "判定" } th { "変異" } th { "何を変えたか" } th { "最初に会った要求" } th { "テスト" } th { "結果" } th { "要件" } } }
                        tbody {
                            @for verdict in MutantVerdict::ALL {
                                @for mutant in of_verdict(report, verdict).filter(|mutant| mutant.class == class) { (row(mutant)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn row(mutant: &MutantReport) -> Markup {
    html! {
        tr {
            td {
                (badge(mutant.verdict))
                @if let Some(before) = mutant.before { br; small { "前回 " (before.word()) } }
                @if mutant.carried { br; small { "前の報告から" } }
            }
            td class="word" {
                @if mutant.verdict.is_survivor() { a href=(format!("#{}", mutant.name)) { code { (mutant.name) } } }
                @else { code { (mutant.name) } }
            }
            td { (mutant.what) br; small { (strikes(mutant)) } }
            td { (mutant.first_met.as_ref().map_or_else(|| "–".to_owned(), request)) }
            td { (tests(mutant).as_deref().unwrap_or("–")) }
            td class="word" { (ending(mutant)) @if let Some(milliseconds) = mutant.milliseconds { br; small { (seconds(milliseconds)) } } }
            td class="word" { (mutant.requirement.as_deref().unwrap_or("–")) }
        }
    }
}

fn conditions(report: &MutationReport) -> Markup {
    let (run, harness) = (&report.run, &report.harness);
    html! {
        section id="run" class="panel" {
            h2 { "検査の条件" }
            dl class="facts" {
                dt { "コマンド" } dd { (run.program) " " small { "（引数は、パスワードがあるかもしれないので書きません）" } }
                dt { "始めた時刻" } dd { (run.started) "（" (seconds(run.milliseconds)) "）" }
                dt { "変異なしの実行" } dd {
                    (seconds(run.clean.milliseconds)) "、要求 " (run.clean.requests) "件"
                    @for (api, count) in &run.clean.by_api { " · " (api) " " (count) }
                }
                dt { "制限時間" } dd { (seconds(run.timeout_milliseconds)) }
                dt { "同時に" } dd { (run.jobs) }
                @if let Some(key) = &run.key { dt { "鍵" } dd { (key) } }
                dt { "検査の道具" } dd { "kakebarai-conformance " (harness.version) "、要件 " (harness.catalogue) }
            }
            @if !run.settings.is_empty() {
                h3 { "既定と異なるシミュレーターの設定" }
                ul { @for (name, value) in &run.settings { li { code { (name) } " = " code { (value) } } } }
            }
            @if !report.remarks.is_empty() {
                h3 { "お知らせ（判定には使いません）" }
                ul { @for remark in &report.remarks { li { (remark) } } }
            }
        }
    }
}
