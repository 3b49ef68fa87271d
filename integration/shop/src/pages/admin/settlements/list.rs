//! The list of the orders that are paid by クロネコ掛け払い.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};

use super::{HERE, status, unknown};
use kakebarai::{
    ledger::{OrderQuery, OrderRecord, OrderSort, Status},
    refusals::Code,
};

use crate::{
    NotConnected, Shop,
    error::PageError,
    extract::Query,
    format,
    forms::{self, Notice},
    pages::{
        admin::{
            listing::{Column, ListQuery, ROWS, cell, gear, slim, table, title},
            simulator,
        },
        layout,
    },
    payments::Payments,
    store::fold,
    visit::Visit,
};

const SORTS: [(&str, &str); 3] = [
    ("", "新しい順"),
    ("oldest", "古い順"),
    ("number", "注文番号順"),
];

const STATUSES: [(&str, &str); 7] = [
    ("", "すべて"),
    ("registered", "登録"),
    ("unshipped", "登録（出荷前）"),
    ("shipped", "登録（出荷済み）"),
    ("cancelled", "取消"),
    ("none", "未登録"),
    ("error", "エラーあり"),
];

const COLUMNS: [Column; 9] = [
    Column::text("選択"),
    Column::text("注文番号"),
    Column::text("取引先ID"),
    Column::number("請求額"),
    Column::text("取引状況"),
    Column::text("送り状番号"),
    Column::text("送信日時"),
    Column::text("エラーコード"),
    Column::menu("操作"),
];

/// クロネコ掛け払い.
pub(crate) async fn show(
    State(shop): State<Shop>,
    visit: Visit,
    Query(page_query): Query<ListQuery>,
) -> Result<Response, PageError> {
    if !visit.settings.installed {
        let notice = Notice::warning(NotConnected::NotInstalled.to_string());
        return Ok(visit.redirect_with_notice(&shop, "/admin/addons?all=1", &notice));
    }
    let page = page(&shop, &visit, &page_query, &html! {}).await?;
    Ok(page.into_response())
}

/// The list, below what has just been done.
pub(super) async fn page(
    shop: &Shop,
    visit: &Visit,
    page_query: &ListQuery,
    done: &Markup,
) -> Result<Markup, PageError> {
    let (from, before) = page_query.period();
    let mut query = OrderQuery {
        from,
        before,
        refused: page_query.status == "error",
        shipped: match page_query.status.as_str() {
            "shipped" => Some(true),
            "unshipped" => Some(false),
            _ => None,
        },
        status: match page_query.status.as_str() {
            "registered" | "shipped" | "unshipped" => Some(Status::Registered),
            "cancelled" => Some(Status::Cancelled),
            "none" => Some(Status::None),
            _ => None,
        },
        search: fold(page_query.search()),
        sort: match page_query.sort.as_str() {
            "oldest" => OrderSort::Oldest,
            "number" => OrderSort::Number,
            _ => OrderSort::Newest,
        },
        skip: 0,
        limit: ROWS,
    };
    let ledger = shop.0.payments.ledger();
    let unknown = ledger.unknown_outcomes().await?;
    let total = ledger.count_orders(&query).await?;
    query.skip = page_query.skip(total);
    let orders = ledger.orders(&query).await?;
    let content = html! {
        (done)
        (unknown::section(shop, visit, &Payments::accounts(&visit.settings), &unknown, page_query))
        (page_query.form_with(HERE, "注文番号か取引先IDの一部で探せます。", &SORTS, Some(("取引状況", &STATUSES)), true))
        p.count role="status" { (format::separated(total)) "件の注文" }
        @if orders.is_empty() { (page_query.nothing("クロネコ掛け払いの注文はまだありません。")) }
        @if !orders.is_empty() {
            // It leads to a question: nothing is cancelled by this form.
            form method="get" action="/admin/kakebarai/cancel" {
                (forms::default_button())
                (page_query.back(HERE))
                (rows(shop, visit, &orders, page_query))
            }
        }
        (page_query.pages(HERE, total))
    };
    Ok(layout::admin_page(visit, "クロネコ掛け払い", &content))
}

fn rows(shop: &Shop, visit: &Visit, orders: &[OrderRecord], page_query: &ListQuery) -> Markup {
    let rows = html! { @for order in orders { (row(shop, visit, order, page_query)) } };
    let any = orders.iter().any(may_change);
    html! {
        div.actions.bulk {
            button.button type="submit" { "選んだ注文を決済取消" }
            @if page_query.all {
                a href=(page_query.ticked(HERE, false)) { "選択をすべて外す" }
            } @else if any {
                a href=(page_query.ticked(HERE, true)) { "この画面の「登録」をすべて選択" }
            }
            span.hint { "取り消せるのは、取引状況が「登録」で、出荷情報のない注文です。次の画面で確認してから取り消します。" }
        }
        (table("クロネコ掛け払いの注文", &COLUMNS, &rows))
    }
}

/// Whether an order can be cancelled or shipped now.
fn may_change(order: &OrderRecord) -> bool {
    order.status == Status::Registered && order.shipment.is_none() && !order.is_open
}

fn row(shop: &Shop, visit: &Visit, order: &OrderRecord, page_query: &ListQuery) -> Markup {
    let of = &order.order_number;
    let may_change = may_change(order);
    let select = html! {
        @if may_change {
            input type="checkbox" name="order" value=(of) checked[page_query.all] aria-label={ "注文" (of) "を選ぶ" };
        }
    };
    let menu = html! {
        a href={ "/admin/orders/" (of) "/sent" } { "送信内容の確認" }
        (simulator::link(shop, visit, of, None))
        @if may_change {
            a href={ "/admin/orders/" (of) "/shipment" } { "配送手続きの追加" }
            button.link.danger type="submit" name="one" value=(of) { "決済取消" }
        }
    };
    let amount = html! {
        (format::yen(order.price + order.tax))
        br; small { "うち消費税 " (format::yen(order.tax)) }
    };
    let slip = html! {
        @match &order.shipment {
            Some(shipment) => {
                (shipment.slip_number)
                @if !shipment.sent { br; small { "お店だけ" } }
            }
            None => { "―" }
        }
    };
    let code = if order.error_code.is_empty() {
        "―"
    } else {
        &order.error_code
    };
    html! {
        tr role="row" {
            (cell(COLUMNS[0], select))
            (title(COLUMNS[1], html! { a href=(page_query.to(&format!("/admin/orders/{of}"), HERE)) { (of) } }))
            (cell(COLUMNS[2], &order.buyer_id))
            (cell(COLUMNS[3], amount))
            (cell(COLUMNS[4], status(order.status)))
            (slim(COLUMNS[5], slip))
            (slim(COLUMNS[6], format::moment(order.sent_at)))
            (slim(COLUMNS[7], code))
            (cell(COLUMNS[8], gear(of, &format!("注文{of}"), &menu)))
        }
        // The meaning of a code takes the whole width: in its column it would be unreadable.
        @if !order.error_code.is_empty() {
            tr.more role="row" {
                td role="cell" colspan=(COLUMNS.len()) data-label="エラーの内容" {
                    div { strong { (code) } "：" (Code::new(&order.error_code).operator_message()) }
                }
            }
        }
    }
}
