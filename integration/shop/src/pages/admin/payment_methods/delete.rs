//! 削除 of a payment method, after a question.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use maud::html;

use super::{HERE, edit::method};
use crate::{
    Shop,
    error::PageError,
    extract::Path,
    forms::{self, Notice},
    pages::layout,
    visit::Visit,
};

/// Asks before a method is deleted: its settings are gone with it.
pub(crate) async fn ask(visit: Visit, Path(id): Path) -> Result<Response, PageError> {
    let method = method(&visit, &id)?;
    let buttons = html! {
        div.actions {
            a.button href=(HERE) { "削除せずに戻る" }
            button.button.danger type="submit" { "削除する" }
        }
    };
    let content = html! {
        section.card {
            p { "支払方法「" (method.name) "」を削除します。お客様は選べなくなり、この支払方法の設定はなくなります。" }
            p { "これまでのご注文は変わりません。しばらく使わないだけのときは、ステータスを「無効」にしてください。" }
            (forms::form(&visit.form_token, &format!("{HERE}/{id}/delete"), &buttons))
        }
    };
    Ok(layout::admin_page(&visit, "支払方法の削除の確認", &content).into_response())
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
    Ok(visit.go_and_say(&shop, HERE, &notice))
}
