//! 支払方法: what there is, and クロネコ掛け払い with all its settings.

mod form;
mod transfer;

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};

use self::form::Entered;
use crate::{
    Shop,
    error::PageError,
    extract::Form,
    format,
    forms::{Errors, Notice},
    icons::{Icon, MAX_BYTES, NoIcon},
    pages::{
        admin::listing::{cell, table, title},
        layout,
    },
    settings::PaymentMethod,
    visit::Visit,
};
use kakebarai::billing::Fee;

pub(super) use transfer::{save as save_transfer, show as show_transfer};

const COLUMNS: [&str; 4] = ["支払方法名", "ステータス", "手数料", "接続先"];

const LIST: &str = "/admin/payment-methods";
const HERE: &str = "/admin/payment-methods/kakebarai";

/// 支払方法.
pub(super) async fn list(visit: Visit) -> Markup {
    let method = &visit.settings.method;
    let row = |name: Markup, enabled: bool, fee: String, environment: &str| {
        let status =
            html! { @if enabled { span.badge.good { "有効" } } @else { span.badge { "無効" } } };
        html! {
            tr role="row" {
                (title(COLUMNS[0], name))
                (cell(COLUMNS[1], status))
                (cell(COLUMNS[2], fee))
                (cell(COLUMNS[3], environment))
            }
        }
    };
    let environment = if method.environment.is_test() {
        "テスト環境"
    } else {
        "本番環境"
    };
    let rows = html! {
        @if visit.settings.installed {
            (row(html! { a href=(HERE) { (method.name) } }, method.enabled, fee(method), environment))
        }
        (row(html! { a href=(transfer::HERE) { "銀行振込" } }, true, "なし".to_owned(), "―"))
    };
    let content = html! {
        @if !visit.settings.installed {
            p.warning { "クロネコ掛け払いは、アドオンをインストールすると支払方法に加わります。" a href="/admin/addons" { "アドオンの管理へ" } }
        }
        (table("支払方法", &COLUMNS, &rows))
    };
    layout::admin_page(&visit, "支払方法", &content)
}

fn fee(method: &PaymentMethod) -> String {
    let Fee { fixed, percent } = method.terms.fee;
    match (fixed, percent.as_hundredths()) {
        (0, 0) => "なし".to_owned(),
        (_, 0) => format::yen(fixed),
        (0, _) => format!("{percent}％"),
        _ => format!("{} ＋ {percent}％", format::yen(fixed)),
    }
}

/// クロネコ掛け払い.
pub(super) async fn show(State(shop): State<Shop>, visit: Visit) -> Result<Response, PageError> {
    if !visit.settings.installed {
        let notice = Notice::warning("先にアドオンをインストールしてください。");
        return Ok(visit.go_and_say(&shop, "/admin/addons", &notice));
    }
    let entered = Entered::of(&visit.settings.method);
    let page = form::page(&shop, &visit, &entered, &Errors::default()).await?;
    Ok(page.into_response())
}

/// 保存する.
pub(super) async fn save(
    State(shop): State<Shop>,
    visit: Visit,
    form: Form,
) -> Result<Response, PageError> {
    let store = &shop.0.store;
    let entered = Entered::read(&form);
    let mut errors = Errors::default();
    let (taxes, groups) = (store.taxes().await?, store.groups().await?);
    let groups: Vec<u32> = groups.iter().map(|group| group.id).collect();
    let mut method = entered.method(&visit.settings.method, &mut errors);
    form::check(
        &method,
        &taxes,
        &groups,
        shop.0.config.production,
        &mut errors,
    );
    let icon = match form.file("icon") {
        None => None,
        Some(file) => {
            let bytes = file.bytes(MAX_BYTES);
            let bytes = bytes.map_err(|error| PageError::Inside(Box::new(error)))?;
            let icon = bytes.ok_or(NoIcon::TooLarge).and_then(Icon::read);
            icon.map_err(|why| errors.add("icon", "アイコン", why.to_string()))
                .ok()
        }
    };
    if !errors.is_empty() {
        let page = form::page(&shop, &visit, &entered, &errors).await?;
        return Ok(page.into_response());
    }
    let removed = form.is_ticked("remove_icon");
    if icon.is_some() || removed {
        method.icon = icon.as_ref().map(Icon::path).unwrap_or_default();
        store.save_method_with_icon(&method, icon.as_ref()).await?;
    } else {
        store.save_method(&method).await?;
    }
    Ok(visit.go_and_say(&shop, HERE, &Notice::done("支払方法を保存しました。")))
}
