//! 会員登録.

use std::net::IpAddr;

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use jiff::SignedDuration;
use maud::{Markup, html};

use kakebarai::buyers::application::Profile;

use super::{
    account::{Next, too_many},
    profile::{card, check_email, check_password, check_profile, looks_up, read},
};
use crate::{
    Shop,
    error::PageError,
    extract::{Form, Query},
    forms::{self, Errors, Field, Notice, typing},
    pages::layout,
    redirection::{path_here, redirect},
    security::sessions::SessionKind,
    store::NewUser,
    visit::Visit,
};

/// 会員登録.
pub(super) async fn show(visit: Visit, Query(next): Query<Next>) -> Response {
    if visit.customer.is_some() {
        return redirect(path_here(&next.next));
    }
    let profile = Profile::default();
    registration_page(&visit, "", &profile, &next.next, &Errors::default()).into_response()
}

fn registration_page(
    visit: &Visit,
    email: &str,
    profile: &Profile,
    next: &str,
    errors: &Errors,
) -> Markup {
    registration_form(visit, email, profile, next, errors, PASSWORD)
}

/// What is said of the password.
const PASSWORD: &str = "8文字以上で入力してください。";

/// No page holds a password that was typed.
const PASSWORD_AGAIN: &str =
    "8文字以上です。住所を検索したため、入力したパスワードは消えました。もう一度入力してください。";

fn registration_form(
    visit: &Visit,
    email: &str,
    profile: &Profile,
    next: &str,
    errors: &Errors,
    password_hint: &str,
) -> Markup {
    let escaped: String = form_urlencoded::byte_serialize(path_here(next).as_bytes()).collect();
    let fields = html! {
        input type="hidden" name="next" value=(path_here(next));
        (forms::default_button())
        (card(profile, "/register", errors))
        section.card {
            h2 { "ログイン情報" }
            (Field::email("email", "メールアドレス").value(email).required().autocomplete("username").errors(errors))
            (Field::password("password", "パスワード").required().hint(password_hint).autocomplete("new-password").errors(errors))
        }
        button.button.primary type="submit" { "会員登録する" }
    };
    let content = html! {
        (errors)
        div.with-aside {
            (forms::form(&visit.form_token, "/register", &fields))
            aside {
                section.card {
                    h2 { "会員登録をすると" }
                    ol.flow {
                        li { strong { "ご注文いただけます" } "お届け先は次回から入力不要です。" }
                        li { strong { "注文履歴を確認できます" } "発送の状況もご覧いただけます。" }
                        @if visit.settings.installed {
                            li { strong { "クロネコ掛け払いを申し込めます" } "請求書でまとめてお支払いいただけます。" }
                        }
                    }
                    p { "登録済みの方は" a href={ "/login?next=" (escaped) } { "ログイン" } "してください。" }
                }
            }
        }
    };
    layout::page(visit, errors.title("会員登録"), &content)
}

/// 会員登録する and 住所を検索.
pub(super) async fn register(
    State(shop): State<Shop>,
    visit: Visit,
    form: Form,
) -> Result<Response, PageError> {
    let (email, password, next) = (
        &typing::email(form.get("email")),
        form.exactly("password"),
        form.get("next"),
    );
    let mut profile = read(&form);
    let mut errors = Errors::default();
    if looks_up(&form, &mut profile, &mut errors) {
        let hint = if password.is_empty() {
            PASSWORD
        } else {
            PASSWORD_AGAIN
        };
        let page = registration_form(&visit, email, &profile, next, &errors, hint);
        return Ok(page.into_response());
    }
    check_profile(&profile, &mut errors);
    check_email(email, &mut errors);
    check_password("password", "パスワード", password, &mut errors);
    if !errors.is_empty() {
        return Ok(registration_page(&visit, email, &profile, next, &errors).into_response());
    }
    // The tries are limited, so that nobody finds out which addresses are taken.
    let counted = format!("registration {email}");
    if let Err(wait) = shop.0.attempts.begin(&counted, visit.address) {
        return Ok(too_many(wait, &mut errors, |errors| {
            registration_page(&visit, email, &profile, next, errors)
        }));
    }
    let user = NewUser {
        email: email.to_owned(),
        password_hash: shop.0.passwords.hash(password).await?,
        profile,
    };
    let id = match shop.0.store.add_user(&user).await? {
        Some(id) => Some(id),
        None => registered_just_now(&shop, email, password, visit.address).await?,
    };
    if let Some(id) = id {
        let path = path_here(next);
        let notice = Notice::done("会員登録が完了しました。");
        visit
            .log_in(
                &shop,
                SessionKind::Customer,
                &id.to_string(),
                path,
                Some(&notice),
            )
            .await
    } else {
        errors.add(
            "email",
            "メールアドレス",
            "このメールアドレスでは登録できません。登録済みの方はログインしてください。",
        );
        Ok(registration_page(&visit, email, &user.profile, next, &errors).into_response())
    }
}

/// How long a form that is sent again counts as the same registration.
const JUST_NOW: SignedDuration = SignedDuration::from_mins(10);

/// The user whom the same form has registered before: by a second press, or by a browser that has not seen the answer.
async fn registered_just_now(
    shop: &Shop,
    email: &str,
    password: &str,
    address: IpAddr,
) -> Result<Option<u64>, PageError> {
    let store = &shop.0.store;
    let Some((id, hash)) = store.password_of(email).await? else {
        return Ok(None);
    };
    let user = store.customer_of(id).await?;
    let now = shop.0.config.clock.now();
    // Knowing the password proves the user, as at a login.
    let is_new = user.is_some_and(|user| now.duration_since(user.created_at) < JUST_NOW)
        && shop.0.attempts.begin(email, address).is_ok()
        && shop.0.passwords.verify(password, Some(hash)).await?;
    if is_new {
        shop.0.attempts.succeed(email, address);
    }
    Ok(is_new.then_some(id))
}
