//! 結果の分からない送信: 確認する, and what an operator decides where that does not help.

use axum::{extract::State, response::Response};
use maud::{Markup, html};

use super::{HERE, asked};
use crate::{
    addon::{
        gateway::Fate,
        ledger::{Account, Intent, IntentState},
    },
    shop::{
        Shop,
        forms::{self, Notice},
        pages::{
            admin::{
                asking::to_the_end,
                listing::{cell, slim, table},
            },
            error::PageError,
            wording,
        },
        visit::{Form, Visit},
    },
};

const COLUMNS: [&str; 4] = ["注文番号", "送信した内容", "送信日時", "操作"];

/// At most so many are shown at once.
const SHOWN: usize = 50;

/// The section at the top; nothing where all outcomes are known.
pub(super) fn section(visit: &Visit, account: &Account, unknown: &[Intent]) -> Markup {
    let rows =
        html! { @for intent in unknown.iter().take(SHOWN) { (row(visit, account, intent)) } };
    html! {
        @if !unknown.is_empty() {
            section.card.attention {
                h2 { "結果の分からない送信" }
                p { "送信しましたが、応答がありませんでした。クロネコ掛け払いで処理された可能性があるため、結果が分かるまで、この注文にはほかの送信ができません。" }
                (table("結果の分からない送信", &COLUMNS, &rows))
                @if unknown.len() > SHOWN { p { (unknown.len()) "件のうち、古いものから" (SHOWN) "件を示しています。" } }
            }
        }
    }
}

fn row(visit: &Visit, account: &Account, intent: &Intent) -> Markup {
    let number = &intent.order_number;
    let check = html! {
        input type="hidden" name="intent" value=(intent.id);
        button.button type="submit" { "確認する" }
    };
    let decide = html! {
        input type="hidden" name="intent" value=(intent.id);
        p { "ヤマトクレジットファイナンスに問い合わせて、処理されていたかどうかを選びます。お店の記録だけが変わります。" }
        div.actions {
            button.button type="submit" name="outcome" value="done" { "処理されていた" }
            button.button type="submit" name="outcome" value="not-done" { "処理されていなかった" }
        }
    };
    let actions = html! {
        @if intent.account == *account {
            (forms::form(visit, "/admin/kakebarai/check", &check))
        } @else {
            p { "いまとは別の接続先か加盟店コードで送信されたため、ここからは確認できません。" }
        }
        details.otherwise {
            summary { "確認できないとき" span.unseen { "（注文" (number) "）" } }
            (forms::form(visit, "/admin/kakebarai/decide", &decide))
        }
    };
    let link = html! { a href={ "/admin/orders/" (number) } { (number) } };
    html! {
        tr role="row" {
            (cell(COLUMNS[0], link))
            (cell(COLUMNS[1], asked(&intent.request).name()))
            (slim(COLUMNS[2], wording::moment(intent.recorded_at)))
            (cell(COLUMNS[3], actions))
        }
    }
}

/// 確認する: the same is asked again, and the answer tells what became of the first time.
pub(in crate::shop::pages::admin) async fn check(
    State(shop): State<Shop>,
    visit: Visit,
    form: Form,
) -> Result<Response, PageError> {
    let id = form.get("intent").to_owned();
    let notice = match shop.0.payments.connect(&visit.settings) {
        Err(why) => Notice::warning(why.to_string()),
        Ok(connection) => {
            let found = to_the_end(async move { connection.gateway.recover_one(&id).await });
            match found.await?? {
                None => Notice::warning(
                    "この送信の結果はもう分かっているか、別の処理が確認しています。一覧で状態を確かめてください。",
                ),
                Some((intent, fate)) => said(&intent, &fate),
            }
        }
    };
    Ok(visit.go_and_say(&shop, HERE, &notice))
}

fn said(intent: &Intent, fate: &Fate) -> Notice {
    let number = &intent.order_number;
    let asked = asked(&intent.request);
    let text = format!("注文{number}：{}", fate.shown_to_operator(asked));
    if fate.is_done() {
        Notice::done(text)
    } else {
        Notice::warning(text)
    }
}

/// 処理されていた and 処理されていなかった.
pub(in crate::shop::pages::admin) async fn decide(
    State(shop): State<Shop>,
    visit: Visit,
    form: Form,
) -> Result<Response, PageError> {
    let (was_done, words) = match form.get("outcome") {
        "done" => (true, "処理されていた"),
        "not-done" => (false, "処理されていなかった"),
        _ => return Err(PageError::NotFound),
    };
    let ledger = shop.0.payments.ledger();
    let notice = if ledger.decide(form.get("intent"), was_done).await? {
        Notice::done(format!("「{words}」と記録しました。"))
    } else {
        Notice::warning("この送信の結果は、もう分かっています。")
    };
    Ok(visit.go_and_say(&shop, HERE, &notice))
}

/// What is known of an intent.
pub(super) const fn state(state: IntentState) -> (&'static str, &'static str) {
    match state {
        IntentState::Sending => ("badge attention", "送信中"),
        IntentState::Unknown => ("badge attention", "結果不明"),
        IntentState::Done => ("badge good", "完了"),
        IntentState::Refused => ("badge bad", "断られた"),
        IntentState::Unsent => ("badge", "送信できず"),
        IntentState::Decided => ("badge", "担当者が確認"),
    }
}
