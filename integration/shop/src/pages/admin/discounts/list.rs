//! The list of the discounts and coupons.

use axum::extract::State;
use maud::{Markup, html};

use super::{HERE, NEW, gifts, value};
use crate::{
    Shop,
    error::PageError,
    format,
    pages::{
        admin::listing::{Column, cell, name_cell, slim, table},
        layout,
    },
    store::{Discount, ReductionKind},
    visit::Visit,
};

const COLUMNS: [Column; 7] = [
    Column::text("名前"),
    Column::text("クーポンコード"),
    Column::number("割引額"),
    Column::text("条件"),
    Column::text("期間"),
    Column::number("残り回数"),
    Column::text("状態"),
];

/// 割引.
pub(crate) async fn list(State(shop): State<Shop>, visit: Visit) -> Result<Markup, PageError> {
    let store = &shop.0.store;
    let today = format::day(shop.0.config.clock.now());
    let mut rows = Vec::new();
    for discount in store.discounts().await? {
        let left = if discount.times.is_some() {
            let left = store.left_of(ReductionKind::Coupon, discount.id.into());
            format!("{}回", left.await?)
        } else {
            "―".to_owned()
        };
        let is_given = discount.is_given_on(today);
        rows.push(row(&discount, &left, is_given));
    }
    let content = html! {
        div.actions.top {
            a.button.primary href=(NEW) { "割引・クーポンを追加する" }
            a.button href=(gifts::HERE) { "ギフト券" }
        }
        p.lead { "割引は、商品合計から引いてから消費税を計算します。税率の違う商品があるときは、商品の金額に応じて分けます。" }
        @if rows.is_empty() { p { "割引はまだありません。" } }
        @else { (table("割引", &COLUMNS, &html! { @for row in &rows { (row) } })) }
    };
    Ok(layout::admin_page(&visit, "割引", &content))
}

fn row(discount: &Discount, left: &str, is_given: bool) -> Markup {
    let here = format!("{HERE}/{}", discount.id);
    let condition = if discount.goods_from > 0 {
        format!("商品合計{}以上", format::yen(discount.goods_from))
    } else {
        "―".to_owned()
    };
    let day = |day: Option<jiff::civil::Date>| {
        day.map_or(String::new(), |day| day.strftime("%Y/%m/%d").to_string())
    };
    let days = match discount.days {
        (None, None) => "―".to_owned(),
        (first, last) => format!("{}～{}", day(first), day(last)),
    };
    let status = html! {
        @if is_given { span.badge.good { "有効" } }
        @else if discount.enabled { span.badge { "期間外" } }
        @else { span.badge { "無効" } }
    };
    html! {
        tr role="row" {
            (name_cell(COLUMNS[0], html! { a href=(here) { (discount.name) } }))
            (cell(COLUMNS[1], if discount.is_coupon() { discount.code.as_str() } else { "なし（すべてのご注文）" }))
            (cell(COLUMNS[2], value(discount)))
            (cell(COLUMNS[3], condition))
            (slim(COLUMNS[4], days))
            (cell(COLUMNS[5], left))
            (cell(COLUMNS[6], status))
        }
    }
}
