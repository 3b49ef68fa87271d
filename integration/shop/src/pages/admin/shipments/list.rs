//! 配送管理: the list.

use axum::extract::State;
use maud::{Markup, html};

use super::HERE;
use crate::{
    Shop,
    error::PageError,
    extract::Query,
    format,
    pages::{
        admin::listing::{Column, ListQuery, ROWS, cell, gear, slim, table},
        layout,
    },
    store::{ListedShipment, ShipmentScope},
    visit::Visit,
};

const COLUMNS: [Column; 5] = [
    Column::text("注文番号"),
    Column::text("送り状番号"),
    Column::text("クロネコ掛け払い"),
    Column::text("登録日時"),
    Column::menu("操作"),
];

/// 配送管理.
pub(crate) async fn show(
    State(shop): State<Shop>,
    visit: Visit,
    Query(query): Query<ListQuery>,
) -> Result<Markup, PageError> {
    let (store, search) = (&shop.0.store, query.search());
    let total = store.count_shipments(search).await?;
    let shipments = store.shipments(search, query.skip(total), ROWS).await?;
    let rows = html! { @for shipment in &shipments { (row(shipment, &query)) } };
    let content = html! {
        (query.form(HERE, "注文番号か送り状番号の一部で探せます。", &[], None))
        p.count role="status" { (format::separated(total)) "件の配送" }
        @if shipments.is_empty() { (query.nothing("配送はまだありません。「注文」の画面から、配送手続きを追加できます。")) }
        @if !shipments.is_empty() { (table("配送", &COLUMNS, &rows)) }
        (query.pages(HERE, total))
    };
    Ok(layout::admin_page(&visit, "配送管理", &content))
}

fn row(shipment: &ListedShipment, query: &ListQuery) -> Markup {
    let number = &shipment.order_number;
    // They lead to a question: nothing is deleted by these forms.
    let ask = |page: &str, text: &str| {
        html! {
            form method="get" action={ (HERE) "/" (page) } {
                input type="hidden" name="order" value=(number);
                (query.back(HERE))
                button.link.danger type="submit" { (text) }
            }
        }
    };
    let menu = html! {
        @if shipment.known != ShipmentScope::OfCancelled { (ask("delete", "削除")) }
        @if matches!(shipment.known, ShipmentScope::NotDeleted | ShipmentScope::OfCancelled) { (ask("delete-here", "お店の記録だけを削除")) }
    };
    let known = match shipment.known {
        ShipmentScope::ByBoth => html! { span.badge.good { "送信済み" } },
        ShipmentScope::NotDeleted => html! { span.badge.attention { "削除を断られた" } },
        ShipmentScope::OfCancelled => html! { span.badge.attention { "決済取消済み" } },
        ShipmentScope::NotSent => html! { span.badge.attention { "未送信" } },
        ShipmentScope::OfTheShop => html! { "―" },
    };
    let order = query.to(&format!("/admin/orders/{number}"), HERE);
    let link = html! { a href=(order) { (number) } };
    html! {
        tr role="row" {
            (cell(COLUMNS[0], link))
            (slim(COLUMNS[1], &shipment.slip_number))
            (cell(COLUMNS[2], known))
            (slim(COLUMNS[3], format::moment(shipment.created_at)))
            (cell(COLUMNS[4], gear(number, &format!("注文{number}の配送"), &menu)))
        }
    }
}
