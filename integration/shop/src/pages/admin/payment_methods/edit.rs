//! 支払方法の追加 and 支払方法の編集.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};

use super::{
    HERE,
    form::{self, PaymentMethodForm},
    is_there,
};
use crate::{
    Shop,
    error::PageError,
    extract::{Form, Path},
    forms::{Errors, Notice, Posted},
    icons::{Icon, MAX_BYTES, NoIcon},
    settings::PaymentMethod,
    visit::Visit,
};

/// A method by its id in the address.
pub(super) fn method<'a>(visit: &'a Visit, id: &str) -> Result<&'a PaymentMethod, PageError> {
    let id = id.parse().map_err(|_| PageError::NotFound)?;
    let method = visit.settings.method(id);
    let method = method.filter(|method| is_there(visit, method));
    method.ok_or(PageError::NotFound)
}

/// 「+」.
pub(crate) async fn show_new(
    State(shop): State<Shop>,
    visit: Visit,
) -> Result<Response, PageError> {
    let method = PaymentMethod::offline();
    let entered = PaymentMethodForm::of(&method);
    let page = form::page(&shop, &visit, &method, &entered, &Errors::default()).await?;
    Ok(page.into_response())
}

/// The form of one.
pub(crate) async fn show(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path,
) -> Result<Response, PageError> {
    let method = method(&visit, &id)?;
    let entered = PaymentMethodForm::of(method);
    let page = form::page(&shop, &visit, method, &entered, &Errors::default()).await?;
    Ok(page.into_response())
}

/// 保存 of a new one.
pub(crate) async fn add(
    State(shop): State<Shop>,
    visit: Visit,
    form: Form<form::MethodFields>,
) -> Result<Response, PageError> {
    keep(&shop, &visit, &PaymentMethod::offline(), &form).await
}

/// 保存.
pub(crate) async fn save(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path,
    form: Form<form::MethodFields>,
) -> Result<Response, PageError> {
    let before = method(&visit, &id)?;
    keep(&shop, &visit, before, &form).await
}

async fn keep(
    shop: &Shop,
    visit: &Visit,
    before: &PaymentMethod,
    form: &Posted,
) -> Result<Response, PageError> {
    let store = &shop.0.store;
    let mut entered = PaymentMethodForm::read(form);
    let mut errors = Errors::default();
    let (taxes, groups) = (store.taxes().await?, store.groups().await?);
    let groups: Vec<u32> = groups.iter().map(|group| group.id).collect();
    let mut method = entered.method(before, visit.settings.installed, &mut errors);
    entered.version.check(before, &method, &mut errors);
    form::check(
        &method,
        &taxes,
        &groups,
        shop.0.config.production,
        &mut errors,
    );
    let icon = match form.file("icon") {
        None => None,
        Some(file) => {
            let bytes = file.bytes(MAX_BYTES);
            let bytes = bytes.map_err(|error| PageError::Inside(Box::new(error)))?;
            let icon = bytes.ok_or(NoIcon::TooLarge).and_then(Icon::read);
            icon.map_err(|why| errors.add("icon", "アイコン", why.to_string()))
                .ok()
        }
    };
    if !errors.is_empty() {
        errors.sort_by(&form::FIELDS);
        let page = form::page(shop, visit, before, &entered, &errors).await?;
        return Ok(page.into_response());
    }
    if icon.is_some() || form.is_ticked("remove_icon") {
        method.icon = icon.as_ref().map(Icon::path).unwrap_or_default();
    }
    let id = store.save_method(&method, icon.as_ref()).await?;
    let notice = Notice::done("支払方法を保存しました。");
    Ok(visit.redirect_with_notice(shop, &format!("{HERE}/{id}"), &notice))
}
