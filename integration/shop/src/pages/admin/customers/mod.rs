//! お客様: the list.

mod detail;
mod editing;
mod groups;
mod user_groups;

use axum::extract::State;
use maud::{Markup, html};

use super::listing::{Column, ListQuery, ROWS, cell, slim, table};
use kakebarai::user_groups::GroupStatus;

use crate::{
    Shop,
    catalogue::BUYERS,
    error::PageError,
    extract::Query,
    format,
    pages::layout,
    store::{CustomerQuery, CustomerSort, ListedCustomer, Settings, User},
    visit::Visit,
};

pub(super) use detail::show;
pub(super) use editing::{
    add_points, reset_password, save, show as show_form, show_access, to_access, unlock,
};
pub(super) use groups::{save as save_groups, show as show_groups};
pub(super) use user_groups::{
    ask as ask_to_delete_group, create as create_group, list as list_groups,
    remove as delete_group, save as rename_group, show as show_group,
};

const HERE: &str = "/admin/customers";

const SORTS: [(&str, &str); 3] = [
    ("", "登録の新しい順"),
    ("oldest", "登録の古い順"),
    ("email", "メールアドレス順"),
];

const COLUMNS: [Column; 5] = [
    Column::text("メールアドレス"),
    Column::text("お客様"),
    Column::text("電話番号"),
    Column::text("クロネコ掛け払い取引先"),
    Column::text("登録日時"),
];

/// The list.
pub(super) async fn list(
    State(shop): State<Shop>,
    visit: Visit,
    Query(page_query): Query<ListQuery>,
) -> Result<Markup, PageError> {
    let mut query = CustomerQuery {
        search: page_query.search().to_owned(),
        sort: match page_query.sort.as_str() {
            "oldest" => CustomerSort::Oldest,
            "email" => CustomerSort::Email,
            _ => CustomerSort::Newest,
        },
        skip: 0,
        limit: ROWS,
    };
    let store = &shop.0.store;
    let total = store.count_customers(&query).await?;
    query.skip = page_query.skip(total);
    let customers = store.customers(&query, buyers(&visit.settings)).await?;
    let rows = html! { @for customer in &customers { (row(customer)) } };
    let content = html! {
        div.actions.top { a.button href="/admin/user-groups" { "ユーザーグループの管理" } }
        (page_query.form(HERE, "メールアドレス・会社名・氏名（カナも）・電話番号の一部で探せます。", &SORTS, None))
        p.count role="status" { (format::separated(total)) "名のお客様" }
        @if customers.is_empty() { (page_query.nothing("お客様はまだいません。")) }
        @if !customers.is_empty() { (table("お客様", &COLUMNS, &rows)) }
        (page_query.pages(HERE, total))
    };
    Ok(layout::admin_page(&visit, "お客様", &content))
}

/// The group クロネコ掛け払い取引先 of the settings.
fn buyers(settings: &Settings) -> u32 {
    if settings.addon.group == 0 {
        BUYERS
    } else {
        settings.addon.group
    }
}

fn row(customer: &ListedCustomer) -> Markup {
    let user = &customer.user;
    // In the manual, the name is a link, too.
    let link = html! { a href=(path(user)) { (user.email) } };
    let name = html! {
        a href=(path(user)) { (user.name()) }
        @if !user.profile.company.is_empty() { br; small { (user.full_name()) } }
    };
    html! {
        tr role="row" {
            (cell(COLUMNS[0], link))
            (cell(COLUMNS[1], name))
            (slim(COLUMNS[2], &user.profile.telephone))
            (cell(COLUMNS[3], membership_badge(customer.membership)))
            (slim(COLUMNS[4], format::moment(user.created_at)))
        }
    }
}

/// The user of an address.
pub(super) async fn user(shop: &Shop, id: &str) -> Result<User, PageError> {
    let id = id.parse().map_err(|_| PageError::NotFound)?;
    let user = shop.0.store.customer_of(id).await?;
    user.ok_or(PageError::NotFound)
}

fn path(user: &User) -> String {
    format!("{HERE}/{}", user.id)
}

/// A user's status in a group.
fn membership_badge(status: Option<GroupStatus>) -> Markup {
    let class = match status {
        Some(GroupStatus::Active) => "badge good",
        Some(GroupStatus::Pending) => "badge attention",
        Some(GroupStatus::Declined) => "badge bad",
        Some(GroupStatus::Available) => "badge",
        None => return html! { "―" },
    };
    html! { span class=(class) { (status.map_or("", GroupStatus::label)) } }
}

/// The tabs of a customer.
fn tabs(visit: &Visit, user: &User) -> Markup {
    let here = path(user);
    let tabs = [
        (here.clone(), "基本情報"),
        (format!("{here}/edit"), "お客様情報の編集"),
        (format!("{here}/access"), "パスワードとポイント"),
        (format!("{here}/groups"), "ユーザーグループ"),
    ];
    html! {
        nav.tabs aria-label="お客様の情報" {
            ul {
                @for (path, name) in &tabs {
                    li { a href=(path) aria-current=[(visit.path == *path).then_some("page")] { (name) } }
                }
            }
        }
    }
}
