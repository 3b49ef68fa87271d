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
        listing::{Column, cell, slim, table},
        simulator,
    },
    visit::Visit,
};

const COLUMNS: [Column; 6] = [
    Column::text("送信日時"),
    Column::text("送信した内容"),
    Column::text("送信した人"),
    Column::text("結果"),
    Column::text("応答日時"),
    Column::text("エラーコード"),
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

/// Who has caused a request: customers order, everything else is done by operators. Repetitions after a lost answer belong to it.
const fn who(request: &Request) -> &'static str {
    if matches!(request, Request::Register(_)) {
        "お客様"
    } else {
        "担当者"
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
            (slim(COLUMNS[2], who(&intent.request)))
            (cell(COLUMNS[3], outcome))
            (slim(COLUMNS[4], when))
            (cell(COLUMNS[5], code))
        }
    }
}
