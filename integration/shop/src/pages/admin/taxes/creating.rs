//! 税の追加.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};

use super::entered::TaxForm;
use crate::{
    Shop,
    error::PageError,
    extract::Form,
    forms::{self, Errors, Notice},
    pages::layout,
    visit::Visit,
};

pub(super) const HERE: &str = "/admin/taxes/new";

/// The form.
pub(crate) async fn begin(visit: Visit) -> Markup {
    page(&visit, &TaxForm::begun(), &Errors::default())
}

fn page(visit: &Visit, entered: &TaxForm, errors: &Errors) -> Markup {
    let fields = html! {
        (entered.fields(&html! {}, errors))
        div.actions {
            button.button.primary type="submit" { "追加する" }
            a.button href=(super::HERE) { "税金へ戻る" }
        }
    };
    let content = html! {
        (errors)
        p.lead { "追加した税は、商品・送料・手数料の税として選べます。非課税の商品には、税を追加せずに「非課税」を選びます。" }
        (forms::form(&visit.form_token, HERE, &fields))
    };
    layout::admin_page(visit, errors.title("税の追加"), &content)
}

/// 追加する.
pub(crate) async fn create(
    State(shop): State<Shop>,
    visit: Visit,
    form: Form,
) -> Result<Response, PageError> {
    let (entered, mut errors) = (TaxForm::new(&form), Errors::default());
    let tax = entered.tax(&mut errors);
    let known = shop.0.store.taxes().await?;
    if known.iter().any(|known| known.name == tax.name) {
        entered.is_taken(&mut errors);
    }
    if !errors.is_empty() {
        return Ok(page(&visit, &entered, &errors).into_response());
    }
    shop.0.store.create_tax(&tax).await?;
    let notice = Notice::done(format!("税「{}」を追加しました。", tax.name));
    Ok(visit.redirect_with_notice(&shop, super::HERE, &notice))
}
