//! The page on which one of a list is added or changed, with the way to its deletion.

use maud::{Markup, html};

use super::version::Version;
use crate::{
    forms::{self, Errors},
    pages::layout,
    visit::Visit,
};

/// The entry that is added or changed.
pub(super) struct Entry<'a> {
    /// Its name: 商品.
    pub(super) what: &'a str,
    /// The address of the list.
    pub(super) list: &'a str,
    /// Where the form is posted.
    pub(super) here: &'a str,
    /// The version that is changed.
    pub(super) version: &'a Version,
}

impl Entry<'_> {
    /// The page of its fields.
    pub(super) fn page(&self, visit: &Visit, fields: &Markup, errors: &Errors) -> Markup {
        let is_new = self.here.strip_prefix(self.list) == Some("/new");
        let form = html! {
            (self.version)
            (fields)
            div.actions {
                button.button.primary type="submit" { @if is_new { "追加する" } @else { "保存" } }
                a.button href=(self.list) { (self.what) "の一覧へ戻る" }
                @if !is_new { a.button.danger href={ (self.here) "/delete" } { "削除" } }
            }
        };
        let content = html! {
            (errors)
            (forms::form(&visit.form_token, self.here, &form))
        };
        let act = if is_new { "追加" } else { "編集" };
        let title = format!("{}の{act}", self.what);
        layout::admin_page(visit, errors.title(&title), &content)
    }
}
