//! ログイン, 会員登録 and ログアウト.

use std::net::IpAddr;

use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header::RETRY_AFTER},
    response::{IntoResponse as _, Response},
};
use jiff::SignedDuration;
use maud::{Markup, html};

use kakebarai::buyers::{
    application::{Profile, conversion},
    postal_codes,
};

use super::addresses::look_up;
use crate::{
    Shop,
    error::PageError,
    extract::{Form, Pairs, Query},
    forms::{self, Errors, Field, Notice},
    pages::layout,
    redirection::{path_here, redirect},
    security::{attempts::TooMany, passwords::MAX_LENGTH, sessions::Kind},
    store::NewUser,
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

/// ログイン.
pub(super) async fn login(visit: Visit, Query(next): Query<Next>) -> Response {
    if visit.customer.is_some() {
        return redirect(path_here(&next.next));
    }
    login_page(&visit, "", &next.next, &Errors::default()).into_response()
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
                p { a.button href={ "/register?next=" (escaped) } { "会員登録へ進む" } }
            }
        }
    };
    layout::page(visit, "ログインまたは会員登録", &content)
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

/// A login; who is unknown is told what a wrong password is told, after the same work.
pub(super) async fn log_in(
    State(shop): State<Shop>,
    visit: Visit,
    form: Form,
) -> Result<Response, PageError> {
    let (email, password, next) = (
        form.get("email"),
        form.exactly("password"),
        form.get("next"),
    );
    let mut errors = Errors::default();
    errors.require("email", "メールアドレス", email);
    errors.require("password", "パスワード", password);
    if !errors.is_empty() {
        return Ok(login_page(&visit, email, next, &errors).into_response());
    }
    if let Err(wait) = shop.0.attempts.begin(email, visit.address) {
        return Ok(too_many(wait, &mut errors, |errors| {
            login_page(&visit, email, next, errors)
        }));
    }
    let known = shop.0.store.password_of(email).await?;
    let hash = known.as_ref().map(|(_, hash)| hash.clone());
    let is_right = password.len() <= MAX_LENGTH && shop.0.passwords.verify(password, hash).await?;
    if let Some((user, _)) = known.filter(|_| is_right) {
        shop.0.attempts.succeed(email, visit.address);
        let path = path_here(next);
        visit
            .log_in(&shop, Kind::Customer, &user.to_string(), path, None)
            .await
    } else {
        errors.add_to_all("メールアドレスまたはパスワードが違います。");
        Ok(login_page(&visit, email, next, &errors).into_response())
    }
}

/// ログアウト.
pub(super) async fn log_out(State(shop): State<Shop>, visit: Visit) -> Result<Response, PageError> {
    visit.log_out(&shop, Kind::Customer, "/").await
}

/// 会員登録.
pub(super) async fn registration(visit: Visit, Query(next): Query<Next>) -> Response {
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
    let text = |name, label, value| Field::text(name, label).value(value).errors(errors);
    let escaped: String = form_urlencoded::byte_serialize(path_here(next).as_bytes()).collect();
    let look_up = forms::look_up_button("/register", "postal_code", "address", "");
    let fields = html! {
        input type="hidden" name="next" value=(path_here(next));
        (forms::default_button())
        section.card {
            h2 { "ログイン情報" }
            (Field::email("email", "メールアドレス").value(email).required().autocomplete("username").errors(errors))
            (Field::password("password", "パスワード").required().hint("8文字以上で入力してください。").autocomplete("new-password").errors(errors))
        }
        section.card {
            h2 { "お客様情報" }
            (text("company", "会社名", &profile.company).hint("個人事業主の方は屋号。ない場合は空欄のままで構いません。").autocomplete("organization"))
            div.pair {
                (text("family_name", "姓", &profile.family_name).required().autocomplete("family-name"))
                (text("given_name", "名", &profile.given_name).required().autocomplete("given-name"))
            }
            div.pair {
                (text("family_name_kana", "姓（カナ）", &profile.family_name_kana))
                (text("given_name_kana", "名（カナ）", &profile.given_name_kana))
            }
            (text("postal_code", "郵便番号", &profile.postal_code).required().hint("例：171-0033").keys("numeric").width("short").autocomplete("postal-code").beside(look_up))
            (text("address", "住所", &profile.address).required().autocomplete("street-address"))
            (text("telephone", "電話番号", &profile.telephone).required().hint("例：03-1234-5678").keys("tel").width("middle").autocomplete("tel"))
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
    layout::page(visit, "会員登録", &content)
}

/// 会員登録する and 住所を検索.
pub(super) async fn register(
    State(shop): State<Shop>,
    visit: Visit,
    form: Form,
) -> Result<Response, PageError> {
    let (email, password, next) = (
        form.get("email"),
        form.exactly("password"),
        form.get("next"),
    );
    let mut profile = profile(&form);
    let mut errors = Errors::default();
    if form.get("action").starts_with("look-up") {
        let fields = ["postal_code", "address"];
        look_up(
            &profile.postal_code,
            &mut profile.address,
            fields,
            &mut errors,
        );
        return Ok(registration_page(&visit, email, &profile, next, &errors).into_response());
    }
    check(email, password, &profile, &mut errors);
    if !errors.is_empty() {
        return Ok(registration_page(&visit, email, &profile, next, &errors).into_response());
    }
    // Who asks too often learns no longer which addresses are taken.
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
            .log_in(&shop, Kind::Customer, &id.to_string(), path, Some(&notice))
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

/// So long a form that is sent twice is the same registration.
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
    // Whoever knows the password is that user; it is a login like any other.
    let is_new = user.is_some_and(|user| now.duration_since(user.created_at) < JUST_NOW)
        && shop.0.attempts.begin(email, address).is_ok()
        && shop.0.passwords.verify(password, Some(hash)).await?;
    if is_new {
        shop.0.attempts.succeed(email, address);
    }
    Ok(is_new.then_some(id))
}

/// The customer that a form describes.
fn profile(form: &Form) -> Profile {
    let text = |name: &str| form.get(name).to_owned();
    Profile {
        company: text("company"),
        family_name: text("family_name"),
        given_name: text("given_name"),
        family_name_kana: text("family_name_kana"),
        given_name_kana: text("given_name_kana"),
        postal_code: text("postal_code"),
        address: text("address"),
        telephone: text("telephone"),
    }
}

/// Whether an e-mail address is one that a customer may have: what browsers take for one (RFC 5322's dot-atom, dots anywhere), with a
/// host of letters, digits and hyphens. A file that it is written to guards what looks like a formula.
fn is_address(email: &str) -> bool {
    let Some((name, host)) = email.split_once('@') else {
        return false;
    };
    let is_name = |of: char| of.is_ascii_alphanumeric() || ".!#$%&'*+-/=?^_`{|}~".contains(of);
    let is_part = |part: &str| {
        (1..=63).contains(&part.len())
            && !part.starts_with('-')
            && !part.ends_with('-')
            && part
                .chars()
                .all(|of| of.is_ascii_alphanumeric() || of == '-')
    };
    email.len() <= 254
        && (1..=64).contains(&name.len())
        && name.chars().all(is_name)
        && host.contains('.')
        && host.split('.').all(is_part)
}

fn check(email: &str, password: &str, profile: &Profile, errors: &mut Errors) {
    if email.is_empty() {
        errors.require("email", "メールアドレス", email);
    } else if !is_address(email) {
        errors.add(
            "email",
            "メールアドレス",
            "「name@example.jp」の形で入力してください。",
        );
    }
    if password.chars().count() < 8 {
        errors.add("password", "パスワード", "8文字以上で入力してください。");
    } else if password.len() > MAX_LENGTH {
        let message = "長すぎます。半角256文字（全角85文字）以内で入力してください。";
        errors.add("password", "パスワード", message);
    }
    errors.require("family_name", "姓", &profile.family_name);
    errors.require("given_name", "名", &profile.given_name);
    let code = conversion::postal_code(&profile.postal_code);
    if profile.postal_code.is_empty() {
        errors.require("postal_code", "郵便番号", "");
    } else if postal_codes::place(&code).is_none() {
        errors.add(
            "postal_code",
            "郵便番号",
            "実在する7桁の郵便番号を入力してください。",
        );
    }
    errors.require("address", "住所", &profile.address);
    errors.require("telephone", "電話番号", &profile.telephone);
    for (field, label, value) in [
        ("company", "会社名", &profile.company),
        ("family_name", "姓", &profile.family_name),
        ("given_name", "名", &profile.given_name),
        ("family_name_kana", "姓（カナ）", &profile.family_name_kana),
        ("given_name_kana", "名（カナ）", &profile.given_name_kana),
        ("address", "住所", &profile.address),
        ("telephone", "電話番号", &profile.telephone),
    ] {
        if value.chars().count() > 100 {
            errors.add(field, label, "100文字以内で入力してください。");
        }
    }
}
