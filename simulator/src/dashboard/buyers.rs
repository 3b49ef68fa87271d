//! Buyers: a button for every outcome of the screening, the limit, the stops.

use maud::{Markup, html};
use serde_json::json;

use super::{
    format::yen,
    format::{encoded, short},
    fragment::Page,
    language::Language,
    query::View,
    screening, terms,
};
use crate::{books::buyers::Judgement, control::buyers::BuyerView};

/// The most buyers shown.
const MOST: usize = 50;

pub(super) fn show(page: &Page<'_>) -> Option<Markup> {
    let (buyers, all, settings) = {
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
        // Pending ones first, which need a decision; then the newest.
        buyers.reverse();
        buyers.sort_by_key(|buyer| buyer.judgement != Judgement::Pending);
        buyers.truncate(MOST);
        (buyers, all, state.screening().clone())
    };
    let lang = page.lang;
    Some(html! {
        h1 { (View::Buyers.name(lang)) }
        (screening::show(page, &settings))
        (addition(page))
        form method="get" action="/" role="search" class="search" {
            input type="hidden" name="view" value="buyers";
            input type="hidden" name="lang" value=(lang.code());
            input type="hidden" name="merchant" value=(page.code);
            label { span { (lang.say("取引先を探す", "Find a buyer")) }
                input type="search" name="q" value=(page.query.sought().unwrap_or("")) placeholder=(lang.say("ID・名前・電話番号", "id, name, telephone")); }
            button type="submit" { (lang.say("検索", "Search")) }
        }
        @if buyers.is_empty() && page.query.sought().is_some() {
            p class="panel empty" { (lang.say("条件に合う取引先は見つかりません。", "No buyer is like that.")) }
        }
        p class="quiet" { (all) (lang.say(" 件", " found")) @if all > MOST { (lang.say("のうち 50 件を表示。検索で絞り込めます。", ", 50 of them shown.")) } }
        div class="cards" { @for buyer in &buyers { (card(page, buyer, settings.credit_limit)) } }
    })
}

/// A buyer that is added from outside, as if it had been screened long ago.
fn addition(page: &Page<'_>) -> Markup {
    let lang = page.lang;
    html! {
        section class="panel slim" id="addition" {
            details {
                summary { (lang.say("取引先を加える", "Add a buyer")) }
                form class="row" data-act=(page.act("POST", "/buyers")) {
                    label { span { (lang.say("取引先ID", "Buyer id")) } input type="text" name="id" required maxlength="20" autocomplete="off"
                        data-hint=(lang.say("20文字以内の半角英数字とハイフンで入力してください。", "Letters, digits and hyphens, at most twenty.")); }
                    label { span { (lang.say("取引先名", "Name")) } input type="text" name="name" required maxlength="100"; }
                    label { span { (lang.say("電話番号", "Telephone")) } input type="tel" name="telephone" required placeholder="03-0000-0000"
                        data-hint=(lang.say("10桁か11桁の数字（間にハイフン2つまで）で入力してください。", "Ten or eleven digits, with up to two hyphens between them.")); }
                    label { span { (lang.say("審査結果", "Outcome")) } select name="judgement" {
                        @for (judgement, text) in Judgement::ALL {
                            option value=(text) lang=[(lang == Language::En).then_some("ja")] selected[judgement == Judgement::Accepted] { (text) }
                        }
                    } }
                    label { span { (lang.say("与信限度額（円）", "Limit (yen)")) } input type="number" name="creditLimit" min="0" max="20000000" value="600000"; }
                    button type="submit" class="main" { (lang.say("加える", "Add")) }
                }
            }
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
            p class="links" {
                a href={ (page.query.link(View::Requests, lang)) "&about=%22" (encoded(&buyer.id)) "%22" } { (lang.say("この取引先のリクエスト", "Its requests")) }
                @if let Some(shop) = page.of_the_shop("buyers", &buyer.id) { " · " a href=(shop) { (lang.say("お店の管理画面で見る", "In the shop")) } }
            }
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
                    label { span { (lang.say("与信限度額（円）", "Limit (yen)")) }
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
