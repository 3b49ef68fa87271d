//! ログイン and ログアウト of the operator.

use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};

use crate::{
    OPERATOR, Shop,
    error::PageError,
    extract::{Form, Query},
    forms::{self, Errors, Field},
    pages::{
        layout,
        logins::Login,
        storefront::{Next, too_many},
    },
    redirection::{path_of_the_administration, redirect},
    security::{passwords::MAX_LENGTH, sessions::SessionKind},
    visit::Visit,
};

/// The login.
pub(super) async fn show(visit: Visit, Query(next): Query<Next>) -> Response {
    if visit.operator.is_some() {
        return redirect(path_of_the_administration(&next.next));
    }
    page(&visit, &next.next, &Errors::default()).into_response()
}

fn page(visit: &Visit, next: &str, errors: &Errors) -> Markup {
    let fields = html! {
        input type="hidden" name="next" value=(path_of_the_administration(next));
        (Field::text("name", "ユーザー名").value(OPERATOR).required().autocomplete("username").errors(errors))
        (Field::password("password", "パスワード").required().autocomplete("current-password").errors(errors))
        button.button.primary type="submit" { "ログイン" }
    };
    let content = html! {
        (errors)
        section.card.narrow { (forms::form(&visit.form_token, "/admin/login", &fields)) }
    };
    layout::admin_page(visit, errors.title("ログイン"), &content)
}

/// A login.
pub(super) async fn log_in(
    State(shop): State<Shop>,
    visit: Visit,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, PageError> {
    let (name, password, next) = (form.get("name"), form.exactly("password"), form.get("next"));
    let mut errors = Errors::default();
    errors.require("name", "ユーザー名", name);
    errors.require("password", "パスワード", password);
    if !errors.is_empty() {
        return Ok(page(&visit, next, &errors).into_response());
    }
    let login = match Login::begin((&shop, &visit), &headers, SessionKind::Operator, name) {
        Ok(login) => login,
        Err(wait) => {
            return Ok(too_many(wait, &mut errors, |errors| {
                page(&visit, next, errors)
            }));
        }
    };
    let hash = shop.0.store.operator_password(name).await?;
    if password.len() <= MAX_LENGTH && shop.0.passwords.verify(password, hash).await? {
        return login.succeed(name, path_of_the_administration(next)).await;
    }
    errors.add_to_all("ユーザー名またはパスワードが違います。");
    Ok(page(&visit, next, &errors).into_response())
}

/// ログアウト.
pub(super) async fn log_out(State(shop): State<Shop>, visit: Visit) -> Result<Response, PageError> {
    visit
        .log_out(&shop, SessionKind::Operator, "/admin/login")
        .await
}
