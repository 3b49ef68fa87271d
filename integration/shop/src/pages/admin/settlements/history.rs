//! The requests about an order, and their answers.

use maud::{Markup, html};

use super::unknown::state;
use kakebarai::{
    ledger::{Intent, IntentState, Request},
    refusals::Code,
};

use crate::{
    Shop, format,
    pages::admin::{
        listing::{cell, slim, table},
        simulator,
    },
    visit::Visit,
};

const COLUMNS: [&str; 5] = [
    "送信日時",
    "送信した内容",
    "結果",
    "応答日時",
    "エラーコード",
];

/// The history of an order, the newest last.
pub(crate) fn history(shop: &Shop, visit: &Visit, intents: &[Intent]) -> Markup {
    let rows = html! { @for intent in intents { (row(shop, visit, intent)) } };
    html! {
        section.card {
            h2 { "クロネコ掛け払いへの送信の履歴" }
            (simulator::other_clock(shop, visit))
            @if intents.is_empty() { p { "まだ何も送信していません。" } } @else {
                (table("クロネコ掛け払いへの送信の履歴", &COLUMNS, &rows))
            }
        }
    }
}

fn row(shop: &Shop, visit: &Visit, intent: &Intent) -> Markup {
    let (class, words) = state(intent.state);
    let what = html! {
        (intent.request.kind().name())
        @match &intent.request {
            Request::Register(payment) => { br; small { (format::yen(i64::from(payment.price) + i64::from(payment.tax))) "（取引先ID " (payment.buyer_id) "）" } }
            Request::Ship { slip_number } | Request::CancelShipment { slip_number } => { br; small { "送り状番号 " (slip_number) } }
            _ => {}
        }
        (simulator::line(shop, visit, &intent.order_number, Some(intent.request.kind())))
    };
    let outcome = html! {
        span class=(class) { (words) }
        @if intent.unanswered > 0 { br; small { "応答なし " (intent.unanswered) "回" } }
    };
    let is_answered = matches!(
        intent.state,
        IntentState::Done | IntentState::Refused | IntentState::Decided
    );
    let when = if is_answered {
        format::second(intent.changed_at)
    } else {
        "―".to_owned()
    };
    let code = html! {
        @if intent.error_code.is_empty() { "―" } @else {
            strong { (intent.error_code) }
            br; small { (Code::new(&intent.error_code).operator_message()) }
        }
    };
    html! {
        tr role="row" {
            (slim(COLUMNS[0], format::second(intent.recorded_at)))
            (cell(COLUMNS[1], what))
            (cell(COLUMNS[2], outcome))
            (slim(COLUMNS[3], when))
            (cell(COLUMNS[4], code))
        }
    }
}
