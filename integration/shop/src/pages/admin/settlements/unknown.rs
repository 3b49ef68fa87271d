//! 結果の分からない送信: 確認する, and an operator's decision if that does not help.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};

use super::{HERE, back};
use kakebarai::{
    gateway::Outcome,
    ledger::{Account, Intent, IntentState},
};

use crate::{
    Shop,
    error::PageError,
    extract::{Form, Pairs, Query},
    format,
    forms::{self, Notice},
    pages::{
        admin::{
            detached::run_detached,
            listing::{Column, ListQuery, cell, slim, table},
            orders::about,
            simulator,
        },
        layout,
    },
    visit::Visit,
};

const COLUMNS: [Column; 4] = [
    Column::text("注文番号"),
    Column::text("送信した内容"),
    Column::text("送信日時"),
    Column::text("操作"),
];

/// How many are shown at most.
const SHOWN: usize = 50;

/// The section at the top; empty if all outcomes are known.
pub(super) fn section(
    shop: &Shop,
    visit: &Visit,
    accounts: &[Account],
    unknown: &[Intent],
    query: &ListQuery,
) -> Markup {
    let back = query.back(HERE);
    let rows = html! { @for intent in unknown.iter().take(SHOWN) { (row(shop, visit, accounts, intent, &back)) } };
    html! {
        @if !unknown.is_empty() {
            section.card.attention {
                h2 { "結果の分からない送信" }
                p { "送信しましたが、応答がなかったか、処理されたかどうか分からない応答でした。結果が分かるまで、この注文にはほかの送信ができません。" }
                (table("結果の分からない送信", &COLUMNS, &rows))
                @if unknown.len() > SHOWN { p { (format::count(unknown.len())) "件のうち、古いものから" (SHOWN) "件を示しています。" } }
            }
        }
    }
}

/// 確認する, of one intent; `back` says where it came from.
pub(crate) fn check_button(visit: &Visit, intent: &str, back: &Markup) -> Markup {
    let check = html! {
        input type="hidden" name="intent" value=(intent);
        (back)
        button.button type="submit" { "確認する" }
    };
    forms::form(&visit.form_token, "/admin/kakebarai/check", &check)
}

fn row(shop: &Shop, visit: &Visit, accounts: &[Account], intent: &Intent, back: &Markup) -> Markup {
    let number = &intent.order_number;
    let decide = html! {
        input type="hidden" name="intent" value=(intent.id);
        (back)
        p { "ヤマトクレジットファイナンスに問い合わせて、処理されていたかどうかを選びます。" }
        div.actions {
            button.button type="submit" name="outcome" value="done" { "処理されていた" }
            button.button type="submit" name="outcome" value="not-done" { "処理されていなかった" }
        }
    };
    let actions = html! {
        @if accounts.contains(&intent.account) {
            (check_button(visit, &intent.id, back))
        } @else {
            p { "いまとは別の接続先か加盟店コードで送信されたため、ここからは確認できません。" }
        }
        details.otherwise {
            summary { "確認できないとき" span.unseen { "（注文" (number) "）" } }
            form method="get" action="/admin/kakebarai/decide" { (decide) }
        }
    };
    let link = html! { a href={ "/admin/orders/" (number) } { (number) } };
    let what = html! {
        (intent.request.kind().name())
        @if !intent.error_code.is_empty() { "（応答 " (intent.error_code) "）" }
        (simulator::line(shop, visit, number, Some(intent.request.kind())))
    };
    html! {
        tr role="row" {
            (cell(COLUMNS[0], link))
            (cell(COLUMNS[1], what))
            (slim(COLUMNS[2], format::moment(intent.recorded_at)))
            (cell(COLUMNS[3], actions))
        }
    }
}

/// 確認する: the same is asked again, and the answer tells what became of the first time.
pub(crate) async fn check(
    State(shop): State<Shop>,
    visit: Visit,
    form: Form,
) -> Result<Response, PageError> {
    let id = form.get("intent").to_owned();
    let mut notice = Notice::warning(
        "この送信の結果はもう分かっているか、別の処理が確認しています。一覧で状態を確かめてください。",
    );
    for connection in shop.0.payments.all(&visit.settings) {
        let connection = match connection {
            Ok(connection) => connection,
            Err(why) => {
                notice = Notice::warning(why.to_string());
                continue;
            }
        };
        let of = id.clone();
        // One that was sent by another account is not its own.
        let found = run_detached(async move { connection.gateway.recover_one(&of).await });
        if let Some((intent, outcome)) = found.await?? {
            close(&shop, &intent.order_number).await?;
            notice = result_notice(&intent, &outcome);
            break;
        }
    }
    Ok(visit.redirect_with_notice(&shop, back(form.get("back")), &notice))
}

fn result_notice(intent: &Intent, outcome: &Outcome) -> Notice {
    let number = &intent.order_number;
    let asked = intent.request.kind();
    let text = about(number, &outcome.shown_to_operator(asked));
    if outcome.is_done() {
        Notice::done(text)
    } else {
        Notice::warning(text)
    }
}

/// The customer sees at once what has become of the order.
async fn close(shop: &Shop, number: &str) -> Result<(), PageError> {
    Ok(shop.0.store.close_crashed_order(number).await?)
}

/// Whether it was done, and the words for it.
fn outcome(word: &str) -> Result<(bool, &'static str), PageError> {
    match word {
        "done" => Ok((true, "処理されていた")),
        "not-done" => Ok((false, "処理されていなかった")),
        _ => Err(PageError::NotFound),
    }
}

const DECIDED: &str = "この送信の結果は、もう分かっています。";

/// Asks before an operator's decision is recorded: afterwards it cannot be checked.
pub(crate) async fn ask(
    State(shop): State<Shop>,
    visit: Visit,
    Query(pairs): Query<Pairs>,
) -> Result<Response, PageError> {
    let (_, words) = outcome(pairs.get("outcome"))?;
    let back = back(pairs.get("back"));
    let unknown = shop.0.payments.ledger().unknown_outcomes().await?;
    let id = pairs.get("intent");
    let Some(intent) = unknown.iter().find(|intent| intent.id == id) else {
        return Ok(visit.redirect_with_notice(&shop, back, &Notice::warning(DECIDED)));
    };
    let fields = html! {
        input type="hidden" name="intent" value=(id);
        input type="hidden" name="outcome" value=(pairs.get("outcome"));
        input type="hidden" name="back" value=(back);
        div.actions {
            a.button href=(back) { "記録せずに戻る" }
            button.button.danger type="submit" { "「" (words) "」と記録する" }
        }
    };
    let content = html! {
        section.card {
            dl.properties {
                dt { "注文番号" } dd { (intent.order_number) }
                dt { "送信した内容" } dd { (intent.request.kind().name()) }
                dt { "送信日時" } dd { (format::moment(intent.recorded_at)) }
                dt { "記録する結果" } dd { strong { (words) } }
            }
            p.warning { "お店の記録だけが変わり、元に戻せません。ヤマトクレジットファイナンスに問い合わせて、確かめてから記録してください。" }
            (forms::form(&visit.form_token, "/admin/kakebarai/decide", &fields))
        }
    };
    Ok(layout::admin_page(&visit, "結果の記録の確認", &content).into_response())
}

/// 処理されていた and 処理されていなかった.
pub(crate) async fn decide(
    State(shop): State<Shop>,
    visit: Visit,
    form: Form,
) -> Result<Response, PageError> {
    let (was_done, words) = outcome(form.get("outcome"))?;
    let ledger = shop.0.payments.ledger();
    let id = form.get("intent");
    let unknown = ledger.unknown_outcomes().await?;
    let notice = if ledger.decide(id, was_done).await? {
        if let Some(intent) = unknown.iter().find(|intent| intent.id == id) {
            close(&shop, &intent.order_number).await?;
        }
        Notice::done(format!("「{words}」と記録しました。"))
    } else {
        Notice::warning(DECIDED)
    };
    Ok(visit.redirect_with_notice(&shop, back(form.get("back")), &notice))
}

/// What is known of an intent.
pub(crate) const fn state(state: IntentState) -> (&'static str, &'static str) {
    match state {
        IntentState::Sending => ("badge attention", "送信中"),
        IntentState::Unknown => ("badge attention", "結果不明"),
        IntentState::Done => ("badge good", "完了"),
        IntentState::Refused => ("badge bad", "断られた"),
        IntentState::Unsent => ("badge", "送信できず"),
        _ => ("badge", "担当者が確認"),
    }
}
