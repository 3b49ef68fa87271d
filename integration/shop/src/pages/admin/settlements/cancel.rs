//! 決済取消 of one order from its menu, or of those that were ticked, with a result for each.

use std::sync::Arc;

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};

use super::{HERE, back, list, status};
use kakebarai::{
    gateway::{NotSent, Outcome, RequestKind},
    ledger::{OrderRecord, Status},
};

use crate::{
    NotConnected, Shop,
    error::PageError,
    extract::{Form, Pairs, Query},
    format::yen,
    forms::{self, Notice},
    pages::{
        admin::{
            detached::run_detached,
            listing::{Column, ListQuery, ROWS, cell, table, title},
            orders::about,
        },
        layout,
    },
    payments::Connection,
    redirection::redirect,
    visit::Visit,
};

type Asking = (String, Result<Cancelled, NotSent>);

/// What became of a cancellation.
enum Cancelled {
    Asked(Outcome),
    /// It had been cancelled before: a form that is sent once more finds it so.
    Before,
}

/// What is to be cancelled, as an address or a form says it, and where it came from.
struct CancelSelection {
    orders: Vec<String>,
    back: String,
}

impl CancelSelection {
    fn of<'a>(one: &str, ticked: impl Iterator<Item = &'a str>, back_to: &str) -> Self {
        let orders = if one.is_empty() {
            let ticked = ticked.take(usize::try_from(ROWS).unwrap_or(50));
            ticked.map(str::to_owned).collect()
        } else {
            vec![one.to_owned()]
        };
        Self {
            orders,
            back: back(back_to).to_owned(),
        }
    }
}

const COLUMNS: [Column; 4] = [
    Column::text("注文番号"),
    Column::text("取引先ID"),
    Column::number("請求額"),
    Column::text("取引状況"),
];

/// Asks before anything is cancelled: it cannot be taken back.
pub(crate) async fn ask(
    State(shop): State<Shop>,
    visit: Visit,
    Query(pairs): Query<Pairs>,
) -> Result<Response, PageError> {
    let back_to = pairs.get("back");
    let chosen = CancelSelection::of(pairs.get("one"), pairs.all("order"), back_to);
    if chosen.orders.is_empty() {
        // A visitor who opens the address of the results has chosen nothing.
        if back_to.is_empty() {
            return Ok(redirect(HERE));
        }
        let notice = Notice::warning("注文を選んでください。");
        return Ok(visit.redirect_with_notice(&shop, &chosen.back, &notice));
    }
    let ledger = shop.0.payments.ledger();
    let mut orders = Vec::new();
    for number in &chosen.orders {
        let order = ledger.order(number).await?;
        orders.push(order.ok_or(PageError::NotFound)?);
    }
    let (registered, others): (Vec<_>, Vec<_>) = orders
        .into_iter()
        .partition(|order| order.status == Status::Registered);
    let (shipped, orders): (Vec<_>, Vec<_>) = registered
        .into_iter()
        .partition(|order| order.shipment.is_some());
    let mut why = String::new();
    for (left_out, reason) in [
        (
            &others,
            "取引状況が「登録」でない注文（{}）は取り消せません。",
        ),
        (
            &shipped,
            "出荷情報のある注文（{}）は取り消せません。先に配送管理で出荷情報を削除してください。",
        ),
    ] {
        let numbers = left_out.iter().map(|order| order.order_number.as_str());
        let numbers: Vec<_> = numbers.collect();
        if !numbers.is_empty() {
            why.push_str(&reason.replace("{}", &numbers.join("、")));
        }
    }
    match (!why.is_empty()).then_some(why) {
        Some(why) if orders.is_empty() => {
            let notice = Notice::warning(why);
            Ok(visit.redirect_with_notice(&shop, &chosen.back, &notice))
        }
        why => Ok(question(&visit, &orders, why.as_deref(), &chosen.back).into_response()),
    }
}

/// `others` says why other orders that were chosen are left out.
fn question(visit: &Visit, orders: &[OrderRecord], others: Option<&str>, back: &str) -> Markup {
    let total: i64 = orders.iter().map(|order| order.price + order.tax).sum();
    let rows = html! {
        @for order in orders {
            tr role="row" {
                (title(COLUMNS[0], html! { a href={ "/admin/orders/" (order.order_number) } { (order.order_number) } }))
                (cell(COLUMNS[1], &order.buyer_id))
                (cell(COLUMNS[2], yen(order.price + order.tax)))
                (cell(COLUMNS[3], status(order.status)))
            }
        }
    };
    let fields = html! {
        @for order in orders { input type="hidden" name="order" value=(order.order_number); }
        input type="hidden" name="back" value=(back);
        div.actions {
            a.button href=(back) { "取り消さずに戻る" }
            button.button.danger type="submit" { "決済を取り消す" }
        }
    };
    let content = html! {
        p.lead { "次の" (orders.len()) "件（" (yen(total)) "）の決済を取り消します。" }
        p.warning { "取り消した決済は、元に戻せません。お客様への請求もなくなります。" }
        @if let Some(others) = others { p.warning { (others) } }
        (table("取り消す注文", &COLUMNS, &rows))
        (forms::form(&visit.form_token, "/admin/kakebarai/cancel", &fields))
    };
    layout::admin_page(visit, "決済取消の確認", &content)
}

/// 決済取消.
pub(crate) async fn cancel(
    State(shop): State<Shop>,
    visit: Visit,
    form: Form,
) -> Result<Response, PageError> {
    let CancelSelection { orders, back } =
        CancelSelection::of("", form.all("order"), form.get("back"));
    if orders.is_empty() {
        let notice = Notice::warning("注文を選んでください。");
        return Ok(visit.redirect_with_notice(&shop, &back, &notice));
    }
    let results = match cancel_all(&shop, &visit, &orders).await? {
        Ok(results) => results,
        Err(why) => {
            let notice = Notice::warning(why.to_string());
            return Ok(visit.redirect_with_notice(&shop, &back, &notice));
        }
    };
    if let [(order, result)] = results.as_slice() {
        let text = about(order, &result_text(result));
        let notice = if is_done(result) {
            Notice::done(text)
        } else {
            Notice::warning(text)
        };
        return Ok(visit.redirect_with_notice(&shop, &back, &notice));
    }
    let query = ListQuery::at(HERE, &back);
    let page = list::page(&shop, &visit, &query, &shown(&results)).await?;
    Ok(page.into_response())
}

/// Cancels orders, each by the connection that it was settled by.
async fn cancel_all(
    shop: &Shop,
    visit: &Visit,
    orders: &[String],
) -> Result<Result<Vec<Asking>, NotConnected>, PageError> {
    let payments = &shop.0.payments;
    let mut by_connection: Vec<(Arc<Connection>, Vec<String>)> = Vec::new();
    for order in orders {
        let connection = match payments.connect_for(&visit.settings, order).await? {
            Ok(connection) => connection,
            Err(why) => return Ok(Err(why)),
        };
        let known = by_connection
            .iter_mut()
            .find(|(known, _)| Arc::ptr_eq(known, &connection));
        match known {
            Some((_, orders)) => orders.push(order.clone()),
            None => by_connection.push((connection, vec![order.clone()])),
        }
    }
    let ledger = payments.ledger().clone();
    let cancelled = run_detached(async move {
        let mut results = Vec::new();
        for (connection, orders) in by_connection {
            let cancelled = connection.gateway.cancel_all(&orders).await;
            for (order, _) in cancelled.iter().filter(|(_, result)| result.is_ok()) {
                // What is known of the limit is out of date.
                if let Ok(Some(order)) = ledger.order(order).await {
                    connection.checkout.forget(&order.buyer_id);
                }
            }
            let asked = |(order, result): (_, Result<_, _>)| (order, result.map(Cancelled::Asked));
            results.extend(cancelled.into_iter().map(asked));
        }
        results
    });
    let mut results: Vec<Asking> = cancelled.await?;
    for (order, result) in &mut results {
        if matches!(result, Err(NotSent::NotNow(_)))
            && let Some(known) = payments.ledger().order(order).await?
            && known.status == Status::Cancelled
        {
            *result = Ok(Cancelled::Before);
        }
    }
    results.sort_by_key(|(order, _)| orders.iter().position(|known| known == order));
    Ok(Ok(results))
}

fn is_done(result: &Result<Cancelled, NotSent>) -> bool {
    match result {
        Ok(Cancelled::Asked(outcome)) => outcome.is_done(),
        Ok(Cancelled::Before) => true,
        Err(_) => false,
    }
}

fn result_text(result: &Result<Cancelled, NotSent>) -> String {
    match result {
        Ok(Cancelled::Asked(outcome)) => outcome.shown_to_operator(RequestKind::Cancellation),
        Ok(Cancelled::Before) => "決済は取り消されています。".to_owned(),
        Err(why) => why.to_string(),
    }
}

fn shown(results: &[Asking]) -> Markup {
    let done = results.iter().filter(|(_, result)| is_done(result)).count();
    let all_done = done == results.len();
    html! {
        section.notice.done[all_done].warning[!all_done] role=(if all_done { "status" } else { "alert" }) {
            h2 { "決済取消の結果" }
            p { (results.len()) "件のうち" (done) "件を取り消しました。" }
            ul.results {
                @for (order, result) in results {
                    li {
                        span.badge.good[is_done(result)].bad[!is_done(result)] { @if is_done(result) { "完了" } @else { "未完了" } }
                        span { (about(order, &result_text(result))) }
                    }
                }
            }
        }
    }
}
