//! 銀行振込: 入金済み and 注文取消.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};

use super::{HERE, order, words};
use crate::{
    Shop,
    error::PageError,
    extract::Path,
    format,
    forms::Notice,
    pages::admin::question::{Answers, Question},
    store::{OrderStatus, PlacedOrder},
    visit::Visit,
};

/// Whether an operator may say that the money has come.
pub(super) fn may_be_paid(order: &PlacedOrder) -> bool {
    order.status == OrderStatus::AwaitsTransfer
}

/// Whether an operator may cancel an order.
pub(super) fn may_be_cancelled(order: &PlacedOrder) -> bool {
    order.slip_number.is_empty()
        && matches!(
            order.status,
            OrderStatus::AwaitsTransfer | OrderStatus::Paid
        )
}

/// Asks before an order is marked as paid: that cannot be undone.
pub(crate) async fn ask_to_pay(
    State(shop): State<Shop>,
    visit: Visit,
    Path(number): Path,
) -> Result<Response, PageError> {
    let order = order(&shop, &number).await?;
    let here = format!("{HERE}/{number}");
    if !may_be_paid(&order) {
        return Ok(visit.redirect_with_notice(&shop, &here, &Notice::warning(NOT_AWAITED)));
    }
    let question = Question {
        title: "入金の確認",
        details: &details(&order),
        warning: "ご入金を確認してから押してください。入金待ちには戻せません。",
        action: &format!("{here}/paid"),
        back: &here,
    };
    let answers = Answers {
        no: "入金済みにせずに戻る",
        yes: "入金済みにする",
        is_loss: false,
        fields: &[],
    };
    Ok(question.page_with(&visit, &answers).into_response())
}

/// The order that a question is about.
fn details(order: &PlacedOrder) -> [(&'static str, String); 4] {
    let (_, status) = words(order.status, order.payment);
    [
        ("注文番号", order.number.clone()),
        ("お届け先", order.contents.recipient.name.clone()),
        ("合計", format::yen(order.total)),
        ("状態", status.to_owned()),
    ]
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
    Ok(visit.redirect_with_notice(&shop, &format!("{HERE}/{number}"), &notice))
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
        return Ok(visit.redirect_with_notice(&shop, &here, &Notice::warning(NOT_NOW)));
    }
    let mut warning = "取り消した注文は、元に戻せません。".to_owned();
    if order.contents.part_payments().next().is_some() {
        warning.push_str("ギフト券とポイントは、自動で残高に戻ります。");
    }
    if order.status == OrderStatus::Paid && order.total > 0 {
        warning.push_str("入金済みのため、ご返金の手続きを別に行ってください。");
    }
    let question = Question {
        title: "注文取消の確認",
        details: &details(&order),
        warning: &warning,
        action: &format!("{here}/cancel"),
        back: &here,
    };
    let answers = Answers {
        no: "取り消さずに戻る",
        yes: "注文を取り消す",
        is_loss: true,
        fields: &[],
    };
    Ok(question.page_with(&visit, &answers).into_response())
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
    Ok(visit.redirect_with_notice(&shop, &format!("{HERE}/{number}"), &notice))
}
