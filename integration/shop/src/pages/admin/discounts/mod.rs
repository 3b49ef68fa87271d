//! 割引 and クーポン: the list, creating, changing and deleting.

mod form;
mod gifts;
mod list;

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use maud::Markup;

use self::form::DiscountForm;
use super::question::Question;
use crate::{
    Shop,
    error::PageError,
    extract::{Form, Path},
    format,
    forms::{Errors, Notice},
    store::{Discount, DiscountValue},
    visit::Visit,
};

pub(super) use gifts::{
    ask as ask_for_gift, begin as begin_gift, create as create_gift, list as list_gifts,
    remove as remove_gift,
};
pub(super) use list::list;

const HERE: &str = "/admin/discounts";
const NEW: &str = "/admin/discounts/new";

async fn discount(shop: &Shop, id: &str) -> Result<Discount, PageError> {
    let id = id.parse().map_err(|_| PageError::NotFound)?;
    let discount = shop.0.store.discount(id).await?;
    discount.ok_or(PageError::NotFound)
}

/// What is taken off, in words.
fn value(discount: &Discount) -> String {
    match discount.value {
        DiscountValue::Yen(yen) => format::yen(yen),
        DiscountValue::Percent(percent) => format!("{percent}％"),
    }
}

/// 割引の追加.
pub(super) async fn begin(visit: Visit) -> Markup {
    form::page(&visit, NEW, &DiscountForm::begun(), &Errors::default())
}

const TAKEN: &str = "同じコードのクーポンがあります。別のコードにしてください。";

/// 追加する.
pub(super) async fn create(
    State(shop): State<Shop>,
    visit: Visit,
    form: Form,
) -> Result<Response, PageError> {
    let (entered, mut errors) = (DiscountForm::read(&form), Errors::default());
    let discount = entered.discount(0, &mut errors);
    if errors.is_empty() && !shop.0.store.create_discount(&discount).await? {
        errors.add("code", form::CODE, TAKEN);
    }
    if !errors.is_empty() {
        return Ok(form::page(&visit, NEW, &entered, &errors).into_response());
    }
    let notice = Notice::done(format!("「{}」を追加しました。", discount.name));
    Ok(visit.redirect_with_notice(&shop, HERE, &notice))
}

/// 割引の編集.
pub(super) async fn show(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path,
) -> Result<Markup, PageError> {
    let entered = DiscountForm::of(&discount(&shop, &id).await?);
    let here = format!("{HERE}/{id}");
    Ok(form::page(&visit, &here, &entered, &Errors::default()))
}

/// 保存.
pub(super) async fn save(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path,
    form: Form,
) -> Result<Response, PageError> {
    let known = discount(&shop, &id).await?;
    let (mut entered, mut errors) = (DiscountForm::read(&form), Errors::default());
    let discount = entered.discount(known.id, &mut errors);
    entered.version.check(&known, &discount, &mut errors);
    if errors.is_empty() && !shop.0.store.change_discount(&discount).await? {
        errors.add("code", form::CODE, TAKEN);
    }
    if !errors.is_empty() {
        let here = format!("{HERE}/{id}");
        return Ok(form::page(&visit, &here, &entered, &errors).into_response());
    }
    let notice = Notice::done("割引を保存しました。これまでのご注文の金額は変わりません。");
    Ok(visit.redirect_with_notice(&shop, HERE, &notice))
}

/// Asks before a discount is deleted.
pub(super) async fn ask(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path,
) -> Result<Markup, PageError> {
    let discount = discount(&shop, &id).await?;
    let (here, action) = (format!("{HERE}/{id}"), format!("{HERE}/{id}/delete"));
    let mut details = vec![
        ("名前", discount.name.clone()),
        ("割引額", value(&discount)),
    ];
    if discount.is_coupon() {
        details.push((form::CODE, discount.code.clone()));
    }
    let question = Question {
        title: "割引の削除の確認",
        details: &details,
        warning: "削除した割引は、元に戻せません。これまでのご注文の金額は変わりません。",
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
    let discount = discount(&shop, &id).await?;
    shop.0.store.delete_discount(discount.id).await?;
    let notice = Notice::done(format!("「{}」を削除しました。", discount.name));
    Ok(visit.redirect_with_notice(&shop, HERE, &notice))
}
