//! お客様 → ユーザーグループ.

use axum::{extract::State, response::Response};
use maud::{Markup, html};

use super::{path, tabs, user};
use kakebarai::user_groups::{GroupStatus, Membership, Memberships};

use crate::{
    Shop,
    error::PageError,
    extract::{Form, Path},
    forms::{self, Choice, Field, Notice},
    pages::layout,
    visit::Visit,
};

/// The choice for not being in a group.
const OUTSIDE: &str = "-";

/// The tab.
pub(crate) async fn show(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path,
) -> Result<Markup, PageError> {
    let store = &shop.0.store;
    let user = user(&shop, &id).await?;
    let (groups, now) = (store.groups().await?, store.memberships(user.id).await?);
    let membership = |group: u32| {
        let found = now.iter().find(|membership| membership.group == group);
        found.map_or(OUTSIDE.to_owned(), |membership| {
            membership.status.letter().to_string()
        })
    };
    let choices = || {
        let statuses = GroupStatus::ALL
            .into_iter()
            .map(|status| Choice::new(status.letter().to_string(), status.label()));
        std::iter::once(Choice::new(OUTSIDE, "入っていない"))
            .chain(statuses)
            .collect()
    };
    let fields = html! {
        @for group in &groups {
            (Field::select(&format!("group-{}", group.id), &group.name, choices()).settled().value(&membership(group.id)).width("middle"))
        }
        div.actions { button.button.primary type="submit" { "保存" } }
    };
    let content = html! {
        p.lead { (user.name()) "（" (user.email) "）" }
        (tabs(&visit, &user))
        section.card {
            p.hint { "支払方法を使えるのは、「有効」のユーザーグループです。「利用可能」はお客様が参加を申し込める状態、「保留」は申し込みの確認中、「拒否」は断った状態です。" }
            (forms::form(&visit.form_token, &format!("{}/groups", path(&user)), &fields))
        }
        p { a href="/admin/customers" { "お客様の一覧へ戻る" } }
    };
    Ok(layout::admin_page(&visit, "ユーザーグループ", &content))
}

/// 保存.
pub(crate) async fn save(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path,
    form: Form,
) -> Result<Response, PageError> {
    let store = &shop.0.store;
    let user = user(&shop, &id).await?;
    let known = store.groups().await?;
    let mut memberships = Vec::new();
    for (group, letter) in form.beginning("group-") {
        let group = known.iter().find(|known| known.id.to_string() == group);
        let mut statuses = GroupStatus::ALL.into_iter();
        let status = statuses.find(|status| status.letter().to_string() == letter);
        match (group, status) {
            (Some(group), Some(status)) => memberships.push(Membership {
                group: group.id,
                status,
            }),
            (Some(_), None) if letter == OUTSIDE => {}
            _ => return Err(PageError::NotFound),
        }
    }
    let memberships = Memberships::new(memberships).ok_or(PageError::NotFound)?;
    store.replace_groups(&[(user.id, memberships)]).await?;
    let notice = Notice::done("ユーザーグループを保存しました。");
    Ok(visit.redirect_with_notice(&shop, &format!("{}/groups", path(&user)), &notice))
}
