//! Buyers: a button for every outcome of the screening, the limit, the stops.

use maud::{Markup, html};
use serde_json::json;

use super::{format::short, format::yen, fragment::Page, language::Language, query::View, terms};
use crate::{
    Delay, books::buyers::Judgement, control::buyers::BuyerView, settings::ScreeningSettings,
};

/// How many are shown.
const MOST: usize = 50;

pub(super) fn show(page: &Page<'_>) -> Option<Markup> {
    let (buyers, all, screening) = {
        let state = page.merchant.as_ref()?.state();
        let fits = |id: &str, name: &str, telephone: &str| {
            page.query
                .sought()
                .is_none_or(|text| [id, name, telephone].iter().any(|part| part.contains(text)))
        };
        let mut buyers: Vec<BuyerView> = state
            .books()
            .buyers()
            .filter(|(id, buyer)| fits(id, &buyer.name, &buyer.telephone))
            .map(|(id, buyer)| BuyerView::of(id, buyer))
            .collect();
        let all = buyers.len();
        // Those still pending want a decision; then the newest.
        buyers.reverse();
        buyers.sort_by_key(|buyer| buyer.judgement != Judgement::Pending);
        buyers.truncate(MOST);
        (buyers, all, state.screening().clone())
    };
    let lang = page.lang;
    Some(html! {
        h1 { (View::Buyers.name(lang)) }
        (next_applications(page, &screening))
        form method="get" action="/" role="search" class="search" {
            input type="hidden" name="view" value="buyers";
            input type="hidden" name="lang" value=(lang.code());
            input type="hidden" name="merchant" value=(page.code);
            label { span { (lang.say("取引先を探す", "Find a buyer")) }
                input type="search" name="q" value=(page.query.sought().unwrap_or("")) placeholder=(lang.say("ID・名前・電話番号", "id, name, telephone")); }
            button type="submit" { (lang.say("検索", "Search")) }
        }
        p class="quiet" { (all) (lang.say(" 件", " found")) @if all > MOST { (lang.say("のうち 50 件を表示。検索で絞り込めます。", ", 50 of them shown.")) } }
        div class="cards" { @for buyer in &buyers { (card(page, buyer, screening.credit_limit)) } }
    })
}

/// What those get who apply from now on.
fn next_applications(page: &Page<'_>, screening: &ScreeningSettings) -> Markup {
    let lang = page.lang;
    html! {
        section class="panel slim" {
            h2 { (lang.say("これから申し込む取引先の結果", "What new applications get")) }
            div class="choices" role="group" aria-label=(lang.say("これから申し込む取引先の結果", "What new applications get")) {
                @for (judgement, _) in Judgement::ALL {
                    button type="button" aria-pressed=(screening.outcome == judgement)
                        data-act=(page.act("PUT", "/screening"))
                        data-body=(json!(ScreeningSettings { outcome: judgement, ..screening.clone() })) { (terms::judgement(lang, judgement)) }
                }
            }
            p class="quiet" { (lang.say("申込みから ", "Decided ")) (length(lang, screening.delay)) (lang.say(" 後に決まります（加盟店の時計）。", " after the application, by the merchant's clock.")) }
        }
    }
}

fn card(page: &Page<'_>, buyer: &BuyerView, usual_limit: u32) -> Markup {
    let lang = page.lang;
    let act = page.act("PATCH", &format!("/buyers/{}", buyer.id));
    let name = |what: &str| format!("{} {what}", buyer.id);
    let toggle = |label: &'static str, on: bool, body: serde_json::Value| {
        html! {
            button type="button" aria-pressed=(on) data-act=(act) data-body=(body) { (label) }
        }
    };
    html! {
        article class="card" id=(format!("buyer-{}", buyer.id)) aria-label=(name(lang.say(&buyer.name, "buyer"))) {
            div class="head" {
                h2 { (buyer.id) }
                @if buyer.may_buy { span class="badge good" { (lang.say("利用可", "may buy")) } } @else { span class="badge bad" { (lang.say("利用不可", "may not buy")) } }
                @if buyer.judgement == Judgement::Pending { span class="badge odd" { (lang.say("審査中", "pending")) } }
            }
            p { (terms::spoken(lang, &buyer.name)) br; span class="quiet" { (buyer.telephone) } }
            div class="choices" role="group" aria-label=(name(lang.say("の審査結果", "outcome"))) {
                @for (judgement, _) in Judgement::ALL {
                    button type="button" aria-pressed=(buyer.judgement == judgement)
                        data-act=(act) data-body=(outcome(judgement, buyer, usual_limit)) { (terms::judgement(lang, judgement)) }
                }
            }
            div class="choices" role="group" aria-label=(name(lang.say("の利用", "use"))) {
                (toggle(lang.say("利用を許可", "usable"), buyer.usable, json!({ "usable": !buyer.usable })))
                (toggle(lang.say("一時停止 G12", "paused G12"), buyer.temporarily_stopped, json!({ "temporarilyStopped": !buyer.temporarily_stopped })))
                (toggle(lang.say("停止 G61", "stopped G61"), buyer.stopped, json!({ "stopped": !buyer.stopped })))
            }
            (meter(page, buyer))
            div class="row" {
                form data-act=(act) {
                    label { span { (lang.say("限度額（円）", "Limit (yen)")) }
                        input type="number" name="creditLimit" min="0" max="20000000" required value=(buyer.credit_limit); }
                    button type="submit" { (lang.say("変更", "Set")) }
                }
                form data-act=(act) {
                    label { span { (lang.say("利用金額（円）", "Used (yen)")) }
                        input type="number" name="usedAmount" min="0" max="20000000" required value=(buyer.used_amount); }
                    button type="submit" { (lang.say("変更", "Set")) }
                }
            }
            p class="quiet" {
                (lang.say("申込み ", "Applied ")) (short(&buyer.applied_at))
                @if let Some(decided) = &buyer.decided_at { (lang.say(" · 決定 ", " · decided ")) (short(decided)) }
            }
        }
    }
}

/// A length of time in its largest whole unit.
fn length(lang: Language, length: Delay) -> String {
    match length {
        Delay::BusinessDays(days) => format!("{days}{}", lang.say("営業日", " business days")),
        Delay::Time(time) => length_of_time(lang, time.as_secs()),
        Delay::Months { months, time } => {
            let months = if months % 12 == 0 {
                format!("{}{}", months / 12, lang.say("年", " y"))
            } else {
                format!("{months}{}", lang.say("か月", " mo"))
            };
            if time.is_zero() {
                months
            } else {
                format!("{months} {}", length_of_time(lang, time.as_secs()))
            }
        }
    }
}

fn length_of_time(lang: Language, seconds: i64) -> String {
    let units = [
        (86_400, "日", " d"),
        (3_600, "時間", " h"),
        (60, "分", " min"),
        (1, "秒", " s"),
    ];
    let whole = units
        .iter()
        .find(|(unit, ..)| seconds > 0 && seconds % unit == 0);
    let (unit, ja, en) = whole.unwrap_or(&units[3]);
    format!("{}{}", seconds / unit, lang.say(ja, en))
}

/// The change that brings a buyer to a status. An accepted buyer without a limit gets the standard one.
fn outcome(judgement: Judgement, buyer: &BuyerView, usual_limit: u32) -> serde_json::Value {
    if judgement.is_accepted() && buyer.credit_limit == 0 {
        json!({ "judgement": judgement, "creditLimit": usual_limit })
    } else {
        json!({ "judgement": judgement })
    }
}

fn meter(page: &Page<'_>, buyer: &BuyerView) -> Markup {
    let lang = page.lang;
    html! {
        p class="usage" {
            meter min="0" max=(buyer.credit_limit.max(1)) value=(buyer.used_amount) aria-label=(lang.say("利用金額", "Used")) {}
            span { (yen(lang, buyer.used_amount)) " / " (yen(lang, buyer.credit_limit)) }
        }
    }
}
