//! 配送管理: the list.

use axum::extract::State;
use maud::{Markup, html};

use super::HERE;
use crate::{
    Shop,
    error::PageError,
    extract::Query,
    format, forms,
    pages::{
        admin::listing::{ListQuery, ROWS, cell, slim, table},
        layout,
    },
    store::{Known, ListedShipment},
    visit::Visit,
};

const COLUMNS: [&str; 5] = [
    "注文番号",
    "送り状番号",
    "クロネコ掛け払い",
    "登録日時",
    "操作",
];

/// 配送管理.
pub(crate) async fn show(
    State(shop): State<Shop>,
    visit: Visit,
    Query(wanted): Query<ListQuery>,
) -> Result<Markup, PageError> {
    let (store, search) = (&shop.0.store, wanted.search());
    let total = store.count_shipments(search).await?;
    let shipments = store.shipments(search, wanted.skip(total), ROWS).await?;
    let back = wanted.back(HERE);
    let rows = html! { @for shipment in &shipments { (row(&visit, shipment, &back)) } };
    let content = html! {
        (wanted.form(HERE, "注文番号か送り状番号の一部で探せます。", &[], None))
        p.count role="status" { (total) "件の配送" }
        @if shipments.is_empty() && search.is_empty() {
            p { "配送はまだありません。「注文」の画面から、配送手続きを追加できます。" }
        }
        @if !shipments.is_empty() { (table("配送", &COLUMNS, &rows)) }
        (wanted.pages(HERE, total))
    };
    Ok(layout::admin_page(&visit, "配送管理", &content))
}

fn row(visit: &Visit, shipment: &ListedShipment, back: &Markup) -> Markup {
    let number = &shipment.order_number;
    let button = |text: &str| {
        html! {
            input type="hidden" name="order" value=(number);
            (back)
            button.button.danger type="submit" { (text) }
        }
    };
    let actions = html! {
        div.buttons {
            (forms::form(&visit.form_token, "/admin/shipments/delete", &button("削除")))
            @if shipment.known == Known::NotDeleted {
                (forms::form(&visit.form_token, "/admin/shipments/delete-here", &button("お店でだけ削除")))
            }
        }
    };
    let known = match shipment.known {
        Known::ByBoth => html! { span.badge.good { "送信済み" } },
        Known::NotDeleted => html! { span.badge.attention { "削除を断られた" } },
        Known::ByTheShop => html! { span.badge { "お店だけ" } },
    };
    let link = html! { a href={ "/admin/orders/" (number) } { (number) } };
    html! {
        tr role="row" {
            (cell(COLUMNS[0], link))
            (slim(COLUMNS[1], &shipment.slip_number))
            (cell(COLUMNS[2], known))
            (slim(COLUMNS[3], format::moment(shipment.created_at)))
            (cell(COLUMNS[4], actions))
        }
    }
}
