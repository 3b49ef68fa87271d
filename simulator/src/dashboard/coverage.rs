//! Coverage: what has been exercised, and what has not.

use maud::{Markup, html};

use super::{
    fragment::Page,
    language::Language,
    query::{NO_MERCHANT, View},
    terms,
};
use crate::{
    books::buyers::Judgement,
    control::coverage::{CoverageView, ItemView, SectionView},
    vendor::{APIS, messages},
};

pub(super) fn show(page: &Page<'_>) -> Markup {
    let lang = page.lang;
    let settings = &page.app.settings;
    let own = page
        .merchant
        .as_ref()
        .filter(|_| page.query.all.is_none() && page.code != NO_MERCHANT);
    let coverage = match own {
        Some(merchant) => CoverageView::of(merchant.coverage(), settings),
        None => CoverageView::of(&page.app.coverage(), settings),
    };
    let link = page.query.link(View::Coverage, lang);
    let clear = match own {
        Some(_) => page.act("DELETE", "/coverage"),
        None => "DELETE /coverage".to_owned(),
    };
    html! {
        h1 { (View::Coverage.name(lang)) }
        div class="choices" role="group" aria-label=(lang.say("範囲", "Extent")) {
            a class="button" href=(link) aria-current=[own.map(|_| "true")] { (lang.say("この加盟店", "This merchant")) }
            a class="button" href=(format!("{link}&all=1")) aria-current=[own.is_none().then_some("true")] { (lang.say("全加盟店", "All merchants")) }
            button type="button" data-act=(clear) data-confirm=(lang.say("数え直します。よろしいですか。", "Begin to count anew?")) { (lang.say("数え直す", "Begin anew")) }
        }
        div class="sums" {
            (sum(lang.say("エラーコード", "Codes"), &coverage.codes))
            (sum("API", &coverage.apis))
            (sum(lang.say("状態の変化", "State changes"), &coverage.state_changes))
            (sum(lang.say("審査結果", "Outcomes"), &coverage.screening_outcomes))
            (sum(lang.say("障害", "Faults"), &coverage.faults))
        }
        div class="two" {
            (list(lang, "API", &coverage.apis, |item| html! { (item.name) " " (terms::api(lang, item.name)) }))
            (list(lang, lang.say("状態の変化", "State changes"), &coverage.state_changes, |item| html! { (terms::state_change(lang, item.name, item.label)) }))
            (list(lang, lang.say("審査結果（AN070 で答えたもの）", "Outcomes that AN070 told"), &coverage.screening_outcomes, |item| outcome(lang, item)))
            (list(lang, lang.say("障害", "Faults"), &coverage.faults, |item| html! { (terms::fault(lang, item.name)) }))
        }
        section class="panel" {
            h2 { (lang.say("エラーコード", "Codes")) }
            p class="quiet" { (lang.say("色の付いたコードは返されたもの、数字は回数です。", "Those with a number were answered, so many times.")) }
            @for api in &APIS {
                h3 { (api.number) " " (terms::api(lang, api.number)) }
                ul class="codes" {
                    @for item in coverage.codes.items.iter().filter(|item| item.api == Some(api.number)) {
                        li class=[(item.times > 0).then_some("hit")] title=(title(lang, item)) {
                            (item.name) @if item.times > 0 { " " span { "×" (item.times) } }
                        }
                    }
                }
            }
        }
    }
}

fn sum(name: &str, section: &SectionView) -> Markup {
    html! {
        div class="panel sum" {
            p { (name) }
            p class="big" { (section.exercised) small { " / " (section.of) } }
            progress max=(section.of) value=(section.exercised) aria-label=(name) {}
        }
    }
}

/// The message of a code, as a tooltip.
fn title(lang: Language, item: &ItemView) -> &'static str {
    let english = messages::find(item.name).map_or("", |message| message.english_text);
    lang.say(item.label, english)
}

fn outcome(lang: Language, item: &ItemView) -> Markup {
    let judgement = Judgement::ALL.iter().find(|(_, text)| *text == item.name);
    judgement.map_or_else(
        || html! { (item.label) },
        |(judgement, _)| terms::judgement(lang, *judgement),
    )
}

fn list(
    lang: Language,
    name: &str,
    section: &SectionView,
    label: impl Fn(&ItemView) -> Markup,
) -> Markup {
    html! {
        section class="panel" {
            h2 { (name) }
            ul class="ticks" {
                @for item in &section.items {
                    li class=[(item.times > 0).then_some("hit")] {
                        span aria-hidden="true" { (if item.times > 0 { "✓" } else { "–" }) }
                        " " (label(item))
                        " " span class="quiet" { @if item.times > 0 { "×" (item.times) } @else { (lang.say("未実行", "not yet")) } }
                    }
                }
            }
        }
    }
}
