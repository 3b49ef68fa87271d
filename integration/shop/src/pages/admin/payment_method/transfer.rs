//! 銀行振込: the account that customers are told.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};

use super::LIST;
use crate::{
    Shop,
    error::PageError,
    extract::Form,
    forms::{self, Errors, Field, Notice},
    pages::layout,
    visit::Visit,
};

pub(super) const HERE: &str = "/admin/payment-methods/transfer";

/// The longest account, in characters.
const LONGEST: usize = 500;

/// The page.
pub(crate) async fn show(visit: Visit) -> Markup {
    page(&visit, &visit.settings.account, &Errors::default())
}

fn page(visit: &Visit, account: &str, errors: &Errors) -> Markup {
    let fields = html! {
        (Field::area("account", "お振込先").value(account).errors(errors)
            .hint("銀行名・支店名・口座番号・口座名義です。ご注文のあとに、注文完了と注文の詳細の画面に表示します。空欄のときは「お店からご連絡します」と案内します。"))
        div.actions { button.button.primary type="submit" { "保存する" } a.button href=(LIST) { "支払方法へ戻る" } }
    };
    let content = html! {
        (errors)
        section.card { (forms::form(&visit.form_token, HERE, &fields)) }
    };
    layout::admin_page(visit, "銀行振込の編集", &content)
}

/// 保存する.
pub(crate) async fn save(
    State(shop): State<Shop>,
    visit: Visit,
    form: Form,
) -> Result<Response, PageError> {
    let account = form.get("account").replace("\r\n", "\n");
    let mut errors = Errors::default();
    if account.chars().count() > LONGEST {
        let message = format!("{LONGEST}文字以内で入力してください。");
        errors.add("account", "お振込先", message);
        return Ok(page(&visit, &account, &errors).into_response());
    }
    shop.0.store.save_account(&account).await?;
    Ok(visit.go_and_say(&shop, HERE, &Notice::done("お振込先を保存しました。")))
}
