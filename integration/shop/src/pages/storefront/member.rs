//! 会員情報: what a member has entered, and how the member logs in.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};

use kakebarai::buyers::application::Profile;

use super::{
    account::too_many,
    profile::{card, check_email, check_password, check_profile, looks_up, read},
};
use crate::{
    Shop,
    error::PageError,
    extract::{Form, LoggedInCustomer},
    forms::{self, Errors, Field, Notice, typing},
    pages::layout,
    security::sessions::SessionKind,
    store::User,
    visit::Visit,
};

const HERE: &str = "/account";
const LOGIN: &str = "/account/login";

/// 会員情報.
pub(super) async fn show(visit: Visit, LoggedInCustomer(user): LoggedInCustomer) -> Markup {
    page(&visit, &user.profile, &user.email, &Errors::default())
}

fn page(visit: &Visit, profile: &Profile, email: &str, errors: &Errors) -> Markup {
    let data = html! {
        (forms::default_button())
        (card(profile, HERE, errors))
        div.actions { button.button.primary type="submit" { "お客様情報を保存する" } }
    };
    let login = html! {
        section.card {
            h2 { "ログイン情報" }
            (Field::email("email", "メールアドレス").value(email).required().autocomplete("username").errors(errors))
            (Field::password("new_password", "新しいパスワード").hint("変えないときは空欄にします。変えるときは8文字以上で入力してください。").autocomplete("new-password").errors(errors))
            (Field::password("password", "いまのパスワード").required().hint("ご本人の確認のために入力してください。").autocomplete("current-password").errors(errors))
            div.actions { button.button.primary type="submit" { "ログイン情報を変更する" } }
        }
    };
    let content = html! {
        (errors)
        (forms::form(&visit.form_token, HERE, &data))
        (forms::form(&visit.form_token, LOGIN, &login))
    };
    layout::page(visit, errors.title("会員情報"), &content)
}

/// お客様情報を保存する and 住所を検索.
pub(super) async fn save(
    State(shop): State<Shop>,
    visit: Visit,
    LoggedInCustomer(user): LoggedInCustomer,
    form: Form,
) -> Result<Response, PageError> {
    let mut profile = read(&form);
    let mut errors = Errors::default();
    if looks_up(&form, &mut profile, &mut errors) {
        return Ok(page(&visit, &profile, &user.email, &errors).into_response());
    }
    check_profile(&profile, &mut errors);
    if !errors.is_empty() {
        return Ok(page(&visit, &profile, &user.email, &errors).into_response());
    }
    let changed = User { profile, ..user };
    shop.0.store.change_user(&changed).await?;
    let notice =
        Notice::done("お客様情報を保存しました。これまでのご注文のお届け先は変わりません。");
    Ok(visit.redirect_with_notice(&shop, HERE, &notice))
}

/// ログイン情報を変更する. Ends the other sessions of this member.
pub(super) async fn save_login(
    State(shop): State<Shop>,
    visit: Visit,
    LoggedInCustomer(user): LoggedInCustomer,
    form: Form,
) -> Result<Response, PageError> {
    let email = typing::email(form.get("email"));
    let (email, fresh) = (email.as_str(), form.exactly("new_password"));
    let mut errors = Errors::default();
    check_email(email, &mut errors);
    if !fresh.is_empty() {
        check_password("new_password", "新しいパスワード", fresh, &mut errors);
    }
    let password = form.exactly("password");
    errors.require("password", "いまのパスワード", password);
    if errors.is_empty() {
        if let Err(wait) = shop.0.attempts.begin(&user.email, visit.address) {
            return Ok(too_many(wait, &mut errors, |errors| {
                page(&visit, &user.profile, email, errors)
            }));
        }
        let known = shop.0.store.password_of(&user.email).await?;
        let hash = known.map(|(_, hash)| hash);
        if shop.0.passwords.verify(password, hash).await? {
            shop.0.attempts.succeed(&user.email, visit.address);
        } else {
            errors.add("password", "いまのパスワード", "パスワードが違います。");
        }
    }
    if errors.is_empty() {
        let hash = match fresh {
            "" => None,
            fresh => Some(shop.0.passwords.hash(fresh).await?),
        };
        let store = &shop.0.store;
        if store.change_login(user.id, email, hash.as_deref()).await? {
            let notice = Notice::done("ログイン情報を変更しました。");
            let account = user.id.to_string();
            return visit
                .log_in(&shop, SessionKind::Customer, &account, HERE, Some(&notice))
                .await;
        }
        let message = "このメールアドレスは、ほかのお客様が使っています。";
        errors.add("email", "メールアドレス", message);
    }
    Ok(page(&visit, &user.profile, email, &errors).into_response())
}
