//! 銀行振込: 入金済み and 注文取消.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};

use super::{HERE, order};
use crate::{
    Shop,
    error::PageError,
    extract::Path,
    format,
    forms::{self, Notice},
    pages::layout,
    store::{OrderStatus, PlacedOrder},
    visit::Visit,
};

/// Whether an operator may say that the money has come.
pub(super) fn may_be_paid(order: &PlacedOrder) -> bool {
    order.standing == OrderStatus::AwaitsTransfer
}

/// Whether an operator may cancel an order.
pub(super) fn may_be_cancelled(order: &PlacedOrder) -> bool {
    order.slip_number.is_empty()
        && matches!(
            order.standing,
            OrderStatus::AwaitsTransfer | OrderStatus::Paid
        )
}

/// Asks before an order is said to be paid: nothing takes it back.
pub(crate) async fn ask_to_pay(
    State(shop): State<Shop>,
    visit: Visit,
    Path(number): Path,
) -> Result<Response, PageError> {
    let order = order(&shop, &number).await?;
    let here = format!("{HERE}/{number}");
    if !may_be_paid(&order) {
        return Ok(visit.go_and_say(&shop, &here, &Notice::warning(NOT_AWAITED)));
    }
    let buttons = html! {
        div.actions {
            a.button href=(here) { "入金済みにせずに戻る" }
            button.button.primary type="submit" { "入金済みにする" }
        }
    };
    let content = html! {
        section.card {
            (facts(&order))
            p { "ご入金を確認してから押してください。入金待ちには戻せません。" }
            (forms::form(&visit.form_token, &format!("{here}/paid"), &buttons))
        }
    };
    Ok(layout::admin_page(&visit, "入金の確認", &content).into_response())
}

/// The order that a question is about.
fn facts(order: &PlacedOrder) -> Markup {
    html! {
        dl.facts {
            dt { "注文番号" } dd { (order.number) }
            dt { "お届け先" } dd { (order.contents.recipient.name) }
            dt { "合計" } dd { (format::yen(order.total)) }
            dt { "状態" } dd { (super::standing(order.standing, order.payment)) }
        }
    }
}

const NOT_AWAITED: &str = "この注文は、入金待ちではありません。";

/// 入金済みにする.
pub(crate) async fn pay(
    State(shop): State<Shop>,
    visit: Visit,
    Path(number): Path,
) -> Result<Response, PageError> {
    let order = order(&shop, &number).await?;
    let notice = if shop.0.store.mark_paid(&order.number).await? {
        Notice::done("入金済みにしました。")
    } else {
        Notice::warning(NOT_AWAITED)
    };
    Ok(visit.go_and_say(&shop, &format!("{HERE}/{number}"), &notice))
}

const NOT_NOW: &str =
    "この注文は、取り消せません。出荷情報があるときは、先に配送管理で削除してください。";

/// Asks before an order is cancelled.
pub(crate) async fn ask(
    State(shop): State<Shop>,
    visit: Visit,
    Path(number): Path,
) -> Result<Response, PageError> {
    let order = order(&shop, &number).await?;
    let here = format!("{HERE}/{number}");
    if !may_be_cancelled(&order) {
        return Ok(visit.go_and_say(&shop, &here, &Notice::warning(NOT_NOW)));
    }
    let buttons = html! {
        div.actions {
            a.button href=(here) { "取り消さずに戻る" }
            button.button.danger type="submit" { "注文を取り消す" }
        }
    };
    let content = html! {
        section.card {
            (facts(&order))
            p.warning {
                "取り消した注文は、元に戻せません。"
                @if order.standing == OrderStatus::Paid { "入金済みのため、ご返金の手続きを別に行ってください。" }
            }
            (forms::form(&visit.form_token, &format!("{here}/cancel"), &buttons))
        }
    };
    Ok(layout::admin_page(&visit, "注文取消の確認", &content).into_response())
}

/// 注文を取り消す.
pub(crate) async fn cancel(
    State(shop): State<Shop>,
    visit: Visit,
    Path(number): Path,
) -> Result<Response, PageError> {
    let order = order(&shop, &number).await?;
    let notice = if shop.0.store.cancel_transfer(&order.number).await? {
        Notice::done("注文を取り消しました。")
    } else {
        Notice::warning(NOT_NOW)
    };
    Ok(visit.go_and_say(&shop, &format!("{HERE}/{number}"), &notice))
}
