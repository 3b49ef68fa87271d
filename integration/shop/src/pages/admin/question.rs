//! The question before something is deleted.

use maud::{Markup, html};

use crate::{forms, pages::layout, visit::Visit};

/// What is asked about.
pub(super) struct Question<'a> {
    /// The heading.
    pub(super) title: &'a str,
    /// What it is: names and values.
    pub(super) facts: &'a [(&'a str, String)],
    /// What becomes of it.
    pub(super) warning: &'a str,
    /// Where the answer is posted.
    pub(super) action: &'a str,
    /// Where whoever thinks better of it goes.
    pub(super) back: &'a str,
}

impl Question<'_> {
    /// The page.
    pub(super) fn page(&self, visit: &Visit) -> Markup {
        let buttons = html! {
            div.actions {
                a.button href=(self.back) { "削除せずに戻る" }
                button.button.danger type="submit" { "削除する" }
            }
        };
        let content = html! {
            section.card {
                dl.facts {
                    @for (name, value) in self.facts { dt { (name) } dd { (value) } }
                }
                p.warning { (self.warning) }
                (forms::form(&visit.form_token, self.action, &buttons))
            }
        };
        layout::admin_page(visit, self.title, &content)
    }
}
