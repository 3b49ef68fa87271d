//! The coverage of the provider: codes, states, outcomes, faults, by the simulator's own count.

use maud::{Markup, html};
use serde::Deserialize;
use serde_json::Value;

use crate::judging::requests::name_of;

/// The simulator's counts.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CoverageShown {
    codes: CoverageSection,
    apis: CoverageSection,
    state_changes: CoverageSection,
    screening_outcomes: CoverageSection,
    faults: CoverageSection,
}

/// One kind of counts.
#[derive(Deserialize)]
struct CoverageSection {
    exercised: usize,
    of: usize,
    items: Vec<CoverageItem>,
}

/// One count.
#[derive(Deserialize)]
struct CoverageItem {
    name: String,
    #[serde(default)]
    label: String,
    api: Option<String>,
    times: u64,
    accepted: Option<u64>,
    refused: Option<u64>,
}

pub(super) fn show(coverage: &Value) -> Markup {
    html! {
        section id="coverage" class="panel" {
            h2 { "網羅：この検査で出会ったもの" }
            @match CoverageShown::deserialize(coverage) {
                Ok(coverage) => (figures(&coverage)),
                Err(_) => p { "網羅の記録はありません。" },
            }
        }
    }
}

fn figures(coverage: &CoverageShown) -> Markup {
    let sections = [
        ("API", &coverage.apis),
        ("状態の変化", &coverage.state_changes),
        ("審査結果", &coverage.screening_outcomes),
        ("障害", &coverage.faults),
        ("エラーコード", &coverage.codes),
    ];
    html! {
        p class="quiet" { "シミュレーターが数えたものです。✓ は出会ったもの、－ は出会わなかったもの。判定には使いません。" }
        dl class="sums" {
            @for (name, section) in sections {
                div { dt { (name) } dd { (section.exercised) small { " / " (section.of) } } }
            }
        }
        @for (name, section) in &sections[..4] {
            details {
                summary { (name) "（" (section.exercised) "/" (section.of) "）" }
                ul class="ticks" { @for item in &section.items { (tick(item)) } }
            }
        }
        details {
            summary { "エラーコード（" (coverage.codes.exercised) "/" (coverage.codes.of) "）" }
            (codes(&coverage.codes))
        }
    }
}

fn tick(item: &CoverageItem) -> Markup {
    let label = if item.label.is_empty() {
        &item.name
    } else {
        &item.label
    };
    html! {
        li class=[(item.times > 0).then_some("hit")] {
            span { @if item.times > 0 { "✓" } @else { "－" } } " " (label)
            @if item.times > 0 { " " small { (item.times) "回" } }
            @if let (Some(accepted), Some(refused)) = (item.accepted, item.refused) && item.times > 0 {
                " " small { "（受付 " (accepted) "、断り " (refused) "）" }
            }
        }
    }
}

/// By API, in the provider's order.
fn codes(section: &CoverageSection) -> Markup {
    let mut apis: Vec<&str> = Vec::new();
    for item in &section.items {
        let api = item.api.as_deref().unwrap_or_default();
        if !apis.contains(&api) {
            apis.push(api);
        }
    }
    html! {
        @for api in apis {
            @let of_api: Vec<_> = section.items.iter().filter(|item| item.api.as_deref().unwrap_or_default() == api).collect();
            @let met = of_api.iter().filter(|item| item.times > 0).count();
            h3 { (api) " " (name_of(api)) " " small { (met) "/" (of_api.len()) } }
            ul class="codes" {
                @for item in of_api {
                    li class=[(item.times > 0).then_some("hit")] title=(item.label) {
                        @if item.times > 0 { "✓ " } (item.name) @if item.times > 0 { " ×" (item.times) }
                    }
                }
            }
        }
    }
}
