//! 配送方法 and 送料: the list, creating, changing and deleting.

mod form;

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};

use self::form::ShippingMethodForm;
use super::{
    listing::{Column, cell, name_cell, table},
    question::Question,
};
use crate::{
    Shop,
    error::PageError,
    extract::{Form, Path},
    format,
    forms::{Errors, Notice},
    pages::layout,
    store::ShippingMethod,
    visit::Visit,
};

const HERE: &str = "/admin/shipping-methods";
const TAKEN: &str = "同じ名前の配送方法があります。";
const NEW: &str = "/admin/shipping-methods/new";

const COLUMNS: [Column; 5] = [
    Column::text("配送方法"),
    Column::number("送料"),
    Column::number("無料になる商品合計"),
    Column::text("税"),
    Column::text("操作"),
];

/// 配送方法.
pub(super) async fn list(State(shop): State<Shop>, visit: Visit) -> Result<Markup, PageError> {
    let methods = shop.0.store.shipping_methods().await?;
    let taxes = shop.0.store.taxes().await?;
    let tax = |id: Option<u32>| {
        let found = taxes.iter().find(|tax| Some(tax.id) == id);
        found.map_or("非課税", |tax| tax.name.as_str())
    };
    let rows = html! {
        @for method in &methods {
            @let here = format!("{HERE}/{}", method.id);
            tr role="row" {
                (name_cell(COLUMNS[0], html! { a href=(here) { (method.name) } }))
                (cell(COLUMNS[1], format::yen(method.price)))
                (cell(COLUMNS[2], method.free_from.map_or_else(|| "―".to_owned(), |from| format!("{}以上", format::yen(from)))))
                (cell(COLUMNS[3], tax(method.tax)))
                (cell(COLUMNS[4], html! { a href={ (here) "/delete" } { "削除" span.unseen { "（" (method.name) "）" } } }))
            }
        }
    };
    let content = html! {
        div.actions.top { a.button.primary href=(NEW) { "配送方法を追加する" } }
        (table("配送方法", &COLUMNS, &rows))
    };
    Ok(layout::admin_page(&visit, "配送方法", &content))
}

async fn method(shop: &Shop, id: &str) -> Result<ShippingMethod, PageError> {
    let methods = shop.0.store.shipping_methods().await?;
    let found = methods
        .into_iter()
        .find(|method| method.id.to_string() == id);
    found.ok_or(PageError::NotFound)
}

/// 配送方法の追加.
pub(super) async fn begin(State(shop): State<Shop>, visit: Visit) -> Result<Markup, PageError> {
    let taxes = shop.0.store.taxes().await?;
    let entered = ShippingMethodForm::begun(&taxes);
    let errors = Errors::default();
    Ok(form::page(&visit, NEW, &entered, &taxes, &errors))
}

/// 追加する.
pub(super) async fn create(
    State(shop): State<Shop>,
    visit: Visit,
    form: Form<form::ShippingFields>,
) -> Result<Response, PageError> {
    let taxes = shop.0.store.taxes().await?;
    let (entered, mut errors) = (ShippingMethodForm::read(&form), Errors::default());
    let method = entered.method(0, &taxes, &mut errors);
    let mut known = shop.0.store.shipping_methods().await?.into_iter();
    if known.any(|known| known.name == method.name) {
        errors.add("name", "配送方法", TAKEN);
    }
    if !errors.is_empty() {
        return Ok(form::page(&visit, NEW, &entered, &taxes, &errors).into_response());
    }
    shop.0.store.create_shipping_method(&method).await?;
    let notice = Notice::done(format!("配送方法「{}」を追加しました。", method.name));
    Ok(visit.redirect_with_notice(&shop, HERE, &notice))
}

/// 配送方法の編集.
pub(super) async fn show(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path,
) -> Result<Markup, PageError> {
    let entered = ShippingMethodForm::of(&method(&shop, &id).await?);
    let taxes = shop.0.store.taxes().await?;
    let (here, errors) = (format!("{HERE}/{id}"), Errors::default());
    Ok(form::page(&visit, &here, &entered, &taxes, &errors))
}

/// 保存.
pub(super) async fn save(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path,
    form: Form<form::ShippingFields>,
) -> Result<Response, PageError> {
    let known = method(&shop, &id).await?;
    let taxes = shop.0.store.taxes().await?;
    let (mut entered, mut errors) = (ShippingMethodForm::read(&form), Errors::default());
    let method = entered.method(known.id, &taxes, &mut errors);
    entered.version.check(&known, &method, &mut errors);
    let mut others = shop.0.store.shipping_methods().await?.into_iter();
    if others.any(|other| other.id != method.id && other.name == method.name) {
        errors.add("name", "配送方法", TAKEN);
    }
    if !errors.is_empty() {
        let here = format!("{HERE}/{id}");
        return Ok(form::page(&visit, &here, &entered, &taxes, &errors).into_response());
    }
    if !shop.0.store.change_shipping_method(&method).await? {
        return Err(PageError::NotFound);
    }
    let notice = Notice::done("配送方法を保存しました。これまでのご注文の送料は変わりません。");
    Ok(visit.redirect_with_notice(&shop, HERE, &notice))
}

/// Asks before a way of shipping is deleted.
pub(super) async fn ask(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path,
) -> Result<Markup, PageError> {
    let method = method(&shop, &id).await?;
    let action = format!("{HERE}/{id}/delete");
    let question = Question {
        title: "配送方法の削除の確認",
        details: &[
            ("配送方法", method.name.clone()),
            ("送料", format::yen(method.price)),
        ],
        warning: "削除した配送方法は、元に戻せません。これまでのご注文の内容は変わりません。",
        action: &action,
        back: HERE,
    };
    Ok(question.page(&visit))
}

/// 削除する.
pub(super) async fn remove(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path,
) -> Result<Response, PageError> {
    let method = method(&shop, &id).await?;
    let notice = if shop.0.store.delete_shipping_method(method.id).await? {
        Notice::done(format!("配送方法「{}」を削除しました。", method.name))
    } else {
        Notice::warning(
            "最後の配送方法は削除できません。配送方法がないと、お客様が注文できなくなります。",
        )
    };
    Ok(visit.redirect_with_notice(&shop, HERE, &notice))
}
