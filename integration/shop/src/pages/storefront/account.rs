//! ログイン and ログアウト.

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header::RETRY_AFTER},
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};

use crate::{
    Shop,
    error::PageError,
    extract::{Form, Pairs, Query},
    forms::{self, Errors, Field, typing},
    pages::{layout, logins::Login},
    redirection::{path_here, redirect},
    security::{attempts::TooMany, passwords::MAX_LENGTH, sessions::SessionKind},
    store::User,
    visit::Visit,
};

/// Where to go after the login.
pub(crate) struct Next {
    pub(crate) next: String,
}

impl From<Pairs> for Next {
    fn from(pairs: Pairs) -> Self {
        Self {
            next: pairs.get("next").to_owned(),
        }
    }
}

/// ログイン; the page of the member if a customer is logged in.
pub(super) async fn login(visit: Visit, Query(next): Query<Next>) -> Response {
    if let Some(user) = &visit.customer {
        return match path_here(&next.next) {
            "/" => member_page(&visit, user).into_response(),
            path => redirect(path),
        };
    }
    login_page(&visit, "", &next.next, &Errors::default()).into_response()
}

fn member_page(visit: &Visit, user: &User) -> Markup {
    let content = html! {
        section.card {
            p { (user.name()) " 様としてログインしています。" }
            ul.plain {
                @if visit.settings.installed {
                    li { a href="/kakebarai" { "クロネコ掛け払い取引先登録・照会" } }
                }
                li { a href="/orders" { "注文履歴" } }
                li { a href="/account" { "会員情報" } }
            }
        }
        p.hint { "別の会員としてログインするときや、新しく会員登録をするときは、先にログアウトしてください。" }
    };
    layout::page(visit, layout::MEMBER_MENU, &content)
}

fn login_page(visit: &Visit, email: &str, next: &str, errors: &Errors) -> Markup {
    let next = path_here(next);
    let escaped: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
    let fields = html! {
        input type="hidden" name="next" value=(next);
        (Field::email("email", "メールアドレス").value(email).required().autocomplete("username").errors(errors))
        (Field::password("password", "パスワード").required().autocomplete("current-password").errors(errors))
        button.button.primary type="submit" { "ログイン" }
    };
    let content = html! {
        (errors)
        div.two {
            section.card {
                h2 { "会員の方" }
                (forms::form(&visit.form_token, "/login", &fields))
            }
            section.card {
                h2 { "はじめての方" }
                p { "ご注文と、クロネコ掛け払いの取引先登録には、会員登録が必要です。" }
                p { a.button href={ "/register?next=" (escaped) } { "会員登録" } }
            }
        }
    };
    layout::page(visit, errors.title(layout::MEMBER_MENU), &content)
}

/// The answer to too many tries.
pub(crate) fn too_many(
    too_many: TooMany,
    errors: &mut Errors,
    page: impl FnOnce(&Errors) -> Markup,
) -> Response {
    let minutes = too_many.minutes();
    errors.add_to_all(format!(
        "短い間に何度も試されたため、しばらく受け付けられません。{minutes}分ほどたってから、もう一度お試しください。"
    ));
    let seconds = HeaderValue::from(too_many.seconds());
    (
        StatusCode::TOO_MANY_REQUESTS,
        [(RETRY_AFTER, seconds)],
        page(errors),
    )
        .into_response()
}

/// A login; an unknown address gets the answer of a wrong password, after the same work.
pub(super) async fn log_in(
    State(shop): State<Shop>,
    visit: Visit,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, PageError> {
    let (email, password, next) = (
        &typing::email(form.get("email")),
        form.exactly("password"),
        form.get("next"),
    );
    let mut errors = Errors::default();
    errors.require("email", "メールアドレス", email);
    errors.require("password", "パスワード", password);
    if !errors.is_empty() {
        return Ok(login_page(&visit, email, next, &errors).into_response());
    }
    let login = match Login::begin((&shop, &visit), &headers, SessionKind::Customer, email) {
        Ok(login) => login,
        Err(wait) => {
            return Ok(too_many(wait, &mut errors, |errors| {
                login_page(&visit, email, next, errors)
            }));
        }
    };
    let known = shop.0.store.password_of(email).await?;
    let hash = known.as_ref().map(|(_, hash)| hash.clone());
    let is_right = password.len() <= MAX_LENGTH && shop.0.passwords.verify(password, hash).await?;
    if let Some((user, _)) = known.filter(|_| is_right) {
        login.succeed(&user.to_string(), path_here(next)).await
    } else {
        errors.add_to_all("メールアドレスまたはパスワードが違います。");
        Ok(login_page(&visit, email, next, &errors).into_response())
    }
}

/// ログアウト.
pub(super) async fn log_out(State(shop): State<Shop>, visit: Visit) -> Result<Response, PageError> {
    visit.log_out(&shop, SessionKind::Customer, "/").await
}
