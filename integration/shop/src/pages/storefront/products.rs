//! 商品一覧 and 商品詳細.

use axum::extract::State;
use maud::{Markup, html};

use kakebarai::order::Tax;

use crate::{
    Shop,
    error::PageError,
    extract::Path,
    format, forms,
    pages::{assets, layout},
    store::Product,
    visit::Visit,
};

/// 商品一覧.
pub(super) async fn list(State(shop): State<Shop>, visit: Visit) -> Result<Markup, PageError> {
    let products = shop.0.store.products().await?;
    let taxes = shop.0.store.taxes().await?;
    let content = html! {
        p.lead { "事務用品とお茶・お菓子の卸。会社でまとめて、月末締めの後払いでどうぞ。" }
        ul.products {
            @for product in &products {
                li {
                    a.product href={ "/products/" (product.id) } {
                        (assets::drawing(&product.picture))
                        span.title { (product.name) }
                        (price(product, &taxes))
                    }
                }
            }
        }
    };
    Ok(layout::page(&visit, "商品一覧", &content))
}

/// 商品詳細.
pub(super) async fn show(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path,
) -> Result<Markup, PageError> {
    let id = id.parse().map_err(|_| PageError::NotFound)?;
    let product = shop.0.store.product(id).await?;
    let product = product.ok_or(PageError::NotFound)?;
    let taxes = shop.0.store.taxes().await?;
    let put = html! {
        input type="hidden" name="product" value=(product.id);
        div.field {
            div.head { label for="quantity" { "数量" } }
            div.row {
                input.short #quantity name="quantity" type="text" inputmode="numeric" value="1" autocomplete="off";
                span.unit { (product.unit) }
            }
        }
        button.button.primary type="submit" { "カートに入れる" }
    };
    let content = html! {
        article.detail {
            (assets::drawing(&product.picture))
            div {
                h1 { (product.name) }
                (price(&product, &taxes))
                p.description { (product.description) }
                dl.properties {
                    dt { "商品コード" }
                    dd { @if product.code.is_empty() { "なし" } @else { code.value { (product.code) } } }
                    @if !product.unit.is_empty() { dt { "単位" } dd { (product.unit) } }
                }
                (forms::form(&visit.form_token, "/cart", &put))
            }
        }
        p { a href="/" { "商品一覧へ戻る" } }
    };
    Ok(layout::open_page(&visit, &product.name, &content))
}

/// The price, and whether the tax is included.
fn price(product: &Product, taxes: &[Tax]) -> Markup {
    let tax = taxes
        .iter()
        .find(|tax| Some(tax.id) == product.tax && tax.enabled);
    html! {
        span.price {
            strong { (format::price(product.price)) }
            span.tax {
                @match tax {
                    Some(tax) if tax.included => { "税込（" (tax.rate) "％）" }
                    Some(tax) => { "税抜（" (tax.rate) "％）" }
                    None if product.tax.is_none() => { "非課税" }
                    None => { "税なし" }
                }
            }
        }
    }
}
