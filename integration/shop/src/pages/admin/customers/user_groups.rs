//! ユーザーグループ: the list, creating, renaming and deleting.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};

use crate::{
    Shop,
    error::PageError,
    extract::{Form, Path},
    format,
    forms::{self, Errors, Field, Notice},
    pages::{
        admin::{
            listing::{Column, cell, name_cell, table},
            question::Question,
        },
        layout,
    },
    store::UserGroup,
    visit::Visit,
};

const HERE: &str = "/admin/user-groups";

const COLUMNS: [Column; 4] = [
    Column::text("ユーザーグループ"),
    Column::text("ID"),
    Column::number("お客様の数"),
    Column::text("操作"),
];

/// The list, and the form of a new one.
pub(crate) async fn list(State(shop): State<Shop>, visit: Visit) -> Result<Markup, PageError> {
    page(&shop, &visit, "", &Errors::default()).await
}

async fn page(
    shop: &Shop,
    visit: &Visit,
    name: &str,
    errors: &Errors,
) -> Result<Markup, PageError> {
    let groups = shop.0.store.groups().await?;
    let mut rows = Vec::new();
    for group in &groups {
        let members = shop.0.store.count_members(group.id).await?;
        rows.push(row(group, members));
    }
    let fields = html! {
        (Field::text("name", "名前").value(name).required().width("middle").errors(errors))
        div.actions { button.button.primary type="submit" { "追加する" } }
    };
    let content = html! {
        (errors)
        (table("ユーザーグループ", &COLUMNS, &html! { @for row in &rows { (row) } }))
        p.hint { "IDは、エクスポートとインポートのファイルで使います。お客様をグループに入れるには、お客様の詳細の「ユーザーグループ」か、インポートを使います。" }
        section.card { h2 { "ユーザーグループの追加" } (forms::form(&visit.form_token, HERE, &fields)) }
        p { a href=(super::HERE) { "お客様の一覧へ戻る" } }
    };
    Ok(layout::admin_page(
        visit,
        errors.title("ユーザーグループ"),
        &content,
    ))
}

fn row(group: &UserGroup, members: u64) -> Markup {
    let here = format!("{HERE}/{}", group.id);
    let links = html! {
        div.links {
            a href=(here) { "名前の変更" span.unseen { "（" (group.name) "）" } }
            a href={ (here) "/delete" } { "削除" span.unseen { "（" (group.name) "）" } }
        }
    };
    html! {
        tr role="row" {
            (name_cell(COLUMNS[0], &group.name))
            (cell(COLUMNS[1], group.id.to_string()))
            (cell(COLUMNS[2], format!("{}名", format::separated(members))))
            (cell(COLUMNS[3], links))
        }
    }
}

/// The name as it is kept; one that another group has is an error.
fn name(form: &Form, id: u32, groups: &[UserGroup], errors: &mut Errors) -> String {
    let name = form.get("name");
    errors.require("name", "名前", name);
    errors.limit("name", "名前", name, 60);
    let is_taken = |group: &UserGroup| group.id != id && group.name == name;
    if groups.iter().any(is_taken) {
        errors.add("name", "名前", "同じ名前のユーザーグループがあります。");
    }
    name.to_owned()
}

/// 追加する.
pub(crate) async fn create(
    State(shop): State<Shop>,
    visit: Visit,
    form: Form,
) -> Result<Response, PageError> {
    let groups = shop.0.store.groups().await?;
    let mut errors = Errors::default();
    let name = name(&form, 0, &groups, &mut errors);
    if !errors.is_empty() {
        let page = page(&shop, &visit, &name, &errors).await?;
        return Ok(page.into_response());
    }
    let id = shop.0.store.create_group(&name).await?;
    let notice = Notice::done(format!(
        "ユーザーグループ「{name}」を追加しました。IDは{id}です。"
    ));
    Ok(visit.redirect_with_notice(&shop, HERE, &notice))
}

async fn group(shop: &Shop, id: &str) -> Result<UserGroup, PageError> {
    let groups = shop.0.store.groups().await?;
    let found = groups.into_iter().find(|group| group.id.to_string() == id);
    found.ok_or(PageError::NotFound)
}

fn renaming(visit: &Visit, id: &str, name: &str, errors: &Errors) -> Markup {
    let fields = html! {
        (Field::text("name", "名前").value(name).required().width("middle").errors(errors))
        div.actions {
            button.button.primary type="submit" { "保存" }
            a.button href=(HERE) { "ユーザーグループの一覧へ戻る" }
        }
    };
    let content = html! {
        (errors)
        section.card { (forms::form(&visit.form_token, &format!("{HERE}/{id}"), &fields)) }
    };
    layout::admin_page(
        visit,
        errors.title("ユーザーグループの名前の変更"),
        &content,
    )
}

/// 名前の変更.
pub(crate) async fn show(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path,
) -> Result<Markup, PageError> {
    let group = group(&shop, &id).await?;
    Ok(renaming(&visit, &id, &group.name, &Errors::default()))
}

/// 保存.
pub(crate) async fn save(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path,
    form: Form,
) -> Result<Response, PageError> {
    let known = group(&shop, &id).await?;
    let groups = shop.0.store.groups().await?;
    let mut errors = Errors::default();
    let name = name(&form, known.id, &groups, &mut errors);
    if !errors.is_empty() {
        return Ok(renaming(&visit, &id, &name, &errors).into_response());
    }
    let renamed = UserGroup { id: known.id, name };
    shop.0.store.save_group(&renamed).await?;
    let notice = Notice::done("ユーザーグループの名前を保存しました。");
    Ok(visit.redirect_with_notice(&shop, HERE, &notice))
}

/// Why a group cannot be deleted: a setting names it.
fn in_the_way(visit: &Visit, group: &UserGroup) -> Option<String> {
    let settings = &visit.settings;
    let by = if settings.addon.group == group.id {
        "アドオンの設定「クロネコ掛け払い取引先のユーザーグループ」"
    } else if settings
        .methods
        .iter()
        .any(|method| method.groups.contains(&group.id))
    {
        "支払方法の設定「ユーザーグループ」"
    } else {
        return None;
    };
    Some(format!(
        "「{}」は、{by}に使われているため、削除できません。",
        group.name
    ))
}

/// Asks before a group is deleted.
pub(crate) async fn ask(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path,
) -> Result<Response, PageError> {
    let group = group(&shop, &id).await?;
    if let Some(why) = in_the_way(&visit, &group) {
        return Ok(visit.redirect_with_notice(&shop, HERE, &Notice::warning(why)));
    }
    let members = shop.0.store.count_members(group.id).await?;
    let action = format!("{HERE}/{id}/delete");
    let question = Question {
        title: "ユーザーグループの削除の確認",
        details: &[
            ("ユーザーグループ", group.name.clone()),
            ("お客様の数", format!("{}名", format::separated(members))),
        ],
        warning: "削除すると、入っているお客様もこのグループから外れます。元に戻せません。",
        action: &action,
        back: HERE,
    };
    Ok(question.page(&visit).into_response())
}

/// 削除する.
pub(crate) async fn remove(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path,
) -> Result<Response, PageError> {
    let group = group(&shop, &id).await?;
    let notice = if let Some(why) = in_the_way(&visit, &group) {
        Notice::warning(why)
    } else {
        shop.0.store.delete_group(group.id).await?;
        Notice::done(format!(
            "ユーザーグループ「{}」を削除しました。",
            group.name
        ))
    };
    Ok(visit.redirect_with_notice(&shop, HERE, &notice))
}
