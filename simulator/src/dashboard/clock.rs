//! The clock: advances it by an hour, a day, to the month's end; shows what fell due, and what is scheduled.

use jiff::{ToSpan as _, civil::DateTime};
use maud::{Markup, html};
use serde_json::json;

use super::{format::short, format::yen, fragment::Page, language::Language, query::View, terms};
use crate::{
    books::{
        agenda::Due,
        change::{Cause, Change},
        time::day_of_payment,
    },
    clock::in_japan,
};

/// The most past events shown, and the most scheduled ones.
const MOST: usize = 50;

pub(super) fn show(page: &Page<'_>) -> Option<Markup> {
    let (now, frozen, happened, to_come) = {
        let state = page.merchant.as_ref()?.state();
        let now = state.clock().now();
        let mut happened: Vec<(DateTime, Change)> = state
            .timeline()
            .from(1)
            .filter(|recorded| recorded.cause == Cause::Clock)
            .map(|recorded| (recorded.at, recorded.change.clone()))
            .collect();
        happened.reverse();
        happened.truncate(MOST);
        let to_come: Vec<(DateTime, Due, Option<String>)> = state
            .books()
            .to_come()
            .take(MOST)
            .map(|(at, due, name)| (at, *due, name.map(Into::into)))
            .collect();
        (now, state.clock().is_frozen(), happened, to_come)
    };
    let lang = page.lang;
    let advance = |by: &str| json!({ "by": by });
    let set = |to: DateTime| json!({ "now": to.strftime("%Y-%m-%dT%H:%M:%S").to_string() });
    let go = page.act("POST", "/clock/advance");
    let jump = page.act("POST", "/clock/set");
    let payment = day_of_payment(now.date()).at(0, 0, 0, 0);
    Some(html! {
        h1 { (View::Clock.name(lang)) }
        section class="panel" {
            p class="big" { time data-from=[(!frozen).then(|| in_japan(now))] { (short(&in_japan(now))) } " " span class="tag" { (if frozen { lang.say("停止中", "frozen") } else { lang.say("進行中", "running") }) } }
            div class="choices" role="group" aria-label=(lang.say("時計を進める", "Advance")) {
                button type="button" class="main" data-act=(go) data-body=(advance("1 hour")) { (lang.say("1時間進める", "+1 hour")) }
                button type="button" class="main" data-act=(go) data-body=(advance("1 day")) { (lang.say("1日進める", "+1 day")) }
                button type="button" class="main" data-act=(jump) data-body=(set(end_of_month(now))) { (lang.say("月末まで進める", "To the month's end")) }
                button type="button" data-act=(jump) data-body=(set(payment)) { (lang.say("翌々月5日（支払日）まで", "To the 5th after next month (payment)")) }
                @if frozen {
                    button type="button" data-act=(page.act("POST", "/clock/run")) { (lang.say("動かす", "Run")) }
                } @else {
                    button type="button" data-act=(page.act("POST", "/clock/freeze")) { (lang.say("止める", "Freeze")) }
                }
            }
            form data-act=(go) class="row" {
                label { span { (lang.say("好きなだけ進める", "Advance by")) } input type="text" name="by" required placeholder=(lang.say("61日", "61 days")) data-hint=[(lang == Language::En).then_some("Enter it like “61 days”, “1 month” or “2 hours”; at most ten years.")]; }
                button type="submit" { (lang.say("進める", "Advance")) }
            }
            p class="quiet" { (lang.say("時計は加盟店ごとで、日本時間です。戻すことはできません（加盟店の初期化で初めに戻ります）。", "Each merchant has its own clock, in Japan time. It never goes back; a reset of the merchant begins anew.")) }
        }
        div class="two" {
            section class="panel" {
                h2 { (lang.say("起きたこと", "What fell due")) }
                @if happened.is_empty() { p class="quiet" { (lang.say("まだありません。", "Nothing yet.")) } }
                ol class="events" { @for (at, change) in &happened { li { time { (short(&in_japan(*at))) } " " (happened_text(lang, change)) } } }
            }
            section class="panel" {
                h2 { (lang.say("これから起きること", "What is to come")) }
                @if to_come.is_empty() { p class="quiet" { (lang.say("予定はありません。", "Nothing is due.")) } }
                ol class="events" { @for (at, due, name) in &to_come { li { time { (short(&in_japan(*at))) } " " (to_come_text(lang, due, name.as_deref())) } } }
            }
        }
    })
}

/// Returns the last second of the month; in that second, the last of the next month.
fn end_of_month(now: DateTime) -> DateTime {
    let end = |at: DateTime| at.date().last_of_month().at(23, 59, 59, 0);
    if now < end(now) {
        end(now)
    } else {
        end(now.saturating_add(1.day()))
    }
}

fn happened_text(lang: Language, change: &Change) -> Markup {
    html! {
        @match change {
            Change::BuyerScreened { buyer, decision } => {
                (lang.say("取引先", "Buyer")) " " (buyer) (lang.say("：", ": ")) (terms::judgement(lang, decision.judgement))
                (lang.say("（", ", ")) (yen(lang, decision.credit_limit)) (lang.say("）", ""))
            }
            Change::ShipmentConfirmed { order, .. } => { (confirmed(lang, order)) }
            Change::InvoicesPaid { due } => { (lang.say("取引先が支払いました", "The buyers paid")) (lang.say("（", " (")) (due) (lang.say("）", ")")) }
            _ => {}
        }
    }
}

fn to_come_text(lang: Language, due: &Due, name: Option<&str>) -> Markup {
    let name = name.unwrap_or("");
    html! {
        @match due {
            Due::Screening { decision, .. } => {
                (lang.say("審査 取引先", "Screening of buyer")) " " (name) (lang.say("：", ": ")) (terms::judgement(lang, decision.judgement))
            }
            Due::Confirmation { .. } => { (confirmed(lang, name)) }
            Due::Invoices { .. } => { (lang.say("取引先の支払い", "The buyers pay")) }
        }
    }
}

fn confirmed(lang: Language, order: &str) -> Markup {
    html! { (lang.say("注文", "Order")) " " (terms::spoken(lang, order)) (lang.say("：出荷確定", ": shipment confirmed")) }
}
