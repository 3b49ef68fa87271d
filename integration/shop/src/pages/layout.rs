//! The frame of all pages.

use maud::{DOCTYPE, Markup, html};

use super::assets;
use crate::{
    forms::{self, LateForm, Title},
    visit::Visit,
};

/// The shop's name.
pub(crate) const NAME: &str = "しらかば商店";

/// The menu of the manual for logging in, and for members.
pub(super) const MEMBER_MENU: &str = "ログインまたは会員登録";

fn document(title: Title<'_>, is_administration: bool, body: &Markup) -> Markup {
    let class = if is_administration {
        "administration"
    } else {
        "storefront"
    };
    html! {
        (DOCTYPE)
        html lang="ja" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                // Whoever listens hears of mistakes first.
                title { @if title.has_mistakes { "エラー：" } (title.text) @if is_administration { " | 管理画面" } " | " (NAME) }
                link rel="stylesheet" href=(assets::STYLESHEET.path());
                link rel="icon" href="/favicon.svg" type="image/svg+xml";
            }
            body class=(class) { (body) }
        }
    }
}

/// A page of the storefront. `title` is its heading, too.
pub(super) fn page<'a>(visit: &Visit, title: impl Into<Title<'a>>, content: &Markup) -> Markup {
    let title = title.into();
    let main = html! {
        h1 { (title.text) }
        (content)
    };
    open_page(visit, title, &main)
}

/// A page of the storefront that brings its own heading.
pub(super) fn open_page<'a>(
    visit: &Visit,
    title: impl Into<Title<'a>>,
    content: &Markup,
) -> Markup {
    let body = html! {
        a.skip href="#main" { "本文へ移動" }
        header.site {
            div.bar {
                a.name href="/" { (assets::mark()) span { (NAME) } }
                div.account {
                    @if let Some(user) = &visit.customer {
                        span.who { (user.name()) " 様" }
                        a href="/login" { (MEMBER_MENU) }
                        (forms::form(&visit.form_token, "/logout", &html! { button.link type="submit" { "ログアウト" } }))
                    } @else {
                        a href="/login" { (MEMBER_MENU) }
                    }
                    a.cart href="/cart" {
                        (assets::cart()) "カート"
                        span.count { (visit.pieces) span.unseen { "点" } }
                    }
                }
            }
            nav aria-label="メニュー" {
                ul {
                    (item(visit, "/", "商品一覧"))
                    @if visit.settings.installed {
                        (item(visit, "/kakebarai", "クロネコ掛け払い取引先登録・照会"))
                    }
                    @if visit.customer.is_some() {
                        (item(visit, "/orders", "注文履歴"))
                        (item(visit, "/account", "会員情報"))
                    }
                }
            }
        }
        main #main tabindex="-1" {
            @if let Some(notice) = &visit.notice { (notice) }
            (content)
        }
        footer.site {
            p { (NAME) "は、クロネコ掛け払いの組み込みを試すための見本のお店です。実在の店舗ではなく、商品は届きません。" }
            p { a href="/admin" { "管理画面" } }
        }
    };
    document(title.into(), false, &body)
}

fn item(visit: &Visit, path: &str, name: &str) -> Markup {
    let current = (visit.path == path).then_some("page");
    html! { li { a href=(path) aria-current=[current] { (name) } } }
}

/// The pages of the administration that stand in its menu, in order: path, name. A page without a part is listed by its
/// first word alone. Without a path it is the heading of those behind it, which is the menu that the manual has them in.
const ADMIN_MENU: &[(&str, &str)] = &[
    ("/admin", "ホーム"),
    ("", "注文"),
    ("/admin/orders", "注文"),
    ("/admin/kakebarai", "クロネコ掛け払い"),
    ("/admin/shipments", "配送管理"),
    ("/admin/products", "商品"),
    ("", "お客様"),
    ("/admin/customers", "お客様"),
    ("", "一般設定"),
    ("/admin/payment-methods", "支払方法"),
    ("/admin/shipping-methods", "配送方法"),
    ("/admin/taxes", "税金"),
    ("/admin/discounts", "割引"),
    ("/admin/export", "エクスポート"),
    ("/admin/import", "インポート"),
    ("", "アドオン"),
    ("/admin/addons", "アドオンの管理"),
    ("/admin/workbench", "確認"),
];

/// A page of the administration. `title` is its heading, too.
pub(super) fn admin_page<'a>(
    visit: &Visit,
    title: impl Into<Title<'a>>,
    content: &Markup,
) -> Markup {
    admin(Some(visit), title.into(), content)
}

/// An error page of the administration, with the way on.
pub(super) fn bare_admin_page(
    visit: Option<&Visit>,
    title: &str,
    text: &str,
    late: Option<&LateForm>,
    (path, name): (&str, &str),
) -> Markup {
    let content = html! {
        p { (text) }
        @if let Some(late) = late { (late) }
        p { a.button href=(path) { (name) } }
    };
    admin(visit, title.into(), &content)
}

fn admin(visit: Option<&Visit>, title: Title<'_>, content: &Markup) -> Markup {
    let operated = visit.filter(|visit| visit.operator.is_some());
    let here = visit.map_or("", |visit| &visit.path);
    let is_installed = visit.is_some_and(|visit| visit.settings.installed);
    // Pages without a place of their own in the menu.
    let here = match here.split('/').nth(2) {
        Some("gift-certificates") => "/admin/discounts",
        Some("user-groups") => "/admin/customers",
        Some("order-numbers") => "/admin/orders",
        _ => here,
    };
    let is_here =
        |path: &str| here == path || path != "/admin" && here.starts_with(&format!("{path}/"));
    let body = html! {
        a.skip href="#main" { "本文へ移動" }
        header.admin {
            a.name href="/admin" { (assets::mark()) span { (NAME) " 管理画面" } }
            div.account {
                a href="/" { "お店を見る" }
                @if let Some(visit) = operated {
                    (forms::form(&visit.form_token, "/admin/logout", &html! { button.link type="submit" { "ログアウト" } }))
                }
            }
        }
        div.admin-frame {
            @if operated.is_some() {
                nav.admin aria-label="管理メニュー" {
                    ul {
                        @for (path, name) in ADMIN_MENU.iter().filter(|(path, _)| *path != "/admin/kakebarai" || is_installed) {
                            @if path.is_empty() {
                                li.head { (name) }
                            } @else {
                                li { a href=(path) aria-current=[is_here(path).then_some("page")] { (name) } }
                            }
                        }
                    }
                }
            }
            main #main tabindex="-1" {
                @if let Some(notice) = visit.and_then(|visit| visit.notice.as_ref()) { (notice) }
                h1 { (title.text) }
                (content)
            }
        }
    };
    document(title, true, &body)
}

/// An error page without a visit.
pub(super) fn bare(title: &str, text: &str, late: Option<&LateForm>) -> Markup {
    let body = html! {
        header.site { div.bar { a.name href="/" { (assets::mark()) span { (NAME) } } } }
        main #main {
            h1 { (title) }
            p { (text) }
            @if let Some(late) = late { (late) }
            p { a.button href="/" { "お店のトップへ" } }
        }
    };
    document(title.into(), false, &body)
}

/// A text of several lines, as it was entered.
pub(super) fn in_lines(text: &str) -> Markup {
    html! {
        @for (place, line) in text.lines().enumerate() {
            @if place > 0 { br; }
            (line)
        }
    }
}

/// The number of a page of a list, from 1; 1 if the text is not a number.
pub(super) fn page_number(text: &str) -> u32 {
    text.parse().unwrap_or(1).max(1)
}

/// How many pages there are; at least 1.
pub(super) fn last_page(rows: u64, per_page: u32) -> u32 {
    u32::try_from(rows.div_ceil(per_page.into()).max(1)).unwrap_or(u32::MAX)
}

/// Links to the other pages of a list; empty if there is only one.
pub(super) fn pages(page: u32, last: u32, address: impl Fn(u32) -> String) -> Markup {
    let link = |to: u32, text: &str, rel: Option<&str>| {
        html! { li { a.button href=(address(to)) rel=[rel] { (text) } } }
    };
    html! {
        @if last > 1 {
            nav.pages aria-label="ページ" {
                ul {
                    @if page > 1 { (link(1, "最初", None)) (link(page - 1, "前のページ", Some("prev"))) }
                    li { (page) " / " (last) "ページ" }
                    @if page < last { (link(page + 1, "次のページ", Some("next"))) (link(last, "最後", None)) }
                }
            }
        }
    }
}
