//! The list of the products, with the code that is sent of each.

use axum::extract::State;
use maud::{Markup, html};

use super::{HERE, NEW};
use kakebarai::order::Tax;

use crate::{
    Shop,
    error::PageError,
    extract::Query,
    format,
    pages::{
        admin::listing::{Column, ListQuery, ROWS, cell, name_cell, table},
        layout,
    },
    store::{Product, fold},
    visit::Visit,
};

const COLUMNS: [Column; 6] = [
    Column::text("商品名"),
    Column::text("商品コード"),
    Column::text("送信する商品コード"),
    Column::number("価格"),
    Column::text("税"),
    Column::text("操作"),
];

/// 商品.
pub(crate) async fn list(
    State(shop): State<Shop>,
    visit: Visit,
    Query(query): Query<ListQuery>,
) -> Result<Markup, PageError> {
    let mut products = shop.0.store.products().await?;
    let taxes = shop.0.store.taxes().await?;
    let sought = fold(query.search());
    products.retain(|product| {
        fold(&product.name).contains(&sought) || fold(&product.code).contains(&sought)
    });
    let total = u64::try_from(products.len()).unwrap_or(u64::MAX);
    let shown = products
        .iter()
        .skip(usize::try_from(query.skip(total)).unwrap_or(usize::MAX))
        .take(usize::try_from(ROWS).unwrap_or(usize::MAX));
    let rows = html! { @for product in shown { (row(&visit, product, &taxes)) } };
    let content = html! {
        div.actions.top { a.button.primary href=(NEW) { "商品を追加する" } }
        (query.form(HERE, "商品名か商品コードの一部で探せます。", &[], None))
        p.count role="status" { (format::separated(total)) "点の商品" }
        @if total > 0 { (table("商品", &COLUMNS, &rows)) }
        @else if sought.is_empty() { p { "商品はまだありません。" } }
        @else { p { "「" (query.search()) "」に当てはまる商品はありません。" } }
        (query.pages(HERE, total))
    };
    Ok(layout::admin_page(&visit, "商品", &content))
}

fn row(visit: &Visit, product: &Product, taxes: &[Tax]) -> Markup {
    let here = format!("{HERE}/{}", product.id);
    let tax = taxes.iter().find(|tax| Some(tax.id) == product.tax);
    let links = html! {
        div.links {
            a href={ "/products/" (product.id) } { "お店で見る" span.unseen { "（" (product.name) "）" } }
            a href={ (here) "/delete" } { "削除" span.unseen { "（" (product.name) "）" } }
        }
    };
    html! {
        tr role="row" {
            (name_cell(COLUMNS[0], html! { a href=(here) { (product.name) } }))
            (cell(COLUMNS[1], html! { @if product.code.is_empty() { "なし" } @else { span.value { (product.code) } } }))
            (cell(COLUMNS[2], sent(visit, &product.code)))
            (cell(COLUMNS[3], html! { (format::price(product.price)) @if !product.unit.is_empty() { " / " (product.unit) } }))
            (cell(COLUMNS[4], tax.map_or("非課税", |tax| tax.name.as_str())))
            (cell(COLUMNS[5], links))
        }
    }
}

/// The code as it is sent by the settings of the payment method, or that it cannot be.
fn sent(visit: &Visit, code: &str) -> Markup {
    match visit.settings.kakebarai.terms.product_codes.fit(code) {
        Ok(sent) if sent.code.is_empty() => html! { "（空で送信）" },
        Ok(sent) => html! { span.value { (sent.code) } },
        Err(why) => html! {
            span.badge.attention { "送信できません" } " " small { "「" (why.characters) "」が半角ではありません。" }
        },
    }
}
