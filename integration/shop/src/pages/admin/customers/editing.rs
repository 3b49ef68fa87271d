//! お客様: what an operator changes of one: data, password, points, and the lock after wrong passwords.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};

use kakebarai::buyers::application::Profile;

use super::{path, tabs, user};
use crate::{
    Shop,
    error::PageError,
    extract::{Form, Path},
    format,
    forms::{self, Errors, Field, Notice, Number, typing},
    pages::{
        layout,
        storefront::{card, check_email, check_profile, looks_up, read},
    },
    redirection::redirect,
    security::key::{digest, fresh},
    store::User,
    visit::Visit,
};

/// お客様情報の編集.
pub(crate) async fn show(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path,
) -> Result<Markup, PageError> {
    let user = user(&shop, &id).await?;
    let errors = Errors::default();
    Ok(page(&visit, &user, &user.profile, &user.email, &errors))
}

fn page(visit: &Visit, user: &User, profile: &Profile, email: &str, errors: &Errors) -> Markup {
    let here = format!("{}/edit", path(user));
    let fields = html! {
        (forms::default_button())
        section.card {
            h2 { "ログイン情報" }
            (Field::email("email", "メールアドレス").value(email).required().errors(errors))
        }
        (card(profile, &here, errors))
        div.actions { button.button.primary type="submit" { "保存" } }
    };
    let content = html! {
        p.lead { (user.name()) "（" (user.email) "）" }
        (tabs(visit, user))
        (errors)
        (forms::form(&visit.form_token, &here, &fields))
        p { a href="/admin/customers" { "お客様の一覧へ戻る" } }
    };
    layout::admin_page(visit, errors.title("お客様情報の編集"), &content)
}

/// 保存 and 住所を検索.
pub(crate) async fn save(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path,
    form: Form,
) -> Result<Response, PageError> {
    let user = user(&shop, &id).await?;
    let email = &typing::email(form.get("email"));
    let mut profile = read(&form);
    let mut errors = Errors::default();
    if looks_up(&form, &mut profile, &mut errors) {
        return Ok(page(&visit, &user, &profile, email, &errors).into_response());
    }
    check_email(email, &mut errors);
    check_profile(&profile, &mut errors);
    let changed = User {
        email: email.to_owned(),
        profile: profile.clone(),
        ..user.clone()
    };
    if errors.is_empty() && !shop.0.store.change_user(&changed).await? {
        let message = "このメールアドレスは、ほかのお客様が使っています。";
        errors.add("email", "メールアドレス", message);
    }
    if !errors.is_empty() {
        return Ok(page(&visit, &user, &profile, email, &errors).into_response());
    }
    let notice =
        Notice::done("お客様情報を保存しました。これまでのご注文のお届け先は変わりません。");
    Ok(visit.redirect_with_notice(&shop, &path(&user), &notice))
}

/// パスワードとポイント.
pub(crate) async fn show_access(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path,
) -> Result<Markup, PageError> {
    let user = user(&shop, &id).await?;
    access(&shop, &visit, &user, &html! {}, "", &Errors::default()).await
}

async fn access(
    shop: &Shop,
    visit: &Visit,
    user: &User,
    done: &Markup,
    points: &str,
    errors: &Errors,
) -> Result<Markup, PageError> {
    let here = path(user);
    let balance = shop.0.store.points_of(user.id).await?;
    let is_locked = shop.0.attempts.is_locked(&user.email);
    let known = shop.0.store.password_of(&user.email).await?;
    let known = known.map(|(_, hash)| digest(&hash)).unwrap_or_default();
    let reset = html! {
        input type="hidden" name="of" value=(known);
        button.button type="submit" { "新しいパスワードを発行する" }
    };
    let unlock = html! { button.button type="submit" { "ロックを解除する" } };
    let change = html! {
        (Field::text("points", "増減するポイント").value(points).required().keys("text").width("short").hint("増やすときは「500」、減らすときは「-500」のように入力します。").errors(errors))
        div.actions { button.button type="submit" { "ポイントを変更する" } }
    };
    let content = html! {
        (done)
        p.lead { (user.name()) "（" (user.email) "）" }
        (tabs(visit, user))
        (errors)
        section.card {
            h2 { "パスワード" }
            p { "お客様がパスワードを忘れたときに、新しいパスワードを発行します。いまのパスワードは使えなくなり、ログイン中のお客様はログアウトします。" }
            (forms::form(&visit.form_token, &format!("{here}/password"), &reset))
        }
        section.card {
            h2 { "ログインのロック" }
            @if is_locked {
                p.warning { "パスワードの間違いが続いたため、このお客様のログインを一時的に受け付けていません。" }
                (forms::form(&visit.form_token, &format!("{here}/unlock"), &unlock))
            } @else {
                p { "ロックされていません。同じ場所からパスワードを5回間違えると、15分間ロックされます。" }
            }
        }
        section.card {
            h2 { "ポイント" }
            p { "残高 " strong { (format::separated(balance.unsigned_abs())) "ポイント" } "。1ポイントは1円として、注文手続きで使えます。" }
            (forms::form(&visit.form_token, &format!("{here}/points"), &change))
        }
        p { a href="/admin/customers" { "お客様の一覧へ戻る" } }
    };
    Ok(layout::admin_page(
        visit,
        errors.title("パスワードとポイント"),
        &content,
    ))
}

/// The page with its forms, for who asks for the address that one of them was sent to.
pub(crate) async fn to_access(Path(id): Path) -> Response {
    redirect(&format!("/admin/customers/{id}/access"))
}

/// 新しいパスワードを発行する. It is on this page alone, once: a form that is sent again, as by a reload, issues no other.
pub(crate) async fn reset_password(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path,
    form: Form,
) -> Result<Response, PageError> {
    let user = user(&shop, &id).await?;
    let known = shop.0.store.password_of(&user.email).await?;
    if known.is_none_or(|(_, hash)| digest(&hash) != form.get("of")) {
        let notice = Notice::warning(
            "この画面を開いた後に、パスワードが変わっています。新しいパスワードは発行していません。必要なときは、もう一度ボタンを押してください。",
        );
        let here = format!("{}/access", path(&user));
        return Ok(visit.redirect_with_notice(&shop, &here, &notice));
    }
    let random = fresh();
    let password = format!("{}-{}-{}", &random[..5], &random[5..10], &random[10..15]);
    let hash = shop.0.passwords.hash(&password).await?;
    let store = &shop.0.store;
    store
        .change_login(user.id, &user.email, Some(&hash))
        .await?;
    shop.0.attempts.unlock(&user.email);
    let done = html! {
        div.notice.done role="status" {
            h2 { "新しいパスワードを発行しました" }
            p { "新しいパスワードは " strong.value { (password) } " です。この画面を閉じると、もう表示できません。お客様に伝え、「会員情報」で変更していただいてください。" }
        }
    };
    let page = access(&shop, &visit, &user, &done, "", &Errors::default()).await?;
    Ok(page.into_response())
}

/// ロックを解除する.
pub(crate) async fn unlock(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path,
) -> Result<Response, PageError> {
    let user = user(&shop, &id).await?;
    shop.0.attempts.unlock(&user.email);
    let notice = Notice::done("ロックを解除しました。お客様はもう一度ログインできます。");
    Ok(visit.redirect_with_notice(&shop, &format!("{}/access", path(&user)), &notice))
}

/// ポイントを変更する.
pub(crate) async fn add_points(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path,
    form: Form,
) -> Result<Response, PageError> {
    let user = user(&shop, &id).await?;
    let text = form.get("points");
    let mut errors = Errors::default();
    let number = Number {
        field: "points",
        label: "増減するポイント",
        text,
    };
    let points = number.whole(&(-9_999_999..=9_999_999), &mut errors);
    if errors.is_empty() && points == 0 {
        errors.add("points", "増減するポイント", "0以外を入力してください。");
    }
    if errors.is_empty() && !shop.0.store.add_points(user.id, points).await? {
        let message = "残高より多くは減らせません。";
        errors.add("points", "増減するポイント", message);
    }
    if !errors.is_empty() {
        let page = access(&shop, &visit, &user, &html! {}, text, &errors).await?;
        return Ok(page.into_response());
    }
    let notice = Notice::done("ポイントを変更しました。");
    Ok(visit.redirect_with_notice(&shop, &format!("{}/access", path(&user)), &notice))
}
