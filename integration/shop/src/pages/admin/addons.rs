//! アドオンの管理: install, uninstall, 設定, and whether the connection works.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};

use super::detached::run_detached;
use crate::{
    Shop,
    catalogue::BUYERS,
    error::PageError,
    extract::{Form, Pairs, Query},
    forms::{self, Choice, Errors, Field, Notice},
    pages::layout,
    redirection::redirect,
    settings::AddonSettings,
    store::Secret,
    visit::Visit,
};
use kakebarai::{
    client::{BuyerQuery, Error},
    refusals::WhoActs,
};

const LIST: &str = "/admin/addons";
const AVAILABLE: &str = "/admin/addons?all=1";
const UNINSTALL: &str = "/admin/addons/uninstall";
const SETTINGS: &str = "/admin/addons/kakebarai";

/// Whether the add-ons that are not installed are shown, too.
pub(super) struct AddonListQuery {
    all: bool,
}

impl From<Pairs> for AddonListQuery {
    fn from(pairs: Pairs) -> Self {
        Self {
            all: !pairs.get("all").is_empty(),
        }
    }
}

/// アドオンの管理.
pub(super) async fn list(visit: Visit, Query(query): Query<AddonListQuery>) -> Markup {
    let installed = visit.settings.installed;
    let content = html! {
        div.actions.top.end {
            @if query.all {
                a.button href=(LIST) { "インストール済みのアドオンだけを表示" }
            } @else {
                a.button href=(AVAILABLE) { "利用可能な全てのアドオンを表示" }
            }
        }
        @if installed || query.all {
            (kakebarai(&visit))
        } @else {
            section.card { p { "インストールしているアドオンはありません。「利用可能な全てのアドオンを表示」から、インストールできます。" } }
        }
    };
    layout::admin_page(&visit, "アドオンの管理", &content)
}

/// The add-on, with what can be done with it.
fn kakebarai(visit: &Visit) -> Markup {
    let installed = visit.settings.installed;
    html! {
        section.card.addon {
            div.what {
                h2 {
                    @if installed { a href=(SETTINGS) { "クロネコ掛け払い" } } @else { "クロネコ掛け払い" }
                    " "
                    @if installed { span.badge.good { "インストール済み" } } @else { span.badge { "未インストール" } }
                }
                p { "企業間の後払い決済です。取引先登録と審査状況の照会、注文の決済登録、決済取消、出荷情報の登録と削除を、お店の画面から行えます。" }
            }
            div.actions {
                @if installed {
                    a.button.primary href=(SETTINGS) { "設定" }
                    a.button.danger href=(UNINSTALL) { "アンインストール" }
                } @else {
                    (forms::form(&visit.form_token, "/admin/addons/install", &html! { button.button.primary type="submit" { "インストール" } }))
                }
            }
            p.hint { "アンインストールすると、お店からクロネコ掛け払いの画面と支払方法がなくなります。設定と取引の記録は残り、もう一度インストールすると続きから使えます。" }
        }
    }
}

/// インストール.
pub(super) async fn install(State(shop): State<Shop>, visit: Visit) -> Result<Response, PageError> {
    shop.0.store.save_installed(true).await?;
    let notice = Notice::done(if visit.settings.addon.merchant_code.is_empty() {
        "アドオンをインストールしました。続いて、「クロネコ掛け払い」の設定で加盟店コードとパスワードを登録し、「支払方法」に追加してください。"
    } else {
        "アドオンをインストールしました。以前の設定を引き継いでいます。"
    });
    Ok(visit.redirect_with_notice(&shop, LIST, &notice))
}

/// Asks before the add-on is taken away: customers could not pay with it from then on.
pub(super) async fn ask_to_uninstall(visit: Visit) -> Response {
    if !visit.settings.installed {
        return redirect(LIST);
    }
    let buttons = html! {
        div.actions {
            a.button href=(LIST) { "アンインストールせずに戻る" }
            button.button.danger type="submit" { "アンインストールする" }
        }
    };
    let content = html! {
        section.card {
            p { "「クロネコ掛け払い」をアンインストールすると、お客様は支払方法に選べなくなり、決済取消や出荷情報の送信もできなくなります。" }
            p { "設定と取引の記録は残ります。もう一度インストールすると、続きから使えます。" }
            (forms::form(&visit.form_token, UNINSTALL, &buttons))
        }
    };
    layout::admin_page(&visit, "アンインストールの確認", &content).into_response()
}

/// アンインストール.
pub(super) async fn uninstall(
    State(shop): State<Shop>,
    visit: Visit,
) -> Result<Response, PageError> {
    shop.0.store.save_installed(false).await?;
    let notice = Notice::done("アドオンをアンインストールしました。設定は残しています。");
    Ok(visit.redirect_with_notice(&shop, LIST, &notice))
}

/// 設定.
pub(super) async fn settings(
    State(shop): State<Shop>,
    visit: Visit,
) -> Result<Response, PageError> {
    if !visit.settings.installed {
        let notice = Notice::warning("先にアドオンをインストールしてください。");
        return Ok(visit.redirect_with_notice(&shop, AVAILABLE, &notice));
    }
    let mut addon = visit.settings.addon.clone();
    if addon.group == 0 {
        addon.group = BUYERS;
    }
    let page = settings_page(&shop, &visit, &addon, &Errors::default()).await?;
    Ok(page.into_response())
}

async fn settings_page(
    shop: &Shop,
    visit: &Visit,
    addon: &AddonSettings,
    errors: &Errors,
) -> Result<Markup, PageError> {
    let groups = shop.0.store.groups().await?;
    let groups = groups
        .into_iter()
        .map(|group| Choice::new(group.id.to_string(), group.name));
    let group = addon.group.to_string();
    let is_outside = shop.0.config.password.is_some();
    let password_hint = if visit.settings.password.0.is_empty() {
        "加盟店に発行された接続パスワードです。"
    } else {
        "登録済みです。変更するときだけ入力してください。空欄のまま保存すると、登録済みのパスワードを使います。"
    };
    let fields = html! {
        (Field::text("merchant_code", "加盟店コード").value(&addon.merchant_code).hint("ヤマトクレジットファイナンスから発行された、9桁の半角数字です。").required().keys("numeric").autocomplete("off").width("middle").errors(errors))
        @if is_outside {
            div.field {
                p.head { "パスワード" }
                p.hint { "お店を起動したときの環境変数 KAKEBARAI_PASSWORD のパスワードを使っています。この画面では変更できません。" }
            }
        } @else {
            (Field::password("password", "パスワード").hint(password_hint).autocomplete("new-password").width("middle").errors(errors))
        }
        (Field::tick("only_for_the_group", "クロネコ掛け払い取引先ユーザーグループのお客様のみ使用可能").value(if addon.only_for_the_group { "1" } else { "" })
            .hint("チェックを入れると、下のユーザーグループで「有効」になっているお客様だけが、クロネコ掛け払いを選べます。").errors(errors))
        (Field::select("group", "クロネコ掛け払い取引先のユーザーグループ", groups.collect()).settled().value(&group).width("middle").errors(errors))
        div.actions { button.button.primary type="submit" { "保存" } }
    };
    let connection = shop.0.payments.connect(&visit.settings);
    let content = html! {
        (errors)
        section.card { (forms::form(&visit.form_token, SETTINGS, &fields)) }
        section.card {
            h2 { "接続の確認" }
            @match connection {
                Ok(_) => {
                    p { "保存した加盟店コードとパスワードで、クロネコ掛け払いに問い合わせます。取引には影響しません。" }
                    (forms::form(&visit.form_token, "/admin/addons/kakebarai/check", &html! { button.button type="submit" { "接続を確認する" } }))
                }
                Err(why) => { p { (why) } }
            }
        }
        p { a href=(LIST) { "アドオンの管理へ戻る" } }
    };
    Ok(layout::admin_page(
        visit,
        errors.title("クロネコ掛け払いの設定"),
        &content,
    ))
}

/// 保存.
pub(super) async fn save(
    State(shop): State<Shop>,
    visit: Visit,
    form: Form,
) -> Result<Response, PageError> {
    let store = &shop.0.store;
    let addon = AddonSettings {
        merchant_code: kakebarai::buyers::application::conversion::to_half_width(
            form.get("merchant_code"),
        ),
        only_for_the_group: form.is_ticked("only_for_the_group"),
        group: form.get("group").parse().unwrap_or(0),
    };
    let outside = shop.0.config.password.as_deref();
    let given = form.exactly("password");
    let password = match given {
        "" => outside.unwrap_or(&visit.settings.password.0),
        given => given,
    };
    let mut errors = Errors::default();
    for problem in addon.problems(password) {
        let setting = problem.setting;
        errors.add(setting.field(), setting.label(), problem.message);
    }
    let groups = store.groups().await?;
    if addon.group != 0 && groups.iter().all(|group| group.id != addon.group) {
        errors.add(
            "group",
            "クロネコ掛け払い取引先のユーザーグループ",
            "このユーザーグループはありません。選び直してください。",
        );
    }
    if !errors.is_empty() {
        let page = settings_page(&shop, &visit, &addon, &errors).await?;
        return Ok(page.into_response());
    }
    store.save_addon(&addon).await?;
    if !given.is_empty() && outside.is_none() {
        store.save_password(&Secret(given.to_owned())).await?;
    }
    Ok(visit.redirect_with_notice(&shop, SETTINGS, &Notice::done("設定を保存しました。")))
}

/// 接続を確認する: an inquiry, which changes nothing.
pub(super) async fn check(State(shop): State<Shop>, visit: Visit) -> Result<Response, PageError> {
    let notice = match shop.0.payments.connect(&visit.settings) {
        Err(why) => Notice::warning(why.to_string()),
        Ok(connection) => {
            let asked = run_detached(async move {
                let client = connection.gateway.client();
                client.inquire_usage(&BuyerQuery::by_id("1111")).await
            });
            match asked.await? {
                Ok(_) => connected(),
                // The merchant is checked before the buyer: another known code means a connection, an unknown one nothing.
                Err(Error::Refused(code))
                    if code.refusal().is_some()
                        && !matches!(
                            code.who_acts(),
                            WhoActs::MerchantSettings | WhoActs::Provider
                        ) =>
                {
                    connected()
                }
                Err(Error::Refused(code)) => Notice::warning(code.shown_to_operator()),
                Err(Error::NoAnswer(_) | Error::NotSent(_)) => Notice::warning(
                    "クロネコ掛け払いに接続できません。しばらくしてから、もう一度お試しください。",
                ),
                Err(_) => Notice::warning(
                    "クロネコ掛け払いから正しい応答がありませんでした。しばらくしてから、もう一度お試しください。",
                ),
            }
        }
    };
    Ok(visit.redirect_with_notice(&shop, SETTINGS, &notice))
}

fn connected() -> Notice {
    Notice::done(
        "クロネコ掛け払いに接続できました。加盟店コードとパスワードは正しく登録されています。",
    )
}
