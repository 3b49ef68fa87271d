//! The circumstances of the judgement, so that it can be repeated.

use maud::{Markup, html};

use crate::{
    judging::report::{Mode, Report},
    reports::wording::{BASIS, level, seconds},
    requirements::Basis,
};

pub(super) fn show(report: &Report) -> Markup {
    html! {
        section id="run" class="panel" {
            h2 { "検査の条件" }
            (facts(report))
            @if !report.run.settings.is_empty() {
                h3 { "既定と異なるシミュレーターの設定" }
                ul { @for (name, value) in &report.run.settings { li { code { (name) } " = " code { (value) } } } }
            }
            @if !report.remarks.is_empty() {
                h3 { "お知らせ（判定には使いません）" }
                ul { @for remark in &report.remarks { li { (remark) } } }
            }
            (legend())
        }
    }
}

fn facts(report: &Report) -> Markup {
    let (run, harness, traffic) = (&report.run, &report.harness, &report.traffic);
    let confirmed = report
        .requirements
        .iter()
        .filter(|one| one.confirmed.is_some())
        .count();
    let on = |is_on: bool| if is_on { "はい" } else { "いいえ" };
    html! {
        dl class="facts" {
            dt { "コマンド" } dd { pre { (run.command) } }
            dt { "始めた時刻" } dd { (run.started) "（" (seconds(run.milliseconds)) "）" }
            @if run.mode == Mode::Active { dt { "シナリオ" } dd { "予定 " (run.planned) "、実施 " (run.judged) } }
            @else { dt { "加盟店" } dd { (run.judged) } }
            dt { "プロファイル" } dd { (run.profile) @if let Some(reason) = &run.profile_reason { "（" (reason) "）" } }
            @if run.asked_level > 0 { dt { "求めたレベル" } dd { (level(run.asked_level)) } }
            dt { "推奨も必須とする" } dd { (on(run.strict)) }
            dt { "時間のかかる確認" } dd { (on(run.slow)) }
            dt { "通信" }
            dd {
                (traffic.requests) "件"
                @for (api, count) in &traffic.by_api { " · " (api) " " (count) }
                @if traffic.strays > 0 { " · どの加盟店のものでもない要求 " (traffic.strays) }
            }
            dt { "検査の道具" } dd { "kakebarai-conformance " (harness.version) }
            dt { "要件" } dd { (harness.catalogue) }
            dt { "SHA-256" } dd { code { (harness.sha256) } }
            @if confirmed > 0 { dt { "較正" } dd { (confirmed) "件の要件の根拠が、提供元で確認済み（それぞれの根拠に示します）" } }
            dt { "推移を見る数" } dd { "必須の合格 " (report.ratio.passed) "/" (report.ratio.of) "（合格・不合格・未実施のうち）" }
        }
    }
}

/// The legend of the page.
fn legend() -> Markup {
    html! {
        details {
            summary { "言葉の意味" }
            dl class="facts" {
                dt { "✓ 合格" } dd { "少なくとも1度守られ、1度も破られていない" }
                dt { "✗ 不合格" } dd { "破られた。必須なら、そのレベルに届かない" }
                dt { "！ エラー" } dd { "検査の道具かアダプターの都合で判定できない。必須なら、そのレベルに届かない" }
                dt { "？ 要確認" } dd { "人が確かめる必要がある。レベルには影響しない" }
                dt { "－ 未実施" } dd { "確かめる通信がなかった。必須なら、そのレベルに届かない" }
                dt { "／ 対象外" } dd { "プロファイルが除いたか、扱えないと宣言されている" }
                dt { "レベル" } dd { "そのレベルまでの必須が、すべて合格・要確認・対象外なら届く。割合では決めない" }
                dt { "根拠" } dd { @for basis in BASIS { p { (basis.letter()) " " (basis.words()) } } p { (Basis::NONE.0) " " (Basis::NONE.1) } }
            }
        }
    }
}
