//! 削除 of a payment method, after a question.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};

use super::{HERE, edit::method};
use crate::{
    Shop, error::PageError, extract::Path, forms::Notice, pages::admin::question::Question,
    visit::Visit,
};

/// Asks before a method is deleted: its settings are gone with it.
pub(crate) async fn ask(visit: Visit, Path(id): Path) -> Result<Response, PageError> {
    let method = method(&visit, &id)?;
    let question = Question {
        title: "支払方法の削除の確認",
        details: &[("支払方法", method.name.clone())],
        warning: "お客様は選べなくなり、この支払方法の設定はなくなります。これまでのご注文は変わりません。しばらく使わないだけのときは、ステータスを「無効」にしてください。",
        action: &format!("{HERE}/{id}/delete"),
        back: HERE,
    };
    Ok(question.page(&visit).into_response())
}

/// 削除する.
pub(crate) async fn delete(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path,
) -> Result<Response, PageError> {
    let method = method(&visit, &id)?;
    shop.0.store.delete_method(method.id).await?;
    let notice = Notice::done(format!("支払方法「{}」を削除しました。", method.name));
    Ok(visit.redirect_with_notice(&shop, HERE, &notice))
}
