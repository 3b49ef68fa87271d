//! 注文: the list.

use axum::extract::State;
use maud::{Markup, html};

use super::{HERE, can_be_shipped, payment, status_badge};
use crate::{
    Shop,
    error::PageError,
    extract::Query,
    format,
    pages::{
        admin::listing::{Column, ListQuery, ROWS, cell, slim, table, title},
        layout,
    },
    settings::Payment,
    store::{ListedOrder, OrderListQuery, OrderListSort},
    visit::Visit,
};

const SORTS: [(&str, &str); 3] = [
    ("", "新しい順"),
    ("oldest", "古い順"),
    ("total", "合計の大きい順"),
];

const PAYMENTS: [(&str, &str); 3] = [
    ("", "すべて"),
    ("kakebarai", "クロネコ掛け払い"),
    ("transfer", "銀行振込・代引など"),
];

const COLUMNS: [Column; 7] = [
    Column::text("注文番号"),
    Column::text("注文日時"),
    Column::text("お客様"),
    Column::text("お支払い方法"),
    Column::number("合計"),
    Column::text("状態"),
    Column::text("操作"),
];

/// The list.
pub(crate) async fn list(
    State(shop): State<Shop>,
    visit: Visit,
    Query(page_query): Query<ListQuery>,
) -> Result<Markup, PageError> {
    let mut query = OrderListQuery {
        search: page_query.search().to_owned(),
        payment: Payment::of(&page_query.status),
        sort: match page_query.sort.as_str() {
            "oldest" => OrderListSort::Oldest,
            "total" => OrderListSort::Total,
            _ => OrderListSort::Newest,
        },
        skip: 0,
        limit: ROWS,
    };
    let store = &shop.0.store;
    let total = store.count_order_list(&query).await?;
    query.skip = page_query.skip(total);
    let orders = store.order_list(&query).await?;
    let rows = html! { @for order in &orders { (row(order, &page_query)) } };
    let content = html! {
        div.actions.top { a.button href="/admin/order-numbers" { "注文番号の設定" } a.button href="/admin/export/records" { "CSVで書き出す" } }
        (page_query.form(HERE, "注文番号・メールアドレス・会社名・氏名（カナも）の一部で探せます。", &SORTS, Some(("お支払い方法", &PAYMENTS))))
        p.count role="status" { (format::separated(total)) "件の注文" }
        @if orders.is_empty() { (page_query.nothing("注文はまだありません。")) }
        @if !orders.is_empty() { (table("注文", &COLUMNS, &rows)) }
        (page_query.pages(HERE, total))
    };
    Ok(layout::admin_page(&visit, "注文", &content))
}

fn row(order: &ListedOrder, page_query: &ListQuery) -> Markup {
    let here = format!("{HERE}/{}", order.number);
    let customer = html! {
        a href={ "/admin/customers/" (order.user) } { (order.customer) }
        br; small { (order.email) }
    };
    let links = html! {
        div.links {
            @if order.payment == Payment::Kakebarai { a href={ (here) "/sent" } { "送信内容の確認" } }
            @if can_be_shipped(order.status, &order.slip_number) {
                a href={ (here) "/shipment" } { "配送手続きの追加" }
            }
            @if !order.slip_number.is_empty() { span { "送り状番号 " (order.slip_number) } }
        }
    };
    html! {
        tr role="row" {
            (title(COLUMNS[0], html! { a href=(page_query.to(&here, HERE)) { (order.number) } }))
            (slim(COLUMNS[1], format::moment(order.placed_at)))
            (cell(COLUMNS[2], customer))
            (cell(COLUMNS[3], payment(order.payment)))
            (cell(COLUMNS[4], format::yen(order.total)))
            (cell(COLUMNS[5], status_badge(order.status, order.payment)))
            (cell(COLUMNS[6], links))
        }
    }
}
