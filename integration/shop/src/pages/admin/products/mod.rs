//! 商品: the list, creating, changing and deleting.

mod form;
mod list;

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use maud::Markup;

use self::form::ProductForm;
use super::question::Question;
use crate::{
    Shop,
    error::PageError,
    extract::{Form, Path},
    format,
    forms::{Errors, Notice},
    store::Product,
    visit::Visit,
};

pub(super) use list::list;

const HERE: &str = "/admin/products";
const NEW: &str = "/admin/products/new";

async fn product(shop: &Shop, id: &str) -> Result<Product, PageError> {
    let id = id.parse().map_err(|_| PageError::NotFound)?;
    let product = shop.0.store.product(id).await?;
    product.ok_or(PageError::NotFound)
}

/// 商品の追加.
pub(super) async fn begin(State(shop): State<Shop>, visit: Visit) -> Result<Markup, PageError> {
    let taxes = shop.0.store.taxes().await?;
    let entered = ProductForm::begun(&taxes);
    Ok(form::page(
        &visit,
        NEW,
        &entered,
        &taxes,
        &Errors::default(),
    ))
}

/// 追加する.
pub(super) async fn create(
    State(shop): State<Shop>,
    visit: Visit,
    form: Form<form::ProductFields>,
) -> Result<Response, PageError> {
    let taxes = shop.0.store.taxes().await?;
    let (entered, mut errors) = (ProductForm::read(&form), Errors::default());
    let product = entered.product(0, &taxes, &mut errors);
    if !errors.is_empty() {
        return Ok(form::page(&visit, NEW, &entered, &taxes, &errors).into_response());
    }
    shop.0.store.create_product(&product).await?;
    let notice = Notice::done(format!("商品「{}」を追加しました。", product.name));
    Ok(visit.redirect_with_notice(&shop, HERE, &notice))
}

/// 商品の編集.
pub(super) async fn show(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path,
) -> Result<Markup, PageError> {
    let product = product(&shop, &id).await?;
    let taxes = shop.0.store.taxes().await?;
    let here = format!("{HERE}/{}", product.id);
    let entered = ProductForm::of(&product);
    Ok(form::page(
        &visit,
        &here,
        &entered,
        &taxes,
        &Errors::default(),
    ))
}

/// 保存.
pub(super) async fn save(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path,
    form: Form<form::ProductFields>,
) -> Result<Response, PageError> {
    let known = product(&shop, &id).await?;
    let taxes = shop.0.store.taxes().await?;
    let here = format!("{HERE}/{}", known.id);
    let (mut entered, mut errors) = (ProductForm::read(&form), Errors::default());
    let product = entered.product(known.id, &taxes, &mut errors);
    entered.version.check(&known, &product, &mut errors);
    if !errors.is_empty() {
        return Ok(form::page(&visit, &here, &entered, &taxes, &errors).into_response());
    }
    if !shop.0.store.change_product(&product).await? {
        return Err(PageError::NotFound);
    }
    let notice = Notice::done("商品を保存しました。これまでのご注文の内容は変わりません。");
    Ok(visit.redirect_with_notice(&shop, &here, &notice))
}

/// Asks before a product is deleted.
pub(super) async fn ask(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path,
) -> Result<Markup, PageError> {
    let product = product(&shop, &id).await?;
    let carts = shop.0.store.count_carts_with(product.id).await?;
    let (here, action) = (
        format!("{HERE}/{}", product.id),
        format!("{HERE}/{}/delete", product.id),
    );
    let question = Question {
        title: "商品の削除の確認",
        details: &[
            ("商品名", product.name.clone()),
            ("商品コード", or_none(&product.code)),
            ("価格", format::price(product.price)),
            ("カートに入れているお客様", format!("{carts}名")),
        ],
        warning: "削除した商品は、元に戻せません。お客様のカートからもなくなります。これまでのご注文の内容は変わりません。",
        action: &action,
        back: &here,
    };
    Ok(question.page(&visit))
}

/// 削除する.
pub(super) async fn remove(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path,
) -> Result<Response, PageError> {
    let product = product(&shop, &id).await?;
    shop.0.store.delete_product(product.id).await?;
    let notice = Notice::done(format!("商品「{}」を削除しました。", product.name));
    Ok(visit.redirect_with_notice(&shop, HERE, &notice))
}

/// A text, or 「なし」 if it is empty.
fn or_none(text: &str) -> String {
    if text.is_empty() { "なし" } else { text }.to_owned()
}
